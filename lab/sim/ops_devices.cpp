// See ops.h. This file: devices that go, keys that are renewed, homes made again from paper, a person who leaves.
#include "lab/sim/ops.h"

namespace bothy::sim {
namespace {

std::vector<Host*> open_homes(World& world, int person) {
  std::vector<Host*> out;
  for (Host* host : world.running())
    if (host->person == person && host->text("home", "state") == "open") out.push_back(host);
  return out;
}

}  // namespace

void lock_or_unlock(World& world, Rng& dice) {
  for (Host* host : world.running()) {
    if (!host->has_lock || !dice.chance(500)) continue;
    const bool locked = host->flag("home", "locked");
    const Reply reply = locked ? world.unlock(*host, Fields{{"passphrase", passphrase}}) : world.act(*host, "lock", Fields{});
    world.expect(reply.dead || reply.ok(), "my room opens and shuts", host->label() + " " + reply.error);
  }
}

void remove_device(World& world, Rng& dice) {
  const int person = static_cast<int>(dice.below(2));
  Host* by = world.pick(open_homes(world, person), dice);
  const auto mine = world.hosts_of(person);
  Host* gone = world.pick(mine, dice);
  if (by == nullptr || gone == nullptr || by == gone || mine.size() < 2 || world.removed_since_settled) return;
  const std::string id = gone->device_id;
  if (id.empty()) return;
  Value args = Fields{{"device", id}};
  if (by->has_lock) args.set("passphrase", passphrase);
  const Reply reply = world.act(*by, "revoke", std::move(args));
  world.expect(reply.dead || reply.ok() || reply.error == "not_found" || reply.error == "locked", "an own device can be removed",
               by->label() + " " + reply.error);
  if (!reply.ok()) return;
  world.removed_since_settled = true;
  for (const auto& host : world.hosts) {
    // A copied machine is the same device.
    if (host->person != person || host->device_id != id) continue;
    host->removed = true;
    host->removed_step = world.step;
    doubt(world, host->number, 0);
  }
}

void renew_keys(World& world, Rng& dice) {
  const int person = static_cast<int>(dice.below(2));
  Host* by = world.pick(open_homes(world, person), dice);
  if (by == nullptr) return;
  const Reply reply = world.act(*by, "rotate", Fields{}, {.cut = maybe_cut(world, dice)});
  world.expect(reply.dead || reply.ok() || reply.error == "locked", "keys can be renewed", by->label() + " " + reply.error);
}

Host* recover_now(World& world, int person) {
  Host& fresh = world.add_host(person);
  Value args = Fields{{"phrase", world.persons[person].phrase}, {"device_name", private_marks[person] + std::string("paper")}};
  const Reply reply = world.act(fresh, "recover", std::move(args));
  world.expect(reply.ok(), "the phrase makes a home", reply.error);
  if (!reply.ok()) return nullptr;
  fresh.settled_in = true;
  world.connect(fresh);
  return &fresh;
}

void recover_home(World& world, Rng& dice) {
  constexpr std::size_t most_devices = 4;
  const int person = static_cast<int>(dice.below(2));
  if (world.hosts_of(person).size() < most_devices) recover_now(world, person);
}

void lose_device(World& world, Rng& dice) {
  const int person = static_cast<int>(dice.below(2));
  const auto mine = world.hosts_of(person);
  std::size_t at_home = 0;
  for (const Host* host : mine) at_home += host->text("home", "state") == "open" ? 1 : 0;
  Host* gone = world.pick(mine, dice);
  if (gone == nullptr || at_home < 2 || mine.size() < 2) return;
  world.close(*gone);
  gone->lost = true;
  doubt(world, gone->number, 0);
}

void leave_quietly(World& world, Rng& dice) {
  // Leaving is late in a life: what follows it is only silence.
  if (world.step < world.setup.ops * 9 / 10 || !dice.chance(300)) return;
  const int person = static_cast<int>(dice.below(2));
  Host* host = world.pick(open_homes(world, person), dice);
  if (host == nullptr || !host->flag("home", "paired")) return;
  const Reply reply = world.act(*host, "leave", Fields{{"open", false}});
  world.expect(reply.dead || reply.ok() || reply.error == "locked", "one person alone can leave", reply.error);
  if (reply.ok()) world.persons[person].left = true;
}

}  // namespace bothy::sim
