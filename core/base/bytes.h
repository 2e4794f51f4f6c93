// Bytes, fixed-size keys and ids, and their text forms (hex, base64url).
// No cryptography here. Called by every room.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace bothy {

/// Overwrites memory in a way the compiler keeps; for keys that go out of use.
inline void wipe(void* at, std::size_t n) {
  auto* p = static_cast<volatile unsigned char*>(at);
  while (n-- > 0) *p++ = 0;
}

/// Wipes every buffer before it is freed, so that no key or plaintext outlives its vector.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) {}
  T* allocate(std::size_t n) { return std::allocator<T>{}.allocate(n); }
  void deallocate(T* p, std::size_t n) {
    std::memset(p, 0, n * sizeof(T));
    __asm__ __volatile__("" : : "r"(p) : "memory");
    std::allocator<T>{}.deallocate(p, n);
  }
  bool operator==(const WipingAllocator&) const = default;
};

using Bytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;
using ByteSpan = std::span<const std::uint8_t>;
using MutableSpan = std::span<std::uint8_t>;

template <std::size_t N>
using Block = std::array<std::uint8_t, N>;

/// 16 random bytes that name an event, a lane, a device, a rendezvous.
struct Id {
  Block<16> bytes{};
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] bool is_zero() const { return *this == Id{}; }
};

[[nodiscard]] inline ByteSpan span_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view text_of(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline void append(Bytes& out, ByteSpan more) { out.insert(out.end(), more.begin(), more.end()); }

/// Copies the first N bytes of `from`; the caller has checked the length.
template <std::size_t N>
[[nodiscard]] Block<N> block_of(ByteSpan from) {
  Block<N> out{};
  if (from.size() >= N) std::memcpy(out.data(), from.data(), N);
  return out;
}

[[nodiscard]] std::string to_hex(ByteSpan bytes);
/// Errors: malformed on odd length or a character that is no hex digit.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);
/// Unpadded base64url (RFC 4648 section 5).
[[nodiscard]] std::string to_base64url(ByteSpan bytes);
/// Errors: malformed on a foreign character, an impossible length or non-zero spare bits.
[[nodiscard]] Result<Bytes> from_base64url(std::string_view text);

[[nodiscard]] inline std::string to_hex(const Id& id) { return to_hex(ByteSpan(id.bytes)); }
/// Errors: malformed unless `text` is 32 hex digits.
[[nodiscard]] Result<Id> id_from_hex(std::string_view text);

/// Whether `text` is well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace bothy
