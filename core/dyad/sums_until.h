// Sums of what was added up to a time, for any time, exact whatever the order of adding: amounts are kept as whole
// numbers of 2^-36, so that a sum over the same rows is the same to the last bit in a shorter file. It knows nothing of
// what is summed. Called by the reader of series.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace bothy::dyad {

class SumsUntil {
 public:
  /// `times` in any order, repeats allowed: every time that will be added or asked for; `width` amounts at each.
  SumsUntil(std::span<const double> times, std::size_t width);

  /// Adds `amounts` (of `width`, each within +-1000; anything else counts as the nearest end) at one of the times.
  /// Cost: O(width log n).
  void add(double time, std::span<const double> amounts);

  /// Writes the sums of all that was added at `time` or before. Cost: O(width log n).
  void until(double time, std::span<double> out) const;

 private:
  [[nodiscard]] std::size_t rank(double time) const;

  std::vector<double> times_;
  std::size_t width_;
  std::vector<std::int64_t> tree_;
};

}  // namespace bothy::dyad
