// See settle.h. This file: what must hold in a world at rest. Checks use disks, the relay's memory and the door's own
// answers; a mark that is found or missing is the proof.
#include <cstring>

#include "lab/sim/settle.h"

namespace bothy::sim {
namespace {

bool holds(std::string_view text, std::string_view mark) { return memmem(text.data(), text.size(), mark.data(), mark.size()) != nullptr; }

// Devices of one person hold the same frames, byte for byte.
void check_own_lanes(World& world, int person) {
  const auto mine = world.hosts_of(person);
  for (std::size_t i = 1; i < mine.size(); ++i) {
    const Lanes one = lanes_on(mine[0]->disk);
    const Lanes other = lanes_on(mine[i]->disk);
    const std::string pair = mine[0]->label() + " and " + mine[i]->label();
    for (const auto& [lane, frames] : other) world.expect(one.contains(lane), "own devices hold the same lanes", pair + " " + to_hex(lane));
    for (const auto& [lane, frames] : one) {
      const auto there = other.find(lane);
      world.expect(there != other.end(), "own devices hold the same lanes", pair + " " + to_hex(lane));
      if (there == other.end()) continue;
      world.expect(frames.size() == there->second.size(), "own devices hold lanes of the same length",
                   pair + " " + to_hex(lane) + " " + std::to_string(frames.size()) + "/" + std::to_string(there->second.size()));
      for (const auto& [seq, blob] : frames) {
        const auto twin = there->second.find(seq);
        world.expect(twin != there->second.end() && *twin->second == *blob, "own devices hold the same bytes",
                     pair + " " + frame_key(lane, seq));
      }
    }
  }
}

// The other wrote it, and has left or lost it on every device: nobody else can open the lane again at a relay that forgot.
bool left_to_its_readers(World& world, const Host& host, const Id& lane) {
  const int other = 1 - host.person;
  const auto wrote = [&](const auto& writer) { return writer->person == other && world.ledger.wrote(writer->number, lane); };
  const auto theirs = world.hosts_of(other);
  const bool there = std::any_of(theirs.begin(), theirs.end(), [&](const Host* writer) { return lanes_on(writer->disk).contains(lane); });
  return std::any_of(world.hosts.begin(), world.hosts.end(), wrote) && (world.persons[other].left || !there);
}

// What a device holds, the relay holds, with the same bytes and nothing missing in between.
void check_relay_lanes(World& world, const Host& host) {
  for (const auto& [lane, frames] : lanes_on(host.disk)) {
    const auto stored = world.relay.store.lanes.find(lane);
    if (stored == world.relay.store.lanes.end() && left_to_its_readers(world, host, lane)) continue;
    world.expect(stored != world.relay.store.lanes.end(), "the relay knows every lane", host.label() + " " + to_hex(lane));
    if (stored == world.relay.store.lanes.end()) continue;
    const auto& held = stored->second.frames;
    world.expect(held.size() == frames.size(), "device and relay hold lanes of the same length",
                 host.label() + " " + to_hex(lane) + " " + std::to_string(frames.size()) + "/" + std::to_string(held.size()));
    for (const auto& [seq, blob] : frames)
      world.expect(seq >= 1 && seq <= held.size() && held[seq - 1] == *blob, "device and relay hold the same bytes",
                   host.label() + " " + frame_key(lane, seq));
  }
}

// Exactly the two outboxes lie with both persons; nothing of a self lane ever reaches the other.
void check_common_lanes(World& world) {
  const auto first = world.hosts_of(0);
  const auto second = world.hosts_of(1);
  if (first.empty() || second.empty()) return;
  std::size_t common = 0;
  const Lanes theirs = lanes_on(second[0]->disk);
  for (const auto& [lane, frames] : lanes_on(first[0]->disk)) common += theirs.contains(lane) ? 1 : 0;
  world.expect(common <= 2, "only outbox lanes lie with both persons", std::to_string(common));
}

// What was promised is there; after a relay that forgot, this is asked of the content alone.
void check_promises(World& world) {
  if (world.ledger.relay_excused) return;
  for (const auto& [lane, places] : world.ledger.acked) {
    for (const auto& [seq, hash] : places) {
      Hash held{};
      world.expect(world.relay.holds(lane, seq, held) && held == hash, "every acknowledged frame is there",
                   to_hex(lane) + " " + std::to_string(seq));
    }
  }
}

// An older disk and a relay that forgot can take the pairing itself from a person; what was shared stays with the other.
bool pairing_was_lost(World& world) {
  for (int person = 0; person < 2; ++person) {
    const auto living = world.hosts_of(person);
    const bool known = std::any_of(living.begin(), living.end(), [](const Host* host) { return host->flag("home", "paired"); });
    const bool put_back = std::any_of(world.hosts.begin(), world.hosts.end(),
                                      [&](const auto& host) { return host->person == person && host->put_back_step >= 0; });
    if (!known && put_back && world.ledger.relay_excused) return true;
  }
  return false;
}

bool both_are_paired(World& world) {
  return world.paired && !world.persons[0].left && !world.persons[1].left && !pairing_was_lost(world);
}

void check_words(World& world, const Host& host, const std::string& shown) {
  for (const Note& note : world.persons[host.person].notes)
    if (note.kept == Kept::surely) world.expect(holds(shown, note.mark), "own words are on every own device", host.label() + " " + note.mark);
  if (!both_are_paired(world)) return;
  for (int author = 0; author < 2; ++author) {
    for (const Item& item : world.persons[author].items) {
      const bool found = holds(shown, item.mark);
      if (item.kept == Kept::surely && !item.retracted) world.expect(found, "what was shared reached every device", host.label() + " " + item.mark);
      if (item.kept == Kept::gone) world.expect(author == host.person || !found, "what was taken back never arrived", host.label() + " " + item.mark);
    }
  }
}

// The shared view of one side is the other's with the names turned round.
std::string mirrored(World& world, Host& host) {
  const Reply reply = world.ask(host, "shared", Fields{{"limit", 100'000}});
  const Value* shared = reply.view("shared");
  if (shared == nullptr || shared->as<List>() == nullptr) return {};
  std::vector<std::string> lines;
  for (Value item : *shared->as<List>()) {
    // What was asked back stays on its writer's side alone.
    if (bool_or(item, "retracted", false)) continue;
    const bool mine = text_or(item, "from", "") == "me";
    item.set("from", (mine ? host.person : 1 - host.person) == 0 ? "a" : "b");
    lines.push_back(to_json(item));
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

void check_views(World& world) {
  std::string shared;
  std::string whose;
  for (int person = 0; person < 2; ++person) {
    std::string whole;
    for (Host* host : world.hosts_of(person)) {
      const std::string mine = whole_view(world, *host);
      check_words(world, *host, mine);
      world.expect(whole.empty() || whole == mine, "own devices show the same", host->label());
      whole = mine;
      if (!both_are_paired(world)) continue;
      const std::string ours = mirrored(world, *host);
      world.expect(whose.empty() || shared == ours, "both persons see the same room", whose + " and " + host->label());
      shared = ours;
      whose = host->label();
    }
  }
}

// Every byte the relay holds, and every byte on a disk.
void check_memory(World& world) {
  for (const auto& [lane, held] : world.relay.store.lanes)
    for (const Bytes& frame : held.frames) world.watch_secrets(frame, "the relay's memory", -1);
  for (const auto& [rv, box] : world.relay.store.boxes)
    for (const auto& entry : box.entries)
      if (entry) world.watch_secrets(*entry, "the relay's memory", -1);
}

void check_verify(World& world, Host& host) {
  Call call;
  for (const auto& [lane, frames] : lanes_on(host.disk))
    for (const auto& [seq, blob] : frames) append(call.tail, *blob);
  const Value place = Fields{{"at", 0}, {"len", static_cast<std::int64_t>(call.tail.size())}};
  const Reply reply = world.ask(host, "verify", Fields{{"frames", place}}, call);
  const Value* found = reply.view("verify");
  world.expect(found != nullptr && bool_or(*found, "whole", false), "verify passes on every device",
               host.label() + " " + reply.error + (found != nullptr ? " " + to_json(*found) : ""));
}

}  // namespace

std::string whole_view(World& world, Host& host) {
  std::string all;
  const Reply me = world.ask(host, "me", Fields{{"from", "1990-01-01"}, {"to", "2090-01-01"}});
  world.expect(me.ok(), "a device shows what it holds", host.label() + " " + me.error);
  if (const Value* shown = me.view("me")) all += to_json(*shown);
  const Reply data = world.ask(host, "export", Fields{{"format", "json"}});
  world.expect(data.ok(), "a device gives out what it holds", host.label() + " " + data.error);
  // The moment of the export is the device's own; the events are everyone's.
  if (const auto given = from_json(text_of(data.tail)))
    if (const Value* events = given->find("events")) all += to_json(*events);
  return all;
}

void check_all(World& world) {
  for (int person = 0; person < 2 && !world.broken; ++person) {
    check_own_lanes(world, person);
    for (Host* host : world.hosts_of(person)) {
      check_relay_lanes(world, *host);
      check_verify(world, *host);
    }
  }
  check_common_lanes(world);
  check_promises(world);
  check_memory(world);
  if (!world.broken) check_views(world);
  if (world.broken) return;
  world.last_settled_step = world.step;
  world.removed_since_settled = world.restored_since_settled = world.forgot_since_settled = false;
  world.losses.clear();
}

}  // namespace bothy::sim
