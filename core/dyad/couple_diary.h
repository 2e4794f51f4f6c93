// What a diary would hold of a made-up couple: each day as it was lived, and the sliders somebody would set that
// evening. No state of its own. Called by the simulator screen, the sample couple, the command line and the tests.
#pragma once
#include <array>
#include <vector>

#include "dyad/couple_life.h"

namespace bothy::dyad {

inline constexpr int life_steps_a_day = 20;  // 1 / life_step_days

/// One day of one person: how it stood in the evening, and what the day held.
struct DayLived {
  Inner evening;
  double leans_in = 0.0;  // 0..1
  double received = 0.0;  // mean responsiveness received, 0..1; the expected one on a day of no disclosure
  int disclosures = 0;
  int ruptures = 0;
  int repairs = 0;
};

/// The next day of both. What happened is added to `events` when given. Cost: about 2 us.
[[nodiscard]] std::array<DayLived, 2> live_a_day(CoupleLife& life, std::vector<LifeEvent>* events = nullptr);

/// Sliders of one evening, 0..100, not rounded.
struct EveningAnswers {
  double security = 0.0;
  double responsiveness = 0.0;
  double closeness = 0.0;
};

/// What somebody answers who lived this day: the state in units of 16 points, and a noise of its own for each answer.
[[nodiscard]] EveningAnswers evening_answers(const DayLived& day, Dice& dice);

/// A number of the machine on the slider: 50 + 16 x, within 0..100.
[[nodiscard]] double on_slider(double units);

/// A rupture and how it ended. `mended`: days until a repair had taken it to a half; negative when it faded first, or
/// the story ends before.
struct Mended {
  double day = 0.0;
  double mended = -1.0;
};

/// The ruptures of `person` among events in their order, each with its end.
[[nodiscard]] std::vector<Mended> mended(const std::vector<LifeEvent>& events, int person);

}  // namespace bothy::dyad
