// See refit.h. The numbers are fitted in deviations of their priors, which are then a bowl around zero.
#include "dyad/refit.h"

#include <algorithm>
#include <cmath>

#include "dyad/engine.h"
#include "dyad/minimum.h"

namespace bothy::dyad {
namespace {

constexpr double half_life_sd = 0.6;    // of the logarithm; docs/science.md#refit
constexpr double noise_odds_sd = 0.84;  // of the logarithm of the odds; docs/science.md#refit
constexpr double coupling_sd = 0.05;    // docs/science.md#refit
constexpr double furthest = 4.0;        // deviations of the prior; beyond them everything stays as there
constexpr double enough = 1e-6;         // relative; half a thousandth of a nat
constexpr int most_rounds = 12;         // a bowl of two or three numbers needs five
constexpr int most_likelihoods = 60;    // a search that takes longer ends where it is
constexpr double impossible = 1e300;    // where there is no likelihood

double quick_variance(const Spread& spread) { return spread.noise + spread.security + spread.responsiveness; }

CouplePrior at(const CouplePrior& prior, std::vector<double> z) {
  for (double& one : z) one = one < -furthest ? -furthest : one > furthest ? furthest : one;
  const double share = prior.spread.noise / quick_variance(prior.spread);
  return with_pace(prior, prior.pace.security * exp(half_life_sd * z[0]), logistic(logit(share) + noise_odds_sd * z[1]),
                   z.size() > 2 ? prior.coupling + coupling_sd * z[2] : prior.coupling);
}

struct Score {
  double before = 0.0;  // log-likelihood of what is fitted to
  double held = 0.0;    // of the fortnight, given all before
};

template <int People>
Score score(const CouplePrior& prior, std::span<const Moment> moments, std::int64_t held_from) {
  Engine<People> engine(prior);
  Score out;
  for (const Moment& moment : moments) (moment.minute < held_from ? out.before : out.held) += engine.live(moment);
  return out;
}

template <int People>
Refit refit(const CouplePrior& prior, std::span<const Moment> moments, std::int64_t held_from) {
  Refit out;
  out.prior = prior;
  std::size_t first_held = 0;
  while (first_held < moments.size() && moments[first_held].minute < held_from) ++first_held;
  const auto unlikely = [&](const std::vector<double>& z) {
    double sum = 0.0;
    for (const double one : z) sum += 0.5 * one * one;
    if (++out.evaluations > most_likelihoods) return impossible;
    sum -= score<People>(at(prior, z), moments.first(first_held), held_from).before;
    return std::isfinite(sum) ? sum : impossible;
  };
  const Minimum best = minimise(unlikely, std::vector<double>(People == 2 ? 3 : 2), most_rounds, enough);
  const CouplePrior fitted = at(prior, best.at);
  out.half_life = fitted.pace.security;
  out.noise_share = fitted.spread.noise / quick_variance(fitted.spread);
  out.coupling = fitted.coupling;
  out.gain = score<People>(fitted, moments, held_from).held - score<People>(prior, moments, held_from).held;
  out.evaluations += 2;
  // A gain that is no number is not at least zero either.
  out.accepted = best.value < impossible && out.gain >= 0.0;
  if (out.accepted) out.prior = fitted;
  return out;
}

}  // namespace

CouplePrior with_pace(CouplePrior prior, double half_life, double noise_share, double coupling) {
  const double quick = quick_variance(prior.spread);
  const double process = prior.spread.security + prior.spread.responsiveness;
  const double factor = process > 0.0 ? (1.0 - noise_share) * quick / process : 1.0;
  prior.pace.security = half_life;
  prior.spread.noise = noise_share * quick;
  prior.spread.security *= factor;
  prior.spread.responsiveness *= factor;
  prior.coupling = coupling;
  return prior;
}

Result<Refit> refit_of(const Story& story, const CouplePrior& prior) {
  BOTHY_TRY(moments, in_order(story));
  Refit none;
  none.prior = prior;
  none.half_life = prior.pace.security;
  none.noise_share = prior.spread.noise / quick_variance(prior.spread);
  none.coupling = prior.coupling;
  if (moments.empty()) return none;

  const auto is_own = [](const Answer& answer) { return answer.person == 0; };
  const auto is_answered = [&](const Moment& moment) { return std::ranges::any_of(moment.answers, is_own); };
  std::size_t end = moments.size();
  while (end > 0 && !is_answered(moments[end - 1])) --end;
  if (end == 0) return none;
  const std::int64_t last = day_of_minute(moments[end - 1].minute);
  std::size_t begin = 0;
  while (day_of_minute(moments[begin].minute) + refit_most_days <= last) ++begin;
  const std::span<const Moment> recent = std::span(moments).subspan(begin, end - begin);
  const std::int64_t held_from = (last + 1 - refit_held_days) * minutes_per_day;
  int days = 0;
  int held = 0;
  bool both = false;
  std::int64_t before = 0;
  for (const Moment& moment : recent) {
    both = both || std::ranges::any_of(moment.answers, [&](const Answer& answer) { return !is_own(answer); });
    if (!is_answered(moment) || (days > 0 && day_of_minute(moment.minute) == before)) continue;
    before = day_of_minute(moment.minute);
    ++days;
    held += moment.minute >= held_from ? 1 : 0;
  }
  if (days < refit_least_days || held < refit_least_held) return none;
  return both ? refit<2>(prior, recent, held_from) : refit<1>(prior, recent, held_from);
}

}  // namespace bothy::dyad
