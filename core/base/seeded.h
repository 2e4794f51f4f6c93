// Numbers that look random and are the same everywhere for the same seed: for simulated couples and simulated disks.
// Never for keys or nonces: those come from outside, with each request. Called by the simulators.
#pragma once
#include <cstdint>

namespace bothy {

/// splitmix64 (Vigna 2015): turns any 64 bits into well mixed ones.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// xoshiro256** (Blackman & Vigna 2018), its state filled from one number by splitmix64.
class Seeded {
 public:
  explicit Seeded(std::uint64_t seed) {
    for (std::uint64_t& word : state_) word = seed = mixed(seed);
  }

  std::uint64_t next() {
    const auto rotated = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
    const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotated(state_[3], 45);
    return result;
  }

 private:
  std::uint64_t state_[4] = {};
};

}  // namespace bothy
