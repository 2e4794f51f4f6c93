// Limits: rates before signature checks, quotas, back-pressure, and what a slow or greedy client can cost.
#include <doctest/doctest.h>

#include "relay/testing/wire_pair.h"

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {

Limits few() {
  Limits l;
  l.connection_frames = {3, 1};
  l.lane_frames = {0, 1};
  l.connection_checks = {3, 1};
  l.connection_asks = {3, 1};
  return l;
}

}  // namespace

TEST_CASE("bucket: gives its burst, then one per interval, and says how long to wait") {
  Bucket b;
  const Rate rate{2, 4};
  CHECK(b.take(rate, 1'000) == 0);
  CHECK(b.take(rate, 1'000) == 0);
  CHECK(b.take(rate, 1'000) == 250);
  CHECK(b.take(rate, 1'249) == 1);
  CHECK(b.take(rate, 1'250) == 0);
  CHECK_FALSE(b.full(rate, 1'600));
  CHECK(b.full(rate, 1'750));
  CHECK(b.take(rate, 500) == 0);
  CHECK(b.take({0, 0}, 500) == 0);
}

TEST_CASE("limits: past its burst a connection is told when to come back, and time brings it back") {
  Bench b(few());
  Author a(1);
  b.open(1, a);
  for (std::uint64_t i = 1; i <= 3; ++i) CHECK(b.ask(1, Put{a.next()}) == RelayMessage(Stored{a.lane, i}));
  const Bytes fourth = a.next();
  CHECK(b.ask(1, Put{fourth}) == RelayMessage(Later{a.lane, 4, LaterReason::rate, 1'000}));
  b.now_ms += 1'000;
  CHECK(b.ask(1, Put{fourth}) == RelayMessage(Stored{a.lane, 4}));
}

TEST_CASE("limits: a flood of signatures is stopped before it is checked") {
  Bench b(few());
  Author a(1);
  b.connect(1);
  for (int i = 0; i < 50; ++i) {
    b.say(1, a.auth(b.nonce_of(1), origin));
    b.say(1, a.open());
    b.say(1, Put{a.frame_after(0, {}, 1)});
    b.say(1, a.rekey(a, b.nonce_of(1), origin, KeyKind::admin));
  }
  CHECK(b.relay.hub().counters().signature_checks <= 3);
  CHECK(b.relay.hub().counters().later_rate >= 190);
}

TEST_CASE("limits: unknown and known lanes meet the same limits in the same order") {
  Bench b(few());
  Author known(1);
  b.open(1, known);
  Author unknown(2);
  Author liar = known;
  liar.write = key_pair(9, "write");
  const auto answers = [&](ConnectionId id, const Author& who) {
    b.connect(id);
    std::vector<std::size_t> kinds;
    for (int i = 0; i < 6; ++i) kinds.push_back(b.ask(id, Put{who.frame_after(0, {}, 1)}).index());
    return kinds;
  };
  CHECK(answers(2, liar) == answers(3, unknown));
}

TEST_CASE("limits: a lane's own rate holds over all connections, and strangers without its key cannot use it up") {
  Limits l;
  l.lane_frames = {2, 1};
  Bench b(l);
  Author a(1);
  b.open(1, a);
  Author liar = a;
  liar.write = key_pair(9, "write");
  b.connect(2);
  for (int i = 0; i < 10; ++i) b.say(2, Put{liar.frame_after(0, {}, 1)});
  CHECK(b.ask(1, Put{a.next()}) == RelayMessage(Stored{a.lane, 1}));
  CHECK(b.ask(1, Put{a.next()}) == RelayMessage(Stored{a.lane, 2}));
  const Bytes third = a.next();
  CHECK(b.ask(1, Put{third}) == RelayMessage(Later{a.lane, 3, LaterReason::rate, 1'000}));
  b.connect(3);
  CHECK(b.ask(3, Put{third}) == RelayMessage(Later{a.lane, 3, LaterReason::rate, 1'000}));
}

TEST_CASE("limits: forgetting idle lanes does not refill their rate") {
  Limits l;
  l.lane_frames = {2, 1};
  Bench b(l);
  Author a(1);
  b.open(1, a);
  b.say(1, Put{a.next()});
  b.say(1, Put{a.next()});
  b.relay.close(1);
  b.relay.tick(b.now_ms);
  CHECK(b.relay.hub().lanes_held() == 1);
  b.now_ms += 2'000;
  b.relay.tick(b.now_ms);
  CHECK(b.relay.hub().lanes_held() == 0);
  b.connect(2);
  CHECK(b.ask(2, Put{a.next()}) == RelayMessage(Stored{a.lane, 3}));
}

TEST_CASE("limits: a full lane says so and keeps what it has") {
  Limits l;
  l.lane_bytes = 3 * 1'024;
  Bench b(l);
  Author a(1);
  b.open(1, a);
  for (int i = 0; i < 3; ++i) b.say(1, Put{a.next()});
  const auto full = b.ask(1, Put{a.next()});
  REQUIRE(as<Later>(full) != nullptr);
  CHECK(as<Later>(full)->reason == LaterReason::quota);
  CHECK(b.follow(1, {a.lane, 3, block_of<16>(b.store.lanes.at(a.lane).row.head_hash)}) ==
        RelayMessage(Frames{a.lane, 3, false, {}}));
}

TEST_CASE("limits: lanes and boxes opened are counted per connection and over all") {
  Limits l;
  l.opens_per_connection = 2;
  l.opens = {3, 1};
  Bench b(l);
  b.connect(1);
  for (std::uint64_t i = 1; i <= 2; ++i) CHECK(as<LaneOk>(b.ask(1, Author(i).open())) != nullptr);
  CHECK(as<Later>(b.ask(1, Author(3).open()))->reason == LaterReason::quota);
  CHECK(as<Later>(b.ask(1, RvPut{Id{{1}}, {}, 0, Bytes(rv_body_size)}))->reason == LaterReason::quota);
  b.connect(2);
  CHECK(as<LaneOk>(b.ask(2, Author(3).open())) != nullptr);
  CHECK(as<Later>(b.ask(2, Author(4).open()))->reason == LaterReason::rate);
  CHECK(b.store.lanes.size() == 3);
}

TEST_CASE("limits: a reader that takes nothing holds at most a page and the queue, and gets everything once it reads") {
  MemoryStore store;
  Limits l;
  l.connection_frames = l.lane_frames = {0, 1};
  SyncRelay relay(store, l);
  const std::int64_t now = 1'000;
  Author a(1);
  relay.open(1, Bench::nonce_of(1), origin, now);
  relay.message(1, encode(a.open()), now);
  Bytes all;
  for (int i = 0; i < 30; ++i) {
    const Bytes frame = a.next(FrameClass::huge);
    append(all, frame);
    relay.message(1, encode(Put{frame}), now);
  }
  (void)relay.take(now);
  Hub& hub = relay.hub();
  hub.on_open(2, Bench::nonce_of(2), origin, now);
  hub.on_message(2, encode(a.read()), now);
  hub.on_message(2, encode(Have{{{a.lane, 0, {}}}}), now);
  std::size_t held = 0;
  Bytes got;
  const auto collect = [&] {
    for (const auto& s : hub.take().sends) {
      if (s.to != 2) continue;
      held += s.bytes->size();
      if (const auto m = decode_relay(*s.bytes); std::holds_alternative<Frames>(*m))
        append(got, std::get<Frames>(*m).frames);
    }
  };
  collect();
  CHECK(held <= l.queue_bytes + l.page + 100);
  CHECK_FALSE(hub.can_send(2));
  // New frames do not pile up for it either.
  for (int i = 0; i < 10; ++i) {
    const Bytes frame = a.next(FrameClass::huge);
    append(all, frame);
    relay.message(1, encode(Put{frame}), now);
  }
  collect();
  CHECK(held <= l.queue_bytes + l.page + 100);
  for (int i = 0; i < 200 && got.size() < all.size(); ++i) {
    hub.on_drained(2, std::exchange(held, 0), now);
    collect();
  }
  CHECK(got == all);
}

TEST_CASE("limits: readers that take nothing hold a bounded amount together, and whoever waited is served later") {
  MemoryStore store;
  Limits l;
  l.queued = 100'000;
  SyncRelay relay(store, l);
  Author a(1);
  relay.open(1, Bench::nonce_of(1), origin, 0);
  relay.message(1, encode(a.open()), 0);
  for (int i = 0; i < 4; ++i) relay.message(1, encode(Put{a.next(FrameClass::huge)}), 0);
  (void)relay.take(0);
  Hub& hub = relay.hub();
  std::map<ConnectionId, std::size_t> held;
  const auto collect = [&] {
    for (const auto& s : hub.take().sends) held[s.to] += s.bytes->size();
  };
  for (ConnectionId id = 2; id <= 9; ++id) {
    hub.on_open(id, Bench::nonce_of(id), origin, 0);
    hub.on_message(id, encode(a.read()), 0);
    hub.on_message(id, encode(Have{{{a.lane, 0, {}}}}), 0);
  }
  collect();
  std::size_t all = 0;
  for (const auto& [id, bytes] : held) all += bytes;
  CHECK(all < l.queued + l.page + 2'000);
  CHECK(held[9] < 1'000);
  hub.on_drained(2, held[2], 1);
  hub.on_tick(1'000);
  for (int round = 0; round < 20; ++round) {
    for (auto& [id, bytes] : held) hub.on_drained(id, std::exchange(bytes, 0), 1);
    hub.on_tick(1'000 + round);
    collect();
    if (held[9] > 200'000) break;
  }
  CHECK(held[9] > 200'000);
}

TEST_CASE("limits: news do not overtake older frames that a reader still waits for") {
  MemoryStore store;
  Limits l;
  l.queued = 100'000;
  SyncRelay relay(store, l);
  Hub& hub = relay.hub();
  Author a(1);
  relay.open(1, Bench::nonce_of(1), origin, 0);
  relay.message(1, encode(a.open()), 0);
  for (int i = 0; i < 2; ++i) relay.message(1, encode(Put{a.next(FrameClass::huge)}), 0);
  (void)relay.take(0);
  std::map<ConnectionId, std::size_t> held;
  std::vector<std::uint64_t> seqs;
  const auto collect = [&](const Effects& effects) {
    for (const auto& s : effects.sends) {
      held[s.to] += s.bytes->size();
      const auto message = decode_relay(*s.bytes).value();
      const auto* page = std::get_if<Frames>(&message);
      if (s.to != 3 || page == nullptr) continue;
      for (ByteSpan rest(page->frames); !rest.empty(); rest = rest.subspan(leading_frame_size(rest).value()))
        seqs.push_back(parse_frame(rest.first(leading_frame_size(rest).value()))->seq);
    }
  };
  // The first reader's page takes all the room there is, so the second one waits although its own queue is empty.
  for (const ConnectionId id : {2, 3}) {
    hub.on_open(id, Bench::nonce_of(id), origin, 0);
    hub.on_message(id, encode(a.read()), 0);
    hub.on_message(id, encode(Have{{{a.lane, 0, {}}}}), 0);
  }
  collect(hub.take());
  REQUIRE(held[2] > l.queued);
  REQUIRE(seqs.empty());
  hub.on_drained(2, std::exchange(held[2], 0), 1);
  hub.on_message(1, encode(Put{a.next()}), 1);
  hub.flush(1);
  const Effects effects = hub.take();
  collect(effects);
  REQUIRE(effects.batches.size() == 1);
  hub.on_committed(effects.batches.front()->ticket, store.commit(effects.batches), 1);
  collect(hub.take());
  for (int round = 0; round < 10; ++round) {
    for (auto& [id, bytes] : held) hub.on_drained(id, std::exchange(bytes, 0), 2);
    hub.on_tick(1'000 + round);
    collect(hub.take());
  }
  CHECK(seqs == std::vector<std::uint64_t>{1, 2, 3});
}

TEST_CASE("limits: a client that asks without ever reading is closed") {
  MemoryStore store;
  Limits l;
  l.connection_asks = {0, 1};
  Hub hub(store, l);
  hub.on_open(1, {}, {}, 0);
  const Bytes ask = encode(RvGet{Id{{1}}, {}});
  for (int i = 0; i < 40'000; ++i) hub.on_message(1, ask, 0);
  CHECK_FALSE(hub.can_receive(1));
  CHECK(hub.take().closes == std::vector<ConnectionId>{1});
}

TEST_CASE("limits: frames that wait for the disk stop the reading of that connection only") {
  MemoryStore store;
  Limits l;
  l.unstored_per_connection = 4 * 1'024;
  l.connection_checks = {0, 1};
  Hub hub(store, l);
  Author a(1);
  hub.on_open(1, Bench::nonce_of(1), origin, 0);
  hub.on_open(2, Bench::nonce_of(2), origin, 0);
  hub.on_message(1, encode(a.open()), 0);
  for (int i = 0; i < 4; ++i) hub.on_message(1, encode(Put{a.next()}), 0);
  CHECK_FALSE(hub.can_receive(1));
  CHECK(hub.can_receive(2));
  hub.flush(0);
  for (const auto& batch : hub.take().batches) hub.on_committed(batch->ticket, store.commit({&batch, 1}), 0);
  CHECK(hub.can_receive(1));
}
