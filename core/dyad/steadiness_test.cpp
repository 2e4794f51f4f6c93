// How steady days are: as sure as a formula says, ranked as the days are, and sane for days that never differ.
#include "dyad/steadiness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "dyad/couple_diary.h"
#include "dyad/dice.h"

using namespace bothy::dyad;

namespace {

std::vector<double> days_of(int n, double swing, std::uint64_t seed, double inertia = 0.27) {
  Dice dice(seed);
  std::vector<double> out;
  double x = dice.normal();
  for (int day = 0; day < n; ++day) {
    out.push_back(50.0 + swing * x);
    x = inertia * x + std::sqrt(1.0 - inertia * inertia) * dice.normal();
  }
  return out;
}

}  // namespace

TEST_CASE("steadiness: after 7, 14, 30, 90 and 365 days it is as reliable as the formula says") {
  const double expected[] = {0.60, 0.76, 0.88, 0.96, 0.99};
  const int days[] = {7, 14, 30, 90, 365};
  for (int i = 0; i < 5; ++i) {
    double mean = 0.0;
    for (std::uint64_t seed = 0; seed < 50; ++seed)
      mean += steadiness_of(days_of(days[i], 12.0, seed), {}).reliability / 50.0;
    CHECK(mean == doctest::Approx(expected[i]).epsilon(0.03));
  }
}

TEST_CASE("steadiness: the band holds what it promises, over people as different as people are") {
  int held = 0;
  constexpr int people = 1'000;
  Dice dice(5);
  for (int person = 0; person < people; ++person) {
    const SwingPrior prior;
    const double swing = prior.points * std::exp(prior.sd * dice.normal());
    const Steadiness told = steadiness_of(days_of(40, swing, 1'000 + static_cast<std::uint64_t>(person)), prior);
    const double away = std::fabs(std::log(told.swing.mean) - std::log(swing)) / (told.swing.sd / told.swing.mean);
    held += away < 1.645 ? 1 : 0;
  }
  MESSAGE("of ", people, " bands of nine tenths ", held, " hold");
  CHECK(std::abs(held - 900) < 40);
}

TEST_CASE(
    "steadiness: an uneven partner ranks as less steady than a steady one, as often as the plain deviation says") {
  for (const int days : {14, 30, 90}) {
    int right = 0;
    int plain_right = 0;
    constexpr int pairs = 200;
    for (std::uint64_t seed = 0; seed < pairs; ++seed) {
      double told[2];
      double plain[2];
      for (const int which : {0, 1}) {
        CoupleLife life({Temper{}, Temper{0.0, 0.0, which == 0 ? 0.8 : 1.2, which == 0 ? 0.2 : 1.8, 1.0, 1.0}},
                        2 * seed);
        for (int day = 0; day < 20; ++day) (void)live_a_day(life);
        std::vector<double> answers;
        for (int day = 0; day < days; ++day)
          answers.push_back(std::clamp(evening_answers(live_a_day(life)[0], life.dice()).security, 0.0, 100.0));
        told[which] = steadiness_of(answers, {}).swing.mean;
        double mean = 0.0;
        for (const double one : answers) mean += one / days;
        plain[which] = 0.0;
        for (const double one : answers) plain[which] += (one - mean) * (one - mean);
      }
      right += told[0] < told[1] ? 1 : 0;
      plain_right += plain[0] < plain[1] ? 1 : 0;
    }
    MESSAGE(days, " days: ", right, " of ", pairs, " pairs, by the plain deviation ", plain_right);
    CHECK(right >= plain_right - pairs / 50);
  }
}

TEST_CASE("steadiness: days that never differ, one day and none give a number that is no verdict") {
  for (const std::vector<double>& days : {std::vector<double>{}, {50.0}, std::vector<double>(40, 100.0)}) {
    const Steadiness told = steadiness_of(days, {});
    CHECK(std::isfinite(told.swing.mean));
    CHECK(told.swing.mean > 0.0);
    CHECK(told.swing.sd > 0.0);
    CHECK(told.reliability > -1e-12);
  }
  CHECK(std::fabs(steadiness_of({}, {}).reliability) < 1e-12);
}
