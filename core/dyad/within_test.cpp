// What an interval says about a normal number, against sums over its density.
#include "dyad/within.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

#include "dyad/real.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

// Simpson's rule over the density.
Within by_sums(const Normal& before, double low, double high) {
  const double sd = std::sqrt(before.variance);
  const double from = std::fmax(low, before.mean - 14.0 * sd);
  const double to = std::fmin(high, before.mean + 14.0 * sd);
  constexpr int steps = 20'000;
  double mass = 0.0;
  double first = 0.0;
  double second = 0.0;
  for (int i = 0; i <= steps; ++i) {
    const double x = from + (to - from) * i / steps;
    const double weight = (i == 0 || i == steps ? 1.0
                           : i % 2 == 1         ? 4.0
                                                : 2.0) *
                          normal_density((x - before.mean) / sd) / sd;
    mass += weight;
    first += weight * (x - before.mean);
    second += weight * (x - before.mean) * (x - before.mean);
  }
  const double mean = first / mass;
  return {dyad::log(mass * (to - from) / (3.0 * steps)), {before.mean + mean, second / mass - mean * mean}};
}

}  // namespace

TEST_CASE("within: the probability, mean and variance are those of the truncated density") {
  CHECK(rc::check("for any normal number and any interval within twelve deviations", [] {
    const Normal before{*rc::gen::inRange(-300, 300) / 100.0, *rc::gen::inRange(1, 400) / 100.0};
    const double sd = std::sqrt(before.variance);
    const double low = before.mean + sd * *rc::gen::inRange(-1000, 1000) / 100.0;
    const double high = low + sd * *rc::gen::inRange(5, 400) / 100.0;
    const Within ours = within(before, low, high);
    const Within sums = by_sums(before, low, high);
    RC_ASSERT(std::fabs(ours.log_probability - sums.log_probability) < 1e-7);
    RC_ASSERT(std::fabs(ours.then.mean - sums.then.mean) < 1e-7 * sd);
    RC_ASSERT(std::fabs(ours.then.variance - sums.then.variance) < 1e-6 * before.variance);
  }));
}

TEST_CASE("within: an open end is an end far away, and no bounds say nothing") {
  const Normal before{1.0, 4.0};
  const Within open = within(before, 2.5, no_bound);
  const Within far = within(before, 2.5, 60.0);
  CHECK(open.log_probability == doctest::Approx(far.log_probability).epsilon(1e-13));
  CHECK(open.then.mean == doctest::Approx(far.then.mean).epsilon(1e-12));
  const Within nothing = within(before, -no_bound, no_bound);
  CHECK(nothing.log_probability == 0.0);
  CHECK(nothing.then.mean == 1.0);
  CHECK(nothing.then.variance == 4.0);
}

TEST_CASE("within: what nobody would have expected still gives numbers") {
  for (const double mean : {-1e3, -50.0, 0.0, 50.0, 1e3, 1e6}) {
    for (const double width : {1e-6, 0.1, 5.0}) {
      const Within seen = within({mean, 1.0}, 2.0, 2.0 + width);
      CHECK(std::isfinite(seen.log_probability));
      CHECK(std::isfinite(seen.then.mean));
      CHECK(seen.then.variance > 0.0);
      CHECK(seen.then.variance <= 1.0);
    }
  }
}
