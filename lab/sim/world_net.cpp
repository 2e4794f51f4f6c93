// See world.h. This file: sockets between devices and the relay, and what is noted about what goes over them.
#include "base/pack.h"
#include "lab/sim/world.h"

namespace bothy::sim {
namespace {

constexpr std::uint8_t put_byte = 0x05;
constexpr std::uint8_t stored_byte = 0x85;

}  // namespace

void World::connect(Host& host) {
  if (!host.running() || host.link.up || host.link.blocked) return;
  host.link.id = next_link_++;
  host.link.up = true;
  // The device learns of its socket first; the relay's greeting follows as a message.
  const Reply reply = act(host, "connected", Fields{{"origin", origin}});
  if (!host.link.up) return;
  expect(reply.error.empty(), "a relay is met without an error", host.label() + " " + reply.error);
  Block<32> nonce_bytes{};
  Rng dice{setup.seed, nonce, host.link.id};
  dice.fill(nonce_bytes);
  relay.hub().open(host.link.id, nonce_bytes, plain_hash(span_of(origin)), now);
  collect();
}

void World::disconnect(Host& host) {
  if (!host.link.up) return;
  break_link(host);
  if (host.running()) act(host, "disconnected", Fields{});
}

// What was already sent may still arrive; what was coming is lost.
void World::break_link(Host& host) {
  if (!host.link.up) return;
  std::size_t arrives = network_.below(host.link.out.size() + 1);
  while (arrives-- > 0 && host.link.up) to_relay(host);
  if (!host.link.up) return;
  relay.hub().close(host.link.id);
  host.link.up = false;
  host.link.in.clear();
  host.link.out.clear();
  collect();
}

bool World::deliver_one(Rng& dice) {
  std::vector<std::pair<Host*, bool>> ready;
  for (const auto& host : hosts) {
    if (!host->link.up) continue;
    if (!host->link.out.empty()) ready.emplace_back(host.get(), false);
    if (!host->link.in.empty()) ready.emplace_back(host.get(), true);
  }
  if (ready.empty()) return false;
  const auto [host, inward] = ready[dice.below(ready.size())];
  if (inward) {
    to_host(*host);
  } else {
    to_relay(*host);
  }
  return true;
}

void World::deliver_all() {
  constexpr int enough = 200'000;
  int moved = 0;
  while (!broken && deliver_one(network_) && ++moved < enough) continue;
  expect(moved < enough, "the network comes to rest", "messages go round without end");
}

void World::note_wire(const Host& host, ByteSpan message, bool to_host) {
  ++messages;
  const std::size_t lane_at = !message.empty() && message[0] == put_byte ? 9 : 1;
  if (setup.wire && message.size() >= lane_at + 32)
    say_wire(host, to_host ? "gets" : "sends", to_hex(message.first(1)) + " " + to_hex(message.subspan(lane_at, 16)) + " " +
             std::to_string(Unpacker(message.subspan(lane_at + 16)).u64()) + ", " + std::to_string(message.size()) + " bytes");
  everything.note(host.link.id << 1 | (to_host ? 1 : 0), message);
  // What the relay can see of a message, content aside: when, whose socket, which way, what kind, how long.
  const std::uint64_t shape[] = {static_cast<std::uint64_t>(now), host.link.id, message.empty() ? 0ULL : message[0], message.size()};
  relay_sees.note(to_host ? 1 : 0, {reinterpret_cast<const std::uint8_t*>(shape), sizeof shape});
  if (host.person == 1) partner_sees.note(static_cast<std::uint64_t>(now), message);
}

void World::to_relay(Host& host) {
  Bytes message = std::move(host.link.out.front());
  host.link.out.pop_front();
  note_wire(host, message, false);
  if (tamper && !tamper(host, message, false)) return;
  relay.hub().message(host.link.id, message, now);
  collect();
}

// Takes what the hub wants sent and closed.
void World::collect() {
  for (auto& out : relay.hub().take(now)) {
    Host* host = by_link(out.to);
    if (host == nullptr) continue;
    if (!out.message.empty() && out.message[0] == stored_byte) {
      const auto message = decode_relay(out.message);
      const Stored ok = message ? std::get<Stored>(*message) : Stored{};
      Hash held{};
      // An entry of a rendezvous box is acknowledged in the same form; it is no lane.
      const bool a_lane = relay.store.lanes.contains(ok.lane);
      if (a_lane) expect(relay.holds(ok.lane, ok.seq, held), "the relay promises only what it holds", to_hex(ok.lane));
      const std::string wrong = !a_lane ? "" : ledger.promised(ok.lane, ok.seq, held);
      expect(wrong.empty(), "a promised frame stays what it was", wrong);
    }
    if (tamper && !tamper(*host, out.message, true)) continue;
    host->link.in.push_back(std::move(out.message));
  }
  for (const auto id : relay.hub().take_closes()) {
    if (Host* host = by_link(id)) disconnect(*host);
  }
}

void World::to_host(Host& host) {
  Call call;
  call.tail = std::move(host.link.in.front());
  host.link.in.pop_front();
  note_wire(host, call.tail, true);
  if (const auto message = decode_relay(call.tail)) {
    if (const auto* ok = std::get_if<LaneOk>(&*message)) ledger.told(host.number, ok->lane, ok->head_seq);
    if (const auto* head = std::get_if<Head>(&*message)) ledger.told(host.number, head->lane, head->seq);
    if (const auto* stored = std::get_if<Stored>(&*message)) ledger.told(host.number, stored->lane, stored->seq);
    if (const auto* news = std::get_if<Frames>(&*message)) {
      ledger.told(host.number, news->lane, news->head_seq);
      ledger.received(host.number, news->lane, news->frames);
    }
  }
  const Value place = Fields{{"at", 0}, {"len", static_cast<std::int64_t>(call.tail.size())}};
  request(host, Fields{{"do", "receive"}, {"message", place}}, call);
}

void World::restart_relay() {
  std::vector<Host*> cut;
  for (const auto& host : hosts) {
    if (!host->link.up) continue;
    host->link.up = false;
    host->link.in.clear();
    host->link.out.clear();
    cut.push_back(host.get());
  }
  relay.restart();
  for (Host* host : cut)
    if (host->running()) act(*host, "disconnected", Fields{});
}

void World::relay_tick() {
  relay.hub().tick(now);
  collect();
}

Host* World::by_link(std::uint64_t id) {
  for (const auto& host : hosts)
    if (host->link.up && host->link.id == id) return host.get();
  return nullptr;
}

}  // namespace bothy::sim
