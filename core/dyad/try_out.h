// Learn by trying: five sliders, a year of many made-up couples at once, and one of them from near. The same sliders
// always give the same picture. It shows what the theory says, not what will happen to anybody. Called by the door's
// question `learn` and the benchmarks.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "dyad/couple_life.h"

namespace bothy::dyad {

/// 0..100, 50 as usual. The first three are of the other: how kindly they respond, how alike from day to day, how
/// often they mend (0 never). The last two are of the person whose security is looked at. What a slider means for the
/// machine: docs/science.md#trying.
struct Trial {
  double warmth = 50.0;
  double steadiness = 50.0;
  double repair = 50.0;
  double anxiety = 50.0;
  double avoidance = 50.0;
  bool operator==(const Trial&) const = default;
};

inline constexpr int trial_weeks = 52;    // a year
inline constexpr int trial_couples = 60;  // as many as fit into a quarter of a second on a telephone
inline constexpr double low_day = 40.0;   // points; a day below it counts as low, docs/science.md#trying

/// Weekly mean security of one person across couples, points: one couple in ten lies below `low`, half below
/// `middle`, nine in ten below `high`.
struct TrialWeek {
  double low = 0.0;
  double middle = 0.0;
  double high = 0.0;
  bool operator==(const TrialWeek&) const = default;
};

struct TryOut {
  std::array<TrialWeek, trial_weeks> weeks{};
  std::vector<double> one;             // one couple: security in the evening of each day, points
  std::vector<std::int32_t> ruptures;  // of that couple: days, 0 the first
  std::vector<std::int32_t> repairs;   // of that couple: days on which a repair had taken a rupture to a half
  double mended = 0.0;                 // share of ruptures that a repair took to a half within 3 days
  double told = 0.0;                   // disclosures a week
  double low_days = 0.0;               // share of days below low_day
  bool operator==(const TryOut&) const = default;
};

/// Somebody for whom all five sliders stand like this. Sliders outside 0..100 are taken at the nearer end.
[[nodiscard]] Temper temper_of(const Trial& sliders);

/// A year of trial_couples couples under these sliders. Sliders outside 0..100 are taken at the nearer end.
/// Cost: about 70 ms, 120 as WebAssembly.
[[nodiscard]] TryOut try_out(const Trial& trial);

}  // namespace bothy::dyad
