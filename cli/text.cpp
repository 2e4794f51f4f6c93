// Making text safe and fitting it into columns. See text.h.
// No input or output here.
#include "cli/text.h"

namespace bothy::cli {
namespace {

// The length of the well-formed UTF-8 sequence at `at`, or 0.
std::size_t sequence(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t n = lead < 0x80                   ? 1
                        : lead >= 0xF0 && lead < 0xF5 ? 4
                        : lead >= 0xE0                ? 3
                        : lead >= 0xC2 && lead < 0xE0 ? 2
                                                      : 0;
  if (n == 0 || lead >= 0xF5 || at + n > text.size()) return 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return 0;
  return n;
}

// C1 controls, and the marks that turn the direction of text around and so can make it read as something else.
bool is_unsafe(std::string_view letter) {
  if (letter.size() == 2) return letter[0] == '\xC2' && static_cast<unsigned char>(letter[1]) < 0xA0;
  if (letter.size() != 3 || letter[0] != '\xE2') return false;
  const auto second = static_cast<unsigned char>(letter[1]);
  const auto third = static_cast<unsigned char>(letter[2]);
  return (second == 0x80 && ((third >= 0xAA && third <= 0xAE) || third == 0xA8 || third == 0xA9)) ||
         (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The first `n` code points.
std::string_view first(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (!continues(text[at]) && n-- == 0) break;
    ++at;
  }
  return text.substr(0, at);
}

}  // namespace

std::string plain(std::string_view text, Lines lines, bool ascii) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t n = sequence(text, at);
    if (c == '\n' || c == '\t' || c == '\r') {
      if (c != '\r') out += c == '\n' && lines == Lines::keep ? '\n' : ' ';
    } else if (n == 0 || static_cast<unsigned char>(c) < 0x20 || c == 0x7F || is_unsafe(text.substr(at, n)) ||
               (ascii && n > 1)) {
      out += '?';
    } else {
      out += text.substr(at, n);
    }
    at += n == 0 ? 1 : n;
  }
  return out;
}

std::size_t width_of(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += continues(c) ? 0 : 1;
  return n;
}

std::string fit(std::string_view text, std::size_t columns) {
  if (width_of(text) <= columns) return std::string(text);
  if (columns <= 3) return std::string(first(text, columns));
  return std::string(first(text, columns - 3)) + "...";
}

std::string pad(std::string_view text, std::size_t columns) {
  std::string out(text);
  const std::size_t n = width_of(text);
  if (n < columns) out.append(columns - n, ' ');
  return out;
}

std::string pad_left(std::string_view text, std::size_t columns) {
  const std::size_t n = width_of(text);
  return (n < columns ? std::string(columns - n, ' ') : std::string()) + std::string(text);
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text = newline == std::string_view::npos ? std::string_view() : text.substr(newline + 1);
    if (line.empty()) out.emplace_back();
    while (!line.empty()) {
      std::string_view part = first(line, columns);
      if (part.size() < line.size()) {
        const std::size_t space = line[part.size()] == ' ' ? part.size() : part.rfind(' ');
        if (space != std::string_view::npos && space > 0) part = line.substr(0, space);
      }
      out.emplace_back(part);
      line.remove_prefix(part.size());
      while (line.starts_with(' ')) line.remove_prefix(1);
    }
  }
  return out;
}

std::string counted(long long n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

}  // namespace bothy::cli
