// One series under one manner: what it expects is a probability, what it learns it has said before, short steps equal
// long ones, and it hears what happens only where its manner does.
#include "dyad/series.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

using namespace bothy;
using namespace bothy::dyad;

namespace {

const Scale unit_slider = {0.0, 1.0, false};
const Manner usual;
const Manner steady = {0.4, 0.1, 3.0, 80.0, 0.1, 0.0, true};

template <int Jumps>
double mean_of_next(const Series<Jumps>& series) {
  typename Series<Jumps>::Pieces pieces;
  return mean_of(series.expect(pieces));
}

}  // namespace

TEST_CASE("series: what is expected has weights of one, and learning says what the expectation said") {
  CHECK(rc::check("after any few answers", [] {
    Series<0> series({}, *rc::gen::inRange(0, 2) == 0 ? usual : steady);
    const int n = *rc::gen::inRange(1, 12);
    for (int i = 0; i < n; ++i) {
      Series<0>::Pieces pieces;
      const auto expected = series.expect(pieces);
      double weight = 0.0;
      for (const Piece& piece : expected) weight += piece.weight;
      RC_ASSERT(std::fabs(weight - 1.0) < 1e-12);
      const double answer = *rc::gen::inRange(0, 101) / 100.0;
      const double said = log_score(expected, answer, unit_slider);
      RC_ASSERT(std::fabs(series.learn(bounds_of(answer, unit_slider)) - said) < 1e-9);
      series.advance(*rc::gen::inRange(0, 30) / 10.0);
    }
  }));
}

TEST_CASE("series: two short steps equal one long one") {
  Series<0> two({}, usual);
  two.learn({0.7, 0.7});
  two.learn({0.2, 0.2});
  Series<0> one = two;
  two.advance(0.8);
  two.advance(1.9);
  one.advance(2.7);
  Series<0>::Pieces a;
  Series<0>::Pieces b;
  const auto left = one.expect(a);
  const auto right = two.expect(b);
  for (std::size_t i = 0; i < left.size(); ++i) {
    CHECK(left[i].weight == doctest::Approx(right[i].weight).epsilon(1e-10));
    CHECK(left[i].mean == doctest::Approx(right[i].mean).epsilon(1e-10));
    CHECK(left[i].sd == doctest::Approx(right[i].sd).epsilon(1e-10));
  }
}

TEST_CASE("series: the level follows answers that stay, and calm and wild people get different swings") {
  Series<0> calm({}, usual);
  Series<0> wild({}, usual);
  for (int i = 0; i < 60; ++i) {
    calm.learn({0.6 + 0.02 * std::sin(i * 1.7), 0.6 + 0.02 * std::sin(i * 1.7)});
    wild.learn({0.6 + 0.3 * std::sin(i * 1.7), 0.6 + 0.3 * std::sin(i * 1.7)});
    calm.advance(1.0);
    wild.advance(1.0);
  }
  CHECK(calm.level().mean == doctest::Approx(0.6).epsilon(0.03));
  CHECK(calm.log_swing().mean < wild.log_swing().mean - 1.5);
  CHECK(wild.level().variance > calm.level().variance);
}

TEST_CASE(
    "series: a rupture lowers what is expected, more so for one whom ruptures have lowered, and a deaf one stays") {
  Series<cause_count> series({}, usual);
  for (int day = 0; day < 40; ++day) {
    const bool hurt = day % 10 == 9;
    if (hurt) series.jump(Cause::rupture, -1.0);
    series.learn({hurt ? 0.2 : 0.6, hurt ? 0.2 : 0.6});
    series.advance(1.0);
  }
  Series<cause_count> fresh({}, usual);
  const double before = mean_of_next(series);
  const double before_fresh = mean_of_next(fresh);
  series.jump(Cause::rupture, -1.0);
  fresh.jump(Cause::rupture, -1.0);
  CHECK(mean_of_next(fresh) < before_fresh - 0.05);
  CHECK(mean_of_next(series) < before - 0.12);

  Manner deaf = usual;
  deaf.hears = false;
  Series<cause_count> other({}, deaf);
  other.jump(Cause::rupture, -1.0);
  CHECK(mean_of_next(other) == doctest::Approx(0.5));
}

TEST_CASE("series: with no happenings, a series that could hear them says the same") {
  Series<0> plain({}, usual);
  Series<cause_count> hearing({}, usual);
  for (int i = 0; i < 30; ++i) {
    const Bounds bounds{i % 5 * 0.2, i % 5 * 0.2};
    CHECK(plain.learn(bounds) == hearing.learn(bounds));
    plain.advance(0.7);
    hearing.advance(0.7);
  }
}
