// See within.h. The interval is turned so that it lies around zero or above: there nothing cancels.
#include "dyad/within.h"

#include <cmath>

#include "dyad/real.h"

namespace bothy::dyad {
namespace {

// Of the variance before: an interval leaves some doubt, whatever rounding says.
constexpr double least_variance = 1e-10;

struct Standard {
  double log_probability;
  double mean;
  double variance;
};

double times_density(double x) { return x == no_bound || x == -no_bound ? 0.0 : x * normal_density(x); }

// 0 <= low < high: everything is relative to the density at the lower bound, so far tails keep their digits.
Standard in_upper_tail(double low, double high) {
  const double ratio = high == no_bound ? 0.0 : exp(0.5 * (low - high) * (low + high));
  const double mass = mills(low) - (ratio > 0.0 ? ratio * mills(high) : 0.0);
  const double mean = (1.0 - ratio) / mass;
  const double high_part = ratio > 0.0 ? high * ratio : 0.0;
  return {-0.5 * low * low - 0.5 * log_2pi + log(mass), mean, 1.0 + (low - high_part) / mass - mean * mean};
}

// low < 0 < high.
Standard around_zero(double low, double high) {
  const double below = low == -no_bound ? 0.0 : normal_below(low);
  const double above = high == no_bound ? 0.0 : normal_below(-high);
  const double mass = 1.0 - below - above;
  const double mean =
      ((low == -no_bound ? 0.0 : normal_density(low)) - (high == no_bound ? 0.0 : normal_density(high))) / mass;
  return {log(mass), mean, 1.0 + (times_density(low) - times_density(high)) / mass - mean * mean};
}

}  // namespace

Within within(const Normal& before, double low, double high) {
  const double sd = std::sqrt(before.variance);
  const double a = (low - before.mean) / sd;
  const double b = (high - before.mean) / sd;
  const bool turned = b <= 0.0;
  Standard s = turned ? in_upper_tail(-b, -a) : a >= 0.0 ? in_upper_tail(a, b) : around_zero(a, b);
  if (turned) s.mean = -s.mean;
  if (!(s.variance > least_variance)) s.variance = least_variance;
  if (s.variance > 1.0) s.variance = 1.0;
  return {s.log_probability, {before.mean + sd * s.mean, before.variance * s.variance}};
}

}  // namespace bothy::dyad
