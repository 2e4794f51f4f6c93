// The GGM key tree: one key per frame, derived from the lane seed in 16 binary steps.
// Punctured erasure (a later step) removes leaves from the same tree. Called by lane reading and writing.
// Source: Goldreich, Goldwasser, Micali 1986; docs/protocol.md#frame-keys.
#pragma once
#include "seal/secret.h"

namespace bothy {

/// Walks leaves in any order; neighbours share their path, so a run costs about two hashes a leaf.
class LeafKeys {
 public:
  explicit LeafKeys(const Key& seed) { path_[0] = seed; }
  [[nodiscard]] const Key& seed() const { return path_[0]; }
  /// Key of leaf `index` < 65,536; the next call overwrites it.
  [[nodiscard]] const Key& at(std::uint64_t index);

 private:
  static constexpr int steps = 16;
  std::array<Key, steps + 1> path_;
  std::uint64_t index_ = 0;
  int known_ = 0;
};

}  // namespace bothy
