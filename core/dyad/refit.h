// Once a day the pace of one person, or of two, is fitted to their own days: how long security lasts, how much of a
// single answer is noise, and for two how far they move together. Kept only if the last fortnight was foreseen no
// worse. Pure: the same story gives the same refit. Called by whoever keeps the prior of a home, and by the benchmarks.
#pragma once
#include "dyad/story.h"

namespace bothy::dyad {

struct Refit {
  CouplePrior prior;         // to go on with: the fitted one when accepted, else the one that was given
  double half_life = 0.0;    // of security, days, as fitted
  double noise_share = 0.0;  // of the quick variance, as fitted
  double coupling = 0.0;     // as fitted; of two people only
  double gain = 0.0;         // log score of the last fortnight, fitted less given, nats
  bool accepted = false;
  int evaluations = 0;  // likelihoods computed; 0: too few days
};

inline constexpr int refit_least_days = 60;  // answered, before anything is fitted; docs/science.md#refit
inline constexpr int refit_held_days = 14;   // held back to judge by; docs/science.md#refit
inline constexpr int refit_least_held = 5;   // of these answered, or nothing can be judged; docs/science.md#refit
inline constexpr int refit_most_days = 365;  // older days are left out; docs/science.md#refit

/// Fits to the days before the last fortnight, judges by the fortnight. Two people when both answered, else person 0.
/// Cost: 15 to 60 likelihoods, each as long as the engine takes for the story. Errors: those of in_order.
/// Source: docs/science.md#refit.
[[nodiscard]] Result<Refit> refit_of(const Story& story, const CouplePrior& prior);

/// `prior` with another half-life of security, share of noise in the quick variance, and coupling. The sum of noise,
/// security and responsiveness stays, so that volatility means what it meant.
[[nodiscard]] CouplePrior with_pace(CouplePrior prior, double half_life, double noise_share, double coupling);

}  // namespace bothy::dyad
