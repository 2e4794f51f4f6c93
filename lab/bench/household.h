// Two people with years behind them, made honestly: two doors, a real hub in memory, every event through an act, every
// frame through the hub. What is left is one person's disk as a host leaves it. Nothing is timed here.
// Called by bench_open.cpp only.
#pragma once
#include <map>
#include <string>

#include "base/bytes.h"

namespace bothy::bench {

struct Plan {
  /// Check-ins of the one person, imported from tables.
  std::size_t mine = 92'000;
  /// Notes that each of the two shares with the other.
  std::size_t shared_each = 4'000;
};

/// One home after its program ended.
struct HomeOnDisk {
  std::map<std::string, Bytes> disk;
  std::string device_secret;
  std::int64_t now_ms = 0;
  /// Entries of my room and items of our room, as the door itself counted them.
  std::int64_t entries = 0;
  std::int64_t shared = 0;
};

/// Cost: some minutes for the plan above; says on stderr how far it is. Ends the program when a door refuses anything.
[[nodiscard]] HomeOnDisk make_home(const Plan& plan);

}  // namespace bothy::bench
