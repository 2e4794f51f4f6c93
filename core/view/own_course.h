// The engine's course over a person's own diary: which days it looks at, and the diary beside it.
// Called by the views of estimates.
#pragma once
#include "dyad/course.h"
#include "view/diary.h"

namespace bothy {

struct OwnCourse {
  Diary diary;
  dyad::Course course;
  Day today;
};

/// Two years back, of them `chart_days` for the chart.
[[nodiscard]] Result<OwnCourse> own_course(const PrivateLog<Me>& mine, const SharedLog& ours,
                                           const dyad::CouplePrior& pace, Instant now, int tz_min, int chart_days);

/// The pace fitted to these days, or that of most people while they are few or tell no better of the last fortnight.
/// Cost: some forty times that of a course. Source: docs/science.md#refit.
[[nodiscard]] Result<dyad::CouplePrior> fitted_prior(const PrivateLog<Me>& mine, const SharedLog& ours, Day today);

}  // namespace bothy
