// The reader of one series: one item of one person, on any scale, at any times. The engine without events and without a
// second person: a mean that stands still, a slow part, a quick part, and volatility learned as it goes.
// Called by `bothy-cli read` and the validation on real series.
#pragma once
#include <map>

#include "dyad/mixture.h"

namespace bothy::dyad {

/// What is supposed of an item before anybody answered it; `within` in units of its scale, shares of its square.
struct SeriesPrior {
  Normal mean{50.0, 225.0};           // across people, units of the scale; docs/science.md#series
  double within = 15.0;               // deviation within a person at volatility zero; docs/science.md#series
  double noise_share = 0.5;           // docs/science.md#series
  double slow_share = 0.15;           // docs/science.md#series
  double quick_half_life_days = 0.7;  // docs/science.md#series
  double slow_half_life_days = 60.0;  // docs/science.md#pace
  VolatilityPrior volatility{0.0, 0.6, 0.5, 5.0};  // docs/science.md#series
};

class Series {
 public:
  Series(const SeriesPrior& prior, const Scale& scale);

  /// What is expected of an answer at `day`; the series itself does not move on. Cost: 2 us.
  [[nodiscard]] Mixture expect(double day) const;

  /// Learns an answer at `day`, not before the last one; returns its log_score. Cost: 10 us, 25 us on points.
  double live(double day, double answer);

  /// Mean and variance of what the person is like at `day`: level without noise.
  [[nodiscard]] Normal level() const;
  /// Mean and variance of the logarithm of volatility that is usual for the person.
  [[nodiscard]] Normal usual_volatility() const { return filter_.usual_volatility(); }
  [[nodiscard]] int answers() const { return answers_; }

 private:
  static constexpr int parts = 3;   // slow, quick, mean
  static constexpr int moving = 2;  // slow and quick
  using Filter = GridFilter<parts, moving>;

  [[nodiscard]] Motion<moving> over(double days) const;

  SeriesPrior prior_;
  Scale scale_;
  Filter filter_;
  double day_ = 0.0;
  int answers_ = 0;
};

}  // namespace bothy::dyad
