// Own patterns on Me. See estimates.h.
#include <algorithm>
#include <cmath>

#include "event/words.h"
#include "view/estimate_words.h"
#include "view/estimates.h"
#include "view/own_course.h"
#include "view/telling.h"

namespace bothy {
namespace {

using telling::early;
using telling::Summary;
using Days = std::map<std::int32_t, DiaryDay>;

constexpr int chart_days = 120;               // how far back stress and safety are drawn
constexpr std::int32_t window = 30;           // days of a sign, against the days before
constexpr std::int64_t know_feel_needed = 5;  // docs/science.md#patterns
constexpr std::int64_t days_for_links = 30;   // docs/science.md#patterns
constexpr std::int64_t least_each = 5;        // days with and days without, docs/science.md#patterns

bool any(const DiaryDay& day, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return day.moments.contains(moment(word)); });
}

bool shows(std::size_t sign, const DiaryDay& day) {
  if (sign == 0) return any(day, {"held_back"});
  if (sign == 1) return any(day, {"withdrawn_silence"});
  if (sign == 2) return any(day, {"sharp_word", "disagreed_without_care"});
  return any(day, {"shared_something"}) && !any(day, {"heard"});
}

template <class Shows>
Value days_with(const Days& days, std::int32_t after, std::int32_t until, Shows shown) {
  std::int64_t n = 0;
  std::int64_t of = 0;
  for (auto day = days.upper_bound(after); day != days.end() && day->first <= until; ++day) {
    ++of;
    n += shown(day->second) ? 1 : 0;
  }
  return early(n, of);
}

Value signs_view(const Days& days, std::int32_t today) {
  Value out{List{}};
  for (std::size_t i = 0; i < std::size(sign_words); ++i) {
    const auto shown = [&](const DiaryDay& day) { return shows(i, day); };
    Value sign;
    sign.set("what", sign_words[i]).set("last", days_with(days, today - window, today, shown));
    sign.set("before", days_with(days, today - 2 * window, today - window, shown));
    out.push(std::move(sign));
  }
  return out;
}

double mean_of(const std::vector<std::int32_t>& dots) {
  const std::vector<double> numbers(dots.begin(), dots.end());
  return telling::summary_of(numbers).mean;
}

// "I know" and "I feel" on the same day, and how far apart.
Value know_feel_view(const Days& days) {
  Value list{List{}};
  std::vector<double> gaps;
  for (const auto& [number, day] : days) {
    if (day.know.empty() || day.feel.empty()) continue;
    const double know = std::round(mean_of(day.know));
    const double feel = std::round(mean_of(day.feel));
    gaps.push_back(know - feel);
    Value both;
    both.set("day", to_iso(Day{number}))
        .set("know", static_cast<std::int64_t>(know))
        .set("feel", static_cast<std::int64_t>(feel));
    list.push(std::move(both));
  }
  const auto n = static_cast<std::int64_t>(gaps.size());
  Value out;
  if (n < know_feel_needed)
    out.set("early", early(n, know_feel_needed));
  else
    out.set("gap", telling::told_mean(telling::summary_of(gaps)));
  out.set("days", std::move(list));
  return out;
}

Value stress_view(const OwnCourse& own) {
  Value out{List{}};
  for (const auto& told_day : own.course.days) {
    const auto at = own.diary.days.find(told_day.day);
    if (at == own.diary.days.end() || at->second.stress.empty()) continue;
    Value day;
    day.set("day", to_iso(Day{told_day.day}))
        .set("stress", static_cast<std::int64_t>(std::round(mean_of(at->second.stress))));
    day.set("security", telling::tenth(std::clamp(told_day.looking_back.mean, 0.0, 100.0)));
    out.push(std::move(day));
  }
  return out;
}

// Own answers on days with a word against days without it, those that differ most surely first.
Value together_view(const Days& days, std::int32_t today) {
  struct Row {
    double sure;
    std::size_t word;
    Value value;
  };
  std::vector<Row> rows;
  for (std::size_t word = 0; word < std::size(moment_words); ++word) {
    std::vector<double> with, without;
    for (auto day = days.upper_bound(today - chart_days); day != days.end(); ++day) {
      if (day->second.myself.empty()) continue;
      (day->second.moments.contains(static_cast<std::int32_t>(word)) ? with : without)
          .push_back(mean_of(day->second.myself));
    }
    const Summary a = telling::summary_of(with);
    const Summary b = telling::summary_of(without);
    if (a.n < least_each || b.n < least_each) continue;
    Value row;
    row.set("what", moment_words[word])
        .set("with", a.n)
        .set("without", b.n)
        .set("difference", telling::told_difference(a, b));
    const double error = std::sqrt(a.sd * a.sd / static_cast<double>(a.n) + b.sd * b.sd / static_cast<double>(b.n));
    rows.push_back({std::fabs(a.mean - b.mean) / (error > 0.0 ? error : 1.0), word, std::move(row)});
  }
  std::sort(rows.begin(), rows.end(),
            [](const Row& a, const Row& b) { return a.sure != b.sure ? a.sure > b.sure : a.word < b.word; });
  Value out{List{}};
  for (auto& row : rows) out.push(std::move(row.value));
  return out;
}

void set_changes(Value& out, const dyad::Course& course) {
  if (!course.earned.level) return;
  out.set("own_weight", static_cast<std::int64_t>(std::round(100.0 * course.reliability_of_level)));
  if (course.erosion.seen) {
    Value erosion;
    erosion.set("since", to_iso(Day{course.erosion.since})).set("change", telling::told(course.erosion.change, false));
    out.set("erosion", std::move(erosion));
  }
  if (course.jump_told) out.set("jump", telling::tenth(course.jump_size));
}

}  // namespace

Result<Value> view_patterns(const PrivateLog<Me>& mine, const SharedLog& ours, const dyad::CouplePrior& pace,
                            Instant now, int tz_min) {
  BOTHY_TRY(own, own_course(mine, ours, pace, now, tz_min, chart_days));
  const Days& days = own.diary.days;
  const std::int32_t today = own.today.days;
  Value out;
  out.set("day", to_iso(own.today)).set("days", std::int64_t{own.course.days_answered});
  set_changes(out, own.course);
  const auto safe = [](const DiaryDay& day) {
    return any(day, {"admitted_mistake", "shared_worry", "bad_mood_was_safe"});
  };
  out.set("signs", signs_view(days, today)).set("safe_moments", days_with(days, today - window, today, safe));
  out.set("know_feel", know_feel_view(days));
  out.set("stress", own.course.earned.level ? stress_view(own) : Value(List{}));
  const std::int64_t answered = own.course.days_answered;
  if (answered < days_for_links)
    out.set("together", Value(List{})).set("together_early", early(answered, days_for_links));
  else
    out.set("together", together_view(days, today));
  return out;
}

}  // namespace bothy
