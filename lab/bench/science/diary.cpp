// See diary.h.
#include "lab/bench/science/diary.h"

#include <algorithm>
#include <cmath>

namespace bothy::science {
namespace {

using namespace bothy::dyad;

constexpr int steps_a_day = 20;
constexpr double answered = 0.9;
constexpr double felt_rupture = 0.1;    // open load from which a repair is noted as one
constexpr double severity_unit = 0.5;   // load that one step of severity means to the engine on average
constexpr double usual_response = 0.6;  // a disclosure met like that is neither good nor bad

Happening noted(const LifeEvent& event, std::int64_t minute, std::uint64_t id) {
  const auto person = static_cast<Person>(event.person);
  if (event.kind == LifeEvent::Kind::rupture)
    return {minute, person, Cause::rupture, std::clamp(event.size / severity_unit, 0.0, 3.0), id};
  if (event.kind == LifeEvent::Kind::repair)
    return {minute, person, Cause::repair, std::clamp(event.size, 0.0, 1.0), id};
  return {minute, person, Cause::disclosure_met, std::clamp(2.0 * (event.size - usual_response), -1.0, 1.0), id};
}

}  // namespace

Story diary_of(const std::array<Temper, 2>& tempers, int days, std::uint64_t seed) {
  CoupleLife life(tempers, seed);
  Dice hours(seed ^ 0x5eedULL);
  for (int step = 0; step < 30 * steps_a_day; ++step) life.step();  // a month to settle in
  Story out;
  std::vector<LifeEvent> events;
  for (int day = 0; day < days; ++day) {
    std::array<int, 2> at{};
    for (int& one : at) one = hours.chance(answered) ? static_cast<int>(hours.uniform() * steps_a_day) : -1;
    for (int step = 0; step < steps_a_day; ++step) {
      const std::array<double, 2> open = {life.of(0).rupture, life.of(1).rupture};
      events.clear();
      life.step(&events);
      const std::int64_t minute = day * minutes_per_day + (step + 1) * (minutes_per_day / steps_a_day);
      for (const LifeEvent& event : events) {
        if (event.kind == LifeEvent::Kind::repair && open[event.person] < felt_rupture) continue;
        out.happenings.push_back(noted(event, minute, out.happenings.size() + 1));
      }
      for (int i = 0; i < 2; ++i) {
        if (step != at[i]) continue;
        const double points = middle_points + points_per_unit * life.of(i).security + slider_noise * hours.normal();
        out.answers.push_back(
            {minute, static_cast<Person>(i), Item::security, std::clamp(std::floor(points + 0.5), 0.0, 100.0)});
      }
    }
  }
  return out;
}

std::vector<double> answers_of(const Story& story, std::int64_t before_minute) {
  std::vector<double> out;
  for (const Answer& one : story.answers)
    if (one.person == 0 && one.item == Item::security && one.minute < before_minute) out.push_back(one.points);
  return out;
}

}  // namespace bothy::science
