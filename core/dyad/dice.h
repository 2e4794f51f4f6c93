// Seeded draws that are the same everywhere: for made-up couples and for tests. Never for keys, never about real
// people. Called by the simulator, which is given its seed.
#pragma once
#include <cmath>
#include <cstdint>

#include "dyad/real.h"

namespace bothy::dyad {

/// Source: xoshiro256++ (Blackman & Vigna 2019, public domain algorithm), seeded by splitmix64.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
      seed += 0x9e3779b97f4a7c15ULL;
      std::uint64_t mixed = seed;
      mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
      word = mixed ^ (mixed >> 31);
    }
  }

  std::uint64_t bits() {
    const std::uint64_t out = turned(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = turned(state_[3], 45);
    return out;
  }

  /// In (0,1), in steps of 2^-53, never 0.
  double uniform() { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1.0p-53; }

  bool chance(double probability) { return uniform() < probability; }

  /// Standard normal, by the polar method: two at a time, one kept for the next call.
  double normal() {
    if (kept_) {
      kept_ = false;
      return spare_;
    }
    double x = 0.0;
    double y = 0.0;
    double square = 0.0;
    do {
      x = 2.0 * uniform() - 1.0;
      y = 2.0 * uniform() - 1.0;
      square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    const double scale = std::sqrt(-2.0 * log(square) / square);
    spare_ = y * scale;
    kept_ = true;
    return x * scale;
  }

  /// Sum of two exponentials of mean `scale`: the gamma distribution of shape 2.
  double gamma_two(double scale) { return -scale * (log(uniform()) + log(uniform())); }

 private:
  static std::uint64_t turned(std::uint64_t word, int by) { return (word << by) | (word >> (64 - by)); }

  std::uint64_t state_[4]{};
  double spare_ = 0.0;
  bool kept_ = false;
};

}  // namespace bothy::dyad
