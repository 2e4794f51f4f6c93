// The answer after a check-in. See estimates.h.
#include "event/words.h"
#include "view/estimate_words.h"
#include "view/estimates.h"
#include "view/own_course.h"
#include "view/telling.h"

namespace bothy {
namespace {

using telling::told;

constexpr std::int32_t energy_window = 30;   // days that say what energy is usual
constexpr std::int64_t days_for_energy = 7;  // docs/science.md#earned

std::string_view what_moved(const dyad::Origin& origin) {
  switch (origin.kind) {
    case dyad::Origin::Kind::time: return "time";
    case dyad::Origin::Kind::answer: return slider_words[origin.item == dyad::Item::security ? 0 : 1];
    case dyad::Origin::Kind::happening: return cause_words[static_cast<std::size_t>(origin.happening.cause)];
  }
  return "time";
}

// Parts are given whole, so that they add up; who shows them rounds.
Value moved_view(const dyad::Course& course) {
  Value parts{List{}};
  for (const auto& share : course.moved) {
    Value part;
    part.set("what", what_moved(share.origin)).set("amount", share.amount);
    const bool dated = share.origin.kind == dyad::Origin::Kind::happening && share.origin.happening.id != 0;
    if (dated) part.set("day", to_iso(Day{dyad::day_of_minute(share.origin.happening.minute)}));
    parts.push(std::move(part));
  }
  Value out;
  out.set("since", to_iso(Day{course.moved_since})).set("from", told(course.moved_from));
  out.set("change", course.security.mean - course.moved_from.mean).set("parts", std::move(parts));
  return out;
}

// The newest energy of today against where the days of the last month lie.
void set_energy(Value& out, const OwnCourse& own) {
  const auto today = own.diary.days.find(own.today.days);
  if (today == own.diary.days.end() || today->second.energy.empty()) return;
  std::vector<double> days;
  for (auto day = own.diary.days.lower_bound(own.today.days - energy_window); day != today; ++day)
    if (!day->second.energy.empty()) {
      const std::vector<double> dots(day->second.energy.begin(), day->second.energy.end());
      days.push_back(telling::summary_of(dots).mean);
    }
  const auto usual = telling::summary_of(days);
  Value energy;
  energy.set("now", std::int64_t{today->second.energy.back()}).set("n", usual.n);
  if (usual.n >= days_for_energy) energy.set("usual", told(dyad::Told{usual.mean, usual.sd}));
  out.set("energy", std::move(energy));
}

Value tomorrow_view(const dyad::Bands& bands) {
  Value out = told(bands.mean, bands.most.low, bands.most.high);
  out.set("half_low", telling::tenth(bands.half.low)).set("half_high", telling::tenth(bands.half.high));
  return out;
}

}  // namespace

Result<Value> view_state(const PrivateLog<Me>& mine, const SharedLog& ours, const dyad::CouplePrior& pace, Instant now,
                         int tz_min) {
  constexpr int no_chart = 0;
  BOTHY_TRY(own, own_course(mine, ours, pace, now, tz_min, no_chart));
  const dyad::Course& course = own.course;
  Value out;
  out.set("day", to_iso(own.today)).set("days", std::int64_t{course.days_answered});
  if (course.earned.level) {
    out.set("state", state_words[static_cast<std::size_t>(course.lean)]).set("since", to_iso(Day{course.lean_since}));
    out.set("security", told(course.security))
        .set("moved", moved_view(course))
        .set("tomorrow", tomorrow_view(course.tomorrow));
  } else {
    out.set("early", telling::waiting(course.days_answered, dyad::days_for_level));
  }
  set_energy(out, own);
  Value kept;
  kept.set("forecasts", std::int64_t{course.kept.forecasts});
  kept.set("in_half", std::int64_t{course.kept.in_half}).set("in_most", std::int64_t{course.kept.in_most});
  out.set("kept", std::move(kept));
  return out;
}

}  // namespace bothy
