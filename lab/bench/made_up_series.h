// Made-up series of many kinds, on which a reader of series is tried: sliders and points, steady and uneven, one person
// for a year and many for weeks. Nobody real. Called by the bench of held-out answers.
#pragma once
#include "dyad/held_out_testing.h"

namespace bothy::lab {

/// The same series for the same seed. Rows up to a half of the people, or a third of one person's days, are fitted.
[[nodiscard]] std::vector<dyad::testing::HeldOutItem> made_up_series(std::uint64_t seed);

/// One person who walks at random (steps of 4 on 0..100), climbs (.2 a day with a noise of 5) or falls at once from 70
/// to 35 halfway, each for 100 and for 300 days. The first third is fitted.
[[nodiscard]] std::vector<dyad::testing::HeldOutItem> drifting_series(std::uint64_t seed);

/// The four items of the simulated couple of a year, on a slider 0..10; the first third of it is fitted.
[[nodiscard]] std::vector<dyad::testing::HeldOutItem> couple_series();

}  // namespace bothy::lab
