// Laws of turning keys: who is wrapped in follows, who is not waits, and the keys of an ended epoch open and sign
// nothing more. Reading within one epoch is in lane_test.cpp.
#include "seal/epoch.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "seal/seal_samples.h"

using namespace bothy;

namespace {

const BoxKey writer_box{samples::key(30)};
const BoxKey reader_box{samples::key(31)};
const BoxKey removed_box{samples::key(32)};

WrapKeys keys_of(const BoxKey& mine) { return {{mine}, {writer_box.pub()}}; }

Event turned_event(const EpochTurned& turned) { return {samples::id(900), Hlc{}, Body(turned)}; }

Event succession(const SignKey& outbox, const BoxKey& person) {
  KeysSucceeded keys;
  keys.person_epoch = 2;
  keys.outbox_key.assign(outbox.pub().begin(), outbox.pub().end());
  keys.person_key.assign(person.pub().begin(), person.pub().end());
  return {samples::id(901), Hlc{}, Body(std::move(keys))};
}

// Reads `writer` from its start in one call, or frame by frame; gives the events, leaves the lane as read.
Result<Reading> read(Lane& lane, const samples::Writer& writer, const WrapKeys& keys, bool frame_by_frame = false) {
  LaneReader reader(lane);
  Reading out;
  if (!frame_by_frame) {
    BOTHY_CHECK(reader.read(writer.stream(), keys, out));
    return out;
  }
  for (const auto& frame : writer.frames) {
    BOTHY_CHECK(reader.read(frame, keys, out));
    if (out.waits_for_keys) break;
  }
  return out;
}

// Refused by a reader in epoch 0: the announcement is signed and sealed as it must be, but says something wrong.
Error refusal_of(const std::vector<Event>& events) {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.put(events, dice);
  Lane lane = samples::read_side(writer);
  const Lane before = lane;
  const auto got = read(lane, writer, keys_of(reader_box));
  CHECK(lane == before);
  return got ? Error::not_found : got.error();
}

EpochTurned good_announcement(const samples::Writer& writer, const Key& seed) {
  Entropy dice = samples::entropy(7);
  return writer.announce(seed, writer_box, {writer_box.pub(), reader_box.pub()}, dice);
}

}  // namespace

TEST_CASE("wrap: opens for its recipient, and for no other key, chain, sender, lane or epoch") {
  Entropy dice = samples::entropy(1);
  const Key seed = samples::key(1);
  const Key chain = samples::key(2);
  const WrapPlace place{samples::id(1), 5};
  const Bytes wrap = *wrap_seed(seed, chain, writer_box, reader_box.pub(), place, dice);
  REQUIRE(wrap.size() == wrap_size);
  CHECK(*unwrap_seed({wrap}, chain, reader_box, writer_box.pub(), place) == seed);
  CHECK(unwrap_seed({wrap}, chain, removed_box, writer_box.pub(), place).error() == Error::not_found);
  CHECK(unwrap_seed({wrap}, samples::key(3), reader_box, writer_box.pub(), place).error() == Error::bad_seal);
  CHECK(unwrap_seed({wrap}, chain, reader_box, removed_box.pub(), place).error() == Error::bad_seal);
  CHECK(unwrap_seed({wrap}, chain, reader_box, writer_box.pub(), {samples::id(2), 5}).error() == Error::bad_seal);
  CHECK(unwrap_seed({wrap}, chain, reader_box, writer_box.pub(), {samples::id(1), 6}).error() == Error::bad_seal);
  CHECK(unwrap_seed({}, chain, reader_box, writer_box.pub(), place).error() == Error::not_found);
  CHECK(unwrap_seed({Bytes(87, 0)}, chain, reader_box, writer_box.pub(), place).error() == Error::malformed);
}

TEST_CASE("wrap: every flipped bit either hides the wrap from its recipient or is a bad seal") {
  Entropy dice = samples::entropy(1);
  const WrapPlace place{samples::id(1), 5};
  const Bytes wrap = *wrap_seed(samples::key(1), samples::key(2), writer_box, reader_box.pub(), place, dice);
  for (std::size_t bit = 0; bit < wrap.size() * 8; ++bit) {
    Bytes bad = wrap;
    bad[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    const auto seed = unwrap_seed({bad}, samples::key(2), reader_box, writer_box.pub(), place);
    CHECK(seed.error() == (bit < 64 ? Error::not_found : Error::bad_seal));
  }
}

TEST_CASE("chain: its next value needs both the old one and the new seed") {
  CHECK(next_chain(samples::key(1), samples::key(2)) == next_chain(samples::key(1), samples::key(2)));
  CHECK_FALSE(next_chain(samples::key(1), samples::key(2)) == next_chain(samples::key(1), samples::key(3)));
  CHECK_FALSE(next_chain(samples::key(1), samples::key(2)) == next_chain(samples::key(4), samples::key(2)));
  CHECK_FALSE(bootstrap_seed(samples::key(1), samples::id(1)) == bootstrap_seed(samples::key(1), samples::id(2)));
  CHECK(commitment_of(samples::key(1)).size() == 32);
}

TEST_CASE("epoch: both persons follow a turn, and what is cut into single frames reads the same") {
  for (const bool frame_by_frame : {false, true}) {
    samples::Writer writer = samples::outbox(1);
    Entropy dice = samples::entropy(1);
    writer.turn(writer_box, {writer_box.pub(), reader_box.pub()}, dice);
    writer.put({samples::need(1, 20'000)}, dice);
    writer.turn(writer_box, {writer_box.pub(), reader_box.pub()}, dice);
    writer.put({samples::need(2, 20'001)}, dice);
    for (const BoxKey& mine : {writer_box, reader_box}) {
      Lane lane = samples::read_side(samples::outbox(1));
      const auto got = read(lane, writer, keys_of(mine), frame_by_frame);
      REQUIRE(got.has_value());
      CHECK(got->events.size() == 4);
      CHECK_FALSE(got->waits_for_keys);
      CHECK(lane.chain == writer.lane.chain);
      REQUIRE(lane.epochs.size() == 3);
      CHECK(lane.epochs.back().seed == writer.lane.epochs.back().seed);
      CHECK(lane.epochs.back().used_from == lane.epochs.back().first_seq);
    }
  }
}

TEST_CASE("epoch: any mix of events, turns and successions reads the same in any cutting") {
  CHECK(rc::check([] {
    samples::Writer writer = samples::outbox(1);
    Entropy dice(samples::key(*rc::gen::arbitrary<std::uint64_t>()).span());
    BoxKey person = writer_box;
    const int steps = *rc::gen::inRange(1, 12);
    std::size_t written = 0;
    for (int i = 0; i < steps; ++i) {
      const auto what = *rc::gen::inRange(0, 5);
      const auto number = static_cast<std::uint64_t>(i);
      if (what == 0) writer.put({samples::need(number, 20'000)}, dice);
      if (what == 1) writer.put({samples::note(number, *rc::gen::inRange<std::size_t>(0, 4'000))}, dice);
      if (what == 2) writer.put({}, dice);
      if (what == 3) writer.turn(person, {reader_box.pub()}, dice);
      if (what == 4) {
        const SignKey outbox(dice.key());
        const BoxKey next(dice.key());
        writer.put({succession(outbox, next)}, dice);
        // The new person key may already be the sender of the wrap.
        person = *rc::gen::arbitrary<bool>() ? next : person;
        const Key seed = dice.key();
        const EpochTurned turned = writer.announce(seed, person, {reader_box.pub()}, dice);
        writer.put({turned_event(turned)}, dice);
        writer.enter(turned, seed, outbox);
        person = next;
        ++written;
      }
      written += what == 2 ? 0 : 1;
    }
    Lane lane = samples::read_side(samples::outbox(1));
    LaneReader reader(lane);
    WrapKeys keys = keys_of(reader_box);
    Reading reading;
    for (std::size_t at = 0; at < writer.frames.size();) {
      const std::size_t n = *rc::gen::inRange<std::size_t>(1, writer.frames.size() - at + 1);
      RC_ASSERT(reader.read(writer.stream(at, at + n), keys, reading).has_value());
      // What the door does between calls: successions become known senders.
      for (const auto& next : reading.successions) keys.senders.insert(keys.senders.begin(), next.person);
      at += n;
    }
    RC_ASSERT(!reading.waits_for_keys);
    RC_ASSERT(reading.events.size() == written);
    RC_ASSERT(reader.head() == writer.head);
    RC_ASSERT(reader.whole_head() == writer.head);
    RC_ASSERT(lane.chain == writer.lane.chain);
    RC_ASSERT(lane.epochs.back().writer == writer.signer.pub());
  }));
}

TEST_CASE("epoch: who is not wrapped in reads to the turn and waits there") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.turn(writer_box, {writer_box.pub(), reader_box.pub(), removed_box.pub()}, dice);
  writer.put({samples::need(1, 20'000)}, dice);
  writer.turn(writer_box, {writer_box.pub(), reader_box.pub()}, dice);
  writer.put({samples::need(2, 20'000)}, dice);
  Lane lane = samples::read_side(samples::outbox(1));
  const auto got = read(lane, writer, keys_of(removed_box));
  REQUIRE(got.has_value());
  CHECK(got->waits_for_keys);
  CHECK(got->frames == 3);
  CHECK(got->events.size() == 3);
  CHECK(lane.epochs.back().epoch == 1);
  // The seed comes by the keyring later: reading goes on from where it stood.
  unite(lane.epochs, writer.lane.epochs);
  LaneReader reader(lane, {3, frame_hash(writer.frames[2])});
  Reading rest;
  REQUIRE(reader.read(writer.stream(3), keys_of(removed_box), rest).has_value());
  CHECK(rest.events.size() == 1);
}

TEST_CASE("epoch: who writes the lane too waits before a turn whose seed it lacks, and goes on once the keyring brings it") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.put({samples::need(1, 20'000)}, dice);
  writer.turn(removed_box, {reader_box.pub()}, dice);
  writer.put({samples::need(2, 20'001)}, dice);
  Lane lane = samples::read_side(samples::outbox(1), LaneKind::own_outbox);
  const auto early = read(lane, writer, keys_of(removed_box));
  REQUIRE(early.has_value());
  CHECK(early->waits_for_keys);
  CHECK(early->frames == 1);
  CHECK(early->events.size() == 1);
  CHECK(in_use(lane.epochs).epoch == 0);
  // Known by the keyring alone, it is not what this writer seals with.
  unite(lane.epochs, writer.lane.epochs);
  CHECK(lane.epochs.back().epoch == 1);
  CHECK(in_use(lane.epochs).epoch == 0);
  const auto late = read(lane, writer, keys_of(removed_box));
  REQUIRE(late.has_value());
  CHECK_FALSE(late->waits_for_keys);
  CHECK(in_use(lane.epochs).epoch == 1);
}

TEST_CASE("epoch: keys of an ended epoch write nothing more, even with the right seed and signature") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  samples::Writer thief = writer;
  writer.turn(writer_box, {writer_box.pub(), reader_box.pub()}, dice);
  thief.head = writer.head;
  thief.put({samples::need(66, 20'000)}, dice);
  Lane lane = samples::read_side(samples::outbox(1));
  LaneReader reader(lane);
  Reading reading;
  REQUIRE(reader.read(writer.stream(), keys_of(reader_box), reading).has_value());
  CHECK(reader.read(thief.frames.back(), keys_of(reader_box), reading).error() == Error::bad_seal);
  // Nor does a reader that came too late to see the turn itself, once it has the keys.
  Lane cold = lane;
  LaneReader later(cold, reader.head());
  CHECK(later.read(thief.frames.back(), keys_of(reader_box), reading).error() == Error::bad_seal);
}

TEST_CASE("epoch: an announcement that a keyring made too early is corrected where the chain says it begins") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  const Key seed = dice.key();
  Lane early = samples::read_side(writer, LaneKind::own_outbox);
  unite(early.epochs, EpochKeys{1, 2, seed, writer.signer.pub()});
  // Another device was faster; the turn came two frames later than announced.
  writer.put({samples::need(1, 20'000)}, dice);
  writer.put({samples::need(2, 20'000)}, dice);
  const EpochTurned turned = writer.announce(seed, writer_box, {writer_box.pub(), reader_box.pub()}, dice);
  writer.put({turned_event(turned)}, dice);
  writer.enter(turned, seed, writer.signer);
  writer.put({samples::need(3, 20'000)}, dice);
  const auto got = read(early, writer, keys_of(writer_box));
  REQUIRE(got.has_value());
  CHECK(got->events.size() == 4);
  CHECK(early.epochs.back().first_seq == 4);
  // Meeting the old announcement again changes nothing.
  unite(early.epochs, EpochKeys{1, 2, seed, writer.signer.pub()});
  CHECK(early.epochs.size() == 2);
  CHECK(early.epochs.back().first_seq == 4);
}

TEST_CASE("epoch: of two seeds with one number the announced one counts, and the other stays readable elsewhere") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  for (const std::uint64_t other : {std::uint64_t{500}, std::uint64_t{501}, std::uint64_t{502}, std::uint64_t{503}}) {
    Lane lane = samples::read_side(writer, LaneKind::own_outbox);
    unite(lane.epochs, EpochKeys{1, 2, samples::key(other), writer.signer.pub()});
    samples::Writer won = writer;
    won.turn(writer_box, {writer_box.pub(), reader_box.pub()}, dice);
    won.put({samples::need(1, 20'000)}, dice);
    const auto got = read(lane, won, keys_of(writer_box));
    REQUIRE(got.has_value());
    CHECK(got->events.size() == 2);
    CHECK(lane.epochs.back().seed == won.lane.epochs.back().seed);
    CHECK(lane.epochs.size() == 3);
  }
}

TEST_CASE("epoch: a seed that does not match its commitment is a bad seal, and the reader is as it was") {
  const samples::Writer writer = samples::outbox(1);
  EpochTurned turned = good_announcement(writer, samples::key(1));
  turned.commit = commitment_of(samples::key(2));
  CHECK(refusal_of({turned_event(turned)}) == Error::bad_seal);
  CHECK(refusal_of({samples::need(1, 20'000), turned_event(turned)}) == Error::bad_seal);
}

TEST_CASE("epoch: a wrap for the reader that does not open is a bad seal, one of another size malformed; both can be read again") {
  const samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(8);
  const EpochTurned by_stranger = writer.announce(samples::key(1), removed_box, {reader_box.pub()}, dice);
  CHECK(refusal_of({turned_event(by_stranger)}) == Error::bad_seal);
  samples::Writer elsewhere = writer;
  elsewhere.lane.chain = samples::key(999);
  CHECK(refusal_of({turned_event(good_announcement(elsewhere, samples::key(1)))}) == Error::bad_seal);
  EpochTurned cut = good_announcement(writer, samples::key(1));
  cut.wraps[0].pop_back();
  CHECK(refusal_of({turned_event(cut)}) == Error::malformed);
}

TEST_CASE("epoch: a skipped number, a wrong beginning, two turns at once and short keys are malformed") {
  const samples::Writer writer = samples::outbox(1);
  const EpochTurned good = good_announcement(writer, samples::key(1));
  EpochTurned skips = good;
  skips.epoch = 2;
  CHECK(refusal_of({turned_event(skips)}) == Error::malformed);
  EpochTurned again = good;
  again.epoch = 0;
  CHECK(refusal_of({turned_event(again)}) == Error::malformed);
  for (const std::int64_t first : {1, 3, 100}) {
    EpochTurned moved = good;
    moved.first_seq = first;
    CHECK(refusal_of({turned_event(moved)}) == Error::malformed);
  }
  CHECK(refusal_of({turned_event(good), turned_event(good)}) == Error::malformed);
  Event cut = succession(SignKey(samples::key(1)), writer_box);
  std::get<KeysSucceeded>(cut.body).outbox_key.pop_back();
  CHECK(refusal_of({cut}) == Error::malformed);
}

TEST_CASE("epoch: frames of the next epoch must be signed by the new key where one was announced") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  const SignKey old = writer.signer;
  const SignKey next(samples::key(77));
  writer.put({succession(next, writer_box)}, dice);
  const Key seed = dice.key();
  const EpochTurned turned = writer.announce(seed, writer_box, {reader_box.pub()}, dice);
  writer.put({turned_event(turned)}, dice);
  writer.enter(turned, seed, next);
  samples::Writer stale = writer;
  stale.signer = old;
  writer.put({samples::need(1, 20'000)}, dice);
  stale.put({samples::need(1, 20'000)}, dice);
  Lane lane = samples::read_side(samples::outbox(1));
  const auto got = read(lane, writer, keys_of(reader_box));
  REQUIRE(got.has_value());
  REQUIRE(got->successions.size() == 1);
  CHECK(got->successions[0].outbox == next.pub());
  Lane other = samples::read_side(samples::outbox(1));
  CHECK(read(other, stale, keys_of(reader_box)).error() == Error::bad_seal);
}

TEST_CASE("epoch keys: unions commute, associate and repeat without effect, and cover one range each") {
  const auto any = [] {
    std::vector<EpochKeys> out;
    const int n = *rc::gen::inRange(0, 5);
    for (int i = 0; i < n; ++i) {
      EpochKeys keys;
      keys.epoch = *rc::gen::inRange<std::uint32_t>(0, 3);
      keys.first_seq = *rc::gen::inRange<std::uint64_t>(1, 4);
      keys.seed = samples::key(*rc::gen::inRange<std::uint64_t>(0, 3));
      keys.writer[0] = *rc::gen::inRange<std::uint8_t>(0, 2);
      keys.used_from = *rc::gen::inRange<std::uint64_t>(0, 3);
      if (const auto chain = *rc::gen::inRange<std::uint64_t>(0, 3); chain > 0) keys.chain = samples::key(chain);
      unite(out, keys);
    }
    return out;
  };
  const auto both = [](std::vector<EpochKeys> a, const std::vector<EpochKeys>& b) {
    unite(a, b);
    return a;
  };
  CHECK(rc::check([&] {
    const auto a = any(), b = any(), c = any();
    RC_ASSERT(both(a, b) == both(b, a));
    RC_ASSERT(both(both(a, b), c) == both(a, both(b, c)));
    RC_ASSERT(both(a, a) == a);
    RC_ASSERT(both(both(a, b), b) == both(a, b));
  }));
  const std::vector<EpochKeys> two{{0, 1, samples::key(1), {}, 1}, {1, 10, samples::key(2), {}, 10}};
  CHECK(covers(two, 0, 0, 9));
  CHECK_FALSE(covers(two, 0, 0, 10));
  CHECK_FALSE(covers(two, 1, 1, 9));
  CHECK(covers(two, 1, 1, 10));
  CHECK(covers(two, 1, 1, 9 + frames_per_epoch));
  CHECK_FALSE(covers(two, 1, 1, 10 + frames_per_epoch));
  CHECK_FALSE(covers(two, 1, 0, 10));
}

TEST_CASE("turning: a refused announcement takes none of the frames before it, read in one call or one by one") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.put({samples::need(1, 20'000)}, dice);
  EpochTurned turned = good_announcement(writer, samples::key(50));
  turned.commit[0] ^= 1;
  writer.put({turned_event(turned)}, dice);
  for (const bool at_once : {true, false}) {
    Lane lane = samples::read_side(writer);
    LaneReader reader(lane);
    Reading out;
    Outcome outcome;
    if (at_once) outcome = reader.read(writer.stream(), keys_of(reader_box), out);
    for (std::size_t at = 0; !at_once && at < 2; ++at) outcome = reader.read(writer.frames[at], keys_of(reader_box), out);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error() == Error::bad_seal);
    CHECK(reader.head().seq == 1);
    CHECK(out.events.size() == 1);
  }
}
