// The watch on jumps: its odds are those of two whole models, and it is silent about ordinary weeks.
#include "dyad/change_watch.h"

#include <doctest/doctest.h>

#include <cmath>

#include "dyad/dice.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

// One part, slow, read once a day.
constexpr double noise = 0.4, variance_of_level = 0.3;

struct Walk {
  double mean = 0.0;
  double variance = variance_of_level;
  double log_likelihood = 0.0;

  // Returns surprise, variance of it, gain.
  Vector<3> learn(double answer) {
    const double total = variance + noise;
    const double surprise = answer - mean;
    const double gain = variance / total;
    log_likelihood -= 0.5 * (log_2pi + dyad::log(total) + surprise * surprise / total);
    mean += gain * surprise;
    variance -= gain * variance;
    return {{surprise, total, gain}};
  }
};

Matrix<1, 1> days(double n) { return {{std::exp2(-n / 60.0)}}; }

void pass(Walk& walk, double n) {
  const double f = days(n)(0, 0);
  walk.mean *= f;
  walk.variance = f * f * walk.variance + variance_of_level * (1.0 - f * f);
}

void look(ChangeWatch<1, 1>& watch, const Vector<3>& seen) {
  const Vector<1> row{{1.0}};
  const Vector<1> gain{{seen[2]}};
  watch.learn({&row, 1}, seen[0], seen[1], {&gain, 1});
}

double chance_after(double step, unsigned seed, int days_of_it = 7) {
  Dice dice(seed);
  ChangeWatch<1, 1> watch({}, 0);
  Walk walk;
  for (int day = 0; day < 60; ++day) {
    if (day > 0) {
      pass(walk, 1.0);
      watch.advance(days(1.0), 1.0);
    }
    const Vector<3> seen =
        walk.learn((day >= 53 && day < 53 + days_of_it ? step : 0.0) + std::sqrt(noise) * dice.normal());
    look(watch, seen);
  }
  return watch.jumped();
}

}  // namespace

TEST_CASE("change watch: for one possible jump the odds are those of a model with it and one without") {
  const double answers[] = {0.1, -0.2, 0.9, 1.1, 0.7};
  JumpPrior once;
  once.one_off_each = 1e300;  // none here
  once.window_days = 3.5;     // the jumps of the first days are out of the window at the end
  Walk without;
  ChangeWatch<1, 1> watch(once, 0);
  double odds = 0.0;
  std::array<Walk, 5> with;
  for (int i = 0; i < 5; ++i) {
    if (i > 0) {
      pass(without, 1.0);
      watch.advance(days(1.0), 1.0);
      for (int jump = 1; jump < 5; ++jump) {
        pass(with[jump], 1.0);
        if (jump == i) with[jump].variance += once.sd * once.sd;
      }
    }
    for (int jump = 1; jump < 5; ++jump) with[jump].learn(answers[i]);
    const Vector<3> seen = without.learn(answers[i]);
    look(watch, seen);
  }
  const double prior = 1.0 - std::exp(-1.0 / once.days_between);
  for (int jump = 1; jump < 5; ++jump)
    odds += prior / (1.0 - prior) * std::exp(with[jump].log_likelihood - without.log_likelihood);
  CHECK(watch.jumped() == doctest::Approx(odds / (1.0 + odds)).epsilon(1e-9));
  CHECK(watch.size() > 0.5);
}

TEST_CASE("change watch: ordinary weeks are quiet, a fall of two units in the last week is seen") {
  int spoke = 0;
  for (unsigned seed = 0; seed < 200; ++seed) spoke += chance_after(0.0, seed) > 0.9 ? 1 : 0;
  CHECK(spoke <= 4);
  for (unsigned seed = 0; seed < 50; ++seed) CHECK(chance_after(-2.0, seed, 1) < 0.9);  // one bad day
  int saw = 0;
  for (unsigned seed = 0; seed < 50; ++seed) saw += chance_after(-2.0, seed) > 0.9 ? 1 : 0;
  CHECK(saw >= 45);
}
