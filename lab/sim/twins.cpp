// See run.h. This file: twin worlds. The same seed twice; in one of them person a writes nothing private. Whoever looks
// from b's side, or measures at the relay, must not be able to tell which is which.
#include "lab/sim/ops.h"
#include "lab/sim/run.h"
#include "lab/sim/settle.h"

namespace bothy::sim {
namespace {

void live(World& world) {
  begin(world);
  while (world.step < world.setup.ops && !world.broken) run_step(world);
}

std::string difference(World& loud, World& silent) {
  const int partner = first_difference(loud.partner_sees, silent.partner_sees);
  if (partner >= 0) return "what b's devices see differs from step " + std::to_string(partner) + " on";
  const int relay = first_difference(loud.relay_sees, silent.relay_sees);
  if (relay >= 0) return "times, sizes or counts at the relay differ from step " + std::to_string(relay) + " on";
  return {};
}

}  // namespace

Verdict run_twins(const Setup& setup) {
  Setup one = setup;
  one.twin = true;
  Setup other = one;
  other.silent = true;
  World loud(one);
  live(loud);
  World silent(other);
  live(silent);
  if (!silent.broken && !loud.broken) {
    const std::string found = difference(loud, silent);
    loud.expect(found.empty(), "nothing private changes a byte, a count or a moment that others can see", found);
    loud.expect(!loud.persons[0].notes.empty() || setup.ops < 100, "the louder twin has something to hide");
    loud.expect(loud.partner_sees.bytes_seen() > 0, "the partner sees something at all");
  }
  if (silent.broken) return verdict_of(silent, "twins");
  return verdict_of(loud, "twins");
}

}  // namespace bothy::sim
