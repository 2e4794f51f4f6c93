// See run.h and byzantine.h. This file: which schedule a seed plays, and the stage: two persons with two devices each.
#include "lab/sim/byzantine.h"

#include <array>

#include "lab/sim/ops.h"
#include "lab/sim/run.h"
#include "lab/sim/settle.h"

namespace bothy::sim {
namespace {

constexpr std::array schedules = {Schedule{"rollback", roll_back},   Schedule{"amnesia", amnesia},         Schedule{"split", split_brain},
                                  Schedule{"withhold", withhold},    Schedule{"replay", replay},           Schedule{"splice", splice},
                                  Schedule{"wrong epoch", wrong_epoch}, Schedule{"flipped bits", flip_bits}, Schedule{"made up", make_up},
                                  Schedule{"swapped meeting", swap_meeting}};

void set_stage(World& world) {
  begin(world);
  world.expect(pair_now(world), "two persons can pair");
  for (int person = 0; person < 2 && !world.broken; ++person)
    world.expect(add_device_now(world, person) != nullptr, "a second device can be added");
  if (!world.broken) settle(world);
}

}  // namespace

void calm_days(World& world, Rng& dice, int steps) {
  constexpr std::array acts = {write_private, share_words, check_in_shared, keep_copy};
  for (int i = 0; i < steps && !world.broken; ++i) {
    world.now += dice.between(minute_ms, 3 * hour_ms);
    acts[dice.below(acts.size())](world, dice);
    if (dice.chance(400))
      if (Host* host = world.pick(world.running(), dice)) world.act(*host, "tick", Fields{});
    for (std::uint64_t n = dice.below(40); n > 0 && world.deliver_one(dice); --n) continue;
    world.end_step();
  }
}

void call_again(World& world) {
  for (Host* host : world.running()) world.disconnect(*host);
  for (Host* host : world.running()) world.connect(*host);
  world.deliver_all();
}

bool says(const Host& host, std::string_view alarm) {
  const Value* sync = host.view("sync");
  const Value* alarms = sync != nullptr ? sync->find("alarms") : nullptr;
  if (alarms == nullptr || alarms->as<List>() == nullptr) return false;
  for (const Value& each : *alarms->as<List>())
    if (text_or(each, "name", "") == alarm) return true;
  return false;
}

Verdict run_byzantine(const Setup& setup) {
  // Calm lives need no power cuts; the setting also keeps private dice apart.
  Setup calm = setup;
  calm.twin = true;
  World world(calm);
  const Schedule& schedule = schedules[setup.seed % schedules.size()];
  Rng dice{setup.seed, byzantine};
  if (schedule.run == swap_meeting) {
    begin(world);
  } else {
    set_stage(world);
    calm_days(world, dice, setup.ops / 10);
  }
  world.say(std::string("schedule: ") + schedule.name);
  if (!world.broken) schedule.run(world, dice);
  world.tamper = nullptr;
  if (!world.broken) call_again(world);
  if (!world.broken) settle(world);
  if (!world.broken) check_all(world);
  return verdict_of(world, "byzantine");
}

}  // namespace bothy::sim
