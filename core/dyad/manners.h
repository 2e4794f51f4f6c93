// The ten ways a series is supposed to move, averaged by the reader: from quick and uneven to steady noise, and two
// that go where they like. Chosen within one half of the people of a public diary and on made-up series. Called by the
// reader of series.
#pragma once
#include "dyad/population.h"

namespace bothy::dyad {

/// In place of a half-life: the one that people have shown so far.
inline constexpr double as_seen = 0.0;

/// Noise, slow share, half-lives of quick and slow, spreads of usual and passing volatility, whether happenings count.
inline constexpr std::array<Manner, manner_count> manners = {{
    {0.50, 0.15, 3.0, 80.0, 0.45, 0.40, true},      // docs/science.md#series uneven
    {0.10, 0.15, 1.5, 80.0, 0.45, 0.40, true},      // docs/science.md#series uneven and quick
    {0.40, 0.40, 1.0, 40.0, 0.45, 0.40, true},      // docs/science.md#series uneven and drifting
    {0.05, 0.30, 20.0, 80.0, 0.45, 0.40, true},     // docs/science.md#series wandering
    {0.94, 0.03, 2.0, 200.0, 0.15, 0.0, false},     // docs/science.md#series steady noise
    {0.02, 0.03, as_seen, 100.0, 0.08, 0.0, true},  // docs/science.md#series steady, as alike as seen
    {0.40, 0.10, 3.0, 100.0, 0.20, 0.0, true},      // docs/science.md#series steady
    {0.85, 0.10, 2.0, 200.0, 0.45, 0.40, false},    // docs/science.md#series uneven noise
    {0.25, 5.00, 3.0, 250.0, 0.45, 0.0, true},      // docs/science.md#series a level that goes anywhere, and noise
    {0.001, 0.05, 40.0, 200.0, 0.40, 0.0, true},    // docs/science.md#series nearly a random walk
}};

}  // namespace bothy::dyad
