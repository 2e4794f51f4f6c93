// See told.h.
#include "lab/bench/science/told.h"

#include <cmath>

#include "dyad/engine.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;
using L = Layout<2>;

Guesses told_now(const Engine<2>& engine, const LinearLife& life, int day) {
  const auto& filter = engine.of(0);
  const auto state = filter.together();
  const auto guess = [&](int part, double truth) {
    Vector<L::all> row;
    row[part] = 1.0;
    return Guess{truth, state.mean[part], std::sqrt(state.covariance(part, part)),
                 below(filter.expect(row, 0.0), truth)};
  };
  const UsualPosterior usual = filter.usual();
  const auto& sensitivity = life.truth.sensitivity[0];
  return {guess(L::mean(0), life.truth.mu[0]),
          Guess{life.truth.usual[0], usual.moments().mean, std::sqrt(usual.moments().variance),
                usual.below(life.truth.usual[0])},
          guess(L::sensitivity(0, Cause::rupture), sensitivity[static_cast<int>(Cause::rupture)]),
          guess(L::sensitivity(0, Cause::repair), sensitivity[static_cast<int>(Cause::repair)]),
          guess(L::at(0, Part::security), life.security[day - 1][0])};
}

}  // namespace

std::vector<Guesses> told_of(const LinearLife& life, const CouplePrior& prior, const std::vector<int>& days) {
  Engine<2> engine(prior);
  const auto moments = *in_order(life.story);
  std::vector<Guesses> out;
  std::size_t at = 0;
  for (const int day : days) {
    for (; at < moments.size() && moments[at].minute <= day * minutes_per_day; ++at) engine.live(moments[at]);
    engine.wait_until(day * minutes_per_day);
    out.push_back(told_now(engine, life, day));
  }
  return out;
}

}  // namespace bothy::science
