// See steadiness.h.
#include "dyad/steadiness.h"

#include <cmath>

#include "dyad/real.h"

namespace bothy::dyad {
namespace {

constexpr double usual_inertia = 0.27;   // of one day on the next, docs/science.md#steadiness
constexpr double inertia_weight = 20.0;  // days that this is worth, docs/science.md#steadiness
constexpr double most_inertia = 0.8;     // beyond it days hardly tell of a swing, docs/science.md#steadiness
constexpr double grain = 1.0 / 12.0;     // variance of a whole number of points; mathematics

}  // namespace

Steadiness steadiness_of(std::span<const double> days, const SwingPrior& prior) {
  const double n = static_cast<double>(days.size());
  double precision = 1.0 / (prior.sd * prior.sd);
  double log_swing = log(prior.points);
  if (days.size() >= 2) {
    double mean = 0.0;
    for (const double one : days) mean += one / n;
    double squares = 0.0;
    double beside = 0.0;
    for (std::size_t i = 0; i < days.size(); ++i) {
      squares += (days[i] - mean) * (days[i] - mean);
      if (i > 0) beside += (days[i] - mean) * (days[i - 1] - mean);
    }
    const double seen = squares > 0.0 ? beside / squares : usual_inertia;
    double inertia = (n * seen + inertia_weight * usual_inertia) / (n + inertia_weight);
    inertia = inertia < 0.0 ? 0.0 : inertia > most_inertia ? most_inertia : inertia;
    const double worth = n * (1.0 - inertia * inertia) / (1.0 + inertia * inertia);
    // The logarithm of a deviation from `worth` days has the variance 1 / (2 worth).
    const double log_seen = 0.5 * log(squares / (n - 1.0) + grain);
    log_swing = (precision * log_swing + 2.0 * worth * log_seen) / (precision + 2.0 * worth);
    precision += 2.0 * worth;
  }
  const double swing = exp(log_swing);
  return {{swing, swing / std::sqrt(precision)}, 1.0 - 1.0 / (precision * prior.sd * prior.sd)};
}

}  // namespace bothy::dyad
