// A made-up couple that lives by the engine's own law, its numbers drawn from the engine's own prior: what the engine
// says of such people must be right as often as it claims. Small steps and plain sums, so that a slip in the engine's
// matrices is not repeated here. Called by the calibration test and the benchmarks.
#pragma once
#include <array>
#include <vector>

#include "dyad/dice.h"
#include "dyad/story.h"

namespace bothy::dyad {

/// What the engine does not know.
struct LinearTruth {
  std::array<double, 2> mu{};
  std::array<double, 2> usual{};  // logarithm of usual volatility
  std::array<std::array<double, cause_count>, 2> sensitivity{};
  double coupling = 0.0;
};

/// How the days go: chances a day of each happening, and of answering.
struct LinearDays {
  int days = 60;
  double answered = 0.9;       // docs/science.md#linear-life
  double rupture = 0.1;        // docs/science.md#linear-life
  double repair = 0.5;         // while a rupture waits for one; docs/science.md#linear-life
  double disclosure = 0.3;     // docs/science.md#linear-life
  double promise = 0.2;        // kept or broken; docs/science.md#linear-life
  double safe_talk = 0.1;      // docs/science.md#linear-life
  double stress = 0.5;         // docs/science.md#linear-life
  double coupling_sd = 0.05;   // between couples; docs/science.md#linear-life
  bool responsiveness = true;  // whether that item is asked beside security
};

struct LinearLife {
  LinearTruth truth;
  Story story;
  std::vector<std::array<double, 2>> security;  // part `security` of each at the end of each day
};

/// Draws two people from `prior` and lets them live. The same dice give the same life. Cost: about 5 us a day.
[[nodiscard]] LinearLife linear_life(const CouplePrior& prior, const LinearDays& days, Dice dice);

}  // namespace bothy::dyad
