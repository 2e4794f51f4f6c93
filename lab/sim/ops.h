// What people, devices and machines do in a simulated world, one operation a step, picked by weight.
// Operations use the door as any host would; none looks inside it. Called by run.cpp, twins.cpp and byzantine.cpp.
#pragma once
#include "lab/sim/world.h"

namespace bothy::sim {

/// The passphrase of every home that has a lock.
inline constexpr const char* passphrase = "four plain words only";

struct Op {
  const char* name;
  int weight;
  void (*run)(World& world, Rng& dice);
};

/// Both persons make a home, each on one device.
void begin(World& world);
/// One step: time passes, one operation, some messages arrive.
void run_step(World& world);

// ops_writing.cpp
void write_private(World& world, Rng& dice);
void import_table(World& world, Rng& dice);
void withdraw_note(World& world, Rng& dice);
void keep_copy(World& world, Rng& dice);
void ask_something(World& world, Rng& dice);

// ops_sharing.cpp
void share_words(World& world, Rng& dice);
void check_in_shared(World& world, Rng& dice);
void answer_them(World& world, Rng& dice);
void take_back(World& world, Rng& dice);
void retract_item(World& world, Rng& dice);

// ops_meeting.cpp
void pair_further(World& world, Rng& dice);
void device_further(World& world, Rng& dice);
/// Drives a pairing to its end over a faithful network. False when it did not get there.
bool pair_now(World& world);
/// Adds a device for `person` over a faithful network; null when it did not get there.
Host* add_device_now(World& world, int person);

// ops_devices.cpp
void lock_or_unlock(World& world, Rng& dice);
void remove_device(World& world, Rng& dice);
void renew_keys(World& world, Rng& dice);
void recover_home(World& world, Rng& dice);
void lose_device(World& world, Rng& dice);
void leave_quietly(World& world, Rng& dice);
/// A fresh device of `person` from the phrase.
Host* recover_now(World& world, int person);

// ops_faults.cpp
void lose_power(World& world, Rng& dice);
void start_again(World& world, Rng& dice);
void keep_image(World& world, Rng& dice);
void restore_image(World& world, Rng& dice);
void copy_machine(World& world, Rng& dice);
void rot_a_frame(World& world, Rng& dice);
void fill_disk(World& world, Rng& dice);
void relay_restarts(World& world, Rng& dice);
void relay_disk_full(World& world, Rng& dice);
void relay_forgets(World& world, Rng& dice);
void cut_off(World& world, Rng& dice);

/// Notes and items of `host` from `step` on that are nowhere else are no longer sure.
void doubt(World& world, int host, int step);
/// The relay forgot: what a device lost since the last rest was there alone.
void doubt_what_only_the_relay_had(World& world);
/// Where the power may go off in this call; nowhere in twin worlds, where that is the world's own doing.
[[nodiscard]] PowerCut maybe_cut(const World& world, Rng& dice);

}  // namespace bothy::sim
