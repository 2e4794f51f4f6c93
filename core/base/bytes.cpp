// Hex, base64url and UTF-8 checks. Called wherever bytes meet text.
#include "base/bytes.h"

namespace bothy {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int base64_digit(char c) {
  const auto at = base64_digits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// Length of the UTF-8 sequence at `p`, or 0 where it is not well formed.
std::size_t utf8_length(const unsigned char* p, std::size_t left) {
  const auto tail = [&](std::size_t i) { return (p[i] & 0xC0) == 0x80; };
  if (p[0] < 0x80) return 1;
  if (p[0] >= 0xC2 && p[0] <= 0xDF) return left > 1 && tail(1) ? 2 : 0;
  if (p[0] >= 0xE0 && p[0] <= 0xEF) {
    if (left < 3 || !tail(1) || !tail(2)) return 0;
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
    if (p[0] == 0xED && p[1] > 0x9F) return 0;
    return 3;
  }
  if (p[0] >= 0xF0 && p[0] <= 0xF4) {
    if (left < 4 || !tail(1) || !tail(2) || !tail(3)) return 0;
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    if (p[0] == 0xF4 && p[1] > 0x8F) return 0;
    return 4;
  }
  return 0;
}

}  // namespace

std::string to_hex(ByteSpan bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return no(Error::malformed);
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]);
    const int low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return no(Error::malformed);
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

std::string to_base64url(ByteSpan bytes) {
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (const auto byte : bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out.push_back(base64_digits[(held >> bits) & 63]);
    }
  }
  if (bits > 0) out.push_back(base64_digits[(held << (6 - bits)) & 63]);
  return out;
}

Result<Bytes> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return no(Error::malformed);
  Bytes out;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return no(Error::malformed);
    held = (held << 6) | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<std::uint8_t>((held >> bits) & 0xFF));
    }
  }
  // Spare bits must be zero, or two texts would mean the same bytes.
  if ((held & ((1u << bits) - 1)) != 0) return no(Error::malformed);
  return out;
}

Result<Id> id_from_hex(std::string_view text) {
  BOTHY_TRY(bytes, from_hex(text));
  if (bytes.size() != 16) return no(Error::malformed);
  return Id{block_of<16>(bytes)};
}

bool is_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t n = utf8_length(p + i, text.size() - i);
    if (n == 0) return false;
    i += n;
  }
  return true;
}

}  // namespace bothy
