// What the relay says over HTTP: security headers, which file a path means, the metrics page. Pure but for looking at
// files. No sockets here. Called by the server and by tests. Source: docs/protocol.md, OWASP ASVS 5.0.0 V3.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "relay/config.h"
#include "relay/counters.h"

namespace bothy::relay {

struct HttpHeader {
  std::string name;
  std::string value;
};

/// How a request reached us: the Host it named (checked) and whether the client's side of it is encrypted.
struct Dialled {
  std::string host;
  bool secure = false;
};

/// Whether `host` can stand in a header: letters, digits, dots, hyphens, colons, brackets; at most 255.
[[nodiscard]] bool is_plain_host(std::string_view host);

/// The origin that clients sign: the configured ones, else the one dialled.
[[nodiscard]] std::vector<std::string> origins_of(const Config& config, const Dialled& dialled);

/// Headers of every answer, whatever it holds.
[[nodiscard]] std::vector<HttpHeader> security_headers(const Config& config, const Dialled& dialled);

/// What a browser is to forget after "erase": all of this place, and no cookies, for we set none and they belong to a
/// whole domain with everything else on it.
inline constexpr std::string_view clear_site_data = "\"cache\", \"storage\"";

/// Whether a request for that may be granted: `site` and `mode` are Sec-Fetch-Site and Sec-Fetch-Mode. Only a script of
/// this very place may ask; else a picture or a link on another page could wipe what somebody keeps.
[[nodiscard]] bool may_clear(std::string_view site, std::string_view mode);

struct StaticFile {
  std::string path;
  std::string_view type;
  std::string_view cache;
  /// "br", "gzip" or empty.
  std::string_view encoding;
};

/// The file under `web` that a request path means; "/" is index.html. Nothing outside `web`, no hidden names, no links
/// out. Prefers name.br and name.gz where `accepts` (Accept-Encoding) allows them.
[[nodiscard]] std::optional<StaticFile> find_file(const std::string& web, std::string_view target,
                                                  std::string_view accepts);

[[nodiscard]] std::string_view type_of(std::string_view path);
[[nodiscard]] std::string_view cache_of(std::string_view target);

/// Totals in Prometheus' text format. Nothing in it names or numbers a person, lane or address.
struct Gauges {
  std::size_t connections = 0;
  std::size_t lanes_held = 0;
};
[[nodiscard]] std::string metrics_text(const Counters& counters, const Gauges& gauges);

}  // namespace bothy::relay
