// How steady somebody's days are: how far an ordinary day lies from their mean, with its doubt. Beside the filter's own
// volatility, which says how sure a forecast is; this one says how the days were. Called by the course of one person.
#pragma once
#include <span>

#include "dyad/told.h"

namespace bothy::dyad {

struct Steadiness {
  Told swing;                // deviation of a day from the mean of the days, points
  double reliability = 0.0;  // 1 - variance of its logarithm now / before anything was said
};

/// What is supposed of the swing before any day: its logarithm is normal around that of `points`.
struct SwingPrior {
  double points = 12.0;  // docs/science.md#steadiness
  double sd = 0.35;      // of the logarithm between people, docs/science.md#steadiness
};

/// `days`: one answer a day in order, 0..100. Days that resemble their neighbours count for less.
/// Cost: O(n). Source: docs/science.md#steadiness.
[[nodiscard]] Steadiness steadiness_of(std::span<const double> days, const SwingPrior& prior);

}  // namespace bothy::dyad
