// Counts of a labeller against the truth: precision, recall and F1 of each label, of any harm, and of marked words.
// Called by the trainer and the bench of the coach.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "coach/label.h"

namespace bothy::train {

struct Counts {
  std::size_t hit = 0;
  std::size_t added = 0;
  std::size_t missed = 0;
  [[nodiscard]] double precision() const { return ratio(hit, hit + added); }
  [[nodiscard]] double recall() const { return ratio(hit, hit + missed); }
  [[nodiscard]] double f1() const { return ratio(2 * hit, 2 * hit + added + missed); }
  void count(bool truth, bool said) {
    hit += truth && said ? 1 : 0;
    added += !truth && said ? 1 : 0;
    missed += truth && !said ? 1 : 0;
  }
  /// 0 when there is nothing to count.
  [[nodiscard]] static double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
  }
};

/// Labels as told against labels as written, message by message.
struct Scores {
  std::array<Counts, coach::label_count> labels{};
  Counts any_harm;
  std::size_t without_harm = 0;  // messages that have none; `any_harm.added` of them were told that they do

  void count(coach::Labels truth, coach::Labels said);
  [[nodiscard]] double macro(std::size_t from = 0, std::size_t to = coach::label_count) const;
  [[nodiscard]] double false_alarms() const { return Counts::ratio(any_harm.added, without_harm); }
};

/// A threshold and what it gives.
struct Cut {
  double at = 0;
  double f1 = 0;
  double precision = 0;
  double recall = 0;
};
/// The threshold with the best F1.
[[nodiscard]] Cut best_cut(std::vector<std::pair<double, bool>> told);
/// The lowest threshold from which on precision is at least `precision`; the highest value when there is none.
[[nodiscard]] Cut sure_cut(std::vector<std::pair<double, bool>> told, double precision);

}  // namespace bothy::train
