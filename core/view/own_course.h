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
[[nodiscard]] Result<OwnCourse> own_course(const PrivateLog<Me>& mine, const SharedLog& ours, Instant now, int tz_min,
                                           int chart_days);

}  // namespace bothy
