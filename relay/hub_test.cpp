// What the relay allows, answers and passes on, in tables of whole messages.
#include <doctest/doctest.h>

#include "relay/testing/wire_pair.h"

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {
const RelayMessage no_way(std::uint8_t type, const Id& lane) { return Refused{type, lane, RefusedCode::not_allowed}; }
}  // namespace

TEST_CASE("hub: a connection is greeted with its nonce and the relay's time") {
  Bench b;
  b.relay.open(3, b.nonce_of(3), origin, b.now_ms);
  b.collect();
  CHECK(b.inbox[3] == std::vector<RelayMessage>{Chal{1, b.nonce_of(3), static_cast<std::uint64_t>(b.now_ms)}});
}

TEST_CASE("hub: a lane is opened once; the same keys may open it again, others may not") {
  Bench b;
  const Author a(1);
  b.connect(1);
  CHECK(b.ask(1, a.open()) == RelayMessage(LaneOk{a.lane, 0, {}}));
  CHECK(b.ask(1, a.open()) == RelayMessage(LaneOk{a.lane, 0, {}}));
  Author thief(2);
  thief.lane = a.lane;
  b.connect(2);
  CHECK(b.ask(2, thief.open()) == no_way(1, a.lane));
  CHECK(b.store.lanes.at(a.lane).row.keys.write == a.write.open);
}

TEST_CASE("hub: a lane opens by its deed from any connection, which then reads it and proves no hand") {
  Bench b;
  Author a(1);
  b.connect(1);
  CHECK(b.ask(1, a.open()) == RelayMessage(LaneOk{a.lane, 0, {}}));
  b.connect(2);
  CHECK(b.ask(2, a.open()) == RelayMessage(LaneOk{a.lane, 0, {}}));
  CHECK(b.ask(2, Put{a.next()}) == RelayMessage(Stored{a.lane, 1}));
  Bytes changed = a.next();
  changed[100] ^= 1;
  CHECK(b.ask(2, Put{changed}) != RelayMessage(Stored{a.lane, 2}));
}

TEST_CASE("hub: a signature for another nonce or another origin proves nothing") {
  Bench b;
  const Author a(1);
  b.connect(1);
  b.say(1, a.open());
  CHECK(b.ask(1, a.auth(b.nonce_of(1), plain_hash(span_of("http://elsewhere")))) == no_way(2, a.lane));
  b.connect(2);
  CHECK(b.ask(2, a.auth(b.nonce_of(1), origin)) == no_way(2, a.lane));
  CHECK(b.ask(2, a.auth(b.nonce_of(2), origin)) == RelayMessage(LaneOk{a.lane, 0, {}}));
}

TEST_CASE("hub: unknown lane, wrong key and wrong token get the same bytes") {
  Bench b;
  Author a(1);
  b.open(1, a);
  b.connect(2);
  Author wrong(2);
  wrong.lane = a.lane;
  Author unknown(3);
  for (const Author* who : {&wrong, &unknown}) {
    CHECK(b.ask(2, who->auth(b.nonce_of(2), origin)) == no_way(2, who->lane));
    CHECK(b.ask(2, who->auth(b.nonce_of(2), origin, KeyKind::admin)) == no_way(2, who->lane));
    CHECK(b.ask(2, who->read()) == no_way(3, who->lane));
    CHECK(b.ask(2, Have{{who->claim()}}) == no_way(4, who->lane));
    CHECK(b.ask(2, Put{who->frame_after(0, {}, 1)}) == no_way(5, who->lane));
    CHECK(b.ask(2, who->rekey(unknown, b.nonce_of(2), origin, KeyKind::write)) == no_way(6, who->lane));
    CHECK(b.ask(2, RvGet{who->lane, who->token}) == no_way(8, who->lane));
    CHECK(b.ask(2, RvClose{who->lane, who->token}) == no_way(9, who->lane));
  }
}

TEST_CASE("hub: frames are stored in order, answered after the commit, and repeated ones are answered again") {
  Bench b;
  Author a(1);
  b.open(1, a);
  const Bytes one = a.next();
  const Bytes two = a.next();
  CHECK(b.ask(1, Put{one}) == RelayMessage(Stored{a.lane, 1}));
  CHECK(b.ask(1, Put{two}) == RelayMessage(Stored{a.lane, 2}));
  CHECK(b.ask(1, Put{one}) == RelayMessage(Stored{a.lane, 1}));
  CHECK(b.ask(1, Put{two}) == RelayMessage(Stored{a.lane, 2}));
  CHECK(b.store.lanes.at(a.lane).frames == std::vector<Bytes>{one, two});
  CHECK(b.store.lanes.at(a.lane).row.head_hash == a.head);
}

TEST_CASE("hub: a frame with another past loses the compare-and-swap and hears the head") {
  Bench b;
  Author a(1);
  b.open(1, a);
  b.say(1, Put{a.next()});
  const RelayMessage head = Head{a.lane, 1, a.head};
  CHECK(b.ask(1, Put{a.frame_after(0, {}, 99)}) == head);
  CHECK(b.ask(1, Put{a.frame_after(1, Hash{1}, 99)}) == head);
  CHECK(b.ask(1, Put{a.frame_after(2, a.head, 99)}) == head);
  CHECK(b.store.lanes.at(a.lane).frames.size() == 1);
}

TEST_CASE("hub: a changed body, header or signature is refused and nothing is stored") {
  Bench b;
  Author a(1);
  b.open(1, a);
  const Bytes good = a.frame_after(0, {}, 1);
  for (const std::size_t at : {32UL, 41UL, 72UL, 104UL, 167UL, 192UL, 1'023UL}) {
    Bytes bad = good;
    bad[at] ^= 1;
    const auto reply = b.ask(1, Put{bad});
    CAPTURE(at);
    CHECK((as<Refused>(reply) != nullptr || as<Head>(reply) != nullptr));
  }
  CHECK(b.store.lanes.at(a.lane).frames.empty());
  CHECK(b.ask(1, Put{good}) == RelayMessage(Stored{a.lane, 1}));
}

TEST_CASE("hub: a signed frame is enough on a connection that proved nothing, and tells a stranger nothing") {
  Bench b;
  Author a(1);
  b.open(1, a);
  b.connect(2);
  CHECK(b.ask(2, Put{a.next()}) == RelayMessage(Stored{a.lane, 1}));
  Bytes forged = a.frame_after(1, a.head, 5);
  forged[104] ^= 1;
  CHECK(b.ask(2, Put{forged}) == no_way(5, a.lane));
}

TEST_CASE("hub: malformed, newer and oversized messages are named and change nothing") {
  Bench b;
  b.connect(1);
  const auto raw = [&](const Bytes& bytes) {
    b.relay.message(1, bytes, b.now_ms);
    b.collect();
    return *as<Refused>(std::exchange(b.inbox[1], {}).front());
  };
  CHECK(raw({}) == Refused{0, {}, RefusedCode::malformed});
  CHECK(raw({0x02, 1}) == Refused{2, {}, RefusedCode::malformed});
  CHECK(raw({0x44}) == Refused{0x44, {}, RefusedCode::too_new});
  CHECK(raw(Bytes(max_message + 1, 5)) == Refused{5, {}, RefusedCode::too_large});
  CHECK(raw(Bytes(65'538, 5)) == Refused{5, {}, RefusedCode::too_large});
  Bytes newer = Author(1).next();
  newer[4] = 2;
  CHECK(raw(encode(Put{newer})) == Refused{5, {}, RefusedCode::too_new});
  CHECK(b.store.lanes.empty());
}

TEST_CASE("hub: a reader gets what is there, then each new frame as the same bytes; the author is spared the echo") {
  Bench b;
  Author a(1);
  b.open(1, a);
  const Bytes one = a.next();
  b.say(1, Put{one});
  CHECK(b.follow(1, a.claim()) == RelayMessage(Frames{a.lane, 1, false, {}}));
  b.connect(2);
  CHECK(b.ask(2, a.read()) == RelayMessage(LaneOk{a.lane, 1, a.head}));
  CHECK(b.follow(2, {a.lane, 0, {}}) == RelayMessage(Frames{a.lane, 1, false, one}));
  const Bytes two = a.next();
  CHECK(b.say(1, Put{two}) == std::vector<RelayMessage>{Stored{a.lane, 2}});
  CHECK(b.inbox[2] == std::vector<RelayMessage>{Frames{a.lane, 2, false, two}});
  b.relay.close(2);
  b.say(1, Put{a.next()});
  CHECK(b.inbox[2].size() == 1);
}

TEST_CASE("hub: a claim of another hash hears of the fork and is not served") {
  Bench b;
  Author a(1);
  b.open(1, a);
  b.say(1, Put{a.next()});
  const auto truth = block_of<16>(a.head);
  b.say(1, Put{a.next()});
  CHECK(b.follow(1, {a.lane, 1, {9}}) == RelayMessage(Fork{a.lane, 1, truth}));
  CHECK(b.follow(1, {a.lane, 1, truth}) != RelayMessage(Fork{a.lane, 1, truth}));
}

TEST_CASE("hub: a relay that forgot tells its lower head and takes the author's frames again") {
  Bench b;
  Author a(1);
  b.open(1, a);
  const Bytes one = a.next();
  b.say(1, Put{one});
  const MemoryStore old = b.store;
  const Bytes two = a.next();
  b.say(1, Put{two});
  b.store.lanes = old.lanes;
  Bench fresh;
  fresh.store.lanes = old.lanes;
  fresh.connect(1);
  fresh.say(1, a.auth(b.nonce_of(1), origin));
  CHECK(fresh.follow(1, a.claim()) == RelayMessage(Frames{a.lane, 1, false, {}}));
  CHECK(fresh.ask(1, Put{two}) == RelayMessage(Stored{a.lane, 2}));
}

TEST_CASE("hub: rekey by the admin key ends the old write key and the old token at once") {
  Bench b;
  Author a(1);
  b.open(1, a);
  b.say(1, Put{a.next()});
  b.connect(2);
  b.say(2, a.read());
  b.follow(2, a.claim());
  b.connect(3);
  Author next(2);
  CHECK(b.ask(3, a.rekey(next, b.nonce_of(3), origin, KeyKind::admin)) == RelayMessage(LaneOk{a.lane, 1, a.head}));
  for (const ConnectionId each : {1, 2}) CHECK(b.inbox[each].back() == no_way(4, a.lane));
  CHECK(b.ask(1, Put{a.next()}) == no_way(5, a.lane));
  CHECK(b.ask(2, a.read()) == no_way(3, a.lane));
  next.lane = a.lane;
  Bytes by_new = next.frame_after(1, b.store.lanes.at(a.lane).row.head_hash, 3);
  CHECK(b.ask(3, next.auth(b.nonce_of(3), origin)) ==
        RelayMessage(LaneOk{a.lane, 1, b.store.lanes.at(a.lane).row.head_hash}));
  CHECK(b.ask(3, Put{by_new}) == RelayMessage(Stored{a.lane, 2}));
  CHECK(b.inbox[2].empty());
  CHECK(b.ask(2, next.read()) != no_way(3, a.lane));
}

TEST_CASE("hub: the write key may rekey, the old write key may not afterwards, the admin key always may") {
  Bench b;
  Author a(1);
  Author thief(2);
  b.open(1, a);
  b.say(1, a.rekey(thief, b.nonce_of(1), origin, KeyKind::write));
  CHECK(b.ask(1, a.rekey(a, b.nonce_of(1), origin, KeyKind::write)) == no_way(6, a.lane));
  CHECK(b.ask(1, a.rekey(a, b.nonce_of(1), origin, KeyKind::admin)) == RelayMessage(LaneOk{a.lane, 0, {}}));
  CHECK(b.store.lanes.at(a.lane).row.keys.write == a.write.open);
}

TEST_CASE("hub: the admin key alone lets the recovery phrase read, and not write without the write key") {
  Bench b;
  Author a(1);
  b.open(1, a);
  const Bytes one = a.next();
  b.say(1, Put{one});
  b.connect(2);
  b.say(2, a.auth(b.nonce_of(2), origin, KeyKind::admin));
  CHECK(b.follow(2, {a.lane, 0, {}}) == RelayMessage(Frames{a.lane, 1, false, one}));
}
