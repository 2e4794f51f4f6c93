// Parsing of flags and of the configuration file; one table serves both. See config.h.
#include "relay/config.h"

#include <charconv>
#include <optional>

namespace bothy::relay {
namespace {

std::unexpected<ConfigTrouble> trouble(std::string line) { return std::unexpected(ConfigTrouble{std::move(line)}); }

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

using Problem = std::optional<std::string>;

template <class T>
Problem set_number(T& to, std::string_view text, std::int64_t least) {
  const auto value = number(text);
  if (!value || *value < least) return "needs a whole number, " + std::to_string(least) + " or more";
  to = static_cast<T>(*value);
  return {};
}

Problem set_address(Address& to, std::string_view text) {
  auto address = parse_address(text);
  if (!address) return address.error().line;
  to = *address;
  return {};
}

Problem set_metrics(Address& to, std::string_view text) {
  if (text == "off") {
    to = {};
    return {};
  }
  if (auto problem = set_address(to, text)) return problem;
  const bool loopback = to.host.starts_with("127.") || to.host == "::1" || to.host == "localhost";
  return loopback ? Problem() : "needs a loopback address such as 127.0.0.1:7072: the numbers are not for everyone";
}

Problem set_switch(bool& to, std::string_view text) {
  if (text != "yes" && text != "no") return "is yes or no";
  to = text == "yes";
  return {};
}

// An origin goes into a header and into a hash: scheme://host[:port], nothing after.
Problem add_origin(std::vector<std::string>& to, std::string_view text, std::string_view kind) {
  const auto at = text.find("://");
  const bool plain = text.find_first_of(" \t;,'\"") == std::string_view::npos;
  if (at == std::string_view::npos || !plain || text.find('/', at + 3) != std::string_view::npos ||
      at + 3 == text.size()) {
    return "needs " + std::string(kind) + ", without a path";
  }
  to.emplace_back(text);
  return {};
}

struct Key {
  std::string_view name;
  Problem (*set)(Config&, std::string_view);
};

constexpr Key keys[] = {
    {"listen", [](Config& c, std::string_view v) { return set_address(c.listen, v); }},
    {"db",
     [](Config& c, std::string_view v) -> Problem {
       c.db = v;
       return v.empty() ? Problem("needs a path or postgres://...") : Problem();
     }},
    {"web",
     [](Config& c, std::string_view v) -> Problem {
       c.web = v;
       return {};
     }},
    {"metrics", [](Config& c, std::string_view v) { return set_metrics(c.metrics, v); }},
    {"origin",
     [](Config& c, std::string_view v) { return add_origin(c.origins, v, "an origin such as https://relay.example"); }},
    {"connect",
     [](Config& c, std::string_view v) { return add_origin(c.connect, v, "a place such as wss://other.example"); }},
    {"tls_certificate",
     [](Config& c, std::string_view v) -> Problem {
       c.tls_certificate = v;
       return {};
     }},
    {"tls_key",
     [](Config& c, std::string_view v) -> Problem {
       c.tls_key = v;
       return {};
     }},
    {"hsts", [](Config& c, std::string_view v) { return set_switch(c.hsts, v); }},
    {"max_connections", [](Config& c, std::string_view v) { return set_number(c.max_connections, v, 1); }},
    {"idle_seconds", [](Config& c, std::string_view v) { return set_number(c.idle_seconds, v, 2); }},
    {"lane_bytes", [](Config& c, std::string_view v) { return set_number(c.limits.lane_bytes, v, 65'536); }},
    {"opens_per_connection",
     [](Config& c, std::string_view v) { return set_number(c.limits.opens_per_connection, v, 1); }},
    {"lanes_per_connection",
     [](Config& c, std::string_view v) { return set_number(c.limits.lanes_per_connection, v, 16); }},
    {"connection_frames_burst",
     [](Config& c, std::string_view v) { return set_number(c.limits.connection_frames.burst, v, 0); }},
    {"connection_frames_per_second",
     [](Config& c, std::string_view v) { return set_number(c.limits.connection_frames.per_s, v, 1); }},
    {"lane_frames_burst", [](Config& c, std::string_view v) { return set_number(c.limits.lane_frames.burst, v, 0); }},
    {"lane_frames_per_second",
     [](Config& c, std::string_view v) { return set_number(c.limits.lane_frames.per_s, v, 1); }},
    {"connection_checks_burst",
     [](Config& c, std::string_view v) { return set_number(c.limits.connection_checks.burst, v, 0); }},
    {"connection_checks_per_second",
     [](Config& c, std::string_view v) { return set_number(c.limits.connection_checks.per_s, v, 1); }},
    {"connection_asks_burst",
     [](Config& c, std::string_view v) { return set_number(c.limits.connection_asks.burst, v, 0); }},
    {"connection_asks_per_second",
     [](Config& c, std::string_view v) { return set_number(c.limits.connection_asks.per_s, v, 1); }},
    {"opens_burst", [](Config& c, std::string_view v) { return set_number(c.limits.opens.burst, v, 0); }},
    {"opens_per_second", [](Config& c, std::string_view v) { return set_number(c.limits.opens.per_s, v, 1); }},
};

const Key* find_key(std::string_view name) {
  for (const Key& key : keys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

bool is_flag_key(std::string_view name) {
  return name == "listen" || name == "db" || name == "web" || name == "metrics";
}

}  // namespace

Parsed<Address> parse_address(std::string_view text) {
  const auto colon = text.rfind(':');
  const std::string example =
      "\"" + std::string(text) + "\" is not an address; write host:port, such as 127.0.0.1:7071";
  if (colon == std::string_view::npos) return trouble(example);
  std::string_view host = text.substr(0, colon);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const auto port = number(text.substr(colon + 1));
  if (!port) return trouble(example);
  if (*port > 65'535)
    return trouble("port " + std::string(text.substr(colon + 1)) + " does not exist; ports go from 1 to 65535");
  return Address{host.empty() ? "127.0.0.1" : std::string(host), static_cast<std::uint16_t>(*port)};
}

Parsed<Config> parse_file(Config config, std::string_view name, std::string_view text) {
  int line_number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line_number;
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    const std::string where = std::string(name) + " line " + std::to_string(line_number) + ": ";
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return trouble(where + "write `key = value`");
    const std::string_view key_name = trim(line.substr(0, equals));
    const Key* key = find_key(key_name);
    if (key == nullptr) return trouble(where + "there is no setting \"" + std::string(key_name) + "\"");
    if (const auto problem = key->set(config, trim(line.substr(equals + 1))))
      return trouble(where + std::string(key_name) + ": " + *problem);
  }
  return config;
}

Parsed<Config> parse_flags(Config config, const std::vector<std::string>& flags) {
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const std::string& flag = flags[i];
    if (flag == "--check")
      config.check = true;
    else if (flag == "--help" || flag == "-h")
      config.help = true;
    else if (flag == "--version")
      config.version = true;
    else {
      const std::string name = flag.starts_with("--") ? flag.substr(2) : std::string();
      if (name != "config" && !is_flag_key(name))
        return trouble("there is no option \"" + flag + "\"; --help lists them");
      if (++i == flags.size()) return trouble(flag + " needs a value; --help shows it");
      if (name == "config") continue;
      if (const auto problem = find_key(name)->set(config, flags[i])) return trouble(flag + ": " + *problem);
    }
  }
  return config;
}

std::string config_path(const std::vector<std::string>& flags) {
  for (std::size_t i = 0; i + 1 < flags.size(); ++i) {
    if (flags[i] == "--config") return flags[i + 1];
  }
  return {};
}

std::string_view usage() {
  return "bothy-relay: keeps sealed frames for couples and passes them on; it cannot open them.\n"
         "  --listen HOST:PORT   where to serve (127.0.0.1:7071)\n"
         "  --db PATH            the store, a file, or postgres://... (bothy-relay.db)\n"
         "  --web FOLDER         the app to serve at / (a plain page when absent)\n"
         "  --metrics HOST:PORT  counters for Prometheus, loopback only (off)\n"
         "  --config FILE        settings; relay/bothy-relay.conf.example explains each\n"
         "  --check              read the whole store, say what is damaged, and end\n"
         "  --version, --help\n";
}

}  // namespace bothy::relay
