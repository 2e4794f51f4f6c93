// See byzantine.h. This file: relays that hold back, repeat, change or make up single messages. A device may be slow or
// say that something is odd; it may not take in a wrong word, nor need more than an honest relay to be well again.
#include <algorithm>

#include "base/pack.h"
#include "lab/sim/byzantine.h"

namespace bothy::sim {
namespace {

constexpr int lying_steps = 40;

bool is_frames(ByteSpan message) { return !message.empty() && message[0] == 0x83; }

// Rewrites the frames of a FRAMES message.
template <class Change>
void change_frames(Bytes& message, Change change) {
  auto decoded = decode_relay(message);
  if (!decoded) return;
  auto* page = std::get_if<Frames>(&*decoded);
  if (page == nullptr || page->frames.empty()) return;
  change(*page);
  message = encode(RelayMessage(*page));
}

}  // namespace

void withhold(World& world, Rng& dice) {
  const std::uint64_t victim = dice.below(world.hosts.size());
  world.tamper = [&world, victim](Host& host, Bytes& message, bool to_host) {
    return !(to_host && &host == world.hosts[victim].get() && is_frames(message));
  };
  calm_days(world, dice, lying_steps);
}

void replay(World& world, Rng& dice) {
  auto heard = std::make_shared<std::vector<std::pair<int, Bytes>>>();
  world.tamper = [heard](Host& host, Bytes& message, bool to_host) {
    if (to_host) heard->emplace_back(host.number, message);
    return true;
  };
  for (int round = 0; round < lying_steps && !world.broken; ++round) {
    calm_days(world, dice, 1);
    if (heard->empty()) continue;
    // To the one who heard it before, or to another.
    const auto& [number, message] = (*heard)[dice.below(heard->size())];
    Host& host = *world.hosts[dice.chance(700) ? static_cast<std::size_t>(number) : dice.below(world.hosts.size())];
    if (host.link.up) world.inject(host, message);
  }
}

void splice(World& world, Rng& dice) {
  auto pages = std::make_shared<std::vector<Bytes>>();
  auto own = std::make_shared<Rng>(std::initializer_list<std::uint64_t>{world.setup.seed, byzantine, 2});
  world.tamper = [pages, own](Host&, Bytes& message, bool to_host) {
    if (!to_host || !is_frames(message)) return true;
    change_frames(message, [&](Frames& page) {
      const Bytes mine = page.frames;
      if (!pages->empty() && own->chance(300)) page.frames = (*pages)[own->below(pages->size())];
      pages->push_back(mine);
    });
    return true;
  };
  calm_days(world, dice, lying_steps);
}

void wrong_epoch(World& world, Rng& dice) {
  auto own = std::make_shared<Rng>(std::initializer_list<std::uint64_t>{world.setup.seed, byzantine, 3});
  world.tamper = [own](Host&, Bytes& message, bool to_host) {
    constexpr std::size_t epoch_at = 32;
    if (to_host && is_frames(message) && own->chance(400))
      change_frames(message, [&](Frames& page) { page.frames[epoch_at] = static_cast<std::uint8_t>(page.frames[epoch_at] + 1); });
    return true;
  };
  calm_days(world, dice, lying_steps);
}

void flip_bits(World& world, Rng& dice) {
  auto own = std::make_shared<Rng>(std::initializer_list<std::uint64_t>{world.setup.seed, byzantine, 4});
  world.tamper = [own](Host&, Bytes& message, bool to_host) {
    if (to_host && own->chance(200)) message[own->below(message.size())] ^= static_cast<std::uint8_t>(1U << own->below(8));
    return true;
  };
  calm_days(world, dice, lying_steps);
}

void make_up(World& world, Rng& dice) {
  for (int round = 0; round < lying_steps && !world.broken; ++round) {
    calm_days(world, dice, 1);
    Host* host = world.pick(world.running(), dice);
    if (host == nullptr || !host->link.up || world.relay.store.lanes.empty()) continue;
    auto lane = world.relay.store.lanes.begin();
    std::advance(lane, static_cast<std::ptrdiff_t>(dice.below(world.relay.store.lanes.size())));
    const std::uint64_t seq = dice.below(lane->second.frames.size() + 4);
    Hash hash{};
    dice.fill(hash);
    const Id& id = lane->first;
    switch (dice.below(7)) {
      case 0: world.inject(*host, encode(RelayMessage(Head{id, seq, hash}))); break;
      case 1: world.inject(*host, encode(RelayMessage(Fork{id, seq, block_of<16>(hash)}))); break;
      case 2: world.inject(*host, encode(RelayMessage(Refused{5, id, RefusedCode::not_allowed}))); break;
      case 3: world.inject(*host, encode(RelayMessage(Later{id, seq, LaterReason::disk, 1'000}))); break;
      case 4: world.inject(*host, encode(RelayMessage(LaneOk{id, seq, hash}))); break;
      case 5: world.inject(*host, encode(RelayMessage(Frames{id, seq, false, {}}))); break;
      default: {
        Bytes noise(dice.below(300));
        dice.fill(noise);
        world.inject(*host, std::move(noise));
      }
    }
  }
}

}  // namespace bothy::sim
