// In which order the answers of a file are foreseen, so that a forecast rests on nothing that stands further down or
// came later. Called by the reader of series.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace bothy::dyad {

/// Where an answer stands: a person (counted from 0) and a time in any unit.
struct Placed {
  std::uint32_t person = 0;
  double time = 0.0;
};

/// Indexes into `rows` in the order of learning: each person's rows by time, equal times by line; different people by
/// their places. The place of a row is its line, or the last line of the person's own earlier answers where that is
/// further down. Cost: O(n log n).
[[nodiscard]] std::vector<std::uint32_t> in_learning_order(std::span<const Placed> rows);

}  // namespace bothy::dyad
