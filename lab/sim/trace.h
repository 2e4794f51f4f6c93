// What happened in a simulated world, as running hashes: everything (for replay) and what some eyes saw (for twins).
// Keeps hashes and counts, never content. Called by world.cpp and the checks.
#pragma once
#include <string>
#include <vector>

#include "base/bytes.h"

namespace bothy::sim {

/// A running BLAKE2b-256 over labelled pieces, folded every 64 KiB; and its state after each step.
class Trace {
 public:
  void note(std::uint64_t label, ByteSpan bytes = {});
  /// Closes a step; its first 8 bytes of hash are kept so that two traces can be compared step by step.
  void end_step();
  [[nodiscard]] Block<32> digest();
  [[nodiscard]] const std::vector<std::uint64_t>& steps() const { return steps_; }
  [[nodiscard]] std::uint64_t bytes_seen() const { return seen_; }

 private:
  void fold();
  Bytes buffer_;
  Block<32> state_{};
  std::uint64_t seen_ = 0;
  std::vector<std::uint64_t> steps_;
};

/// The first step at which two traces differ, or -1 when they are equal.
[[nodiscard]] int first_difference(const Trace& one, const Trace& other);

}  // namespace bothy::sim
