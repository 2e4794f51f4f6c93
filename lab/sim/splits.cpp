// See byzantine.h. This file: a relay that forgets a week or everything, one that shows two histories, and one that
// stands between two people who meet.
#include "lab/sim/byzantine.h"
#include "lab/sim/ops.h"
#include "lab/sim/settle.h"

namespace bothy::sim {
namespace {

using Held = std::map<Id, std::vector<Bytes>>;

Held held_by(const World& world) {
  Held out;
  for (const auto& [lane, row] : world.relay.store.lanes) out[lane] = row.frames;
  return out;
}

// Every device that holds more than the relay must notice at its next exchange.
void must_notice(World& world, const char* what) {
  for (Host* host : world.running()) world.disconnect(*host);
  std::vector<Host*> ahead;
  for (Host* host : world.running()) {
    for (const auto& [lane, frames] : lanes_on(host->disk)) {
      const auto stored = world.relay.store.lanes.find(lane);
      const std::uint64_t kept = stored == world.relay.store.lanes.end() ? 0 : stored->second.frames.size();
      if (frames.rbegin()->first <= kept) continue;
      ahead.push_back(host);
      break;
    }
  }
  for (Host* host : ahead) {
    // Alone with the relay as it is, before others put things back.
    const auto as_it_is = world.relay.state();
    world.connect(*host);
    world.deliver_all();
    world.expect(says(*host, "rolled_back"), "every device with a memory notices a relay without one", host->label() + ", " + what);
    world.disconnect(*host);
    if (host == ahead.back()) break;
    world.relay.put_back(as_it_is);
  }
}

void must_be_healed(World& world, const Held& before) {
  settle(world);
  for (const auto& [lane, frames] : before) {
    const auto stored = world.relay.store.lanes.find(lane);
    world.expect(stored != world.relay.store.lanes.end(), "what the relay forgot is put back", to_hex(lane));
    if (stored == world.relay.store.lanes.end()) continue;
    const auto& now = stored->second.frames;
    for (std::size_t i = 0; i < frames.size() && !world.broken; ++i)
      world.expect(i < now.size() && now[i] == frames[i], "what the relay forgot is put back", frame_key(lane, i + 1));
  }
}

}  // namespace

void roll_back(World& world, Rng& dice) {
  const auto old = world.relay.state();
  calm_days(world, dice, 30);
  settle(world);
  const Held before = held_by(world);
  world.ledger.excuse_relay();
  world.relay.put_back(old);
  world.restart_relay();
  must_notice(world, "an older state");
  must_be_healed(world, before);
}

void amnesia(World& world, Rng& dice) {
  calm_days(world, dice, 20);
  settle(world);
  const Held before = held_by(world);
  world.ledger.excuse_relay();
  world.relay.put_back({});
  world.restart_relay();
  must_notice(world, "nothing");
  must_be_healed(world, before);
}

// The relay shows one history to the even devices and another to the odd ones, and takes frames into both.
void split_brain(World& world, Rng& dice) {
  settle(world);
  auto other = std::make_shared<RelayBox>(relay::Limits{});
  other->put_back(world.relay.state());
  const auto pass_on = [&world, other] {
    for (auto& out : other->hub().take(world.now))
      for (const auto& host : world.hosts)
        if (host->link.up && host->link.id == out.to) world.inject(*host, std::move(out.message));
  };
  world.tamper = [&world, other, pass_on](Host& host, Bytes& message, bool to_host) {
    if (host.number % 2 == 0) return true;
    constexpr std::uint8_t chal = 0x81;
    if (to_host && message[0] == chal) {
      Block<32> nonce_bytes{};
      Rng{world.setup.seed, nonce, host.link.id, 1}.fill(nonce_bytes);
      other->hub().open(host.link.id, nonce_bytes, plain_hash(span_of(origin)), world.now);
    }
    if (!to_host) other->hub().message(host.link.id, message, world.now);
    pass_on();
    return false;
  };
  call_again(world);
  calm_days(world, dice, 30);
  call_again(world);
  world.tamper = nullptr;
  world.ledger.excuse_relay();
  const bool forked = [&] {
    for (const auto& [lane, row] : other->store.lanes) {
      const auto here = world.relay.store.lanes.find(lane);
      if (here == world.relay.store.lanes.end()) continue;
      const auto& mine = here->second.frames;
      for (std::size_t i = 0; i < mine.size() && i < row.frames.size(); ++i)
        if (mine[i] != row.frames[i]) return true;
    }
    return false;
  }();
  call_again(world);
  bool noticed = false;
  for (Host* host : world.running()) noticed = noticed || says(*host, "fork");
  world.expect(noticed || !forked, "two histories of one lane are noticed");
}

// Someone at the relay who holds the link stands between a and b: a meets them, and b is shown a's letters.
void swap_meeting(World& world, Rng&) {
  Host& a = *world.hosts[0];
  Host& b = *world.hosts[1];
  Host& between = world.add_host(2);
  world.expect(world.act(between, "init", Fields{{"device_name", "between"}}).ok(), "a home can be made");
  world.connect(between);
  world.connect(a);
  world.connect(b);
  world.deliver_all();
  world.act(a, "invite", Fields{});
  world.deliver_all();
  const std::string link = a.text("meeting", "link");
  world.tamper = [&b](Host& host, Bytes& message, bool to_host) {
    constexpr std::uint8_t rv_put = 0x07;
    constexpr std::uint8_t rv = 0x89;
    if (&host != &b || message.empty()) return true;
    if (!to_host) return message[0] != rv_put;
    constexpr std::size_t index_at = 17;
    return !(message[0] == rv && message[index_at] == 1);
  };
  world.expect(world.act(between, "join", Fields{{"link", link}}).ok(), "a link can be answered");
  world.deliver_all();
  world.expect(world.act(b, "join", Fields{{"link", link}}).ok(), "a link can be answered");
  world.deliver_all();
  const std::string ours = a.text("meeting", "words");
  const std::string theirs = b.text("meeting", "words");
  world.expect(!ours.empty() && ours == between.text("meeting", "words"), "the one in between met a", ours);
  world.expect(ours != theirs, "someone in between shows in the words", ours + " / " + theirs);
  for (Host* host : {&a, &b}) {
    const Value fields = Fields{{"text", world.next_mark(shared_mark)}};
    const Reply early = world.act(*host, "share", Fields{{"event", "NoteShared"}, {"fields", fields}});
    world.expect(!early.ok(), "nothing is shared before the words were compared", host->label());
    world.act(*host, "words_match", Fields{{"yes", false}});
    world.expect(!host->flag("home", "paired"), "words that differ end the meeting", host->label());
  }
  world.close(between);
  between.lost = true;
}

}  // namespace bothy::sim
