// What the theory says, as the engine tells it of one person's diary: what moves the estimate, which state is kept,
// when a slow fall is told, and how own days take the place of what was supposed. The diaries are those of made-up
// couples.
#include <doctest/doctest.h>

#include "dyad/course.h"
#include "dyad/engine.h"
#include "dyad/life_testing.h"

using namespace bothy;
using namespace bothy::dyad;
using namespace bothy::dyad::testing;

namespace {

Course told(const Story& story, int days, const CouplePrior& prior = {}) {
  return *course_of(story, prior, days * minutes_per_day - 1, 30);
}

// The estimate at the end of each of the next days, after `happenings`, of somebody who answered for a month before.
std::vector<double> days_after(const std::vector<Happening>& happenings, int days) {
  Engine<1> engine{CouplePrior{}};
  for (int day = 0; day < 30; ++day) {
    engine.wait_until(day * minutes_per_day);
    engine.learn({{day * minutes_per_day, 0, Item::security, 62.0}});
  }
  std::vector<double> out;
  const auto row = Layout<1>::row(0, engine.prior().items[0]);
  std::size_t next = 0;
  for (int day = 0; day < days; ++day) {
    while (next < happenings.size() && happenings[next].minute < (day + 1) * minutes_per_day) {
      engine.wait_until(30 * minutes_per_day + happenings[next].minute);
      engine.happen(happenings[next++]);
    }
    engine.wait_until((31 + day) * minutes_per_day);
    out.push_back(points_per_unit * dot(row, engine.of(0).together().mean));
  }
  return out;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double one : values) sum += one;
  return sum / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("engine and theory: ten small good things move the estimate of the month more than one as big as can be") {
  const double calm = mean_of(days_after({}, 28));
  const auto gained = [&](const std::vector<Happening>& what) { return mean_of(days_after(what, 28)) - calm; };
  const double big = gained({{600, 0, Cause::disclosure_met, 1.0, 1}});
  std::vector<Happening> small;
  std::vector<Happening> promises;
  for (std::uint64_t day = 0; day < 10; ++day) {
    const std::int64_t minute = static_cast<std::int64_t>(day) * minutes_per_day + 600;
    small.push_back({minute, 0, Cause::disclosure_met, 0.3, day + 1});
    promises.push_back({minute, 0, Cause::promise_kept, 1.0, day + 1});
  }
  const double by_small = gained(small);
  const double by_promises = gained(promises);
  MESSAGE("points over a month: one big ", big, ", ten small ", by_small, ", ten promises kept ", by_promises);
  CHECK(big > 0.1);
  CHECK(by_small > 2.0 * big);
  CHECK(by_promises > big);
}

TEST_CASE(
    "engine and theory: how disclosures are met is learned from the days: right ratings speak for it, turned ones "
    "against") {
  const Finding more = over(24, [](std::uint64_t seed) {
    CoupleLife life = settled({}, like(0.6, 1.2), seed);
    const Story right = told_diary(life, 120, Noted::everything);
    Story turned = right;
    for (Happening& one : turned.happenings)
      if (one.cause == Cause::disclosure_met) one.amount = -one.amount;
    const auto learned = [](const Story& story) {
      Engine<1> engine{CouplePrior{}};
      for (const Moment& moment : *in_order(story)) engine.live(moment);
      return engine.of(0).mean_of(Layout<1>::sensitivity(0, Cause::disclosure_met));
    };
    return learned(right) - learned(turned);
  });
  MESSAGE("sensitivity learned, right less turned: ", more.mean, " +- ", more.error);
  CHECK(more.above(0.0));
}

TEST_CASE("engine and theory: warmth and steadiness are two numbers: an uneven partner shows in the swing") {
  int right = 0;
  constexpr int pairs = 24;
  for (std::uint64_t seed = 1; seed <= pairs; ++seed) {
    CoupleLife steady = settled({}, like(0.8, 0.2), seed);
    CoupleLife uneven = settled({}, like(1.2, 1.8), seed);
    right += told(told_diary(steady, 90), 90).swing.mean < told(told_diary(uneven, 90), 90).swing.mean ? 1 : 0;
  }
  MESSAGE("the uneven one swings more in ", right, " of ", pairs, " pairs");
  CHECK(right >= 20);
}

TEST_CASE("engine and theory: one bad day leaves the state in its band, ten of them leave the band") {
  int kept_by_one = 0;
  int kept_by_run = 0;
  int word_kept_by_one = 0;
  int word_kept_by_run = 0;
  constexpr int people = 20;
  for (std::uint64_t seed = 1; seed <= people; ++seed) {
    CoupleLife life = settled({}, {}, seed);
    const Story diary = told_diary(life, 90);
    const Course calm = told(diary, 90);
    const auto count = [&](int from, int until, int& kept, int& word_kept) {
      Story story = diary;
      for (Answer& one : story.answers) {
        const auto day = one.minute / minutes_per_day;
        if (day >= from && day < until) one.points = std::max(0.0, one.points - 35.0);
      }
      const Course after = told(story, 90);
      kept += std::fabs(after.security.mean - calm.security.mean) < 1.645 * calm.security.sd ? 1 : 0;
      word_kept += after.lean == calm.lean ? 1 : 0;
    };
    count(88, 89, kept_by_one, word_kept_by_one);
    count(80, 90, kept_by_run, word_kept_by_run);
  }
  MESSAGE("still within the band without them: after one bad day ", kept_by_one, ", after ten ", kept_by_run, " of ",
          people);
  CHECK(kept_by_one >= 18);
  CHECK(kept_by_run <= 2);
  MESSAGE("the word for the state stays: after one bad day ", word_kept_by_one, ", after ten ", word_kept_by_run);
  CHECK(word_kept_by_one >= 18);
  CHECK(word_kept_by_run <= 2);
}

TEST_CASE("engine and theory: a slow fall without a rupture is told, and steady couples hardly ever hear of one") {
  // Told to how many of so many people, with both sliders and with the first alone.
  struct Heard {
    int both = 0;
    int alone = 0;
  };
  const auto heard = [](int people, const Temper& self, const Temper& other, double falls_a_day) {
    Heard out;
    for (int person = 0; person < people; ++person) {
      CoupleLife life = settled(self, other, static_cast<std::uint64_t>(person) + 1);
      Story diary;
      for (int day = 0; day < 90; ++day) {
        Temper now = other;
        now.warmth -= day < 50 ? 0.0 : falls_a_day * (day - 50);
        life.become(1, now);
        tell_a_day(diary, life, day, Noted::answers);
      }
      out.both += told(diary, 90).erosion.seen ? 1 : 0;
      std::erase_if(diary.answers, [](const Answer& one) { return one.item != Item::security; });
      out.alone += told(diary, 90).erosion.seen ? 1 : 0;
    }
    return out;
  };
  constexpr int many = 100;
  constexpr int few = 40;
  const Heard steady = heard(many, never_hurt(), {}, 0.0);
  const Heard silent = heard(many, {}, {}, 0.0);  // ruptures come, and none is noted
  const Heard uneven = heard(many, never_hurt(), like(1.2, 1.8), 0.0);
  const Heard falling = heard(few, never_hurt(), {}, 0.07);
  MESSAGE("told, with both sliders and with one: ", steady.both, " and ", steady.alone, " of ", many,
          " steady couples; ", silent.both, " and ", silent.alone, " of as many with ruptures; ", uneven.both, " and ",
          uneven.alone, " with a partner hot and cold; ", falling.both, " and ", falling.alone, " of ", few,
          " that fall");
  CHECK(steady.both <= many / 50);
  CHECK(steady.alone <= many / 50);
  CHECK(silent.both <= many / 25);
  CHECK(silent.alone <= many / 25);
  CHECK(uneven.both <= many / 10);
  CHECK(uneven.alone <= many / 10);
  CHECK(falling.both >= few / 2);
  CHECK(falling.alone >= 9 * few / 10);
}

TEST_CASE("engine and theory: promises kept and what is felt can part: cold and reliable against warm and forgetful") {
  const auto lived = [](const Temper& other, bool keeps, std::uint64_t seed) {
    CoupleLife life = settled({}, other, seed);
    Story diary;
    for (int day = 0; day < 60; ++day) {
      if (day % 3 == 0) life.promise(0, keeps);
      tell_a_day(diary, life, day, Noted::answers);
      if (day % 3 == 0)
        diary.happenings.push_back({day * minutes_per_day + 700, 0, keeps ? Cause::promise_kept : Cause::promise_broken,
                                    1.0, static_cast<std::uint64_t>(day) + 1});
    }
    return diary;
  };
  const auto kept_share = [](const Story& story) {
    double kept = 0.0;
    for (const Happening& one : story.happenings) kept += one.cause == Cause::promise_kept ? 1.0 : 0.0;
    return kept / static_cast<double>(story.happenings.size());
  };
  const Finding felt = over(24, [&](std::uint64_t seed) {
    const Story reliable = lived(like(-0.3, 0.2), true, seed);
    const Story forgetful = lived(like(1.5, 0.45), false, seed);
    CHECK(kept_share(reliable) > kept_share(forgetful));
    return told(reliable, 60).security.mean - told(forgetful, 60).security.mean;
  });
  MESSAGE("felt security, cold and reliable less warm and forgetful: ", felt.mean, " +- ", felt.error, " points");
  CHECK(felt.below(-3.0));
}

TEST_CASE("engine and theory: what was supposed gives way to own days, whoever one was supposed to be") {
  CouplePrior plain;
  CouplePrior supposed;
  supposed.person[0] = with_attachment(supposed.person[0], 2.0, 2.0);
  double weight_before = 1.1;
  double apart_before = 100.0;
  for (const int days : {1, 7, 90}) {
    const auto mean_over = [&](const auto& of) {
      return over(12,
                  [&](std::uint64_t seed) {
                    CoupleLife life = settled({}, {}, seed);
                    return of(told_diary(life, days));
                  })
          .mean;
    };
    const double weight =
        mean_over([&](const Story& diary) { return 1.0 - told(diary, days, plain).reliability_of_level; });
    const double apart = mean_over([&](const Story& diary) {
      return told(diary, days, plain).security.mean - told(diary, days, supposed).security.mean;
    });
    MESSAGE("after ", days, " days: weight of what was supposed ", weight, ", two suppositions apart by ", apart,
            " points");
    CHECK(weight < weight_before);
    CHECK(apart < apart_before);
    weight_before = weight;
    apart_before = apart;
  }
  CHECK(weight_before < 0.25);
  CHECK(apart_before < 1.0);
}
