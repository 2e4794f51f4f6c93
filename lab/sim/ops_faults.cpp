// See ops.h. This file: power, disks, copies, rot, the network and the relay doing what they do in the long run.
#include "lab/sim/ops.h"

namespace bothy::sim {
namespace {

std::vector<Host*> living(World& world) {
  std::vector<Host*> out;
  for (const auto& host : world.hosts)
    if (host->usable() && host->settled_in) out.push_back(host.get());
  return out;
}

}  // namespace

void lose_power(World& world, Rng& dice) {
  if (Host* host = world.pick(world.running(), dice)) world.close(*host);
}

void start_again(World& world, Rng& dice) {
  Host* host = world.pick(living(world), dice);
  if (host == nullptr || host->running() || host->disk.full) return;
  const bool opened = world.open(*host);
  world.expect(opened || host->disk.full, "a home opens from its disk after any power cut", host->label());
  if (dice.chance(700)) world.connect(*host);
}

void keep_image(World& world, Rng& dice) {
  Host* host = world.pick(living(world), dice);
  if (host == nullptr) return;
  host->old_image = host->disk.image();
  host->old_image_step = world.step;
}

void restore_image(World& world, Rng& dice) {
  Host* host = world.pick(living(world), dice);
  if (host == nullptr || host->old_image_step < 0 || host->newcomer) return;
  world.close(*host);
  host->disk.put_back(host->old_image);
  std::map<Id, std::uint64_t> heads;
  for (const auto& [lane, frames] : lanes_on(host->disk)) heads[lane] = frames.rbegin()->first;
  world.ledger.put_back(host->number, heads);
  doubt(world, host->number, host->old_image_step);
  host->put_back_step = world.step;
  // What was taken back after the image waits again.
  for (Item& item : world.persons[host->person].items)
    if (item.host == host->number && item.kept == Kept::gone && item.step <= host->old_image_step) item.kept = Kept::perhaps;
  world.restored_since_settled = true;
}

void copy_machine(World& world, Rng& dice) {
  constexpr std::size_t most_devices = 4;
  Host* from = world.pick(living(world), dice);
  if (from == nullptr || from->newcomer || from->text("home", "state") != "open" || world.hosts_of(from->person).size() >= most_devices) return;
  const auto image = from->disk.image();
  Host& copy = world.add_host(from->person);
  copy.secret = from->secret;
  copy.skew_ms = from->skew_ms;
  copy.device_id = from->device_id;
  copy.disk.put_back(image);
  copy.settled_in = true;
  copy.copy_of = from->number;
  copy.copied_step = world.step;
  world.ledger.copied(from->number, copy.number);
  world.expect(world.open(copy), "a copied machine opens", copy.label());
}

void rot_a_frame(World& world, Rng& dice) {
  Host* host = world.pick(living(world), dice);
  if (host == nullptr || host->newcomer) return;
  world.close(*host);
  world.rotted = true;
  FramePlace place;
  if (parse_frame_key(host->disk.rot(dice, "f/"), place)) world.ledger.lost(host->number, place.lane, place.seq);
  // A frame that no one else had is gone with what it held.
  doubt(world, host->number, 0);
}

void fill_disk(World& world, Rng& dice) {
  Host* host = world.pick(living(world), dice);
  if (host == nullptr) return;
  host->disk.full = true;
  host->full_for = static_cast<int>(dice.between(1, 20));
}

void relay_restarts(World& world, Rng&) { world.restart_relay(); }

void relay_disk_full(World& world, Rng&) { world.relay.store.full = true; }

// Twice in three an older state comes back, else everything is gone.
void relay_forgets(World& world, Rng& dice) {
  if (world.relay_image && dice.chance(660)) {
    world.ledger.excuse_relay();
    world.relay_rollbacks++;
    doubt_what_only_the_relay_had(world);
    world.relay.put_back(*world.relay_image);
    world.restart_relay();
    return;
  }
  if (dice.chance(500)) {
    world.relay_image = world.relay.state();
    return;
  }
  world.ledger.excuse_relay();
  world.relay_rollbacks++;
  doubt_what_only_the_relay_had(world);
  world.relay.put_back({});
  world.restart_relay();
}

void cut_off(World& world, Rng& dice) {
  Host* host = world.pick(living(world), dice);
  if (host == nullptr) return;
  host->link.blocked = true;
  world.disconnect(*host);
}

}  // namespace bothy::sim
