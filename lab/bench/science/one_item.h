// One item of one person in its plainest reading: a mean that stands still, a slow part, a quick part, noise, and the
// engine's own grid of volatilities. It is what the predictive checks make people up from, and what the grid's worth on
// real people is measured with; `bothy-cli read` averages richer ones. Called by the predictive checks and ablations.
#pragma once
#include "dyad/mixture.h"

namespace bothy::science {

/// What is supposed of an item before anybody answered it; `within` in units of its scale, shares of its square.
struct OneItemPrior {
  dyad::Normal mean{50.0, 225.0};     // across people, units of the scale
  double within = 15.0;               // deviation within a person at volatility zero
  double noise_share = 0.5;           // docs/science.md#spread
  double slow_share = 0.15;           // docs/science.md#spread
  double quick_half_life_days = 0.7;  // four answers a day of students
  double slow_half_life_days = 60.0;  // docs/science.md#pace
  dyad::VolatilityPrior volatility{0.0, 0.6, 0.5, 5.0};
};

class OneItem {
 public:
  OneItem(const OneItemPrior& prior, const dyad::Scale& scale);

  /// Learns an answer at `day`, not before the last one; returns the logarithm of its likelihood.
  double live(double day, double answer);

 private:
  static constexpr int parts = 3;   // slow, quick, mean
  static constexpr int moving = 2;  // slow and quick

  OneItemPrior prior_;
  dyad::Scale scale_;
  dyad::GridFilter<parts, moving> filter_;
  double day_ = 0.0;
  bool begun_ = false;
};

}  // namespace bothy::science
