// Small text helpers of the import room. No tables, no dates. Called by the other files of this room.
#include "import/text.h"

namespace bothy::cells {
namespace {

constexpr std::string_view wide_spaces[] = {"\xC2\xA0", "\xE2\x80\xAF"};

std::size_t space_at_front(std::string_view text) {
  if (text.empty()) return 0;
  if (std::string_view(" \t\r\n\v\f").find(text.front()) != std::string_view::npos) return 1;
  for (const auto space : wide_spaces)
    if (text.starts_with(space)) return space.size();
  return 0;
}

std::size_t space_at_back(std::string_view text) {
  if (text.empty()) return 0;
  if (std::string_view(" \t\r\n\v\f").find(text.back()) != std::string_view::npos) return 1;
  for (const auto space : wide_spaces)
    if (text.ends_with(space)) return space.size();
  return 0;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (const std::size_t n = space_at_front(text)) text.remove_prefix(n);
  while (const std::size_t n = space_at_back(text)) text.remove_suffix(n);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_missing(std::string_view cell) {
  const std::string_view text = trimmed(cell);
  if (text.size() > 4) return false;
  const std::string word = lower(text);
  for (const char* missing : {"", "na", "n/a", "nan", "null", "none", "-", "."})
    if (word == missing) return true;
  return false;
}

std::string shortened(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  constexpr std::string_view dots = "...";
  std::size_t end = max_bytes > dots.size() ? max_bytes - dots.size() : 0;
  // 10xxxxxx continues a character: step back to its first byte.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + std::string(dots);
}

std::string quoted(std::string_view text) {
  constexpr std::size_t readable = 60;
  return "\"" + shortened(text, readable) + "\"";
}

int small_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 9) return -1;
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace bothy::cells
