// The made-up couple does what the theory says, in the mean of many couples; and its dice are fair and the same
// everywhere.
#include "dyad/couple_life.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace bothy;
using namespace bothy::dyad;

namespace {

struct Mean {
  double security = 0.0;
  double disclosures = 0.0;  // a day
};

constexpr int couples = 200;
constexpr int days = 240;
constexpr int steps_a_day = 20;

// Of person A, over couples and days.
Mean of(const Temper& a, const Temper& b) {
  Mean out;
  for (int couple = 0; couple < couples; ++couple) {
    CoupleLife life({a, b}, 100 + couple);
    std::vector<LifeEvent> events;
    for (int step = 0; step < days * steps_a_day; ++step) {
      life.step(&events);
      out.security += life.of(0).security;
    }
    for (const LifeEvent& one : events)
      out.disclosures += one.person == 0 && one.kind == LifeEvent::Kind::disclosed ? 1.0 : 0.0;
  }
  return {out.security / couples / days / steps_a_day, out.disclosures / couples / days};
}

Temper like(double warmth, double hot_and_cold) {
  Temper out;
  out.warmth = warmth;
  out.hot_and_cold = hot_and_cold;
  return out;
}

Temper anxious(double anxiety) {
  Temper out;
  out.anxiety = anxiety;
  return out;
}

// Days until half of a rupture of A is left, in the mean of many couples, when B mends `repairs` times as often as
// usual.
double half_life(double repairs) {
  Temper mends;
  mends.repairs = repairs;
  constexpr int many = 2'000;
  std::vector<double> left(40 * steps_a_day, 0.0);
  for (int couple = 0; couple < many; ++couple) {
    CoupleLife torn({Temper{}, mends}, couple);
    CoupleLife whole({Temper{}, mends}, couple);
    torn.hurt(0, 1.0);
    for (double& load : left) {
      torn.step();
      whole.step();
      load += (torn.of(0).rupture - whole.of(0).rupture) / many;
    }
  }
  for (std::size_t i = 0; i < left.size(); ++i)
    if (left[i] <= 0.5) return static_cast<double>(i + 1) / steps_a_day;
  return 99.0;
}

}  // namespace

TEST_CASE("couple life: a steady, modestly kind partner is safer than a warmer one who blows hot and cold") {
  const Mean usual = of({}, {});
  const Mean steady = of({}, like(0.8, 0.2));
  const Mean uneven = of({}, like(1.2, 1.8));
  MESSAGE("usual ", usual.security, ", steady ", steady.security, ", hot and cold ", uneven.security);
  CHECK(steady.security > uneven.security + 0.5);
  CHECK(std::fabs(usual.security - 0.85) < 0.15);
  CHECK(uneven.disclosures < steady.disclosures);

  const Mean anxious_steady = of(anxious(1.5), like(0.8, 0.2));
  const Mean anxious_uneven = of(anxious(1.5), like(1.2, 1.8));
  MESSAGE("with an anxious partner: steady ", anxious_steady.security, ", hot and cold ", anxious_uneven.security);
  CHECK(anxious_steady.security - anxious_uneven.security > steady.security - uneven.security);
}

TEST_CASE("couple life: who avoids tells less, and feels hardly less safe") {
  Temper avoids;
  avoids.avoidance = 1.5;
  const Mean usual = of({}, {});
  const Mean avoiding = of(avoids, {});
  CHECK(avoiding.disclosures < 0.7 * usual.disclosures);
  CHECK(std::fabs(avoiding.security - usual.security) < 0.15);
}

TEST_CASE(
    "couple life: an unrepaired rupture is half gone after ln 2 / .14 = 4.95 days exactly, and sooner the more often "
    "it is mended") {
  Temper never;
  never.repairs = 0.0;
  CoupleLife life({never, never}, 5);
  life.hurt(0, 1.0);
  double quiet_days = 0.0;
  double faded = 1.0;  // what the quiet steps left of it
  while (faded > 0.5) {
    std::vector<LifeEvent> events;
    const double before = life.of(0).rupture;
    life.step(&events);
    bool again = false;
    for (const LifeEvent& one : events) again = again || (one.person == 0 && one.kind == LifeEvent::Kind::rupture);
    if (again) continue;
    faded *= life.of(0).rupture / before;
    quiet_days += life_step_days;
  }
  const double beyond = dyad::log(0.5 / faded) / 0.14;
  CHECK(quiet_days - beyond == doctest::Approx(4.951).epsilon(1e-4));
  CHECK(quiet_days - beyond == doctest::Approx(dyad::log(2.0) / 0.14).epsilon(1e-12));
  const double seldom = half_life(0.3);
  const double usual = half_life(1.0);
  const double often = half_life(3.0);
  MESSAGE("half-life in days: seldom ", seldom, ", usual ", usual, ", often ", often);
  CHECK(seldom < 4.0);
  CHECK(usual < 0.6 * seldom);
  CHECK(often < 0.6 * usual);
}

TEST_CASE("dice: uniform, normal and gamma draws have their moments, and a seed gives the same draws everywhere") {
  Dice dice(7);
  constexpr int n = 400'000;
  double uniform = 0.0;
  double mean = 0.0;
  double square = 0.0;
  double fourth = 0.0;
  double gamma = 0.0;
  for (int i = 0; i < n; ++i) {
    uniform += dice.uniform();
    const double x = dice.normal();
    mean += x;
    square += x * x;
    fourth += x * x * x * x;
    gamma += dice.gamma_two(0.3);
  }
  CHECK(uniform / n == doctest::Approx(0.5).epsilon(0.005));
  CHECK(std::fabs(mean / n) < 0.006);
  CHECK(square / n == doctest::Approx(1.0).epsilon(0.01));
  CHECK(fourth / n == doctest::Approx(3.0).epsilon(0.03));
  CHECK(gamma / n == doctest::Approx(0.6).epsilon(0.01));
  Dice one(42);
  Dice same(42);
  for (int i = 0; i < 100; ++i) CHECK(one.bits() == same.bits());
}
