// See own_course.h.
#include "view/own_course.h"

#include <algorithm>

#include "dyad/refit.h"

namespace bothy {
namespace {

constexpr std::int32_t days_back = 730;      // docs/science.md#diary: the engine forgets faster than that
constexpr std::size_t most_answers = 4'096;  // a year of several check-ins a day; the newest count
constexpr std::size_t most_fitted = 800;     // two years of one a day; a fit goes through them some forty times

void newest_only(dyad::Story& story, std::size_t most) {
  auto& answers = story.answers;
  if (answers.size() <= most) return;
  std::sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) { return a.minute < b.minute; });
  answers.erase(answers.begin(), answers.end() - static_cast<std::ptrdiff_t>(most));
  std::erase_if(story.happenings, [&](const auto& one) { return one.minute < answers.front().minute; });
}

}  // namespace

Result<OwnCourse> own_course(const PrivateLog<Me>& mine, const SharedLog& ours, const dyad::CouplePrior& pace,
                             Instant now, int tz_min, int chart_days) {
  OwnCourse out;
  out.today = day_of(now, tz_min);
  out.diary = diary_of(mine, ours, Day{out.today.days - days_back}, out.today);
  newest_only(out.diary.story, most_answers);
  // The whole of today counts: a clock that was a little ahead when something was written does not hide it.
  const std::int64_t end = (std::int64_t{out.today.days} + 1) * dyad::minutes_per_day - 1;
  BOTHY_TRY(course, dyad::course_of(out.diary.story, pace, end, chart_days));
  out.course = std::move(course);
  // The record is of bands as they were told day by day: a pace fitted to the same days would flatter or shame it.
  const dyad::CouplePrior first;
  if (pace.pace.security != first.pace.security) {
    BOTHY_TRY(unfitted, dyad::course_of(out.diary.story, first, end, 0));
    out.course.kept = unfitted.kept;
  }
  return out;
}

Result<dyad::CouplePrior> fitted_prior(const PrivateLog<Me>& mine, const SharedLog& ours, Day today) {
  Diary diary = diary_of(mine, ours, Day{today.days - days_back}, today);
  newest_only(diary.story, most_fitted);
  BOTHY_TRY(refit, dyad::refit_of(diary.story, dyad::CouplePrior{}));
  return refit.prior;
}

}  // namespace bothy
