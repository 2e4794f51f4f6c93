// The year under five sliders: the same picture each time, what each slider does, and nothing that cannot be drawn. And
// the diary it is read from.
#include "dyad/try_out.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "dyad/couple_diary.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

double last_month(const TryOut& out) {
  double sum = 0.0;
  for (int week = trial_weeks - 4; week < trial_weeks; ++week) sum += out.weeks[week].middle / 4.0;
  return sum;
}

TryOut with(double Trial::* which, double slider) {
  Trial trial;
  trial.*which = slider;
  return try_out(trial);
}

bool is_day(std::int32_t day) { return day >= 0 && day < 7 * trial_weeks; }

}  // namespace

TEST_CASE("trying: the same sliders give the same picture, and beyond an end is the end") {
  CHECK(try_out({70.0, 20.0, 50.0, 60.0, 40.0}) == try_out({70.0, 20.0, 50.0, 60.0, 40.0}));
  CHECK(try_out({130.0, -5.0, 50.0, 50.0, 50.0}) == try_out({100.0, 0.0, 50.0, 50.0, 50.0}));
}

TEST_CASE("trying: each slider does what it says") {
  const TryOut usual = try_out({});
  CHECK(last_month(with(&Trial::warmth, 90.0)) > last_month(usual) + 5.0);
  CHECK(last_month(with(&Trial::warmth, 10.0)) < last_month(usual) - 5.0);
  CHECK(last_month(with(&Trial::steadiness, 10.0)) < last_month(usual) - 5.0);
  CHECK(last_month(with(&Trial::steadiness, 90.0)) > last_month(usual));
  CHECK(last_month(with(&Trial::repair, 0.0)) < last_month(usual) - 3.0);
  CHECK(last_month(with(&Trial::anxiety, 100.0)) < last_month(usual) - 3.0);
  CHECK(with(&Trial::avoidance, 100.0).told < 0.7 * usual.told);
  CHECK(with(&Trial::repair, 0.0).mended == 0.0);
  CHECK(with(&Trial::repair, 0.0).repairs.empty());
  CHECK(with(&Trial::repair, 100.0).mended > 0.95);
  CHECK(usual.low_days < 0.05);
  CHECK(try_out({10.0, 10.0, 0.0, 100.0, 50.0}).low_days > 0.5);
  // Steady and modest against warm and uneven, the first thing to try.
  CHECK(last_month(try_out({40.0, 90.0, 50.0, 50.0, 50.0})) > last_month(try_out({70.0, 0.0, 50.0, 50.0, 50.0})));
}

TEST_CASE("trying: at every corner all of it can be drawn") {
  for (int corner = 0; corner < 32; corner += 5) {
    const auto end = [&](int bit) { return (corner >> bit & 1) != 0 ? 100.0 : 0.0; };
    const TryOut out = try_out({end(0), end(1), end(2), end(3), end(4)});
    for (const TrialWeek& week : out.weeks) {
      CHECK(week.low >= 0.0);
      CHECK(week.low <= week.middle);
      CHECK(week.middle <= week.high);
      CHECK(week.high <= 100.0);
    }
    CHECK(out.one.size() == 7 * trial_weeks);
    CHECK(std::ranges::all_of(out.one, [](double points) { return points >= 0.0 && points <= 100.0; }));
    CHECK(std::ranges::all_of(out.ruptures, is_day));
    CHECK(std::ranges::all_of(out.repairs, is_day));
    CHECK(std::ranges::is_sorted(out.ruptures));
    CHECK(std::ranges::is_sorted(out.repairs));
    CHECK(out.repairs.size() <= out.ruptures.size());
    CHECK(out.mended >= 0.0);
    CHECK(out.mended <= 1.0);
    CHECK(out.told >= 0.0);
  }
}

TEST_CASE("diary: a day holds what happened in it, and a rupture is mended by the repair that takes it to a half") {
  using Kind = LifeEvent::Kind;
  const std::vector<LifeEvent> events = {{1.0, 0, Kind::rupture, 0.5}, {1.5, 1, Kind::repair, 0.9},
                                         {2.0, 0, Kind::repair, 0.3},  {2.5, 0, Kind::rupture, 0.2},
                                         {3.0, 0, Kind::repair, 0.6},  {20.0, 0, Kind::rupture, 0.4},
                                         {26.0, 0, Kind::repair, 0.9}};
  const auto ends = mended(events, 0);
  REQUIRE(ends.size() == 3);
  CHECK(ends[0].mended == 2.0);  // .76 of it left after the first, .52 times fading after the second
  CHECK(ends[1].mended == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(ends[2].mended < 0.0);  // it had faded by itself
  CHECK(mended(events, 1).empty());

  CoupleLife life({Temper{}, Temper{}}, 3);
  std::vector<LifeEvent> all;
  std::array<std::array<int, 3>, 2> counted{};
  for (int day = 0; day < 50; ++day) {
    const auto lived = live_a_day(life, &all);
    for (int i = 0; i < 2; ++i) {
      counted[i][0] += lived[i].disclosures;
      counted[i][1] += lived[i].ruptures;
      counted[i][2] += lived[i].repairs;
      CHECK(lived[i].received > 0.0);
      CHECK(lived[i].received < 1.0);
    }
  }
  CHECK(life.day() == doctest::Approx(50.0).epsilon(1e-12));
  for (int i = 0; i < 2; ++i)
    for (const Kind kind : {Kind::disclosed, Kind::rupture, Kind::repair})
      CHECK(counted[i][static_cast<int>(kind)] ==
            std::ranges::count_if(all, [&](const LifeEvent& one) { return one.person == i && one.kind == kind; }));
}

TEST_CASE("diary: evening answers lie on the slider and around the state") {
  DayLived day;
  day.evening.security = 0.5;
  day.received = 0.7;
  Dice dice(1);
  double sum = 0.0;
  for (int i = 0; i < 4'000; ++i) sum += evening_answers(day, dice).security / 4'000;
  CHECK(std::fabs(sum - 58.0) < 0.6);
  day.evening.security = 9.0;
  CHECK(evening_answers(day, dice).security == 100.0);
  CHECK(on_slider(-9.0) == 0.0);
}
