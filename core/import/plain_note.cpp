// HTML of a diary note to plain text: the few tags and entities that Daylio's editor writes. No general HTML parser.
// Called by daylio through daylio.h.
#include "base/bytes.h"
#include "import/daylio.h"
#include "import/text.h"

namespace bothy {

using cells::lower;
using cells::trimmed;

namespace {

/// Entities and tags longer than this are ordinary text.
constexpr std::size_t max_entity = 10;
constexpr std::size_t max_tag = 200;

struct Entity {
  std::string_view name;
  std::string_view text;
};

constexpr Entity entities[] = {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
constexpr std::string_view breaking_tags[] = {"br", "p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"};
constexpr std::string_view silent_tags[] = {"b", "i", "u", "s", "em", "strong", "span", "font", "strike", "del", "a"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&names)[N]) {
  for (const auto known : names)
    if (known == name) return true;
  return false;
}

void append_character(std::string& out, std::uint32_t code) {
  const auto byte = [&out](std::uint32_t b) { out += static_cast<char>(b); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

/// The character of "#39" or "#x27"; 0 for no character, a control character or half a pair.
std::uint32_t numbered_character(std::string_view name) {
  if (name.size() < 2 || name[0] != '#') return 0;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  std::uint32_t code = 0;
  const std::string_view digits = name.substr(hex ? 2 : 1);
  if (digits.empty() || digits.size() > 7) return 0;
  for (const char c : lower(digits)) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return 0;
    code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  const bool control = code < 0x20 && code != '\n' && code != '\t';
  if (control || code == 0x7F || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return 0;
  return code;
}

/// Decodes the entity at the front of `rest`; the bytes it took, 0 when there is none.
std::size_t take_entity(std::string_view rest, std::string& out) {
  const std::size_t end = rest.substr(0, max_entity + 2).find(';');
  if (end == std::string_view::npos) return 0;
  const std::string_view name = rest.substr(1, end - 1);
  for (const auto& entity : entities) {
    if (entity.name != name) continue;
    out += entity.text;
    return end + 1;
  }
  const std::uint32_t code = numbered_character(name);
  if (code == 0) return 0;
  append_character(out, code);
  return end + 1;
}

void new_line(std::string& out) {
  if (!out.empty() && out.back() != '\n') out += '\n';
}

/// Acts on the tag at the front of `rest`; the bytes it took, 0 when this is no known tag.
std::size_t take_tag(std::string_view rest, std::string& out) {
  const std::size_t end = rest.substr(0, max_tag).find('>');
  if (end == std::string_view::npos) return 0;
  std::string_view inside = rest.substr(1, end - 1);
  const bool closing = inside.starts_with('/');
  if (closing) inside.remove_prefix(1);
  const std::string name = lower(inside.substr(0, inside.find_first_of(" /\t")));
  if (name == "br")
    out += '\n';
  else if (name == "li" && !closing) {
    new_line(out);
    out += "- ";
  } else if (name == "li" || is_one_of(name, breaking_tags))
    new_line(out);
  else if (!is_one_of(name, silent_tags))
    return 0;
  return end + 1;
}

}  // namespace

std::string plain_note(std::string_view html) {
  std::string out;
  for (std::size_t i = 0; i < html.size();) {
    std::size_t taken = 0;
    if (html[i] == '<') taken = take_tag(html.substr(i), out);
    if (html[i] == '&') taken = take_entity(html.substr(i), out);
    if (taken == 0) out += html[i];
    i += taken == 0 ? 1 : taken;
  }
  // Paragraphs inside paragraphs leave runs of empty lines; one is enough.
  std::string tidy;
  for (const char c : out)
    if (c != '\n' || !tidy.ends_with("\n\n")) tidy += c;
  return std::string(trimmed(tidy));
}

}  // namespace bothy
