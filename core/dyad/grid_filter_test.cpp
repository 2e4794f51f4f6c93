// The grid filter: without volatility it is the exact filter; with it, it learns who varies how much, and agrees with
// particles.
#include "dyad/grid_filter.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "dyad/dice.h"
#include "dyad/exact.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

// A slow part, a quick part, and a mean that stands still; only the quick part and the noise are scaled by volatility.
constexpr double slow_rate = 0.02;
constexpr double quick_rate = 0.6;
using Filter = GridFilter<3, 2>;

Gaussian<3> start() {
  Gaussian<3> first;
  first.mean[2] = 0.4;
  first.covariance(0, 0) = 0.1;
  first.covariance(1, 1) = 0.3;
  first.covariance(2, 2) = 0.5;
  return first;
}

Motion<2> over(double days) {
  Motion<2> motion;
  motion.f = {{dyad::exp(-slow_rate * days), 0.0, 0.0, dyad::exp(-quick_rate * days)}};
  motion.calm(0, 0) = 0.1 * (1.0 - motion.f(0, 0) * motion.f(0, 0));
  motion.own(1, 1) = 0.3 * (1.0 - motion.f(1, 1) * motion.f(1, 1));
  return motion;
}

Reading<3> answer(double value, double noise = 0.28, double lean = 1.0) {
  return {{{1.0, lean, 1.0}}, noise, value, value, true};
}

constexpr VolatilityPrior none = {0.0, 0.0, 0.0, 5.0};

std::vector<double> seeded_answers(int n, double sd, std::uint64_t seed) {
  Dice dice(seed);
  std::vector<double> out;
  for (int i = 0; i < n; ++i) out.push_back(0.5 + sd * dice.normal());
  return out;
}

}  // namespace

TEST_CASE("grid filter: where volatility is known, it is the exact filter") {
  Filter filter(start(), none);
  LinearModel<3, 2> model;
  model.drift(0, 0) = -slow_rate;
  model.drift(1, 1) = -quick_rate;
  model.drift(2, 2) = -1e-9;  // as good as standing still
  model.diffusion(0, 0) = 2 * slow_rate * 0.1;
  model.diffusion(1, 1) = 2 * quick_rate * 0.3;
  model.diffusion(2, 2) = 2e-9 * 0.5;
  model.loadings = {{1.0, 1.0, 1.0, 1.0, 0.5, 1.0}};
  model.noise = {{0.28, 0.4}};
  model.first = start().mean;
  model.first_covariance = start().covariance;
  std::vector<Occasion<2>> occasions;
  double sum = 0.0;
  double day = 0.0;
  const auto values = seeded_answers(200, 0.8, 3);
  for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
    const double gap = occasions.empty() ? 0.0 : 0.25 + 0.5 * static_cast<double>(i % 5);
    day += gap;
    occasions.push_back({day, {{values[i], values[i + 1]}}});
    if (gap > 0.0) filter.advance(over(gap), gap);
    const Reading<3> both[] = {answer(values[i]), answer(values[i + 1], 0.4, 0.5)};
    sum += filter.observe(both);
  }
  CHECK(sum == doctest::Approx(log_likelihood<3, 2>(model, occasions)).epsilon(1e-6));
}

TEST_CASE("grid filter: neither the order of the answers of a moment nor an empty moment changes anything") {
  CHECK(rc::check("for any few answers", [] {
    Filter one({start()}, {});
    Filter other({start()}, {});
    for (int i = 0; i < 6; ++i) {
      const double days = *rc::gen::inRange(1, 300) / 40.0;
      const double part = *rc::gen::inRange(1, 99) / 100.0 * days;
      one.advance(over(days), days);
      other.advance(over(part), part);
      other.advance(over(days - part), days - part);
      const auto value = [] { return *rc::gen::inRange(-300, 300) / 100.0; };
      const Reading<3> a = answer(value());
      const Reading<3> b = answer(value(), 0.4, 0.5);
      const Reading<3> c = answer(value(), 0.2, -0.5);
      const Reading<3> forth[] = {a, b, c};
      const Reading<3> back[] = {c, a, b};
      const double first = one.observe(forth);
      const double second = other.observe(back);
      RC_ASSERT(std::fabs(first - second) < 1e-9);
    }
    RC_ASSERT(largest(one.together().mean - other.together().mean) < 1e-9);
    RC_ASSERT(largest(one.together().covariance - other.together().covariance) < 1e-9);
  }));
}

TEST_CASE("grid filter: a calm person is found calm and a changeable one changeable") {
  const auto after = [](double sd) {
    Filter filter(start(), {});
    for (const double value : seeded_answers(60, sd, 11)) {
      filter.advance(over(1.0), 1.0);
      const Reading<3> one = answer(value);
      filter.observe({&one, 1});
    }
    return filter.usual_volatility();
  };
  const Normal calm = after(0.3);
  const Normal wild = after(1.6);
  CHECK(calm.mean < -0.3);
  CHECK(wild.mean > 0.3);
  CHECK(calm.variance < 0.35 * 0.35 / 2);
  CHECK(wild.variance < 0.35 * 0.35 / 2);
}

TEST_CASE("grid filter: the expected mixture is what the likelihood is made of, and its weights are one") {
  Filter filter(start(), {});
  for (const double value : seeded_answers(20, 0.9, 5)) {
    filter.advance(over(1.5), 1.5);
    const Reading<3> one = answer(value);
    double density = 0.0;
    double weights = 0.0;
    for (const Piece& piece : filter.expect(one.row, one.noise)) {
      weights += piece.weight;
      density += piece.weight * normal_density((value - piece.mean) / piece.sd) / piece.sd;
    }
    CHECK(weights == doctest::Approx(1.0).epsilon(1e-12));
    CHECK(filter.observe({&one, 1}) == doctest::Approx(dyad::log(density)).epsilon(1e-9));
  }
}

TEST_CASE("grid filter: the gains account for the whole move of every Gaussian") {
  Filter filter(start(), {});
  for (const double value : seeded_answers(15, 0.9, 8)) {
    filter.advance(over(0.7), 0.7);
    const auto before = filter.parts();
    const Reading<3> two[] = {answer(value), {{{1.0, 0.5, 1.0}}, 0.4, 1.0, no_bound, true}};
    filter.observe(two);
    for (int u = 0; u < usual_nodes; ++u) {
      Vector<3> mean = before[u].mean;
      for (int k = 0; k < 2; ++k)
        mean += filter.gains()[u].from[k] - dot(two[k].row, before[u].mean) * filter.gains()[u].by[k];
      CHECK(largest(mean - filter.parts()[u].mean) < 1e-12);
    }
  }
}

TEST_CASE(
    "grid filter: ten silent years, a far answer and a hundred equal ones leave a covariance and finite numbers") {
  Filter filter(start(), {});
  for (int i = 0; i < 100; ++i) {
    const Reading<3> top = {{{1.0, 1.0, 1.0}}, 0.28, 3.1, no_bound, true};
    filter.advance(over(1.0), 1.0);
    CHECK(std::isfinite(filter.observe({&top, 1})));
  }
  filter.advance(over(3650.0), 3650.0);
  CHECK(filter.together().covariance(0, 0) == doctest::Approx(0.1).epsilon(1e-6));
  const Reading<3> far = answer(-40.0);
  CHECK(std::isfinite(filter.observe({&far, 1})));
  for (int u = 0; u < usual_nodes; ++u) {
    Matrix<3, 3> lower;
    CHECK(cholesky(filter.parts()[u].covariance, lower));
  }
}

namespace {

struct Particle {
  double usual, passing;
  Gaussian<3> state;
};

constexpr double keeps_h = 0.87055056329612413914;  // 2^(-1/5): one day of a half-life of five

double a_day_later(double passing, Dice& dice) {
  return keeps_h * passing + 0.30 * std::sqrt(1.0 - keeps_h * keeps_h) * dice.normal();
}

std::vector<double> changeable_person(Dice& dice, const Motion<2>& day) {
  std::vector<double> out;
  double quick = 0.0;
  double passing = 0.0;
  for (int i = 0; i < 120; ++i) {
    passing = a_day_later(passing, dice);
    const double e = dyad::exp(0.4 + passing);
    quick = day.f(1, 1) * quick + e * std::sqrt(day.own(1, 1)) * dice.normal();
    out.push_back(0.4 + quick + e * std::sqrt(0.28) * dice.normal());
  }
  return out;
}

// One day for one particle: an exact filter under its own volatility. Returns the density of the answer.
double live(Particle& one, const Motion<2>& day, const Reading<3>& reading, Dice& dice) {
  one.passing = a_day_later(one.passing, dice);
  const double e2 = dyad::exp(2.0 * (one.usual + one.passing));
  Matrix<3, 3> f = identity<3>();
  f(0, 0) = day.f(0, 0);
  f(1, 1) = day.f(1, 1);
  one.state.mean = f * one.state.mean;
  one.state.covariance = f * one.state.covariance * f;
  one.state.covariance(0, 0) += day.calm(0, 0);
  one.state.covariance(1, 1) += e2 * day.own(1, 1);
  const Vector<3> toward = one.state.covariance * reading.row;
  const double variance = dot(reading.row, toward) + reading.noise * e2;
  const double surprise = reading.low - dot(reading.row, one.state.mean);
  one.state.mean += (surprise / variance) * toward;
  one.state.covariance -= (1.0 / variance) * (toward * transposed(toward));
  return normal_density(surprise / std::sqrt(variance)) / std::sqrt(variance);
}

// Systematic resampling: as many particles as before, each as often as its weight says.
std::vector<Particle> drawn_again(const std::vector<Particle>& cloud, const std::vector<double>& weights, double sum,
                                  double at) {
  std::vector<Particle> next;
  double passed = 0.0;
  for (std::size_t i = 0; i < cloud.size(); ++i) {
    passed += weights[i] / sum * static_cast<double>(cloud.size());
    for (; at < passed && next.size() < cloud.size(); at += 1.0) next.push_back(cloud[i]);
  }
  while (next.size() < cloud.size()) next.push_back(cloud.back());
  return next;
}

}  // namespace

TEST_CASE("grid filter: its log score is that of a thousand Rao-Blackwellised particles, to a hundredth a day") {
  Dice dice(17);
  const auto day = over(1.0);
  const auto values = changeable_person(dice, day);
  std::vector<Particle> cloud(1000);
  for (auto& one : cloud) one = {0.35 * dice.normal(), 0.30 * dice.normal(), start()};
  Filter filter(start(), {});
  double by_grid = 0.0;
  double by_cloud = 0.0;
  for (const double value : values) {
    const Reading<3> reading = answer(value);
    filter.advance(day, 1.0);
    by_grid += filter.observe({&reading, 1});
    std::vector<double> weights;
    for (auto& one : cloud) weights.push_back(live(one, day, reading, dice));
    double sum = 0.0;
    for (const double weight : weights) sum += weight;
    by_cloud += dyad::log(sum / static_cast<double>(cloud.size()));
    cloud = drawn_again(cloud, weights, sum, dice.uniform());
  }
  MESSAGE("a day: grid ", by_grid / 120, ", particles ", by_cloud / 120);
  CHECK(std::fabs(by_grid - by_cloud) / 120 < 0.01);
}
