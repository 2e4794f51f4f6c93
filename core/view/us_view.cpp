// Us, as one person sees it: own estimates and their chart. See estimates.h.
#include <algorithm>
#include <cmath>

#include "event/words.h"
#include "view/estimate_words.h"
#include "view/estimates.h"
#include "view/loop.h"
#include "view/own_course.h"
#include "view/telling.h"

namespace bothy {
namespace {

using telling::early;
using telling::told;
using telling::waiting;

constexpr int chart_days = 365;                 // a year of bands; dots go back further on Me
constexpr std::int64_t promises_for_trust = 5;  // docs/science.md#trust
constexpr std::int32_t count_window = 30;       // days looked back on for counts

// Of most people the middle half is "typical"; beside it one lies when the middle of the estimate does.
std::string_view steadiness_word(const dyad::Course& course) {
  if (course.swing.mean < course.swing_of_most.low) return "steadier";
  return course.swing.mean > course.swing_of_most.high ? "changeable" : "typical";
}

void set_steadiness(Value& out, const dyad::Course& course) {
  if (!course.earned.steadiness) {
    out.set("steadiness_early", waiting(course.days_answered, dyad::days_for_steadiness));
    return;
  }
  Value steadiness;
  steadiness.set("word", steadiness_word(course)).set("swing", told(course.swing));
  steadiness.set("usual_low", telling::tenth(course.swing_of_most.low))
      .set("usual_high", telling::tenth(course.swing_of_most.high));
  out.set("steadiness", std::move(steadiness));
}

void set_recovery(Value& out, const dyad::Course& course) {
  if (!course.earned.recovery) {
    out.set("recovery_early", waiting(course.recovered, dyad::ruptures_for_recovery));
    return;
  }
  const double away = telling::band_deviations * course.recovery_days.sd;
  Value recovery;
  recovery.set("days", told(course.recovery_days.mean, std::max(0.0, course.recovery_days.mean - away),
                            course.recovery_days.mean + away));
  recovery.set("ruptures", std::int64_t{course.recovered});
  out.set("recovery", std::move(recovery));
}

// Trust is confidence in promises kept, safety a feeling: two numbers, and a word when they part.
void set_trust(Value& out, const Promised& promised, const dyad::Course& course) {
  Value promises;
  promises.set("kept", promised.kept).set("missed", promised.missed).set("open", promised.open);
  out.set("promises", std::move(promises));
  const std::int64_t n = promised.kept + promised.missed;
  if (n < promises_for_trust) {
    out.set("trust_early", early(n, promises_for_trust));
    return;
  }
  const dyad::Bands trust = telling::trust_of(promised.kept, promised.missed);
  out.set("trust", told(trust.mean, trust.most.low, trust.most.high));
  if (!course.earned.level) return;
  const double away = telling::band_deviations * course.security.sd;
  if (trust.most.low > course.security.mean + away) out.set("apart", "trust_higher");
  if (trust.most.high < course.security.mean - away) out.set("apart", "safety_higher");
}

Value dots(const std::vector<std::int32_t>& values) {
  Value out{List{}};
  for (const auto value : values) out.push(std::int64_t{value});
  return out;
}

Value chart_view(const OwnCourse& own, bool received_earned) {
  const dyad::Course& course = own.course;
  Value out{List{}};
  for (const auto& told_day : course.days) {
    Value day;
    day.set("day", to_iso(Day{told_day.day}));
    if (course.earned.level) {
      day.set("security", told(told_day.looking_back)).set("then", told(told_day.then));
      day.set("open", telling::told({std::max(0.0, told_day.open.mean), told_day.open.sd}));
    }
    if (received_earned) day.set("received", told(told_day.received));
    if (course.earned.steadiness && told_day.swing.sd > 0.0) day.set("swing", told(told_day.swing));
    if (const auto at = own.diary.days.find(told_day.day); at != own.diary.days.end()) {
      if (!at->second.myself.empty()) day.set("dots", dots(at->second.myself));
      if (!at->second.depend.empty()) day.set("received_dots", dots(at->second.depend));
    }
    out.push(std::move(day));
  }
  return out;
}

Value days_view(const std::vector<std::int32_t>& days, std::int32_t from) {
  Value out{List{}};
  for (const auto day : days)
    if (day > from) out.push(to_iso(Day{day}));
  return out;
}

// "On 18 of the last 30 days": repetition, without a streak that can break.
Value counts_view(const OwnCourse& own) {
  Value out{List{}};
  const auto since = own.diary.days.upper_bound(own.today.days - count_window);
  const auto answered = std::distance(since, own.diary.days.end());
  for (const std::string_view word :
       {"heard", "small_kindness", "shared_something", "repaired", "disagreed_with_care"}) {
    const auto n = std::count_if(since, own.diary.days.end(),
                                 [&](const auto& day) { return day.second.moments.contains(moment(word)); });
    if (n == 0) continue;
    Value count;
    count.set("what", word).set("n", std::int64_t{n}).set("of", std::int64_t{answered});
    out.push(std::move(count));
  }
  return out;
}

}  // namespace

Result<Value> view_us(const PrivateLog<Me>& mine, const SharedLog& ours, const dyad::CouplePrior& pace, Instant now,
                      int tz_min) {
  BOTHY_TRY(own, own_course(mine, ours, pace, now, tz_min, chart_days));
  const dyad::Course& course = own.course;
  Value out;
  out.set("day", to_iso(own.today)).set("days", std::int64_t{course.days_answered});
  const bool received = course.earned.level && course.days_received >= dyad::days_for_level;
  if (course.earned.level)
    out.set("security", told(course.security)).set("usual", told(course.usual));
  else
    out.set("early", waiting(course.days_answered, dyad::days_for_level));
  if (received)
    out.set("responsiveness", told(course.responsiveness));
  else
    out.set("responsiveness_early", waiting(course.days_received, dyad::days_for_level));
  set_steadiness(out, course);
  set_recovery(out, course);
  set_trust(out, own.diary.to_me, course);
  const std::int32_t first = own.today.days - chart_days;
  out.set("chart", chart_view(own, received)).set("ruptures", days_view(own.diary.ruptures, first));
  out.set("repairs", days_view(own.diary.repairs, first))
      .set("counts", counts_view(own))
      .set("loop", view_loop(own.diary, own.today));
  return out;
}

}  // namespace bothy
