// See world.h. This file: devices and their doors, and the order keep - send - show that every host owes its door.
#include "lab/sim/world.h"

#include <cstdio>
#include <cstring>

namespace bothy::sim {
namespace {

constexpr std::int64_t first_day_ms = 1'767'225'600'000;  // 2026-01-01
constexpr std::size_t recent_ops = 20;

/// Frames in seq order within a lane, cut into a few calls.
struct NeededFrames {
  std::vector<Disk::Blob> frames;
};

NeededFrames needed(const Host& host, const Value* need) {
  NeededFrames out;
  if (need == nullptr || need->as<List>() == nullptr) return out;
  const Lanes lanes = lanes_on(host.disk);
  for (const Value& one : *need->as<List>()) {
    const auto lane = id_field(one, "lane");
    if (!lane || !lanes.contains(*lane)) continue;
    const auto from = static_cast<std::uint64_t>(int_or(one, "from", 1));
    for (const auto& [seq, blob] : lanes.at(*lane))
      if (seq >= from) out.frames.push_back(blob);
  }
  return out;
}

}  // namespace

World::World(const Setup& s) : setup(s), now(first_day_ms), relay(relay::Limits{}), network_{s.seed, network} {
  if (planted("early_ok")) relay.store.forgets_one_in = 40;
}

Host& World::add_host(int person) {
  hosts.push_back(std::make_unique<Host>());
  Host& host = *hosts.back();
  host.number = static_cast<int>(hosts.size()) - 1;
  host.person = person;
  Rng dice{setup.seed, world_setup, static_cast<std::uint64_t>(host.number)};
  dice.fill(host.secret);
  constexpr std::int64_t ten_years = 3'650 * day_ms;
  if (dice.chance(150)) host.skew_ms = dice.between(-ten_years, ten_years);
  else if (dice.chance(500)) host.skew_ms = dice.between(-5 * minute_ms, 5 * minute_ms);
  host.tz_min = static_cast<int>(dice.between(-12, 14)) * 60;
  host.door.reset(bothy_door_new());
  ++persons[person].homes_made;
  return host;
}

// Each kind of mark counts for itself, so that shared texts read the same in twin worlds.
std::string World::next_mark(const char* mark) {
  return std::string(mark) + std::to_string(++marks_[mark]) + ".";
}

Reply World::request(Host& host, Value fields, const Call& call) {
  Reply reply;
  if (!host.running()) {
    reply.dead = true;
    return reply;
  }
  const std::uint64_t stream = call.hidden ? 1 : 0;
  Rng dice{setup.seed, device, static_cast<std::uint64_t>(host.number), stream, ++host.calls[stream]};
  Block<32> entropy{};
  dice.fill(entropy);
  fields.set("now_ms", now + host.skew_ms).set("tz_min", host.tz_min).set("entropy", to_hex(ByteSpan(entropy)));
  say_wire(host, "asks", to_json(fields));
  reply = call_door(host.door.get(), fields, call.tail);
  say_wire(host, "is told", to_json(reply.json));
  ++calls;
  expect(reply.error != "shape", "every call gets a reply of the one shape", text_or(fields, "do", "") + " " + text_or(fields, "intent", ""));
  watch_reply(host, reply);
  if (!keep(host, reply, call.cut)) {
    reply.dead = true;
    return reply;
  }
  put_on_wire(host, reply, call.cut);
  if (!host.running()) {
    reply.dead = true;
    return reply;
  }
  if (const Value* views = reply.json.find("views"); views != nullptr && views->as<Fields>() != nullptr)
    for (const auto& [screen, shown] : *views->as<Fields>()) host.views.set(screen, shown);
  if (const std::string id = host.text("home", "device"); !id.empty()) host.device_id = id;
  return reply;
}

Reply World::act(Host& host, std::string_view intent, Value args, const Call& call) {
  Value fields = Fields{{"do", "act"}, {"intent", intent}, {"args", std::move(args)}};
  if (intent == "init" || intent == "recover" || intent == "join_device") fields.set("device_secret", to_hex(ByteSpan(host.secret)));
  return request(host, std::move(fields), call);
}

Reply World::ask(Host& host, std::string_view what, Value args, const Call& call) {
  return request(host, Fields{{"do", "ask"}, {"what", what}, {"args", std::move(args)}}, call);
}

bool World::keep(Host& host, const Reply& reply, PowerCut cut) {
  StoreBatch batch;
  expect(read_store(reply, batch), "store names keys and bytes that are there", host.label());
  const bool writes = batch.drop_all || !batch.writes.empty();
  expect(!writes || reply.error.empty(), "an error changes nothing", host.label() + " " + reply.error);
  if (cut == PowerCut::before_store || (writes && host.disk.full)) {
    // Planted: a host that sends before it has kept.
    if (planted("send_first")) put_on_wire(host, reply, PowerCut::none);
    power_off(host);
    return false;
  }
  for (const auto& [key, blob] : batch.writes) {
    everything.note(static_cast<std::uint64_t>(host.number), span_of(key));
    if (blob == nullptr) continue;
    everything.note(1, *blob);
    watch_secrets(*blob, "the disk of " + host.label() + ", " + key, -1);
  }
  if (batch.drop_all) host.disk.clear();
  host.disk.write(batch.writes);
  if (cut == PowerCut::after_store) {
    power_off(host);
    return false;
  }
  return true;
}

void World::put_on_wire(Host& host, const Reply& reply, PowerCut cut) {
  std::size_t sends = reply.sends.size();
  if (cut == PowerCut::mid_send) sends /= 2;
  expect(sends == 0 || host.link.up, "nothing is sent without a connection", host.label());
  for (std::size_t i = 0; i < sends && host.link.up; ++i) {
    Bytes message = reply.sends[i].message;
    if (const std::string& key = reply.sends[i].put; !key.empty()) {
      const auto stored = host.disk.blobs().find(key);
      expect(stored != host.disk.blobs().end(), "what is put was kept before", host.label() + " " + key);
      if (stored == host.disk.blobs().end()) continue;
      message = {0x05};
      append(message, *stored->second);
    }
    if (!message.empty() && message[0] == 0x05) {
      const std::string wrong = ledger.sent(host.number, ByteSpan(message).subspan(1));
      expect(wrong.empty(), "no device sends another frame at a seq it already sent", host.label() + ": " + wrong);
    }
    watch_secrets(message, "the wire from " + host.label(), -1);
    host.link.out.push_back(message);
  }
  if (cut == PowerCut::mid_send) power_off(host);
}

void World::power_off(Host& host) {
  if (!host.running()) return;
  host.door.reset();
  host.views = Value();
  break_link(host);
}

void World::close(Host& host) { power_off(host); }

bool World::open(Host& host) {
  power_off(host);
  host.door.reset(bothy_door_new());
  Call call;
  List records;
  for (const auto& [key, blob] : host.disk.blobs()) {
    if (key.starts_with("f/")) continue;
    records.push_back(Fields{{"key", key}, {"at", static_cast<std::int64_t>(call.tail.size())}, {"len", static_cast<std::int64_t>(blob->size())}});
    append(call.tail, *blob);
  }
  Value fields = Fields{{"do", "open"}, {"device_secret", to_hex(ByteSpan(host.secret))}, {"records", std::move(records)}};
  return feed(host, request(host, std::move(fields), call));
}

Reply World::unlock(Host& host, const Value& args) {
  // My room begins anew, and with it what is known of the relay.
  disconnect(host);
  const Reply reply = act(host, "unlock", args);
  if (reply.ok()) feed(host, reply);
  return reply;
}

bool World::feed(Host& host, Reply reply) {
  if (!reply.ok()) return false;
  const NeededFrames need = needed(host, reply.view("need"));
  std::size_t at = 0;
  do {
    Call part;
    for (std::size_t n = 0; n < 64 && at < need.frames.size(); ++n) append(part.tail, *need.frames[at++]);
    const bool last = at == need.frames.size();
    const Value place = Fields{{"at", 0}, {"len", static_cast<std::int64_t>(part.tail.size())}};
    reply = request(host, Fields{{"do", "open"}, {"frames", place}, {"last", last}}, part);
    if (!reply.ok()) return false;
  } while (at < need.frames.size());
  return true;
}

std::vector<Host*> World::hosts_of(int person) {
  std::vector<Host*> out;
  for (const auto& host : hosts)
    if (host->person == person && host->usable() && host->settled_in) out.push_back(host.get());
  return out;
}

std::vector<Host*> World::running() {
  std::vector<Host*> out;
  for (const auto& host : hosts)
    if (host->usable() && host->settled_in && host->running()) out.push_back(host.get());
  return out;
}

void World::expect(bool holds, const std::string& invariant, const std::string& detail) {
  if (holds || broken) return;
  broken = Broken{step, invariant, detail};
}

void World::say(const std::string& what) {
  char head[64];
  std::snprintf(head, sizeof head, "step %d day %lld: ", step, static_cast<long long>((now - first_day_ms) / day_ms));
  recent.push_back(head + what);
  if (recent.size() > recent_ops) recent.pop_front();
  if (setup.verbose) std::fprintf(stderr, "%s\n", recent.back().c_str());
}

void World::say_wire(const Host& host, const char* what, const std::string& text) const {
  constexpr std::size_t enough = 30'000;
  if (setup.wire) std::fprintf(stderr, "  %d %s %s %s\n", step, host.label().c_str(), what, text.substr(0, enough).c_str());
}

void World::end_step() {
  everything.end_step();
  partner_sees.end_step();
  relay_sees.end_step();
  ++step;
}

void World::watch_secrets(ByteSpan bytes, std::string_view where, int reader) {
  const auto holds = [&](std::string_view mark) { return memmem(bytes.data(), bytes.size(), mark.data(), mark.size()) != nullptr; };
  for (int owner = 0; owner < 2; ++owner)
    expect(reader == owner || !holds(private_marks[owner]), "private words stay with their writer", std::string(where));
  expect(reader >= 0 || !holds(shared_mark), "shared words are sealed", std::string(where));
  for (const Person& person : persons)
    expect(reader >= 0 || person.phrase.empty() || !holds(person.phrase), "the phrase is written nowhere", std::string(where));
}

void World::watch_reply(const Host& host, const Reply& reply) {
  everything.note(2 + static_cast<std::uint64_t>(host.number), reply.raw);
  watch_secrets(reply.raw, "what the door of " + host.label() + " says", host.person);
  if (host.person != 1) return;
  partner_sees.note(static_cast<std::uint64_t>(now), reply.raw);
}

}  // namespace bothy::sim
