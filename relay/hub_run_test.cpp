// Runs: one signature vouches for a chain, and nothing forged is ever acknowledged or served.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "relay/testing/wire_pair.h"

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {

// A hub whose batches are committed only when asked, so that runs form.
struct Slow {
  explicit Slow(const Limits& limits = {}) : hub(store, limits) {}

  void connect(ConnectionId id) { hub.on_open(id, Bench::nonce_of(id), origin, now_ms); }
  void open(ConnectionId id, const Author& a) {
    connect(id);
    say(id, a.open());
    settle();
    say(id, a.auth(Bench::nonce_of(id), origin));
    settle();
    replies.clear();
  }
  void say(ConnectionId id, const ClientMessage& m) { hub.on_message(id, encode(m), now_ms); }
  void settle(Commit forced = Commit::stored) {
    hub.flush(now_ms);
    take();
    for (auto& batch : std::exchange(batches, {})) {
      hub.on_committed(batch->ticket, forced == Commit::stored ? store.commit({&batch, 1}) : forced, now_ms);
    }
    take();
  }
  void take() {
    Effects e = hub.take();
    for (const auto& s : e.sends) replies.push_back(decode_relay(*s.bytes).value());
    for (auto& b : e.batches) batches.push_back(b);
  }
  template <class M>
  std::vector<M> all() const {
    std::vector<M> out;
    for (const auto& r : replies) {
      if (const auto* m = std::get_if<M>(&r)) out.push_back(*m);
    }
    return out;
  }
  [[nodiscard]] std::vector<Bytes> stored(const Author& a) const { return store.lanes.at(a.lane).frames; }

  MemoryStore store;
  Hub hub;
  std::int64_t now_ms = 1'700'000'000'000;
  std::vector<RelayMessage> replies;
  std::vector<SharedBatch> batches;
};

std::vector<Bytes> frames_of(Author& a, int n) {
  std::vector<Bytes> out;
  for (int i = 0; i < n; ++i) out.push_back(a.next());
  return out;
}

}  // namespace

TEST_CASE("run: a hundred chained frames cost one signature check and get a hundred answers") {
  Slow s;
  Author a(1);
  s.open(1, a);
  const auto before = s.hub.counters().signature_checks;
  const auto frames = frames_of(a, 100);
  for (const auto& f : frames) s.say(1, Put{f});
  s.settle();
  CHECK(s.hub.counters().signature_checks == before + 1);
  CHECK(s.all<Stored>().size() == 100);
  CHECK(s.stored(a) == frames);
}

TEST_CASE("run: nothing is answered before its batch is durable") {
  Slow s;
  Author a(1);
  s.open(1, a);
  for (const auto& f : frames_of(a, 5)) s.say(1, Put{f});
  s.hub.flush(s.now_ms);
  s.take();
  CHECK(s.all<Stored>().empty());
  CHECK(s.batches.size() == 1);
  s.settle();
  CHECK(s.all<Stored>().size() == 5);
}

TEST_CASE(
    "run: a frame forged in the middle breaks the chain, so it and what follows are neither answered nor stored") {
  for (std::size_t at = 0; at < 6; ++at) {
    Slow s;
    Author a(1);
    s.open(1, a);
    auto frames = frames_of(a, 6);
    // Another content at this place, with a header that is right in all but the signature.
    Author liar = Author(1);
    liar.write = key_pair(77, "write");
    frames[at] = liar.frame_after(at, at == 0 ? Hash{} : frame_hash(frames[at - 1]), 1'234);
    for (const auto& f : frames) s.say(1, Put{f});
    s.settle();
    CAPTURE(at);
    CHECK(s.all<Stored>().size() == at);
    CHECK(s.stored(a) == std::vector<Bytes>(frames.begin(), frames.begin() + static_cast<long>(at)));
    REQUIRE(s.all<Refused>().size() == 1);
    CHECK(s.all<Refused>().front().code == RefusedCode::bad_seal);
    CHECK(s.all<Head>().size() == 5 - at);
  }
}

TEST_CASE("run: a forged tail never drags the honest part away, and the connection is checked frame by frame after") {
  Slow s;
  Author a(1);
  s.open(1, a);
  const auto good = frames_of(a, 3);
  Author liar = a;
  liar.write = key_pair(77, "write");
  for (const auto& f : good) s.say(1, Put{f});
  const auto bad = frames_of(liar, 3);
  for (const auto& f : bad) s.say(1, Put{f});
  s.settle();
  CHECK(s.stored(a) == good);
  CHECK(s.all<Stored>().size() == 3);
  const auto before = s.hub.counters().signature_checks;
  const auto more = frames_of(a, 4);
  for (const auto& f : more) s.say(1, Put{f});
  s.settle();
  CHECK(s.hub.counters().signature_checks == before + 4);
  CHECK(s.stored(a).size() == 7);
}

TEST_CASE("run: a connection that proved nothing has every one of its frames checked, also inside a run") {
  Slow s;
  Author a(1);
  s.open(1, a);
  s.connect(2);
  Author b = a;
  const Bytes one = b.next();
  Bytes two = b.next();
  const Bytes three = b.next();
  two[110] ^= 1;
  s.say(1, Put{one});
  s.say(2, Put{two});
  s.say(1, Put{three});
  s.settle();
  CHECK(s.stored(a) == std::vector<Bytes>{one});
  CHECK(s.all<Refused>() == std::vector<Refused>{{5, a.lane, RefusedCode::not_allowed}});
}

TEST_CASE("run: two devices in one run: one wins each place, the other hears the true head") {
  Slow s;
  Author a(1);
  s.open(1, a);
  s.connect(2);
  s.say(2, a.auth(Bench::nonce_of(2), origin));
  s.settle();
  s.replies.clear();
  Author other = a;
  other.salt = 99;
  const Bytes mine = a.next();
  s.say(1, Put{mine});
  s.say(2, Put{other.next()});
  s.say(1, Put{mine});
  CHECK(s.all<Head>().empty());
  s.settle();
  CHECK(s.all<Head>() == std::vector<Head>{{a.lane, 1, a.head}});
  CHECK(s.all<Stored>().size() == 2);
  CHECK(s.stored(a) == std::vector<Bytes>{mine});
}

TEST_CASE("run: a disk that keeps nothing gives every frame back, on all lanes, and the same frames go in later") {
  Slow s;
  Author a(1);
  Author b(2);
  s.open(1, a);
  s.open(2, b);
  const auto first = frames_of(a, 3);
  const auto second = frames_of(b, 2);
  for (const auto& f : first) s.say(1, Put{f});
  s.hub.flush(s.now_ms);
  for (const auto& f : second) s.say(2, Put{f});
  s.settle(Commit::disk);
  const auto later = s.all<Later>();
  REQUIRE(later.size() == 5);
  for (const auto& l : later) CHECK(l.reason == LaterReason::disk);
  CHECK(s.all<Stored>().empty());
  CHECK(s.hub.quiet());
  for (const auto& f : first) s.say(1, Put{f});
  for (const auto& f : second) s.say(2, Put{f});
  s.settle();
  CHECK(s.all<Stored>().size() == 5);
  CHECK(s.stored(a) == first);
  CHECK(s.stored(b) == second);
}

TEST_CASE("run: an answer of the writer for a batch that was given up changes nothing") {
  Slow s;
  Author a(1);
  s.open(1, a);
  s.say(1, Put{a.next()});
  s.hub.flush(s.now_ms);
  s.say(1, Put{a.next()});
  s.hub.flush(s.now_ms);
  s.take();
  REQUIRE(s.batches.size() == 2);
  CHECK(s.batches[0]->generation == s.batches[1]->generation);
  s.hub.on_committed(s.batches[0]->ticket, Commit::disk, s.now_ms);
  s.hub.on_committed(s.batches[1]->ticket, Commit::stored, s.now_ms);
  s.take();
  CHECK(s.all<Stored>().empty());
  CHECK(s.all<Later>().size() == 2);
  Author again(1);
  s.say(1, Put{again.next()});
  s.hub.flush(s.now_ms);
  s.take();
  CHECK(s.batches[2]->generation > s.batches[1]->generation);
}

TEST_CASE("run: opening a lane and filling it in one breath works, and is undone together") {
  for (const Commit result : {Commit::stored, Commit::disk}) {
    Slow s;
    Author a(1);
    s.connect(1);
    s.say(1, a.open());
    const Bytes one = a.next();
    s.say(1, Put{one});
    s.connect(2);
    s.say(2, a.read());
    s.settle(result);
    CHECK(s.all<Refused>() == std::vector<Refused>{{3, a.lane, RefusedCode::not_allowed}});
    CHECK(s.store.lanes.contains(a.lane) == (result == Commit::stored));
    CHECK(s.all<Stored>().size() == (result == Commit::stored ? 1 : 0));
    CHECK(s.all<Later>().size() == (result == Commit::stored ? 0 : 2));
  }
}

TEST_CASE("run: whatever is flipped or swapped in a run, what is stored is a signed prefix of what the author wrote") {
  CHECK(rc::check([] {
    const int n = *rc::gen::inRange(1, 12);
    Slow s;
    Author a(1);
    s.open(1, a);
    const auto honest = frames_of(a, n);
    auto sent = honest;
    const int damages = *rc::gen::inRange(0, 4);
    for (int i = 0; i < damages; ++i) {
      auto& frame = sent[*rc::gen::inRange<std::size_t>(0, sent.size())];
      const auto kind = *rc::gen::inRange(0, 3);
      // Bytes 104..191 (signature, nonce) of a frame in the middle are not what the chain vouches for.
      const auto at = *rc::gen::inRange<std::size_t>(0, 104);
      if (kind == 0) frame[at] ^= 1;
      if (kind == 1) frame[500] ^= 1;
      if (kind == 2) std::swap(frame, sent[*rc::gen::inRange<std::size_t>(0, sent.size())]);
    }
    for (const auto& f : sent) {
      s.say(1, Put{f});
      if (*rc::gen::inRange(0, 4) == 0) s.settle();
    }
    s.settle();
    const auto stored = s.stored(a);
    RC_ASSERT(stored.size() <= honest.size());
    for (std::size_t i = 0; i < stored.size(); ++i) RC_ASSERT(frame_hash(stored[i]) == frame_hash(honest[i]));
    for (const auto& ok : s.all<Stored>()) RC_ASSERT(ok.seq <= stored.size());
  }));
}
