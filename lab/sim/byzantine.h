// The dishonest relays of the lab and the stage they play on. Each schedule lies in its own way for a while; after it
// the relay is honest again and nothing may be lost or wrong.
// Called by byzantine.cpp (picks one by seed), lies.cpp and splits.cpp (the schedules).
#pragma once
#include "lab/sim/world.h"

namespace bothy::sim {

struct Schedule {
  const char* name;
  void (*run)(World& world, Rng& dice);
};

/// Some ordinary days without faults: writing, sharing, syncing.
void calm_days(World& world, Rng& dice, int steps);
/// Everybody hangs up and calls again, and the relay's answers arrive.
void call_again(World& world);
/// Whether the device says this of any lane.
[[nodiscard]] bool says(const Host& host, std::string_view alarm);

// lies.cpp: single messages that are held back, repeated, changed or made up.
void withhold(World& world, Rng& dice);
void replay(World& world, Rng& dice);
void splice(World& world, Rng& dice);
void wrong_epoch(World& world, Rng& dice);
void flip_bits(World& world, Rng& dice);
void make_up(World& world, Rng& dice);

// splits.cpp: a relay that forgets, or shows two histories.
void roll_back(World& world, Rng& dice);
void amnesia(World& world, Rng& dice);
void split_brain(World& world, Rng& dice);
void swap_meeting(World& world, Rng& dice);

}  // namespace bothy::sim
