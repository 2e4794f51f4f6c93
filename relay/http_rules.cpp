// Security headers, static files and metrics as text. See http_rules.h.
#include "relay/http_rules.h"

#include <algorithm>
#include <filesystem>

namespace bothy::relay {
namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

struct Type {
  std::string_view ending;
  std::string_view type;
};

constexpr Type types[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
};

// Plain names only: no "..", no escapes, no hidden files but .well-known.
bool is_safe_path(std::string_view path) {
  if (path.empty() || path.front() != '/' || path.size() > 512) return false;
  if (!std::ranges::all_of(path, [](char c) { return is_word(c) || c == '.' || c == '/' || c == '-' || c == '_'; }))
    return false;
  for (std::size_t at = 0; (at = path.find("/.", at)) != std::string_view::npos; ++at) {
    if (!path.substr(at).starts_with("/.well-known/")) return false;
  }
  return path.find("//") == std::string_view::npos;
}

bool is_file_inside(const std::filesystem::path& root, const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return false;
  const auto real_root = std::filesystem::canonical(root, error);
  if (error) return false;
  const auto real = std::filesystem::canonical(file, error);
  if (error) return false;
  return std::mismatch(real_root.begin(), real_root.end(), real.begin(), real.end()).first == real_root.end();
}

void line(std::string& out, std::string_view kind, std::string_view name, std::string_view help, std::uint64_t value) {
  const std::string full = "bothy_relay_" + std::string(name);
  out += "# HELP " + full + " " + std::string(help) + "\n# TYPE " + full + " " + std::string(kind) + "\n" + full + " " +
         std::to_string(value) + "\n";
}

}  // namespace

bool is_plain_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::ranges::all_of(host, [](char c) {
    return is_word(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
}

std::vector<std::string> origins_of(const Config& config, const Dialled& dialled) {
  if (!config.origins.empty()) return config.origins;
  return {(dialled.secure ? "https://" : "http://") + dialled.host};
}

std::vector<HttpHeader> security_headers(const Config& config, const Dialled& dialled) {
  std::string connect = "'self'";
  // Older engines do not count the page's own WebSocket origin as 'self'.
  if (is_plain_host(dialled.host)) connect += (dialled.secure ? " wss://" : " ws://") + dialled.host;
  for (const std::string& more : config.connect) connect += " " + more;
  std::vector<HttpHeader> out = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; font-src "
       "'self'; "
       "connect-src " +
           connect +
           "; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
           "frame-ancestors 'none'; "
           "require-trusted-types-for 'script'; trusted-types bothy"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Embedder-Policy", "require-corp"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      // Bluetooth and the light sensor have no name of a stable standard here: browsers that know neither write an
      // error into the console for each page, and those that know them ask the person first.
      {"Permissions-Policy",
       "camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), accelerometer=(), gyroscope=(), "
       "magnetometer=(), idle-detection=(), payment=(), display-capture=(), browsing-topics=()"},
  };
  if (dialled.secure && config.hsts)
    out.push_back({"Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"});
  return out;
}

bool may_clear(std::string_view site, std::string_view mode) { return site == "same-origin" && mode != "navigate"; }

std::string_view type_of(std::string_view path) {
  for (const Type& type : types) {
    if (path.ends_with(type.ending)) return type.type;
  }
  return "application/octet-stream";
}

std::string_view cache_of(std::string_view target) {
  // Vite puts a hash of the content into every name under /assets/.
  if (target.starts_with("/assets/")) return "public, max-age=31536000, immutable";
  return target.starts_with("/api/") ? "no-store" : "no-cache";
}

std::optional<StaticFile> find_file(const std::string& web, std::string_view target, std::string_view accepts) {
  const std::string_view path = target.substr(0, target.find_first_of("?#"));
  if (!is_safe_path(path)) return std::nullopt;
  std::string name = web + std::string(path);
  if (name.ends_with('/')) name += "index.html";
  if (!is_file_inside(web, name)) return std::nullopt;
  StaticFile out{name, type_of(name), cache_of(path), {}};
  for (const auto& [ending, encoding] : {std::pair<std::string_view, std::string_view>{".br", "br"}, {".gz", "gzip"}}) {
    if (accepts.find(encoding) == std::string_view::npos) continue;
    const std::string packed = name + std::string(ending);
    if (!is_file_inside(web, packed)) continue;
    out.path = packed;
    out.encoding = encoding;
    break;
  }
  return out;
}

std::string metrics_text(const Counters& c, const Gauges& g) {
  std::string out;
  line(out, "gauge", "connections", "Open sockets.", g.connections);
  line(out, "gauge", "lanes_held", "Lanes in memory.", g.lanes_held);
  line(out, "counter", "connections_total", "Sockets opened.", c.connections_opened);
  line(out, "counter", "messages_total", "Messages received.", c.messages);
  line(out, "counter", "lanes_opened_total", "Lanes opened.", c.lanes_opened);
  line(out, "counter", "frames_stored_total", "Frames made durable.", c.frames_stored);
  line(out, "counter", "bytes_stored_total", "Bytes of frames made durable.", c.bytes_stored);
  line(out, "counter", "frames_repeated_total", "Frames offered again that were already here.", c.frames_repeated);
  line(out, "counter", "frames_healed_total", "Damaged frames replaced.", c.frames_healed);
  line(out, "counter", "heads_lost_total", "Frames that lost the compare-and-swap.", c.heads_lost);
  line(out, "counter", "forks_told_total", "Claims of another history.", c.forks_told);
  line(out, "counter", "pages_sent_total", "Pages read from the store and sent.", c.pages_sent);
  line(out, "counter", "frames_pushed_total", "Frames passed on live.", c.frames_pushed);
  line(out, "counter", "signature_checks_total", "Signatures checked.", c.signature_checks);
  line(out, "counter", "bad_seals_total", "Frames with a wrong hash or signature.", c.bad_seals);
  line(out, "counter", "refusals_total", "Messages refused.", c.refusals);
  line(out, "counter", "later_disk_total", "Answers 'later' because of the disk.", c.later_disk);
  line(out, "counter", "later_quota_total", "Answers 'later' because of a quota.", c.later_quota);
  line(out, "counter", "later_rate_total", "Answers 'later' because of a rate.", c.later_rate);
  line(out, "counter", "boxes_opened_total", "Rendezvous boxes opened.", c.boxes_opened);
  line(out, "counter", "batches_stored_total", "Commits to disk.", c.batches_stored);
  line(out, "counter", "batches_given_up_total", "Commits that kept nothing.", c.batches_given_up);
  line(out, "counter", "damage_found_total", "Rows that did not match their check.", c.damage_found);
  return out;
}

}  // namespace bothy::relay
