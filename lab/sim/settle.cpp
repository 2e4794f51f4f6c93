// See settle.h. This file: the way to rest.
#include "lab/sim/settle.h"

#include "lab/sim/ops.h"

namespace bothy::sim {
namespace {

constexpr int most_rounds = 400;
constexpr int rounds_per_connection = 12;

void end_faults(World& world) {
  world.relay.store.full = false;
  for (const auto& host : world.hosts) {
    host->disk.full = false;
    host->full_for = 0;
    host->link.blocked = false;
    if (host->removed && host->running()) world.close(*host);
    // A newcomer that stopped half way is put away; it had nothing of its own.
    if (!host->newcomer || !host->usable()) continue;
    world.close(*host);
    host->lost = true;
    for (Host* helper : world.hosts_of(host->person))
      if (helper->running() && helper->text("meeting", "purpose") == "device") world.act(*helper, "cancel_meeting", Fields{});
  }
}

void everyone_online(World& world) {
  for (int person = 0; person < 2; ++person) {
    for (Host* host : world.hosts_of(person)) {
      if (!host->running()) world.expect(world.open(*host), "a home opens from its disk after any power cut", host->label());
      // Two quiet minutes shut my room; everyone is at their device now, and looks.
      if (host->has_lock) world.ask(*host, "views");
      if (host->has_lock && host->flag("home", "locked")) world.unlock(*host, Fields{{"passphrase", passphrase}});
      world.connect(*host);
    }
  }
  world.deliver_all();
}

bool has_queue(const Host& host) {
  for (const auto& [key, blob] : host.disk.blobs())
    if (key.starts_with("q/")) return true;
  return false;
}

std::string unrest(const World& world, const Host& host) {
  const auto number = [&](const char* field) { return host.number_of("sync", field); };
  const Value* sync = host.view("sync");
  if (!host.running()) return "is closed";
  if (host.text("home", "state") != "open") return "is " + host.text("home", "state");
  if (sync == nullptr || !bool_or(*sync, "connected", false)) return "is not connected";
  const bool silent = world.persons[host.person].left;
  if (!silent && number("waiting") > 0) return "still has " + std::to_string(number("waiting")) + " shared items to send";
  if (number("unsent_frames") > 0) return "still has " + std::to_string(number("unsent_frames")) + " frames to send";
  if (number("behind") > 0) return "is behind on " + std::to_string(number("behind")) + " lanes";
  if (has_queue(host)) return "still has words in its queue";
  return {};
}

std::string first_unrest(World& world) {
  for (int person = 0; person < 2; ++person)
    for (const Host* host : world.hosts_of(person))
      if (const std::string why = unrest(world, *host); !why.empty())
        return host->label() + " " + why + (host->view("sync") != nullptr ? " " + to_json(*host->view("sync")) : "");
  return {};
}

// A disk that rotted is looked through from the first frame on, as every app does from time to time.
void mend_all(World& world) {
  if (!world.rotted) return;
  for (Host* host : world.running()) {
    Call call;
    for (const auto& [lane, frames] : lanes_on(host->disk))
      for (const auto& [seq, blob] : frames) append(call.tail, *blob);
    const Value place = Fields{{"at", 0}, {"len", static_cast<std::int64_t>(call.tail.size())}};
    const Reply reply = world.act(*host, "mend", Fields{{"frames", place}}, call);
    world.expect(reply.dead || reply.ok() || reply.error == "locked", "a damaged store can be mended", host->label() + " " + reply.error);
  }
  world.deliver_all();
}

}  // namespace

void settle(World& world) {
  world.say("settle");
  end_faults(world);
  everyone_online(world);
  mend_all(world);
  // Devices that wait a day for my room, and things to send later, have their day.
  world.now += 26 * hour_ms;
  int calm = 0;
  for (int round = 1; round <= most_rounds && calm < 2 && !world.broken; ++round) {
    if (round % rounds_per_connection == 0)
      for (Host* host : world.running()) world.disconnect(*host);
    world.now += 16 * minute_ms;
    world.relay_tick();
    everyone_online(world);
    for (Host* host : world.running()) world.act(*host, "tick", Fields{});
    world.deliver_all();
    calm = first_unrest(world).empty() ? calm + 1 : 0;
  }
  const std::string why = first_unrest(world);
  world.expect(why.empty(), "a quiet world comes to rest", why);
}

}  // namespace bothy::sim
