// Laws over random conversations: heads only grow, lanes have no gaps, acknowledged frames stay, every store damage is
// seen.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "relay/testing/wire_pair.h"

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {

// A store that keeps nothing for a while, or cannot be read.
struct Moody : MemoryStore {
  Commit commit(std::span<const SharedBatch> batches) override {
    return full ? Commit::disk : MemoryStore::commit(batches);
  }
  Result<Page> page(const Id& id, std::uint64_t after, std::size_t most) override {
    return unreadable ? no(Error::store_damaged) : MemoryStore::page(id, after, most);
  }
  bool full = false;
  bool unreadable = false;
};

constexpr std::uint64_t authors = 3;
constexpr ConnectionId clients = 4;

struct World {
  World() : relay(store, Limits{}) {
    for (std::uint64_t i = 0; i < authors; ++i) writers.emplace_back(i + 1);
    for (ConnectionId id = 1; id <= clients; ++id) relay.open(id, Bench::nonce_of(id), origin, now_ms);
  }

  void check() {
    for (const auto& [id, lane] : store.lanes) {
      RC_ASSERT(lane.frames.size() == lane.row.head_seq);
      RC_ASSERT(lane.row.head_seq >= heads[id]);
      heads[id] = lane.row.head_seq;
      Hash prev{};
      for (std::size_t i = 0; i < lane.frames.size(); ++i) {
        const auto header = parse_frame(lane.frames[i]);
        RC_ASSERT(header.has_value());
        RC_ASSERT(header->seq == i + 1);
        RC_ASSERT(header->prev == prev);
        prev = frame_hash(lane.frames[i]);
        RC_ASSERT(signed_by(*header, prev, writers[owner.at(id)].write.open));
      }
      RC_ASSERT(prev == lane.row.head_hash);
    }
    for (const auto& [place, hash] : acked)
      RC_ASSERT(frame_hash(store.lanes.at(place.first).frames.at(place.second - 1)) == hash);
  }

  // What each client heard: acknowledged frames are remembered, pushed frames must follow on what that client has.
  void hear() {
    for (const auto& out : relay.take(now_ms)) {
      const auto message = decode_relay(out.message);
      RC_ASSERT(message.has_value());
      if (const auto* ok = std::get_if<Stored>(&*message)) {
        const auto sent = offered.find({ok->lane, ok->seq});
        if (sent != offered.end())
          acked[{ok->lane, ok->seq}] = frame_hash(store.lanes.at(ok->lane).frames.at(ok->seq - 1));
      }
      if (const auto* news = std::get_if<Frames>(&*message)) {
        ByteSpan rest(news->frames);
        std::uint64_t last = 0;
        while (!rest.empty()) {
          const auto size = leading_frame_size(rest);
          RC_ASSERT(size.has_value());
          const auto header = parse_frame(rest.first(*size));
          RC_ASSERT(header.has_value());
          RC_ASSERT((last == 0 || header->seq == last + 1));
          RC_ASSERT(frame_hash(rest) == frame_hash(store.lanes.at(news->lane).frames.at(header->seq - 1)));
          last = header->seq;
          rest = rest.subspan(*size);
        }
      }
    }
    for (const ConnectionId id : relay.take_closes()) relay.close(id);
  }

  void say(ConnectionId id, const ClientMessage& m) {
    relay.message(id, encode(m), now_ms);
    if (store.unreadable) return;
    hear();
  }

  Moody store;
  SyncRelay relay;
  std::int64_t now_ms = 1'700'000'000'000;
  std::vector<Author> writers;
  std::map<Id, std::size_t> owner;
  std::map<Id, std::uint64_t> heads;
  std::map<std::pair<Id, std::uint64_t>, Hash> offered;
  std::map<std::pair<Id, std::uint64_t>, Hash> acked;
};

void one_step(World& w) {
  const auto who = *rc::gen::inRange<std::size_t>(0, authors);
  const auto id = *rc::gen::inRange<ConnectionId>(1, clients + 1);
  Author& a = w.writers[who];
  w.owner[a.lane] = who;
  const auto at_store = [&]() -> std::pair<std::uint64_t, Hash> {
    const auto lane = w.store.lanes.find(a.lane);
    return lane == w.store.lanes.end() ? std::pair<std::uint64_t, Hash>{}
                                       : std::pair(lane->second.row.head_seq, lane->second.row.head_hash);
  };
  switch (*rc::gen::inRange(0, 11)) {
    case 0: return w.say(id, a.open());
    case 1: return w.say(id, a.auth(Bench::nonce_of(id), origin));
    case 2: return w.say(id, a.read());
    case 3: return w.say(id, Have{{{a.lane, *rc::gen::inRange<std::uint64_t>(0, 4), {}}}});
    case 4:
    case 5:
    case 6: {
      const auto [seq, hash] = at_store();
      const auto salt = *rc::gen::inRange<std::uint64_t>(0, 3);
      const std::uint64_t skew = *rc::gen::weightedElement<std::uint64_t>({{8, 0}, {1, 1}, {1, 2}});
      const std::uint64_t after = seq >= skew ? seq - skew : 0;
      const Bytes frame = a.frame_after(after, skew == 0 ? hash : Hash{}, salt);
      w.offered[{a.lane, after + 1}] = frame_hash(frame);
      return w.say(id, Put{frame});
    }
    case 7: {
      Bytes bytes = encode(Put{a.frame_after(at_store().first, at_store().second, 1)});
      bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] ^= 0x40;
      w.relay.message(id, bytes, w.now_ms);
      return w.hear();
    }
    case 8: w.store.full = !w.store.full; return;
    case 9: {
      w.relay.close(id);
      w.relay.open(id, Bench::nonce_of(id), origin, w.now_ms);
      return w.hear();
    }
    default: {
      w.now_ms += *rc::gen::inRange<std::int64_t>(0, 100'000);
      w.relay.tick(w.now_ms);
      return w.hear();
    }
  }
}

}  // namespace

TEST_CASE("law: in any conversation heads grow, lanes have no gaps and acknowledged frames stay as they were") {
  CHECK(rc::check([] {
    World w;
    const int steps = *rc::gen::inRange(1, 60);
    for (int i = 0; i < steps; ++i) {
      one_step(w);
      w.check();
    }
  }));
}

TEST_CASE("law: random bytes from any client change nothing that others have") {
  CHECK(rc::check([](const std::vector<Bytes>& noise) {
    World w;
    Author& a = w.writers[0];
    w.owner[a.lane] = 0;
    w.say(1, a.open());
    w.say(1, Put{a.next()});
    const auto before = w.store.lanes.at(a.lane).frames;
    for (const Bytes& bytes : noise) w.relay.message(2, bytes, w.now_ms);
    w.hear();
    RC_ASSERT(w.store.lanes.size() == 1u);
    RC_ASSERT(w.store.lanes.at(a.lane).frames == before);
  }));
}

TEST_CASE("law: the same conversation twice gives the same bytes") {
  const auto run = [](std::uint64_t seed) {
    MemoryStore store;
    SyncRelay relay(store, {});
    Bytes heard;
    std::vector<Author> who = {Author(1), Author(2)};
    for (ConnectionId id = 1; id <= 3; ++id) relay.open(id, Bench::nonce_of(id), origin, 0);
    for (int i = 0; i < 200; ++i) {
      seed = seed * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
      const auto id = 1 + (seed >> 40) % 3;
      Author& a = who[(seed >> 50) % 2];
      const std::vector<ClientMessage> all = {a.open(), Have{{{a.lane, 0, {}}}}, a.read(),
                                              Put{a.frame_after(a.seq, a.head, seed)}, Put{a.next()}};
      relay.message(id, encode(all[(seed >> 33) % all.size()]), i);
      for (const auto& out : relay.take(i)) {
        heard.push_back(static_cast<std::uint8_t>(out.to));
        append(heard, out.message);
      }
    }
    return plain_hash(heard);
  };
  CHECK(run(7) == run(7));
  CHECK(run(7) != run(8));
}

TEST_CASE(
    "heal: a damaged frame is never served, the author is asked again by a lower head, and readers then get all of "
    "it") {
  for (std::size_t damaged = 1; damaged <= 5; ++damaged) {
    Bench b;
    Author a(1);
    b.open(1, a);
    std::vector<Bytes> frames;
    for (int i = 0; i < 5; ++i) {
      frames.push_back(a.next());
      b.say(1, Put{frames.back()});
    }
    b.store.lanes.at(a.lane).frames[damaged - 1][600] ^= 1;
    b.connect(2);
    b.say(2, a.read());
    Bytes got;
    const auto hear = [&](const std::vector<RelayMessage>& all) {
      for (const auto& m : all) {
        if (const auto* f = as<Frames>(m)) append(got, f->frames);
      }
    };
    hear(b.say(2, Have{{{a.lane, 0, {}}}}));
    CHECK(got.size() == (damaged - 1) * 1'024);
    const auto told = b.follow(1, a.claim());
    CHECK(told == RelayMessage(Frames{a.lane, damaged - 1, false, {}}));
    b.inbox[2].clear();
    for (std::size_t i = damaged; i <= 5; ++i) CHECK(b.ask(1, Put{frames[i - 1]}) == RelayMessage(Stored{a.lane, i}));
    hear(b.inbox[2]);
    Bytes all;
    for (const auto& f : frames) append(all, f);
    CHECK(got == all);
    CHECK(b.store.lanes.at(a.lane).frames == frames);
    CHECK(b.relay.hub().counters().frames_healed == 1);
  }
}

TEST_CASE("heal: another frame, even one signed by the author, does not fit a damaged place") {
  Bench b;
  Author a(1);
  b.open(1, a);
  for (int i = 0; i < 3; ++i) b.say(1, Put{a.next()});
  const auto first = frame_hash(b.store.lanes.at(a.lane).frames[0]);
  b.store.lanes.at(a.lane).frames[1][600] ^= 1;
  const auto before = b.store.lanes.at(a.lane).frames;
  CHECK(as<Head>(b.ask(1, Put{a.frame_after(1, first, 4'321)})) != nullptr);
  Author liar = a;
  liar.write = key_pair(9, "write");
  CHECK(as<Refused>(b.ask(1, Put{liar.frame_after(1, first, 1)})) != nullptr);
  CHECK(b.store.lanes.at(a.lane).frames == before);
}
