// One series: its forecasts are probabilities, it scores what it then learns, and hard series leave it whole.
#include "dyad/series.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

using namespace bothy;
using namespace bothy::dyad;

namespace {

const Scale five_points = {1.0, 5.0, true};
const Scale slider = {0.0, 100.0, false};

SeriesPrior of_points() {
  SeriesPrior prior;
  prior.mean = {2.0, 0.4};
  prior.within = 0.8;
  return prior;
}

}  // namespace

TEST_CASE("series: the points of a scale share a probability of one, and so do a slider's numbers and its ends") {
  CHECK(rc::check("after any few answers", [] {
    Series points(of_points(), five_points);
    Series line({}, slider);
    const int n = *rc::gen::inRange(0, 12);
    for (int i = 0; i < n; ++i) {
      points.live(i * 0.3, *rc::gen::inRange(1, 6));
      line.live(i * 0.9, *rc::gen::inRange(0, 101));
    }
    const auto expected = points.expect(n * 0.3);
    double sum = 0.0;
    for (int point = 1; point <= 5; ++point) sum += dyad::exp(log_score(expected, point, five_points));
    RC_ASSERT(std::fabs(sum - 1.0) < 1e-9);

    const auto along = line.expect(n * 0.9);
    double mass = dyad::exp(log_score(along, 0.0, slider)) + dyad::exp(log_score(along, 100.0, slider));
    constexpr int steps = 2'000;
    for (int i = 0; i < steps; ++i)
      mass += dyad::exp(log_score(along, 0.5 + 99.0 * (i + 0.5) / steps, slider)) * 99.0 / steps;
    RC_ASSERT(std::fabs(mass - 1.0) < 1e-4);
  }));
}

TEST_CASE("series: what it learns it has scored before, and a band holds the share it names") {
  Series series({}, slider);
  for (int day = 0; day < 60; ++day) {
    const double answer = 62.0 + 9.0 * std::sin(day * 1.7) + (day % 4) * 2.0;
    const auto expected = series.expect(day);
    const Bands bands = bands_of(expected, slider);
    CHECK(bands.most.low <= bands.half.low);
    CHECK(bands.half.low <= bands.half.high);
    CHECK(bands.half.high <= bands.most.high);
    CHECK(below(expected, bands.half.high) - below(expected, bands.half.low) == doctest::Approx(0.5).epsilon(1e-4));
    CHECK(series.live(day, answer) == doctest::Approx(log_score(expected, answer, slider)).epsilon(1e-9));
  }
  CHECK(std::fabs(series.level().mean - 65.0) < 4.0);
}

TEST_CASE("series: a constant answer, only ends, one far minute and ten silent years leave finite numbers") {
  for (const double answer : {1.0, 3.0, 5.0}) {
    Series series(of_points(), five_points);
    double last = -99.0;
    for (int day = 0; day < 500; ++day) last = series.live(day, answer);
    CHECK(last > std::log(0.9));
    CHECK(series.usual_volatility().mean < 0.0);
    CHECK(std::isfinite(series.live(500 + 3650, 6.0 - answer)));
    CHECK(std::isfinite(series.live(500 + 3650, answer)));
    CHECK(std::isfinite(series.level().mean));
    CHECK(series.level().variance > 0.0);
  }
}
