// See own_course.h.
#include "view/own_course.h"

#include <algorithm>

namespace bothy {
namespace {

constexpr std::int32_t days_back = 730;      // docs/science.md#diary: the engine forgets faster than that
constexpr std::size_t most_answers = 4'096;  // a year of several check-ins a day; the newest count

void newest_only(dyad::Story& story) {
  auto& answers = story.answers;
  if (answers.size() <= most_answers) return;
  std::sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) { return a.minute < b.minute; });
  answers.erase(answers.begin(), answers.end() - most_answers);
  std::erase_if(story.happenings, [&](const auto& one) { return one.minute < answers.front().minute; });
}

}  // namespace

Result<OwnCourse> own_course(const PrivateLog<Me>& mine, const SharedLog& ours, Instant now, int tz_min,
                             int chart_days) {
  OwnCourse out;
  out.today = day_of(now, tz_min);
  out.diary = diary_of(mine, ours, Day{out.today.days - days_back});
  newest_only(out.diary.story);
  // The whole of today counts: a clock that was a little ahead when something was written does not hide it.
  const std::int64_t end = (std::int64_t{out.today.days} + 1) * dyad::minutes_per_day - 1;
  BOTHY_TRY(course, dyad::course_of(out.diary.story, dyad::CouplePrior{}, end, chart_days));
  out.course = std::move(course);
  return out;
}

}  // namespace bothy
