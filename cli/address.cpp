// Takes relay addresses apart and puts them together again. See address.h.
// Nothing is looked up or dialled here.
#include "cli/address.h"

#include <algorithm>
#include <cctype>

namespace bothy::cli {
namespace {

std::unexpected<Trouble> not_an_address(std::string_view text) {
  return usage("'" + std::string(text.substr(0, 80)) + "' is no relay address. Write it like http://localhost:7071");
}

bool is_port(std::string_view text) {
  const bool digits =
      !text.empty() && text.size() <= 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return false;
  int port = 0;
  for (const char c : text) port = port * 10 + (c - '0');
  return port >= 1 && port <= 65'535;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_' || c == ':';
  });
}

}  // namespace

std::string Address::authority() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == (tls ? "443" : "80") ? name : name + ":" + port;
}

std::string Address::origin() const { return (tls ? "https://" : "http://") + authority(); }

Got<Address> parse_address(std::string_view text) {
  Address out;
  std::string_view rest = text;
  if (const std::size_t at = rest.find("://"); at != std::string_view::npos) {
    const std::string_view scheme = rest.substr(0, at);
    if (scheme != "http" && scheme != "https" && scheme != "ws" && scheme != "wss") return not_an_address(text);
    out.tls = scheme == "https" || scheme == "wss";
    rest.remove_prefix(at + 3);
  }
  rest = rest.substr(0, rest.find_first_of("/#?"));
  if (rest.starts_with('[')) {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) return not_an_address(text);
    out.host = rest.substr(1, close - 1);
    rest.remove_prefix(close + 1);
  } else {
    const std::size_t colon = rest.find(':');
    out.host = rest.substr(0, colon);
    rest.remove_prefix(std::min(colon, rest.size()));
    if (out.host.find(':') != std::string::npos) return not_an_address(text);
  }
  std::ranges::transform(out.host, out.host.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  out.port = out.tls ? "443" : "80";
  if (!rest.empty()) {
    if (rest.front() != ':' || !is_port(rest.substr(1))) return not_an_address(text);
    out.port = rest.substr(1);
  }
  if (!is_host(out.host)) return not_an_address(text);
  return out;
}

std::string address_in_link(std::string_view link) {
  const std::size_t mark = link.find('#');
  if (mark == std::string_view::npos || link.find("://") == std::string_view::npos) return {};
  const auto address = parse_address(link.substr(0, mark));
  return address ? address->origin() : std::string();
}

}  // namespace bothy::cli
