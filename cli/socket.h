// One WebSocket to a relay: connect, send and receive whole messages, each within a time. No meaning of any message.
// socket.cpp is the only file of the command line that knows Asio and Beast. Called by sync.
#pragma once
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "cli/address.h"

namespace bothy::cli {

class Socket {
 public:
  /// Dials ws(s)://host:port/relay. Errors (Exit::unreachable): unreachable, with the reason in plain words.
  [[nodiscard]] static Got<Socket> connect(const Address& address, int timeout_ms);

  /// Queues one binary message; it leaves while `receive` runs. Errors: unreachable when the connection is over.
  [[nodiscard]] Did send(ByteSpan message);
  /// The next message, or nothing when none came in time. Errors: unreachable when the relay closed the connection.
  [[nodiscard]] Got<std::optional<Bytes>> receive(int timeout_ms);
  /// Whether everything queued has left.
  [[nodiscard]] bool all_sent() const;
  /// Lets what is queued leave, says goodbye, closes; at most `timeout_ms`.
  void close(int timeout_ms);

  Socket(Socket&&) noexcept;
  Socket& operator=(Socket&&) noexcept;
  ~Socket();

 private:
  class Wire;
  template <class Stream>
  class WireOver;
  explicit Socket(std::unique_ptr<Wire> wire);
  std::unique_ptr<Wire> wire_;
};

/// Whether this build can speak TLS to a relay.
[[nodiscard]] bool has_tls();

}  // namespace bothy::cli
