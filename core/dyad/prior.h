// Every number the engine of a couple starts from, with its anchor in docs/science.md. Nothing else in dyad holds a
// choice about people; the simulator has its own. Called by the engine and by whoever fits it to data.
#pragma once
#include <array>

#include "dyad/volatility.h"
#include "dyad/within.h"

namespace bothy::dyad {

/// What a person answers; each item is a slider 0..100. The first is the marker.
enum class Item : unsigned char { security, responsiveness, closeness };
inline constexpr int item_count = 3;  // the length of the list above

/// What can move the state besides time.
enum class Cause : unsigned char { rupture, repair, disclosure_met, promise_kept, promise_broken, safe_talk, stress };
inline constexpr int cause_count = 7;  // the length of the list above

/// How an item reads the state: loading on level + security - rupture, and on responsiveness; own noise beside the
/// person's.
struct ItemPrior {
  double security = 1.0;
  double responsiveness = 0.0;
  double level = 0.0;
};

/// Half-lives in days.
struct Pace {
  double level = 60.0;          // docs/science.md#pace
  double responsiveness = 2.0;  // docs/science.md#pace
  double security = 4.0;        // docs/science.md#pace
  double rupture = 4.0;         // docs/science.md#pace
};

/// Variances in units of 16 slider points, squared, at volatility zero.
struct Spread {
  double level = 0.08;           // docs/science.md#spread
  double responsiveness = 0.25;  // docs/science.md#spread
  double security = 0.17;        // docs/science.md#spread
  double noise = 0.28;           // docs/science.md#spread
};

struct PersonPrior {
  Normal mu{0.9, 0.36};  // docs/science.md#spread
  VolatilityPrior volatility;
  /// Per unit of the cause, in units of 16 points; in the order of Cause.
  std::array<Normal, cause_count> sensitivity = {{
      {0.50, 0.09},    // docs/science.md#causes rupture, per severity
      {0.60, 0.0625},  // docs/science.md#causes repair, share of the open rupture
      {0.30, 0.04},    // docs/science.md#causes disclosure met, per quality
      {0.10, 0.01},    // docs/science.md#causes promise kept
      {-0.30, 0.04},   // docs/science.md#causes promise broken
      {0.15, 0.0225},  // docs/science.md#causes safe talk
      {-0.10, 0.01},   // docs/science.md#causes stress, per deviation of 25 points from the middle
  }};
};

struct CouplePrior {
  Pace pace;
  Spread spread;
  std::array<ItemPrior, item_count> items = {
      {{1.0, 0.0, 0.0}, {0.5, 1.0, 0.4}, {1.0, 0.3, 0.2}}};  // docs/science.md#items
  double follows = 0.5;         // g: how much security follows responsiveness, docs/science.md#spread
  double coupling = 0.05;       // c: the other's security in one's own, docs/science.md#coupling
  double shared_shocks = 0.30;  // correlation of same-day shocks, docs/science.md#coupling
  std::array<PersonPrior, 2> person{};
};

/// The prior of a person who answered attachment questions; both in z-scores. Only mean level and usual volatility
/// move.
[[nodiscard]] inline PersonPrior with_attachment(PersonPrior prior, double anxiety, double avoidance) {
  constexpr double level_by_anxiety = -0.25 * 0.6;    // docs/science.md#attachment
  constexpr double level_by_avoidance = -0.10 * 0.6;  // docs/science.md#attachment
  constexpr double volatility_by_anxiety = 0.10;      // docs/science.md#attachment
  prior.mu.mean += level_by_anxiety * anxiety + level_by_avoidance * avoidance;
  prior.volatility.usual_mean += volatility_by_anxiety * anxiety;
  return prior;
}

inline constexpr double points_per_unit = 16.0;  // docs/science.md#scale
inline constexpr double middle_points = 50.0;    // docs/science.md#scale

}  // namespace bothy::dyad
