// See run.h. This file: a life, and the story of one that broke.
#include "lab/sim/run.h"

#include "lab/sim/ops.h"
#include "lab/sim/settle.h"

namespace bothy::sim {

std::string story_of(const World& world, std::string_view kind) {
  if (!world.broken) return {};
  const Setup& setup = world.setup;
  std::string text = "seed " + std::to_string(setup.seed) + ", step " + std::to_string(world.broken->step) + ": \"" + world.broken->invariant +
                     "\" does not hold: " + world.broken->detail + "\n";
  for (const std::string& op : world.recent) text += "    " + op + "\n";
  const std::string number = std::to_string(setup.seed);
  text += "  see it again: ./bothy sim --seeds " + number + ".." + number + " --ops " + std::to_string(setup.ops);
  if (kind != "life") text += " --" + std::string(kind);
  if (!setup.plant.empty()) text += " --plant " + setup.plant;
  return text + " --verbose\n";
}

// Who holds what, for whoever looks at a broken world with --verbose.
std::string state_of(World& world) {
  std::string text;
  for (const auto& host : world.hosts) {
    text += "  " + host->label() + (host->lost ? " lost" : host->removed ? " removed" : host->running() ? "" : " closed");
    if (host->view("home") != nullptr) text += " " + to_json(*host->view("home"));
    if (host->view("sync") != nullptr) text += "\n    " + to_json(*host->view("sync"));
    text += "\n";
    for (const auto& [lane, frames] : lanes_on(host->disk))
      text += "    " + to_hex(lane) + " " + std::to_string(frames.size()) + " to " + std::to_string(frames.rbegin()->first) + "\n";
  }
  text += "  relay\n";
  for (const auto& [lane, held] : world.relay.store.lanes) text += "    " + to_hex(lane) + " " + std::to_string(held.frames.size()) + "\n";
  return text;
}

Verdict verdict_of(World& world, std::string_view kind) {
  Verdict out;
  out.holds = !world.broken;
  out.trace = world.everything.digest();
  out.story = story_of(world, kind);
  if (!out.holds && world.setup.verbose) out.story += state_of(world);
  out.calls = world.calls;
  out.messages = world.messages;
  out.frames = world.ledger.puts;
  return out;
}

Verdict run_life(const Setup& setup) {
  World world(setup);
  begin(world);
  Rng dice{setup.seed, settle_dice, 0};
  const int rest_at = static_cast<int>(dice.below(static_cast<std::uint64_t>(setup.ops) + 1));
  while (world.step < setup.ops && !world.broken) {
    run_step(world);
    if (world.step != rest_at || world.broken) continue;
    settle(world);
    if (!world.broken) check_all(world);
  }
  if (!world.broken) settle(world);
  if (!world.broken) check_all(world);
  if (!world.broken) check_removed(world);
  if (!world.broken) check_paper(world);
  return verdict_of(world, "life");
}

}  // namespace bothy::sim
