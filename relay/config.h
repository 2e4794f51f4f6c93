// Settings of the relay: the command line and the configuration file, parsed into plain values. Pure: reads no file.
// Errors are one line for the operator. Called by main.cpp and tests.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "relay/limits.h"

namespace bothy::relay {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

struct Config {
  Address listen{"127.0.0.1", 7071};
  /// A path, or postgres://...
  std::string db = "bothy-relay.db";
  /// Folder of the app; empty for the built-in page.
  std::string web;
  /// Loopback address of the metrics page; port 0 with an empty host means off.
  Address metrics;
  /// Origins that clients may have dialled, such as https://relay.example; empty: taken from each request's Host.
  std::vector<std::string> origins;
  /// More places that the app may connect to, for couples who use another relay than the one that served the app.
  std::vector<std::string> connect;
  std::string tls_certificate;
  std::string tls_key;
  bool hsts = true;
  std::size_t max_connections = 10'000;
  /// A WebSocket that says nothing is asked for a sign of life after half of this and closed after all of it.
  std::uint32_t idle_seconds = 240;
  Limits limits;

  // Command line only.
  bool check = false;
  bool help = false;
  bool version = false;
};

/// One line that says what is wrong and what to write instead.
struct ConfigTrouble {
  std::string line;
};

template <class T>
using Parsed = std::expected<T, ConfigTrouble>;

/// "host:port", "[::1]:port" or ":port" (loopback).
[[nodiscard]] Parsed<Address> parse_address(std::string_view text);

/// Reads `key = value` lines into `config`; `#` starts a comment. The name is for messages.
[[nodiscard]] Parsed<Config> parse_file(Config config, std::string_view name, std::string_view text);

/// Flags after the program's name. `--config` is not read here: it is in the result of config_path().
[[nodiscard]] Parsed<Config> parse_flags(Config config, const std::vector<std::string>& flags);

/// The value of --config, or empty.
[[nodiscard]] std::string config_path(const std::vector<std::string>& flags);

[[nodiscard]] std::string_view usage();

}  // namespace bothy::relay
