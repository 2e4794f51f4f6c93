// What one person is told: earned before it is said, honest about its doubt, and the sum of its parts.
#include "dyad/course.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "dyad/couple_life.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

// Person A of a made-up couple answers once an evening, and notes ruptures and repairs that are felt.
Story lived(const Temper& other, int days, std::uint64_t seed) {
  CoupleLife life({Temper{}, other}, seed);
  for (int step = 0; step < 400; ++step) life.step();
  Story out;
  std::uint64_t id = 1;
  for (int day = 0; day < days; ++day) {
    for (int step = 0; step < 20; ++step) {
      std::vector<LifeEvent> events;
      life.step(&events);
      for (const LifeEvent& one : events) {
        const std::int64_t minute = day * minutes_per_day + step * 60;
        if (one.person != 0) continue;
        if (one.kind == LifeEvent::Kind::rupture && one.size > 0.3)
          out.happenings.push_back({minute, 0, Cause::rupture, std::min(3.0, 1.0 + one.size), id++});
        if (one.kind == LifeEvent::Kind::repair && life.of(0).rupture > 0.2)
          out.happenings.push_back({minute, 0, Cause::repair, 2.0 * one.size - 1.0, id++});
      }
    }
    const double points = middle_points + points_per_unit * (life.of(0).security + 0.5 * life.dice().normal());
    out.answers.push_back(
        {day * minutes_per_day + 1'290, 0, Item::security, std::clamp(std::round(points), 0.0, 100.0)});
  }
  return out;
}

Course told(const Story& story, int days) { return *course_of(story, CouplePrior{}, days * minutes_per_day - 1); }

Story steady_days(int days, double (*points)(int)) {
  Story out;
  for (int day = 0; day < days; ++day)
    out.answers.push_back({day * minutes_per_day + 1'290, 0, Item::security, points(day)});
  return out;
}

}  // namespace

TEST_CASE("course: nothing is said before it is earned") {
  const Story story = lived({}, 120, 4);
  const auto at = [&](int days) { return told(story, days); };
  CHECK(!at(3).earned.level);
  CHECK(!at(6).earned.level);
  CHECK(at(10).earned.level);
  CHECK(!at(29).earned.steadiness);
  CHECK(at(90).earned.steadiness);
  CHECK(!told({}, 5).earned.level);
  CHECK(told({}, 5).security.sd > 10.0);
}

TEST_CASE("course: tomorrow's bands hold what they promise, over many made-up people") {
  int made = 0;
  int half = 0;
  int most = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const Kept kept = told(lived({}, 120, seed), 120).kept;
    made += kept.forecasts;
    half += kept.in_half;
    most += kept.in_most;
  }
  MESSAGE("of ", made, " forecasts ", half, " in the middle half, ", most, " in the middle nine tenths");
  CHECK(made == 12 * 119);
  CHECK(std::fabs(static_cast<double>(half) / made - 0.5) < 0.08);
  CHECK(std::fabs(static_cast<double>(most) / made - 0.9) < 0.05);
}

TEST_CASE("course: what moved it adds up to the change of the week") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Course now = told(lived({}, 60, seed), 60);
    double sum = 0.0;
    for (const Share& share : now.moved) sum += share.amount;
    CHECK(now.moved.size() > 1);
    CHECK(std::fabs(sum - (now.security.mean - now.moved_from.mean)) < 1e-9);
  }
}

TEST_CASE("course: one bad day is a day, a run of them is a change") {
  const auto one = steady_days(90, [](int day) { return day == 80 ? 25.0 : 70.0 + day % 5; });
  const auto run = steady_days(90, [](int day) { return day >= 80 ? 25.0 + day % 3 : 70.0 + day % 5; });
  const Course kept = told(one, 90);
  const Course changed = told(run, 90);
  CHECK(kept.security.mean > 64.0);
  CHECK(!kept.jump_told);
  CHECK(changed.security.mean < 40.0);
  CHECK(changed.jump_told);
  CHECK(changed.jump_size < -10.0);
}

TEST_CASE("course: a slow fall without a conflict is told, and with one, or when days only differ, it is not") {
  const auto falling = [](int day) { return day < 60 ? 72.0 + day % 5 : 72.0 - (day - 60) * 1.0 + day % 5; };
  Story quiet = steady_days(95, falling);
  CHECK(told(quiet, 95).erosion.seen);
  CHECK(told(quiet, 95).erosion.change.mean < -5.0);
  quiet.happenings.push_back({85 * minutes_per_day, 0, Cause::rupture, 2.0, 1});
  CHECK(!told(quiet, 95).erosion.seen);
  CHECK(!told(steady_days(95, [](int day) { return 60.0 + (day * 7) % 20; }), 95).erosion.seen);
}

TEST_CASE("course: what cannot be is named, and what lies after now is not known yet") {
  Story story = steady_days(10, [](int) { return 60.0; });
  story.answers.push_back({50 * minutes_per_day, 0, Item::security, 0.0});
  CHECK(told(story, 10).answers == 10);
  story.answers.push_back({0, 0, Item::security, std::nan("")});
  CHECK(course_of(story, CouplePrior{}, 0).error() == Error::out_of_range);
}
