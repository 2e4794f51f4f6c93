// Rendezvous boxes: eight places, written once, gone after a day.
#include <doctest/doctest.h>

#include "relay/testing/wire_pair.h"

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {
const Id rv{Block<16>{4, 4, 4}};
const Token token{8};
const Bytes hello(rv_body_size, 1);
const Bytes other(rv_body_size, 2);
const RelayMessage refused_put = Refused{7, rv, RefusedCode::not_allowed};
const RelayMessage refused_get = Refused{8, rv, RefusedCode::not_allowed};
}  // namespace

TEST_CASE("rendezvous: entries travel both ways, earlier ones at once, later ones as they come") {
  Bench b;
  b.connect(1);
  b.connect(2);
  CHECK(b.ask(1, RvPut{rv, token, 0, hello}) == RelayMessage(Stored{rv, 0}));
  CHECK(b.say(1, RvGet{rv, token}) == std::vector<RelayMessage>{RvEntry{rv, 0, hello}});
  CHECK(b.say(2, RvGet{rv, token}) == std::vector<RelayMessage>{RvEntry{rv, 0, hello}});
  CHECK(b.say(2, RvPut{rv, token, 1, other}) == std::vector<RelayMessage>{Stored{rv, 1}});
  CHECK(b.inbox[1] == std::vector<RelayMessage>{RvEntry{rv, 1, other}});
}

TEST_CASE("rendezvous: a place is written once; the same bytes again are fine") {
  Bench b;
  b.connect(1);
  b.say(1, RvPut{rv, token, 0, hello});
  CHECK(b.ask(1, RvPut{rv, token, 0, hello}) == RelayMessage(Stored{rv, 0}));
  CHECK(b.ask(1, RvPut{rv, token, 0, other}) == refused_put);
  CHECK(b.store.boxes.at(rv).entries[0] == hello);
}

TEST_CASE("rendezvous: another token reads, writes and closes nothing") {
  Bench b;
  b.connect(1);
  b.say(1, RvPut{rv, token, 0, hello});
  CHECK(b.ask(1, RvPut{rv, {9}, 1, other}) == refused_put);
  CHECK(b.ask(1, RvGet{rv, {9}}) == refused_get);
  CHECK(b.ask(1, RvClose{rv, {9}}) == RelayMessage(Refused{9, rv, RefusedCode::not_allowed}));
  CHECK(b.ask(1, RvGet{rv, token}) == RelayMessage(RvEntry{rv, 0, hello}));
}

TEST_CASE("rendezvous: a closed box is empty for good and its name stays taken") {
  Bench b;
  b.connect(1);
  b.say(1, RvPut{rv, token, 0, hello});
  CHECK(b.ask(1, RvClose{rv, token}) == RelayMessage(Stored{rv, 8}));
  CHECK(b.ask(1, RvGet{rv, token}) == refused_get);
  CHECK(b.ask(1, RvPut{rv, token, 1, other}) == refused_put);
  CHECK(!b.store.boxes.at(rv).entries[0]);
}

TEST_CASE("rendezvous: after a day a box is unknown and deleted, and its name is free") {
  Bench b;
  b.connect(1);
  b.say(1, RvPut{rv, token, 0, hello});
  b.now_ms += rv_life_ms - 1;
  CHECK(b.ask(1, RvGet{rv, token}) == RelayMessage(RvEntry{rv, 0, hello}));
  b.now_ms += 1;
  CHECK(b.ask(1, RvGet{rv, token}) == refused_get);
  b.now_ms += 1;
  b.relay.tick(b.now_ms);
  CHECK(b.store.boxes.empty());
  CHECK(b.ask(1, RvPut{rv, {9}, 0, other}) == RelayMessage(Stored{rv, 0}));
}

TEST_CASE("rendezvous: boxes survive a restart of the relay with their readers gone") {
  Bench b;
  b.connect(1);
  b.say(1, RvPut{rv, token, 0, hello});
  Bench again;
  again.store.boxes = b.store.boxes;
  again.connect(1);
  CHECK(again.ask(1, RvGet{rv, token}) == RelayMessage(RvEntry{rv, 0, hello}));
}
