// The grid of volatilities: its first weights have the moments of the prior, and time moves them as the process says.
#include "dyad/volatility.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

using namespace bothy::dyad;

namespace {

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

Moments moments(const Volatility& grid, const Passing& weights) {
  Moments out;
  for (int p = 0; p < passing_nodes; ++p) out.mean += weights[p] * grid.passing(p);
  for (int p = 0; p < passing_nodes; ++p)
    out.variance += weights[p] * (grid.passing(p) - out.mean) * (grid.passing(p) - out.mean);
  return out;
}

}  // namespace

TEST_CASE("volatility: the first weights have the mean and spread of the prior") {
  const Volatility grid({0.2, 0.35, 0.30, 5.0});
  double sum = 0.0;
  double mean = 0.0;
  double square = 0.0;
  double fourth = 0.0;
  for (int u = 0; u < usual_nodes; ++u) {
    sum += Volatility::usual_weight(u);
    mean += Volatility::usual_weight(u) * grid.usual(u);
    square += Volatility::usual_weight(u) * std::pow(grid.usual(u) - 0.2, 2);
    fourth += Volatility::usual_weight(u) * std::pow(grid.usual(u) - 0.2, 4);
  }
  CHECK(sum == doctest::Approx(1.0).epsilon(1e-14));
  CHECK(mean == doctest::Approx(0.2).epsilon(1e-12));
  CHECK(square == doctest::Approx(0.35 * 0.35).epsilon(1e-12));
  CHECK(fourth == doctest::Approx(3 * std::pow(0.35, 4)).epsilon(1e-12));
  Passing lasting{};
  for (int p = 0; p < passing_nodes; ++p) lasting[p] = Volatility::passing_weight(p);
  CHECK(moments(grid, lasting).mean == doctest::Approx(0.0));
  CHECK(moments(grid, lasting).variance == doctest::Approx(0.09).epsilon(1e-12));
}

TEST_CASE(
    "volatility: mean and variance go back as those of an Ornstein-Uhlenbeck process; two short steps are one long "
    "one") {
  CHECK(rc::check("for any weights and any days", [] {
    const Volatility grid({0.0, 0.35, 0.30, 5.0});
    Passing weights{};
    double sum = 0.0;
    for (double& weight : weights) sum += weight = *rc::gen::inRange(1, 100);
    for (double& weight : weights) weight /= sum;
    const double days = *rc::gen::inRange(0, 4000) / 100.0;
    const double more = *rc::gen::inRange(0, 4000) / 100.0;
    const Moments before = moments(grid, weights);
    const Passing then = grid.later(weights, days);
    const Moments after = moments(grid, then);
    const double keeps = std::exp2(-days / 5.0);
    RC_ASSERT(std::fabs(after.mean - keeps * before.mean) < 1e-13);
    // The urn's variance goes home as the process's does, up to the part that depends on where it stood: none from the
    // middle.
    const Passing once = grid.later(weights, days + more);
    const Passing twice = grid.later(then, more);
    double total = 0.0;
    for (int p = 0; p < passing_nodes; ++p) {
      RC_ASSERT(std::fabs(once[p] - twice[p]) < 1e-14);
      RC_ASSERT(once[p] >= 0.0);
      total += once[p];
    }
    RC_ASSERT(std::fabs(total - 1.0) < 1e-13);
  }));
  const Volatility grid({0.0, 0.35, 0.30, 5.0});
  Passing middle{};
  middle[passing_nodes / 2] = 1.0;
  CHECK(moments(grid, grid.later(middle, 3.0)).variance ==
        doctest::Approx(0.09 * (1.0 - std::exp2(-2.0 * 3.0 / 5.0))).epsilon(1e-12));
}
