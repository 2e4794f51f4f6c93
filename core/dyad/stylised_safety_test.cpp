// What the theory says of felt safety, seen in many made-up couples: steadiness, small things, repair, attachment, both
// directions. Each sentence could turn out wrong: four standard errors of many couples stand behind it.
#include <doctest/doctest.h>

#include <rapidcheck.h>

#include "dyad/life_testing.h"

using namespace bothy;
using namespace bothy::dyad;
using namespace bothy::dyad::testing;

namespace {

constexpr int couples = 200;

// Mean security of A with a partner like this, once they have lived together for a while.
double security_with(const Temper& other, std::uint64_t seed, const Temper& self = {}) {
  CoupleLife life = settled(self, other, seed);
  return mean_security(days_of(life, 90));
}

// How kindly A is met on average, as A receives it.
double kindness_of(const Temper& other, int many) {
  return over(many,
              [&](std::uint64_t seed) {
                CoupleLife life = settled({}, other, seed);
                double sum = 0.0;
                const auto days = days_of(life, 90);
                for (const DayLived& day : days) sum += day.received;
                return sum / static_cast<double>(days.size());
              })
      .mean;
}

// Two lives that are one up to now; then something is done to one of them. What A feels more of, days later.
template <class Do>
Finding gained(const Temper& self, const Temper& other, int days, const Do& something) {
  return over(4 * couples, [&](std::uint64_t seed) {
    CoupleLife life = settled(self, other, seed);
    CoupleLife with = life;
    double sum = 0.0;
    for (int day = 0; day < days; ++day) {
      something(with, day);
      sum += live_a_day(with)[0].evening.security - live_a_day(life)[0].evening.security;
    }
    return sum / days;
  });
}

}  // namespace

TEST_CASE("safety: met equally kindly on average, but once warm and once cold, A feels less safe") {
  const Temper uneven = like(1.2, 1.8);
  const double kindness = kindness_of(uneven, couples);
  double low = -1.0;
  double high = 2.0;
  for (int look = 0; look < 12; ++look) {
    const double warmth = 0.5 * (low + high);
    (kindness_of(like(warmth, 0.2), 40) < kindness ? low : high) = warmth;
  }
  const Temper steady = like(low, 0.2);
  const Finding more =
      over(couples, [&](std::uint64_t seed) { return security_with(steady, seed) - security_with(uneven, seed); });
  MESSAGE("uneven: received ", kindness, "; steady of warmth ", low, ": received ", kindness_of(steady, couples),
          "; security more by ", more.mean, " +- ", more.error);
  CHECK(kindness_of(steady, couples) < kindness + 0.01);
  CHECK(more.above(0.05));
}

TEST_CASE(
    "safety: the same sum of kindness from outside, evenly or by turns much and little, is felt as less by turns") {
  const Finding less = over(4 * couples, [&](std::uint64_t seed) {
    CoupleLife even = settled({}, {}, seed);
    CoupleLife by_turns = even;
    double sum = 0.0;
    for (int day = 0; day < 28; ++day) {
      for (int time = 0; time < 4; ++time) {
        even.receive(0, 0.65);
        by_turns.receive(0, time % 2 == 0 ? 0.95 : 0.35);
      }
      const double before = live_a_day(even)[0].evening.security;
      sum += live_a_day(by_turns)[0].evening.security - before;
    }
    return sum / 28;
  });
  MESSAGE("by turns less even: ", less.mean, " +- ", less.error);
  CHECK(less.below(0.0));
}

TEST_CASE("safety: a steady and modestly kind partner is felt as safer than a warmer one who blows hot and cold") {
  const Finding more = over(couples, [&](std::uint64_t seed) {
    return security_with(like(0.8, 0.2), seed) - security_with(like(1.2, 1.8), seed);
  });
  MESSAGE("steady and modest more by ", more.mean, " +- ", more.error);
  CHECK(more.above(0.4));
}

TEST_CASE("safety: ten small good things over ten days do more for the month than one big one") {
  const auto big = [](CoupleLife& life, int day) {
    if (day == 0) life.receive(0, 0.999);
  };
  const auto small = [](CoupleLife& life, int day) {
    if (day < 10) life.promise(0, true);
  };
  const Finding by_big = gained({}, {}, 28, big);
  const Finding by_small = gained({}, {}, 28, small);
  MESSAGE("a month's mean after one big thing ", by_big.mean, " +- ", by_big.error, ", after ten small ones ",
          by_small.mean, " +- ", by_small.error);
  CHECK(by_small.mean - by_big.mean > 4.0 * std::hypot(by_small.error, by_big.error));
}

TEST_CASE("safety: reassurance in words lifts for days, a partner who becomes reliable lifts for good") {
  const Temper uneven = like(1.2, 1.8);
  const auto after_a_month = [&](const auto& change) {
    return over(couples, [&](std::uint64_t seed) {
      CoupleLife life = settled(anxious(1.0), uneven, seed);
      CoupleLife with = life;
      change(with);
      (void)days_of(life, 30);
      (void)days_of(with, 30);
      return mean_security(days_of(with, 30)) - mean_security(days_of(life, 30));
    });
  };
  const Finding words = after_a_month([](CoupleLife& life) {
    for (int time = 0; time < 10; ++time) life.receive(0, 0.99);
  });
  const Finding pattern = after_a_month([](CoupleLife& life) { life.become(1, like(0.8, 0.2)); });
  MESSAGE("a month later: after words ", words.mean, " +- ", words.error, ", after a new pattern ", pattern.mean,
          " +- ", pattern.error);
  CHECK(pattern.above(0.5));
  CHECK(std::fabs(words.mean) < 4.0 * words.error + 0.1);
  const Finding at_once = gained(anxious(1.0), uneven, 1, [](CoupleLife& life, int) {
    for (int time = 0; time < 10; ++time) life.receive(0, 0.99);
  });
  CHECK(at_once.above(0.1));
}

TEST_CASE("safety: one bad day is gone in two weeks, two weeks of them are not") {
  const auto bad_days = [](int days) {
    return over(couples, [&](std::uint64_t seed) {
      CoupleLife life = settled({}, {}, seed);
      CoupleLife with = life;
      const auto day_of_both = [&](bool bad) {
        if (bad) {
          with.hurt(0, 0.6);
          for (int time = 0; time < 2; ++time) with.receive(0, 0.2);
        }
        (void)live_a_day(with);
        (void)live_a_day(life);
      };
      for (int day = 0; day < days; ++day) day_of_both(true);
      for (int day = 0; day < 14; ++day) day_of_both(false);
      return mean_security(days_of(with, 7)) - mean_security(days_of(life, 7));
    });
  };
  const Finding one = bad_days(1);
  const Finding run = bad_days(14);
  MESSAGE("two weeks after one bad day ", one.mean, " +- ", one.error, ", after two weeks of them ", run.mean, " +- ",
          run.error);
  CHECK(std::fabs(one.mean) < 0.25);  // half of what ordinary days differ by
  CHECK(run.below(-0.3));
  CHECK(run.mean < 3.0 * one.mean);
}

TEST_CASE("safety: conflict that is mended holds, conflict that is not erodes") {
  const auto with_conflicts = [](double repairs) {
    return over(couples, [&](std::uint64_t seed) {
      CoupleLife life = settled({}, mends(repairs), seed);
      CoupleLife with = life;
      double sum = 0.0;
      for (int day = 0; day < 90; ++day) {
        if (day % 5 == 0) with.hurt(0, 0.6);
        sum += live_a_day(with)[0].evening.security - live_a_day(life)[0].evening.security;
      }
      return sum / 90;
    });
  };
  const Finding mended_soon = with_conflicts(3.0);
  const Finding left = with_conflicts(0.0);
  MESSAGE("a conflict every five days: mended ", mended_soon.mean, " +- ", mended_soon.error, ", left ", left.mean,
          " +- ", left.error);
  CHECK(mended_soon.above(-0.3));
  CHECK(left.below(-0.6));
  const Finding better = over(couples, [](std::uint64_t seed) {
    Temper quarrels = mends(3.0);
    Temper self;
    self.ruptures = 2.0;  // twice as many conflicts as the couple beside it that never mends
    return security_with(quarrels, seed, self) - security_with(mends(0.0), seed);
  });
  CHECK(better.above(0.1));
}

TEST_CASE("attachment: who is anxious feels less safe, is torn deeper by the same, and is lifted more by the same") {
  const Finding less = over(
      couples, [&](std::uint64_t seed) { return security_with({}, seed, anxious(1.5)) - security_with({}, seed); });
  CHECK(less.below(-0.1));
  const auto torn = [](CoupleLife& life, int day) {
    if (day == 0) life.hurt(0, 1.0);
  };
  const Finding secure = gained({}, {}, 5, torn);
  const Finding deeper = gained(anxious(1.5), {}, 5, torn);
  MESSAGE("torn: secure ", secure.mean, ", anxious ", deeper.mean, "; less safe by ", less.mean);
  CHECK(deeper.mean - secure.mean < -4.0 * std::hypot(secure.error, deeper.error));
  const auto lifted = [](const Temper& self) {
    return over(4 * couples, [&](std::uint64_t seed) {
      CoupleLife life = settled(self, {}, seed);
      Inner same = life.of(0);
      same.trust = 0.6;
      life.begin(0, same);
      life.receive(0, 0.95);
      return life.of(0).security - same.security;
    });
  };
  const Finding by_secure = lifted({});
  const Finding by_anxious = lifted(anxious(1.5));
  CHECK(by_anxious.mean - by_secure.mean > 4.0 * std::hypot(by_secure.error, by_anxious.error));
}

TEST_CASE("attachment: who avoids pulls back under threat: less is told, mended and met than in calm") {
  const auto threatened = [](double avoidance, double security) {
    struct Acts {
      std::vector<double> repairs, quality;
    } out;
    for (std::uint64_t seed = 1; seed <= 40 * couples; ++seed) {
      CoupleLife life({Temper{}, avoidant(avoidance)}, seed);
      Inner self;
      self.security = security;
      life.begin(1, self);
      std::vector<LifeEvent> events;
      for (int step = 0; step < 6; ++step) life.step(&events);
      double repairs = 0.0;
      for (const LifeEvent& one : events) {
        repairs += one.person == 0 && one.kind == LifeEvent::Kind::repair ? 1.0 : 0.0;
        if (one.person == 0 && one.kind == LifeEvent::Kind::repair) out.quality.push_back(one.size);
      }
      out.repairs.push_back(repairs);
    }
    return std::array{finding_of(out.repairs), finding_of(out.quality)};
  };
  const auto calm = threatened(1.5, 1.0);
  const auto threat = threatened(1.5, -1.5);
  const auto other_threat = threatened(0.0, -1.5);
  MESSAGE("repairs in a third of a day: calm ", calm[0].mean, ", threat ", threat[0].mean,
          ", threat without avoidance ", other_threat[0].mean, "; quality ", calm[1].mean, ", ", threat[1].mean, ", ",
          other_threat[1].mean);
  CHECK(calm[0].mean - threat[0].mean > 3.0 * std::hypot(calm[0].error, threat[0].error));
  CHECK(other_threat[0].mean - threat[0].mean > 3.0 * std::hypot(other_threat[0].error, threat[0].error));
  CHECK(other_threat[1].mean - threat[1].mean > 3.0 * std::hypot(other_threat[1].error, threat[1].error));
  const Finding told_less = over(couples, [](std::uint64_t seed) {
    CoupleLife avoids = settled(avoidant(1.5), {}, seed);
    CoupleLife usual = settled({}, {}, seed);
    return disclosures_a_day(days_of(avoids, 60)) - disclosures_a_day(days_of(usual, 60));
  });
  CHECK(told_less.below(-0.5));
}

TEST_CASE("attachment: who is secure trusts more readily than who is anxious, from the same first day") {
  const auto days_until_trust = [](const Temper& self) {
    return over(couples, [&](std::uint64_t seed) {
      CoupleLife life({self, like(1.2, 0.2)}, seed);
      Inner guarded;
      guarded.trust = 0.45;
      guarded.security = -0.5;
      life.begin(0, guarded);
      double days = 0.0;
      while (days < 120.0 && life.of(0).trust < 0.65) (void)live_a_day(life), days += 1.0;
      return days;
    });
  };
  const Finding secure = days_until_trust({});
  const Finding slower = days_until_trust(anxious(1.5));
  MESSAGE("days until trust: secure ", secure.mean, ", anxious ", slower.mean);
  CHECK(slower.mean - secure.mean > 4.0 * std::hypot(secure.error, slower.error));
}

TEST_CASE("both directions: each is the other's partner, and two who change places change nothing, to the bit") {
  CHECK(rc::check("for any two", [] {
    const auto drawn = [] {
      const auto z = [] { return *rc::gen::inRange(-20, 21) / 10.0; };
      return Temper{z(),
                    z(),
                    z(),
                    *rc::gen::inRange(0, 20) / 10.0,
                    *rc::gen::inRange(0, 31) / 10.0,
                    *rc::gen::inRange(0, 21) / 10.0};
    };
    const Temper a = drawn();
    const Temper b = drawn();
    CoupleLife one({a, b}, {5, 6});
    CoupleLife turned({b, a}, {6, 5});
    std::vector<LifeEvent> events;
    std::vector<LifeEvent> events_turned;
    for (int day = 0; day < 20; ++day) {
      (void)live_a_day(one, &events);
      (void)live_a_day(turned, &events_turned);
    }
    RC_ASSERT(one.of(0) == turned.of(1));
    RC_ASSERT(one.of(1) == turned.of(0));
    for (int person = 0; person < 2; ++person) {
      std::vector<LifeEvent> mine = events;
      std::vector<LifeEvent> same = events_turned;
      std::erase_if(mine, [&](const LifeEvent& event) { return event.person != person; });
      std::erase_if(same, [&](const LifeEvent& event) { return event.person == person; });
      for (LifeEvent& event : same) event.person = person;
      RC_ASSERT(mine == same);
    }
  }));
}

TEST_CASE("both directions: what one gives moves the safety of the other, whichever of the two it is") {
  for (const int giver : {0, 1}) {
    const Finding more = over(couples, [&](std::uint64_t seed) {
      std::array<Temper, 2> pair{};
      pair[giver] = like(1.8, 0.2);
      CoupleLife kind(pair, seed);
      CoupleLife usual({Temper{}, Temper{}}, seed);
      (void)days_of(kind, 40);
      (void)days_of(usual, 40);
      return mean_security(days_of(kind, 60, 1 - giver)) - mean_security(days_of(usual, 60, 1 - giver));
    });
    CHECK(more.above(0.2));
  }
}

TEST_CASE("nothing but these tells two people apart: no column for anything else exists") {
  // A further member would not fit these names, and so would not compile.
  const auto [anxiety, avoidance, warmth, hot_and_cold, repairs, ruptures] = Temper{};
  const auto [mu, volatility, sensitivity] = PersonPrior{};
  const auto [minute, person, item, points] = Answer{};
  CHECK(anxiety == avoidance);
  CHECK(warmth > hot_and_cold);
  CHECK(repairs == ruptures);
  CHECK(sensitivity.size() == cause_count);
  CHECK(mu.variance > volatility.usual_mean);
  CHECK(minute + person + static_cast<int>(item) == 0);
  CHECK(points == 0.0);
  // And both start alike.
  CHECK(CouplePrior{}.person[0].mu.mean == CouplePrior{}.person[1].mu.mean);
}
