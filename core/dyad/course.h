// Everything the engine tells one person about their own answers: how safe, how steady, what moved it, tomorrow, and
// whether each of these is earned yet. All numbers in slider points. Nothing here is about the other person. Called by
// views and the command line.
#pragma once
#include <vector>

#include "dyad/account.h"
#include "dyad/lean.h"
#include "dyad/mixture.h"
#include "dyad/story.h"
#include "dyad/told.h"

namespace bothy::dyad {

struct DayTold {
  std::int32_t day = 0;
  Told then;          // felt security as it was known at the end of that day
  Told looking_back;  // as it looks today
  Told received;      // responsiveness as received, looking back
  Told open;          // open rupture, looking back; 0 is none
  Told swing;         // how far days lay from their mean over the four weeks before; sd 0 with too few of them
  int answers = 0;
};

/// How often tomorrow's answer lay where it was expected.
struct Kept {
  int forecasts = 0;
  int in_half = 0;  // of 50 % bands
  int in_most = 0;  // of 90 % bands
};

/// When something may be said. Source: docs/science.md#earned.
inline constexpr int days_for_level = 7;         // with an answer to the marker, docs/science.md#earned
inline constexpr int days_for_steadiness = 30;   // docs/science.md#earned
inline constexpr int ruptures_for_recovery = 3;  // that are half gone, docs/science.md#earned

/// What may be said. Source: docs/science.md#earned.
struct Earned {
  bool level = false;
  bool steadiness = false;
  bool recovery = false;
};

/// A slow fall without any conflict noted: change over the window, and whether it is told.
struct Erosion {
  bool seen = false;
  std::int32_t since = 0;
  Told change;
};

struct Course {
  std::int32_t today = 0;
  int days_answered = 0;  // days with an answer to the marker
  int days_received = 0;  // days with an answer about responsiveness
  int answers = 0;
  int ruptures = 0;
  Earned earned;
  Told security;                      // felt security now
  Told responsiveness;                // responsiveness as received, on the scale of its item
  Told usual;                         // what is usual for this person
  Told swing;                         // how far an ordinary day lies from the mean of the last half year
  Bounds swing_of_most;               // the same for the middle half of people
  double reliability_of_level = 0.0;  // of the usual level: 1 - variance now / variance before anything was said
  double reliability_of_swing = 0.0;
  Told recovery_days;  // days until half of an open rupture was gone, over the ruptures that got there
  int recovered = 0;   // how many these are
  Lean lean = Lean::in_between;
  std::int32_t lean_since = 0;
  Bands tomorrow;
  Kept kept;
  std::vector<DayTold> days;
  std::int32_t moved_since = 0;
  Told moved_from;           // security as it was known then
  std::vector<Share> moved;  // points; they add up to security now less moved_from
  double jumped = 0.0;       // probability that the level jumped lately
  bool jump_told = false;
  double jump_size = 0.0;  // points
  Erosion erosion;
};

/// The course of person 0 of a story at `now`. Local minutes: day times 1440 and the minute of the day.
/// Cost: about 20 us a moment, and as much again for the last `chart_days`. Errors: those of in_order; later moments
/// than `now` are left out.
[[nodiscard]] Result<Course> course_of(const Story& story, const CouplePrior& prior, std::int64_t now,
                                       int chart_days = 120);

}  // namespace bothy::dyad
