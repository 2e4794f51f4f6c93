// The simulator's own randomness: xoshiro256** seeded through splitmix64, so that a seed means the same everywhere.
// Not for keys. Every step and every device draws from a stream of its own: what one does never moves another's dice.
// Called by all of lab/sim.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>

namespace bothy::sim {

/// splitmix64 (Vigna 2015): turns any 64 bits into well mixed ones.
[[nodiscard]] inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

class Rng {
 public:
  /// A stream named by numbers, such as {seed, step, purpose}.
  explicit Rng(std::initializer_list<std::uint64_t> name) {
    std::uint64_t x = 0;
    for (const std::uint64_t part : name) x = mixed(x ^ mixed(part));
    for (auto& word : state_) word = x = mixed(x);
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
  /// 0 .. n-1; 0 when n is 0. The bias of the modulo does not matter here.
  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : next() % n; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  }
  /// True in `per_mille` of 1,000 cases.
  bool chance(int per_mille) { return below(1'000) < static_cast<std::uint64_t>(per_mille); }
  void fill(std::span<std::uint8_t> out) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (i % 8 == 0) word = next();
      out[i] = static_cast<std::uint8_t>(word >> (8 * (i % 8)));
    }
  }

 private:
  std::uint64_t state_[4] = {};
};

/// Purposes of streams.
enum Stream : std::uint64_t { schedule = 1, privacy, network, device, nonce, world_setup, byzantine, settle_dice };

}  // namespace bothy::sim
