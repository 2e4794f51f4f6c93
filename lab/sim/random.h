// The simulator's own randomness: streams of seeded numbers, so that a seed means the same everywhere.
// Not for keys. Every step and every device draws from a stream of its own: what one does never moves another's dice.
// Called by all of lab/sim.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>

#include "base/seeded.h"

namespace bothy::sim {

using bothy::mixed;

class Rng {
 public:
  /// A stream named by numbers, such as {seed, step, purpose}.
  explicit Rng(std::initializer_list<std::uint64_t> name) : bits_(folded(name)) {}

  std::uint64_t next() { return bits_.next(); }
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
  static std::uint64_t folded(std::initializer_list<std::uint64_t> name) {
    std::uint64_t x = 0;
    for (const std::uint64_t part : name) x = mixed(x ^ mixed(part));
    return x;
  }

  Seeded bits_;
};

/// Purposes of streams.
enum Stream : std::uint64_t { schedule = 1, privacy, network, device, nonce, world_setup, byzantine, settle_dice };

}  // namespace bothy::sim
