// The one hash of coach and guard: it names words, classes and features in tables made on another machine, so it
// never changes. Nothing secret is hashed with it.
#pragma once
#include <cstdint>
#include <string_view>

namespace bothy::coach {

/// Mixes two numbers into one (finaliser of SplitMix64, Steele et al. 2014); order matters.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a * 0x9E3779B97F4A7C15U + b + 0x632BE59BD9B4E019U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

/// The hash of a spelling (FNV-1a, then mixed).
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t h = 0xCBF29CE484222325U;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return mix(h, text.size());
}

}  // namespace bothy::coach
