// Bringing a world to rest, and what must hold when it is: every fault ends, everyone is online, time goes by.
// Called by run.cpp, twins.cpp and byzantine.cpp.
#pragma once
#include "lab/sim/world.h"

namespace bothy::sim {

/// Ends all faults, starts and connects every living device, and ticks until nothing is left to do.
/// Breaks "a quiet world comes to rest" when that does not happen in a bounded time.
void settle(World& world);

/// Everything in checks.cpp; the world must be settled.
void check_all(World& world);

/// What must hold at the end of a life: the phrase alone brings everything back; a removed device reads nothing new,
/// even with a relay on its side.
void check_paper(World& world);
void check_removed(World& world);

/// What this device shows of everything it holds, as JSON; the same on every device of a person.
[[nodiscard]] std::string whole_view(World& world, Host& host);

}  // namespace bothy::sim
