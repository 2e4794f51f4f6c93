// See series.h.
#include "dyad/series.h"

namespace bothy::dyad {
namespace {

Gaussian<3> first_state(const SeriesPrior& prior) {
  Gaussian<3> out;
  out.mean[2] = prior.mean.mean;
  out.covariance(0, 0) = prior.slow_share * prior.within * prior.within;
  out.covariance(2, 2) = prior.mean.variance;
  return out;
}

double quick_variance(const SeriesPrior& prior) {
  return (1.0 - prior.noise_share - prior.slow_share) * prior.within * prior.within;
}
double noise_variance(const SeriesPrior& prior) { return prior.noise_share * prior.within * prior.within; }

const Vector<3> row = {{1.0, 1.0, 1.0}};

}  // namespace

Series::Series(const SeriesPrior& prior, const Scale& scale)
    : prior_(prior), scale_(scale), filter_(first_state(prior), prior.volatility) {
  // The quick part begins as spread as it lasts, and that spread too belongs to the person's volatility.
  Motion<moving> first;
  first.own(1, 1) = quick_variance(prior);
  filter_.advance(first, 0.0);
}

Motion<2> Series::over(double days) const {
  Motion<moving> motion;
  const double slow = exp(-ln2 / prior_.slow_half_life_days * days);
  const double quick = exp(-ln2 / prior_.quick_half_life_days * days);
  motion.f = {{slow, 0.0, 0.0, quick}};
  motion.calm(0, 0) = prior_.slow_share * prior_.within * prior_.within * (1.0 - slow * slow);
  motion.own(1, 1) = quick_variance(prior_) * (1.0 - quick * quick);
  return motion;
}

Mixture Series::expect(double day) const {
  if (answers_ == 0 || day <= day_) return filter_.expect(row, noise_variance(prior_));
  Filter later = filter_;
  later.advance(over(day - day_), day - day_);
  return later.expect(row, noise_variance(prior_));
}

double Series::live(double day, double answer) {
  if (answers_ > 0 && day > day_) filter_.advance(over(day - day_), day - day_);
  if (answers_ == 0 || day > day_) day_ = day;
  ++answers_;
  const Bounds bounds = bounds_of(answer, scale_);
  const Reading<parts> reading{row, noise_variance(prior_), bounds.low, bounds.high, true};
  return filter_.observe({&reading, 1});
}

Normal Series::level() const {
  const auto state = filter_.together();
  return {dot(row, state.mean), dot(row, state.covariance * row)};
}

}  // namespace bothy::dyad
