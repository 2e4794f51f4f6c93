// The usual volatility as a smooth distribution: it is the prior before anything was seen, agrees with filters that
// know the volatility, and goes on narrowing when it is narrower than the nodes lie apart.
#include "dyad/usual_posterior.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <vector>

#include "dyad/dice.h"
#include "dyad/grid_filter.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

using Filter = GridFilter<2, 1>;  // a quick part and a mean

constexpr VolatilityPrior prior = {};

Motion<1> a_day() {
  Motion<1> motion;
  motion.f(0, 0) = dyad::exp(-ln2 / 4.0);
  motion.own(0, 0) = 0.3 * (1.0 - motion.f(0, 0) * motion.f(0, 0));
  return motion;
}

Filter fresh(const VolatilityPrior& of) {
  Gaussian<2> first;
  first.covariance(1, 1) = 0.36;
  Filter filter(first, of);
  Motion<1> start;
  start.own(0, 0) = 0.3;
  filter.advance(start, 0.0);
  return filter;
}

double live(Filter& filter, double value) {
  filter.advance(a_day(), 1.0);
  const Reading<2> one{{{1.0, 1.0}}, 0.28, value, value, true};
  return filter.observe({&one, 1});
}

// Days of somebody whose usual volatility is `h`.
std::vector<double> days_of(double h, int days, std::uint64_t seed) {
  Dice dice(seed);
  std::vector<double> out;
  double quick = 0.0;
  double passing = 0.0;
  const double keeps = std::exp2(-0.2);
  for (int day = 0; day < days; ++day) {
    passing = keeps * passing + 0.3 * std::sqrt(1.0 - keeps * keeps) * dice.normal();
    const double e = dyad::exp(h + passing);
    quick = a_day().f(0, 0) * quick + e * std::sqrt(a_day().own(0, 0)) * dice.normal();
    out.push_back(0.5 + quick + e * std::sqrt(0.28) * dice.normal());
  }
  return out;
}

}  // namespace

TEST_CASE("usual posterior: before anything was seen it is the prior") {
  const UsualPosterior none({0.2, 0.35, 0.3, 5.0}, {});
  CHECK(none.moments().mean == doctest::Approx(0.2).epsilon(1e-9));
  CHECK(std::sqrt(none.moments().variance) == doctest::Approx(0.35).epsilon(2e-3));  // the line ends at 3.75 deviations
  for (const double z : {-2.0, -0.7, 0.0, 0.3, 1.8})
    CHECK(none.below(0.2 + 0.35 * z) == doctest::Approx(normal_below(z)).epsilon(5e-3));
  for (int u = 0; u < usual_nodes; ++u)
    CHECK(none.weights()[u] == doctest::Approx(Volatility::usual_weight(u)).epsilon(0.02));
}

TEST_CASE("usual posterior: share and place are each other's way back, and weights are shares") {
  CHECK(rc::check("for any smooth evidence", [] {
    const double n = *rc::gen::inRange(0, 3'000);
    const double at = *rc::gen::inRange(-100, 100) / 100.0;
    Usual evidence{};
    for (int u = 0; u < usual_nodes; ++u) {
      const double h = 0.35 * Volatility::usual_node(u);
      evidence[u] = -n * h - 0.5 * n * dyad::exp(2.0 * (at - h));
    }
    const UsualPosterior known(prior, evidence);
    double sum = 0.0;
    for (const double weight : known.weights()) {
      RC_ASSERT(weight >= 0.0);
      sum += weight;
    }
    RC_ASSERT(std::fabs(sum - 1.0) < 1e-12);
    for (const double p : {0.025, 0.25, 0.5, 0.9, 0.975})
      RC_ASSERT(std::fabs(known.below(known.quantile(p)) - p) < 1e-9);
    RC_ASSERT(known.below(known.quantile(0.2)) < known.below(known.quantile(0.8)));
  }));
}

TEST_CASE("usual posterior: it is what many filters that each know the volatility make of the same answers") {
  for (const int days : {30, 365}) {
    const auto values = days_of(0.19, days, 7);
    Filter seven = fresh(prior);
    double by_seven = 0.0;
    for (const double value : values) by_seven += live(seven, value);
    std::vector<double> logs;
    double most = -1e300;
    for (int i = 0; i <= 130; ++i) {
      const double h = -1.3 + 0.02 * i;
      Filter knows = fresh({h, 0.0, prior.passing_sd, prior.passing_half_life_days});
      double sum = -0.5 * h * h / (prior.usual_sd * prior.usual_sd);
      for (const double value : values) sum += live(knows, value);
      logs.push_back(sum);
      most = std::max(most, sum);
    }
    double weights = 0.0;
    double mean = 0.0;
    double square = 0.0;
    for (std::size_t i = 0; i < logs.size(); ++i) {
      const double h = -1.3 + 0.02 * static_cast<double>(i);
      const double weight = dyad::exp(logs[i] - most);
      weights += weight;
      mean += weight * h;
      square += weight * h * h;
    }
    mean /= weights;
    const double sd = std::sqrt(square / weights - mean * mean);
    // What all of them together foresaw, weighed by the prior.
    const double by_all = most + dyad::log(weights * 0.02 / prior.usual_sd) - 0.5 * log_2pi;
    MESSAGE("a day over ", days, " days: seven nodes ", by_seven / days, ", 131 filters ", by_all / days);
    CHECK(std::fabs(by_seven - by_all) / days < 0.003);
    CHECK(std::fabs(seven.usual_volatility().mean - mean) < 0.05 * sd);
    CHECK(std::sqrt(seven.usual_volatility().variance) == doctest::Approx(sd).epsilon(0.02));
  }
}

TEST_CASE("usual posterior: doubt goes on narrowing, smoothly, for somebody between two nodes") {
  Filter filter = fresh(prior);
  double before = 1.0;
  int days = 0;
  for (const double value : days_of(0.2, 1'500, 9)) {
    live(filter, value);
    ++days;
    if (days % 250 != 0) continue;
    const Normal known = filter.usual_volatility();
    CHECK(known.variance < before);
    before = known.variance;
    double mean = 0.0;
    for (int u = 0; u < usual_nodes; ++u) mean += filter.weights()[u] * filter.volatility().usual(u);
    CHECK(std::fabs(mean - known.mean) < 0.02);  // the nodes stand for it
  }
  CHECK(std::fabs(filter.usual_volatility().mean - 0.2) < 0.15);
  CHECK(std::sqrt(before) < 0.06);
  CHECK(std::sqrt(before) > 0.01);
}
