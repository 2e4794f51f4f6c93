// See one_item.h.
#include "lab/bench/science/one_item.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

Gaussian<3> first_state(const OneItemPrior& prior) {
  Gaussian<3> out;
  out.mean[2] = prior.mean.mean;
  out.covariance(0, 0) = prior.slow_share * prior.within * prior.within;
  out.covariance(2, 2) = prior.mean.variance;
  return out;
}

double quick_variance(const OneItemPrior& prior) {
  return (1.0 - prior.noise_share - prior.slow_share) * prior.within * prior.within;
}

}  // namespace

OneItem::OneItem(const OneItemPrior& prior, const Scale& scale)
    : prior_(prior), scale_(scale), filter_(first_state(prior), prior.volatility) {
  // The quick part begins as spread as it lasts, and that spread too belongs to the person's volatility.
  Motion<moving> first;
  first.own(1, 1) = quick_variance(prior);
  filter_.advance(first, 0.0);
}

double OneItem::live(double day, double answer) {
  if (begun_ && day > day_) {
    const double slow = dyad::exp(-ln2 / prior_.slow_half_life_days * (day - day_));
    const double quick = dyad::exp(-ln2 / prior_.quick_half_life_days * (day - day_));
    Motion<moving> motion;
    motion.f = {{slow, 0.0, 0.0, quick}};
    motion.calm(0, 0) = prior_.slow_share * prior_.within * prior_.within * (1.0 - slow * slow);
    motion.own(1, 1) = quick_variance(prior_) * (1.0 - quick * quick);
    filter_.advance(motion, day - day_);
  }
  if (!begun_ || day > day_) day_ = day;
  begun_ = true;
  const Bounds bounds = bounds_of(answer, scale_);
  const Reading<parts> reading{
      {{1.0, 1.0, 1.0}}, prior_.noise_share * prior_.within * prior_.within, bounds.low, bounds.high, true};
  return filter_.observe({&reading, 1});
}

}  // namespace bothy::science
