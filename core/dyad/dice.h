// Seeded draws that are the same everywhere: for made-up couples and for tests. Never for keys, never about real
// people. Called by the simulator, which is given its seed.
#pragma once
#include <cmath>
#include <cstdint>

#include "base/seeded.h"
#include "dyad/real.h"

namespace bothy::dyad {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed) {}

  std::uint64_t bits() { return bits_.next(); }

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
  Seeded bits_;
  double spare_ = 0.0;
  bool kept_ = false;
};

}  // namespace bothy::dyad
