// See ops.h. This file: the table of operations and their weights, how time passes, how a world begins.
#include "lab/sim/ops.h"

#include <array>

namespace bothy::sim {
namespace {

constexpr std::uint64_t lives_per_lock = 50;

void go_online(World& world, Rng& dice) {
  Host* host = world.pick(world.running(), dice);
  if (host == nullptr) return;
  world.connect(*host);
  if (host->running()) world.act(*host, "tick", Fields{});
}

void go_offline(World& world, Rng& dice) {
  if (Host* host = world.pick(world.running(), dice)) world.disconnect(*host);
}

void tick(World& world, Rng& dice) {
  Host* host = world.pick(world.running(), dice);
  if (host == nullptr) return;
  const PowerCut cut = maybe_cut(world, dice);
  world.act(*host, "tick", Fields{}, {.cut = cut});
  if (!world.planted("leak") || host->person != 0 || world.persons[0].notes.empty()) return;
  // Planted: the host syncs once more when there is something private.
  if (host->running()) world.act(*host, "tick", Fields{});
}

void messages_pass(World& world, Rng& dice) {
  const std::uint64_t some = dice.below(60);
  for (std::uint64_t i = 0; i < some && world.deliver_one(dice); ++i) continue;
}

constexpr std::array table = {
    Op{"online", 120, go_online},
    Op{"offline", 40, go_offline},
    Op{"tick", 150, tick},
    Op{"messages", 160, messages_pass},
    Op{"write", 150, write_private},
    Op{"ask", 15, ask_something},
    Op{"import", 5, import_table},
    Op{"withdraw", 15, withdraw_note},
    Op{"keep_copy", 15, keep_copy},
    Op{"share", 80, share_words},
    Op{"check_in", 60, check_in_shared},
    Op{"answer", 20, answer_them},
    Op{"take_back", 15, take_back},
    Op{"retract", 12, retract_item},
    Op{"pair", 60, pair_further},
    Op{"device", 40, device_further},
    Op{"lock", 10, lock_or_unlock},
    Op{"remove_device", 3, remove_device},
    Op{"renew_keys", 5, renew_keys},
    Op{"recover", 2, recover_home},
    Op{"lose_device", 2, lose_device},
    Op{"leave", 1, leave_quietly},
    Op{"power", 20, lose_power},
    Op{"start", 40, start_again},
    Op{"keep_image", 6, keep_image},
    Op{"restore_image", 3, restore_image},
    Op{"copy_machine", 1, copy_machine},
    Op{"rot", 3, rot_a_frame},
    Op{"disk_full", 4, fill_disk},
    Op{"relay_restart", 8, relay_restarts},
    Op{"relay_full", 3, relay_disk_full},
    Op{"relay_forgets", 2, relay_forgets},
    Op{"cut_off", 12, cut_off},
};

const Op& pick_op(Rng& dice) {
  std::uint64_t all = 0;
  for (const Op& op : table) all += static_cast<std::uint64_t>(op.weight);
  std::uint64_t at = dice.below(all);
  for (const Op& op : table) {
    if (at < static_cast<std::uint64_t>(op.weight)) return op;
    at -= static_cast<std::uint64_t>(op.weight);
  }
  return table.front();
}

// Mostly minutes, sometimes days, now and then weeks: 500 steps are about 400 days.
void let_time_pass(World& world, Rng& dice) {
  const std::uint64_t kind = dice.below(1'000);
  if (kind < 650) world.now += dice.between(1, 30 * minute_ms);
  else if (kind < 870) world.now += dice.between(hour_ms, 14 * hour_ms);
  else if (kind < 980) world.now += dice.between(day_ms, 4 * day_ms);
  else world.now += dice.between(7 * day_ms, 40 * day_ms);
  world.relay_tick();
}

// Faults with an end: full disks get room again, broken ways are mended.
void mend(World& world, Rng& dice) {
  for (const auto& host : world.hosts) {
    if (host->full_for > 0 && --host->full_for == 0) host->disk.full = false;
    if (host->link.blocked && dice.chance(100)) host->link.blocked = false;
  }
  if (world.relay.store.full && dice.chance(200)) world.relay.store.full = false;
}

}  // namespace

void begin(World& world) {
  for (int person = 0; person < 2; ++person) {
    Host& host = world.add_host(person);
    Value args = Fields{{"device_name", std::string(private_marks[person]) + "first"}};
    // Each lock costs 80 ms of Argon2id, so only a few lives have one.
    host.has_lock = world.setup.seed % lives_per_lock == lives_per_lock - 1;
    if (host.has_lock) args.set("passphrase", passphrase);
    const Reply reply = world.act(host, "init", std::move(args));
    world.expect(reply.ok(), "a home can be made", reply.error);
    if (!reply.ok()) return;
    host.settled_in = true;
    const Value* phrase = reply.view("phrase");
    if (phrase != nullptr && phrase->as<std::string>() != nullptr) world.persons[person].phrase = *phrase->as<std::string>();
    world.expect(!world.persons[person].phrase.empty(), "a new home shows its recovery words");
    world.connect(host);
  }
}

void run_step(World& world) {
  Rng dice{world.setup.seed, schedule, static_cast<std::uint64_t>(world.step)};
  let_time_pass(world, dice);
  mend(world, dice);
  const Op& op = pick_op(dice);
  world.say(op.name);
  op.run(world, dice);
  const std::uint64_t some = dice.below(12);
  for (std::uint64_t i = 0; i < some && !world.broken && world.deliver_one(dice); ++i) continue;
  world.end_step();
}

PowerCut maybe_cut(const World& world, Rng& dice) {
  const std::uint64_t roll = dice.below(1'000);
  if (world.setup.twin || roll >= 30) return PowerCut::none;
  return roll < 10 ? PowerCut::before_store : roll < 20 ? PowerCut::after_store : PowerCut::mid_send;
}

void doubt(World& world, int host, int step) {
  world.losses.emplace_back(host, step);
  // What had come to rest lay at the relay too, unless that forgot since.
  const int at_rest = world.forgot_since_settled ? 0 : world.last_settled_step;
  for (Person& person : world.persons) {
    for (Note& note : person.notes)
      if (note.host == host && note.step >= step && note.step >= at_rest && note.kept == Kept::surely) note.kept = Kept::perhaps;
    for (Item& item : person.items)
      if (item.host == host && item.step >= step && item.step >= at_rest && item.kept == Kept::surely) item.kept = Kept::perhaps;
  }
}

void doubt_what_only_the_relay_had(World& world) {
  world.forgot_since_settled = true;
  for (const auto& [host, step] : std::vector(world.losses)) doubt(world, host, step);
}

}  // namespace bothy::sim
