// Diaries of made-up people who live by another law than the engine's: what person A of a nonlinear couple would enter.
// Called by the parts of the validation that ask what the engine does when it is wrong about the world.
#pragma once
#include <vector>

#include "dyad/couple_life.h"
#include "dyad/story.h"

namespace bothy::science {

/// Noise of one answer, points: that of the engine, at usual volatility.
inline constexpr double slider_noise = 8.5;

/// `days` days of a couple: each answers how safe it feels once a day at an hour of their own, on nine days of ten.
/// Ruptures, repairs of an open one and disclosures are noted as they come. The same seed gives the same diary.
[[nodiscard]] dyad::Story diary_of(const std::array<dyad::Temper, 2>& tempers, int days, std::uint64_t seed);

/// Points of the answers of person A to the marker, in order.
[[nodiscard]] std::vector<double> answers_of(const dyad::Story& story, std::int64_t before_minute);

}  // namespace bothy::science
