// What the theory says of opening up, seen in many made-up couples: the gate, what responses do to disclosure, and the
// loop of safety, honesty, trust and closeness. Associations within a couple, over time; never between people.
#include <doctest/doctest.h>

#include <string>

#include "dyad/life_testing.h"

using namespace bothy;
using namespace bothy::dyad;
using namespace bothy::dyad::testing;

namespace {

constexpr int couples = 200;

double told_with(const Temper& other, std::uint64_t seed) {
  CoupleLife life = settled({}, other, seed);
  return disclosures_a_day(days_of(life, 90));
}

// How often A tells something, in units of 2 exp(.35 s): this is .25 + .75 G, and the gate G hangs on security alone.
struct Opening {
  static constexpr int bins = 30;
  static constexpr double lowest = -2.4;  // of security
  static constexpr double width = 0.12;
  std::array<double, bins> told{};
  std::array<double, bins> expected{};  // tellings if the gate were wide open

  void live(CoupleLife& life, int days) {
    for (int step = 0; step < days * life_steps_a_day; ++step) {
      const double security = life.of(0).security;
      const double place = (security - lowest) / width;
      std::vector<LifeEvent> events;
      life.step(&events);
      if (place < 0.0 || place >= bins) continue;
      const int bin = static_cast<int>(place);
      expected[bin] += 2.0 * dyad::exp(0.35 * security) * life_step_days;
      for (const LifeEvent& one : events)
        told[bin] += one.person == 0 && one.kind == LifeEvent::Kind::disclosed ? 1.0 : 0.0;
    }
  }

  // Poisson log-likelihood of a gate with this middle and width.
  [[nodiscard]] double likelihood(double middle, double slope) const {
    double sum = 0.0;
    for (int bin = 0; bin < bins; ++bin) {
      const double security = lowest + (bin + 0.5) * width;
      const double rate = expected[bin] * (0.25 + 0.75 * logistic((security - middle) / slope));
      if (rate > 0.0) sum += told[bin] * dyad::log(rate) - rate;
    }
    return sum;
  }
};

std::vector<double> weekly(const std::vector<DayLived>& days, double (*of)(const DayLived&)) {
  std::vector<double> out(days.size() / 7, 0.0);
  for (std::size_t day = 0; day < out.size() * 7; ++day) out[day / 7] += of(days[day]) / 7.0;
  return out;
}

// Correlation within one couple between a week's x and the y of the next week.
double lagged(const std::vector<double>& x, const std::vector<double>& y) {
  return correlation_of({x.begin(), x.end() - 1}, {y.begin() + 1, y.end()});
}

}  // namespace

TEST_CASE("openness: dismissive and unpredictable responses both stop disclosure") {
  const Finding dismissed =
      over(couples, [](std::uint64_t seed) { return told_with(like(-0.3, 0.45), seed) - told_with({}, seed); });
  const Finding unsure =
      over(couples, [](std::uint64_t seed) { return told_with(like(0.95, 1.8), seed) - told_with({}, seed); });
  MESSAGE("disclosures a day, against usual: dismissed ", dismissed.mean, " +- ", dismissed.error, ", unsure ",
          unsure.mean, " +- ", unsure.error);
  CHECK(dismissed.below(-0.5));
  CHECK(unsure.below(-0.3));
}

TEST_CASE("openness: a diary shows the path: after days of poor reception less is told, and in shuffled days nothing") {
  const auto path = [](bool shuffled) {
    return over(couples, [&](std::uint64_t seed) {
      CoupleLife life = settled({}, like(0.95, 1.0), seed);
      const auto days = days_of(life, 180);
      std::vector<double> received;
      std::vector<double> told;
      for (std::size_t day = 0; day + 1 < days.size(); ++day) {
        if (days[day].disclosures == 0) continue;
        received.push_back(days[day].received);
        told.push_back(days[day + 1].disclosures);
      }
      if (shuffled)
        for (std::size_t i = told.size(); i > 1; --i) std::swap(told[i - 1], told[life.dice().bits() % i]);
      return slope_of(received, told);
    });
  };
  const Finding there = path(false);
  const Finding by_luck = path(true);
  MESSAGE("disclosures next day per unit of reception: ", there.mean, " +- ", there.error, "; shuffled ", by_luck.mean,
          " +- ", by_luck.error);
  CHECK(there.above(0.0));
  CHECK(std::fabs(by_luck.mean) < 3.5 * by_luck.error);
}

TEST_CASE("openness: leaning in and self-protection follow safety, and the gate can be read off the days") {
  Opening seen;
  for (std::uint64_t seed = 1; seed <= 120; ++seed)
    for (const double warmth : {0.95, 0.0, -0.8}) {
      CoupleLife life = settled({}, like(warmth, 1.2), seed);
      seen.live(life, 60);
    }
  double best = -1e300;
  double middle = 0.0;
  double slope = 0.0;
  for (int m = -150; m <= 50; m += 2)
    for (int w = 10; w <= 120; w += 2) {
      const double here = seen.likelihood(m / 100.0, w / 100.0);
      if (here > best) best = here, middle = m / 100.0, slope = w / 100.0;
    }
  MESSAGE("gate read off the days: middle ", middle, " (-0.6), width ", slope, " (0.5)");
  CHECK(std::fabs(middle + 0.6) < 0.1);
  CHECK(std::fabs(slope - 0.5) < 0.1);
}

TEST_CASE("openness: who begins guarded tells little, feels no less, and opens up once care has been repeated") {
  const Temper kind = like(1.2, 0.2);
  const auto telling = [&](double trust, int from) {
    return over(couples, [&](std::uint64_t seed) {
      CoupleLife life({kind, kind}, seed);
      Inner start;
      start.trust = trust;
      start.security = trust < 0.5 ? -1.0 : 1.0;
      life.begin(0, start);
      (void)days_of(life, from);
      return disclosures_a_day(days_of(life, 5));
    });
  };
  const Finding guarded = telling(0.35, 0);
  const Finding trusting = telling(0.75, 0);
  const Finding later = telling(0.35, 90);
  MESSAGE("disclosures a day: guarded ", guarded.mean, ", trusting ", trusting.mean, ", the guarded after 90 days ",
          later.mean);
  CHECK(guarded.mean < 0.7 * trusting.mean);
  CHECK(later.mean > 0.9 * trusting.mean);
}

TEST_CASE("openness: a fortnight of care is followed by more disclosure, one caring answer hardly") {
  const auto more_after = [](int cared_days) {
    return over(4 * couples, [&](std::uint64_t seed) {
      CoupleLife life = settled({}, like(0.6, 0.6), seed);
      CoupleLife with = life;
      for (int day = 0; day < 14; ++day) {
        if (day < cared_days) with.receive(0, 0.9);
        (void)live_a_day(with);
        (void)live_a_day(life);
      }
      return disclosures_a_day(days_of(with, 14)) - disclosures_a_day(days_of(life, 14));
    });
  };
  const Finding once = more_after(1);
  const Finding repeated = more_after(14);
  MESSAGE("disclosures a day, the fortnight after: one caring answer ", once.mean, " +- ", once.error, ", fourteen ",
          repeated.mean, " +- ", repeated.error);
  CHECK(repeated.above(0.0));
  CHECK(repeated.mean > 3.0 * std::fabs(once.mean));
}

TEST_CASE("openness: after five good receptions in a row more is told than after five poor ones") {
  const Finding more = over(couples, [](std::uint64_t seed) {
    CoupleLife life = settled({}, like(0.8, 0.9), seed);
    double after[2] = {0.0, 0.0};
    double times[2] = {0.0, 0.0};
    int row[2] = {0, 0};
    for (int day = 0; day < 240; ++day) {
      std::vector<LifeEvent> events;
      const DayLived lived = live_a_day(life, &events)[0];
      for (const int which : {0, 1})
        if (row[which] >= 5) after[which] += lived.disclosures, times[which] += 1.0;
      for (const LifeEvent& one : events) {
        if (one.person != 0 || one.kind != LifeEvent::Kind::disclosed) continue;
        const int which = one.size > 0.7 ? 1 : 0;
        row[which] += 1;
        row[1 - which] = 0;
      }
    }
    return after[1] / std::max(times[1], 1.0) - after[0] / std::max(times[0], 1.0);
  });
  MESSAGE("disclosures the day after a good row, less after a poor one: ", more.mean, " +- ", more.error);
  CHECK(more.above(0.0));
}

TEST_CASE("openness: week by week, safety is followed by honesty, honesty that is met by trust, trust by closeness") {
  const auto safe = [](const DayLived& day) { return day.evening.security; };
  const auto honest = [](const DayLived& day) { return static_cast<double>(day.disclosures); };
  const auto met = [](const DayLived& day) { return day.disclosures * (2.0 * day.received - 1.0); };
  const auto trust = [](const DayLived& day) { return day.evening.trust; };
  const auto close = [](const DayLived& day) { return day.evening.closeness; };
  const auto step = [](auto from, auto to, bool shuffled) {
    return over(couples / 2, [&](std::uint64_t seed) {
      CoupleLife life = settled({}, like(0.8, 0.8), seed);
      const auto days = days_of(life, 7 * 26);
      const std::vector<double> x = weekly(days, from);
      std::vector<double> y = weekly(days, to);
      if (shuffled)
        for (std::size_t i = y.size(); i > 1; --i) std::swap(y[i - 1], y[life.dice().bits() % i]);
      return lagged(x, y);
    });
  };
  const auto holds = [&](const std::string& name, auto from, auto to) {
    const Finding there = step(from, to, false);
    const Finding by_luck = step(from, to, true);
    MESSAGE(name, ": ", there.mean, " +- ", there.error, "; shuffled ", by_luck.mean);
    CHECK(there.above(0.03));
    CHECK(std::fabs(by_luck.mean) < 4.0 * by_luck.error + 0.01);
  };
  holds("safe, then honest", safe, honest);
  holds("honest and met, then trust", met, trust);
  holds("trust, then close", trust, close);
  holds("close, then safe", close, safe);
}
