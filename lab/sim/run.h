// One seed from beginning to end, in each of the three kinds of worlds, and many seeds over several processes.
// Called by main.cpp and the tests.
#pragma once
#include "lab/sim/world.h"

namespace bothy::sim {

/// What a seed came to.
struct Verdict {
  bool holds = true;
  /// BLAKE2b over every byte delivered and stored: equal for the same seed and number of operations.
  Block<32> trace{};
  /// What did not hold and how to see it again; several lines.
  std::string story;
  std::uint64_t calls = 0;
  std::uint64_t messages = 0;
  std::uint64_t frames = 0;
};

/// An ordinary life with ordinary and extraordinary faults.
[[nodiscard]] Verdict run_life(const Setup& setup);

/// The same life twice, person a's private writing on and off: what b sees and what the relay can measure must be equal.
/// Twin lives have no faults that depend on what is written.
[[nodiscard]] Verdict run_twins(const Setup& setup);

/// A dishonest relay: the schedule is picked by the seed.
[[nodiscard]] Verdict run_byzantine(const Setup& setup);

/// The story of a broken rule: seed, step, rule, the last operations, and the command that shows it again.
[[nodiscard]] std::string story_of(const World& world, std::string_view kind);
/// Who is there and what lies on each disk and at the relay.
[[nodiscard]] std::string state_of(World& world);
[[nodiscard]] Verdict verdict_of(World& world, std::string_view kind);

struct Batch {
  std::uint64_t first = 1;
  std::uint64_t last = 1;
  int jobs = 1;
  Setup setup;
  Verdict (*run)(const Setup&) = run_life;
  const char* name = "life";
};

/// Runs all seeds, prints progress and the stories of those that broke. Gives how many broke.
[[nodiscard]] int run_batch(const Batch& batch);

}  // namespace bothy::sim
