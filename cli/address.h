// The address of a relay as people type it, taken apart. Text only; the socket is in socket.cpp.
// Called by home (settings), sync and the commands that take links.
#pragma once
#include "cli/trouble.h"

namespace bothy::cli {

struct Address {
  bool tls = false;
  std::string host;  ///< without brackets, also for IPv6
  std::string port;
  /// "http://localhost:7071": what the relay is known by, and what is signed against. The port is left out where it is
  /// the usual one.
  [[nodiscard]] std::string origin() const;
  /// "localhost:7071": the Host header.
  [[nodiscard]] std::string authority() const;
  bool operator==(const Address&) const = default;
};

/// Accepts http, https, ws, wss or nothing before "//", a name or [IPv6], a port or none; a path after it is dropped.
/// Errors: usage with a sentence that shows the form.
[[nodiscard]] Got<Address> parse_address(std::string_view text);

/// The address in front of a link such as "http://localhost:7071/#b1...", or nothing for a bare link.
[[nodiscard]] std::string address_in_link(std::string_view link);

}  // namespace bothy::cli
