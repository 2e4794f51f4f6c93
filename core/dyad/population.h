// What an item is like among the people who answered it so far, out of sums that can be added up in any order: their
// mean, how far they lie apart, how much each varies, how they space their answers, and which ways of foreseeing have
// worked for them. No single person can be read from it. Called by the reader of series.
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "dyad/averaging.h"
#include "dyad/series.h"

namespace bothy::dyad {

inline constexpr std::size_t manner_count = 10;  // docs/science.md#series
inline constexpr std::size_t habit_count = 4;   // docs/science.md#series
inline constexpr std::size_t most_points = 21;  // a scale with more points is read as a slider, docs/science.md#series

/// Names the places of one row of sums.
struct SumAt {
  static constexpr std::size_t people = 0;          // who answered
  static constexpr std::size_t means = 1;           // of their running means
  static constexpr std::size_t squared_means = 2;   // of the squares of these
  static constexpr std::size_t inverse_counts = 3;  // of one over their answers
  static constexpr std::size_t squares = 4;         // of deviations from the own mean
  static constexpr std::size_t freedom = 5;         // answers less people
  static constexpr std::size_t steps = 6;           // of squares of differences from one answer to the next
  static constexpr std::size_t log_gaps = 7;        // of their logarithms
  static constexpr std::size_t gaps = 8;            // between answers
  static constexpr std::size_t answers = 9;         // of everybody
  static constexpr std::size_t manners = 10;                           // shares of each manner of a series
  static constexpr std::size_t manner_logs = manners + manner_count;   // logs, above their mean
  static constexpr std::size_t habits = manner_logs + manner_count;    // shares of each habit
  static constexpr std::size_t habit_logs = habits + habit_count;      // logs, above those of the first
  static constexpr std::size_t counted = habit_logs + habit_count;     // answers at each point
  static constexpr std::size_t expected = counted + most_points;       // what was expected at each point
  static constexpr std::size_t width_slider = counted;                 // no points
  static constexpr std::size_t width_points = expected + most_points;  // all of it
};

class Population {
 public:
  /// `sums`: one row as SumAt names it, of width_slider or width_points.
  explicit Population(std::span<const double> sums) : sums_(sums) {}

  /// Where a person who answers for the first time is expected, and how much they vary, on the scale 0..1; with nobody
  /// yet, what the scale alone says.
  [[nodiscard]] SeriesPrior prior() const;

  /// Half-life in usual gaps of a series without noise whose neighbours are as alike as those of the people so far.
  /// `step` of the scale, 0 on a slider: rounding to points makes neighbours look less alike than they are.
  [[nodiscard]] double half_life(double step) const;

  /// Mean of the logarithm of gaps and how many; zero and zero with nobody yet.
  struct Gaps {
    double log = 0.0;
    double count = 0.0;
  };
  [[nodiscard]] Gaps gaps() const { return {sums_[SumAt::log_gaps], sums_[SumAt::gaps]}; }

  /// How each manner, and each habit, is thought of before a person's own answers speak.
  [[nodiscard]] Averaging<manner_count>::Shares manners() const;
  [[nodiscard]] Averaging<habit_count>::Shares habits() const;

  [[nodiscard]] double counted(std::size_t point) const { return sums_[SumAt::counted + point]; }
  [[nodiscard]] double expected(std::size_t point) const { return sums_[SumAt::expected + point]; }
  [[nodiscard]] double people() const { return sums_[SumAt::people]; }

 private:
  std::span<const double> sums_;
};

/// Running sums of one person, and what the next answer adds to the sums of all.
class OwnSums {
 public:
  /// Writes the change of the first sums (people to freedom, and answers) into `row`.
  void answer(double x, std::span<double> row);

 private:
  double count_ = 0.0;
  double mean_ = 0.0;
  double last_ = 0.0;
  double squares_ = 0.0;
};

}  // namespace bothy::dyad
