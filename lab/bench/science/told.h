// What the engine says of a made-up person whose truth is known: where the truth lies in it, how far off and how sure
// it is. Called by calibration and recovery.
#pragma once
#include <array>
#include <vector>

#include "dyad/linear_life.h"

namespace bothy::science {

enum class Quantity : unsigned char { mu, usual, rupture, repair, security };
inline constexpr int quantities = 5;  // the length of the list above
inline constexpr std::array<const char*, quantities> quantity_names = {"mean level mu", "usual volatility h0",
                                                                       "rupture b_rup", "repair b_rep", "security S_T"};

struct Guess {
  double truth = 0.0;
  double mean = 0.0;
  double sd = 1.0;
  double share = 0.5;  // of the engine's distribution below the truth
};
using Guesses = std::array<Guess, quantities>;

/// What the engine of two says of person 0 at the end of each of `days` (ascending), having lived through the days
/// before.
[[nodiscard]] std::vector<Guesses> told_of(const dyad::LinearLife& life, const dyad::CouplePrior& prior,
                                           const std::vector<int>& days);

}  // namespace bothy::science
