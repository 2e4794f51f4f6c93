// Laws of reading a lane: any cutting into calls reads the same, and whatever was changed is named and counts for nothing.
// Epochs are in epoch_test.cpp.
#include "seal/lane.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "seal/seal_samples.h"

using namespace bothy;

namespace {

const WrapKeys no_keys;

struct Got {
  Outcome outcome;
  Reading reading;
  ChainHead head;
  ChainHead whole;
};

Got read_all(Lane lane, ByteSpan frames, ChainHead from = {}) {
  LaneReader reader(lane, from);
  Got out;
  out.outcome = reader.read(frames, no_keys, out.reading);
  out.head = reader.head();
  out.whole = reader.whole_head();
  return out;
}

// Five frames of one epoch: two short events, one long one over three frames, one cover frame.
samples::Writer five_frames() {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.put({samples::need(1, 20'000), samples::need(2, 20'000)}, dice);
  writer.put({samples::note(3, 2'000)}, dice);
  writer.put({}, dice);
  return writer;
}

Bytes with_bit(Bytes bytes, std::size_t bit) {
  bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
  return bytes;
}

// A frame with the same key and place but another text, signed by someone who is not the lane's writer.
Bytes forged(const samples::Writer& writer, std::size_t at, const SignKey& signer) {
  Lane lane = writer.lane;
  ChainHead head;
  if (at > 0) head = {at, frame_hash(writer.frames[at - 1])};
  Entropy dice = samples::entropy(99);
  return write_next(lane, head, FrameClass::small, Bytes(plaintext_size(FrameClass::small), 0), signer, dice);
}

}  // namespace

TEST_CASE("lane: what was written reads back whole, in order, and ends at the writer's head") {
  const samples::Writer writer = five_frames();
  REQUIRE(writer.frames.size() == 5);
  const Got read = read_all(samples::read_side(writer), writer.stream());
  REQUIRE(read.outcome.has_value());
  CHECK(read.head == writer.head);
  CHECK(read.whole == writer.head);
  CHECK(read.reading.frames == 5);
  REQUIRE(read.reading.events.size() == 3);
  CHECK(read.reading.events[0] == samples::need(1, 20'000));
  CHECK(read.reading.events[2] == samples::note(3, 2'000));
}

TEST_CASE("lane: every flipped bit of a lone frame is named, or waits for an epoch that never was; nothing of it counts") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.put({samples::need(1, 20'000)}, dice);
  std::size_t waits = 0;
  for (std::size_t bit = 0; bit < writer.frames[0].size() * 8; ++bit) {
    const Got read = read_all(samples::read_side(writer), with_bit(writer.frames[0], bit));
    CHECK(read.reading.events.empty());
    CHECK(read.reading.frames == 0);
    CHECK(read.head == ChainHead{});
    if (read.reading.waits_for_keys) {
      CHECK(bit / 8 >= 32);
      CHECK(bit / 8 < 36);
      ++waits;
    } else {
      REQUIRE_FALSE(read.outcome.has_value());
      const Error error = read.outcome.error();
      const bool named = error == Error::malformed || error == Error::too_new || error == Error::wrong_lane || error == Error::gap ||
                         error == Error::fork || error == Error::bad_seal;
      CHECK(named);
    }
  }
  CHECK(waits == 32);
}

TEST_CASE("lane: which error a change gives follows the order of checks") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.put({samples::need(1, 20'000)}, dice);
  const auto error_at = [&](std::size_t byte) {
    return read_all(samples::read_side(writer), with_bit(writer.frames[0], byte * 8)).outcome.error();
  };
  CHECK(error_at(0) == Error::malformed);
  CHECK(error_at(3) == Error::too_new);
  CHECK(error_at(4) == Error::too_new);
  CHECK(error_at(6) == Error::malformed);
  CHECK(error_at(8) == Error::wrong_lane);
  CHECK(error_at(25) == Error::gap);
  CHECK(error_at(37) == Error::malformed);
  CHECK(error_at(40) == Error::fork);
  for (const std::size_t byte : {72, 104, 168, 192, 1'023}) CHECK(error_at(byte) == Error::bad_seal);
}

TEST_CASE("lane: a bit flipped inside a stretch keeps what came before it, unless only the unread signature changed") {
  const samples::Writer writer = five_frames();
  Bytes stream = writer.stream();
  for (std::size_t bit = 2 * 1'024 * 8; bit < 3 * 1'024 * 8; bit += 5) {
    const Got read = read_all(samples::read_side(writer), with_bit(stream, bit));
    const std::size_t byte = bit / 8 - 2 * 1'024;
    if (byte >= 104 && byte < 168) {
      CHECK(read.outcome.has_value());
      CHECK(read.head == writer.head);
      continue;
    }
    CHECK((read.reading.waits_for_keys || !read.outcome));
    CHECK(read.head.seq == 2);
    CHECK(read.reading.events.size() == 2);
    CHECK(read.whole.seq == 1);
  }
}

TEST_CASE("lane: a forged frame in the middle of a stretch takes the whole stretch down") {
  const samples::Writer writer = five_frames();
  const SignKey thief(samples::key(666));
  // The forger holds the seed, as the partner does, but not the write key.
  Bytes stream = writer.stream(0, 2);
  append(stream, forged(writer, 2, thief));
  append(stream, writer.stream(3));
  const Got read = read_all(samples::read_side(writer), stream);
  CHECK(read.outcome.error() == Error::bad_seal);
  CHECK(read.reading.events.empty());
  CHECK(read.head == ChainHead{});
  // Put at the end of the stretch it meets the signature check itself.
  Bytes ended = writer.stream(0, 2);
  append(ended, forged(writer, 2, thief));
  CHECK(read_all(samples::read_side(writer), ended).outcome.error() == Error::bad_seal);
  // Got by itself, nothing but the forged frame is lost.
  Lane lane = samples::read_side(writer);
  LaneReader reader(lane);
  Reading reading;
  REQUIRE(reader.read(writer.stream(0, 2), no_keys, reading).has_value());
  CHECK(reader.read(forged(writer, 2, thief), no_keys, reading).error() == Error::bad_seal);
  CHECK(reader.head().seq == 2);
  REQUIRE(reader.read(writer.stream(2), no_keys, reading).has_value());
  CHECK(reader.head() == writer.head);
}

TEST_CASE("lane: a missing frame is a gap, another one at a known place a fork, a foreign one the wrong lane") {
  const samples::Writer writer = five_frames();
  Bytes holed = writer.stream(0, 1);
  append(holed, writer.stream(2));
  Got read = read_all(samples::read_side(writer), holed);
  CHECK(read.outcome.error() == Error::gap);
  CHECK(read.head.seq == 1);
  CHECK(read.reading.events.size() == 2);

  // The writer's own twin, as a restored backup would write it: right keys, another branch.
  samples::Writer twin = writer;
  twin.head = {1, frame_hash(writer.frames[0])};
  twin.frames.resize(1);
  Entropy dice = samples::entropy(2);
  twin.put({samples::need(8, 20'001)}, dice);
  twin.put({samples::need(9, 20'001)}, dice);
  Lane lane = samples::read_side(writer);
  LaneReader reader(lane);
  Reading reading;
  REQUIRE(reader.read(writer.stream(0, 2), no_keys, reading).has_value());
  CHECK(reader.read(twin.frames[1], no_keys, reading).error() == Error::fork);
  CHECK(reader.read(twin.frames[2], no_keys, reading).error() == Error::fork);
  CHECK(reader.read(writer.frames[0], no_keys, reading).error() == Error::gap);
  CHECK(reader.head().seq == 2);

  const samples::Writer other = samples::outbox(50);
  samples::Writer foreign = other;
  foreign.put({samples::need(1, 20'000)}, dice);
  CHECK(read_all(samples::read_side(writer), foreign.stream()).outcome.error() == Error::wrong_lane);
}

TEST_CASE("lane: bytes that end inside a frame keep the frames before them") {
  const samples::Writer writer = five_frames();
  Bytes stream = writer.stream();
  for (const std::size_t cut : {1, 191, 192, 1'023}) {
    const Got read = read_all(samples::read_side(writer), ByteSpan(stream).first(4 * 1'024 + cut));
    CHECK(read.outcome.error() == Error::malformed);
    CHECK(read.head.seq == 4);
    CHECK(read.reading.events.size() == 3);
  }
}

TEST_CASE("lane: the whole head stands before a long event until its last part came, and reading may start there again") {
  const samples::Writer writer = five_frames();
  Lane lane = samples::read_side(writer);
  LaneReader reader(lane);
  Reading reading;
  REQUIRE(reader.read(writer.stream(0, 3), no_keys, reading).has_value());
  CHECK(reader.head().seq == 3);
  CHECK(reader.whole_head().seq == 1);
  CHECK(reader.joining().in_the_middle());

  LaneReader resumed(lane, reader.head(), reader.joining(), reader.whole_head());
  CHECK(resumed.whole_head().seq == 1);
  REQUIRE(resumed.read(writer.stream(3), no_keys, reading).has_value());
  CHECK(resumed.whole_head() == writer.head);
  REQUIRE(reading.events.size() == 3);
  CHECK(reading.events.back() == samples::note(3, 2'000));

  const Got again = read_all(lane, writer.stream(1), reader.whole_head());
  REQUIRE(again.outcome.has_value());
  REQUIRE(again.reading.events.size() == 1);
  CHECK(again.reading.events[0] == samples::note(3, 2'000));
}

TEST_CASE("lane: a signed frame whose text is malformed is refused by name and leaves no half-read event behind") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.put({samples::need(1, 20'000)}, dice);
  Bytes dirty(plaintext_size(FrameClass::small), 0);
  dirty.back() = 1;
  writer.seal(dirty, FrameClass::small, dice);
  const Got read = read_all(samples::read_side(writer), writer.stream());
  CHECK(read.outcome.error() == Error::malformed);
  CHECK(read.head.seq == 1);
  CHECK(read.reading.events.size() == 1);
}

TEST_CASE("lane: a frame whose body was pruned by its writer keeps the chain and gives no event") {
  samples::Writer writer = samples::outbox(1);
  Entropy dice = samples::entropy(1);
  writer.put({samples::need(1, 20'000)}, dice);
  FrameHeader header;
  header.kind = FrameClass::pruned;
  header.lane = writer.lane.id;
  header.seq = 2;
  header.prev = writer.head.hash;
  header.signature = writer.signer.sign(frame_hash(write_header(header)));
  const auto bytes = write_header(header);
  writer.frames.emplace_back(bytes.begin(), bytes.end());
  writer.head = {2, frame_hash(bytes)};
  writer.put({samples::need(2, 20'000)}, dice);
  const Got read = read_all(samples::read_side(writer), writer.stream());
  REQUIRE(read.outcome.has_value());
  CHECK(read.reading.frames == 3);
  CHECK(read.reading.events.size() == 2);
}

TEST_CASE("lane: random bytes after a good frame cost nothing of it") {
  const samples::Writer writer = five_frames();
  CHECK(rc::check([&](const Bytes& noise) {
    Bytes stream = writer.stream(0, 2);
    append(stream, noise);
    const Got read = read_all(samples::read_side(writer), stream);
    RC_ASSERT(read.head.seq == 2u);
    RC_ASSERT(read.outcome.has_value() == noise.empty());
  }));
}

TEST_CASE("lane: the smallest class that holds the bytes is chosen, and the largest allowed when none does") {
  CHECK(class_for(0, FrameClass::medium) == FrameClass::small);
  CHECK(class_for(816, FrameClass::medium) == FrameClass::small);
  CHECK(class_for(817, FrameClass::medium) == FrameClass::medium);
  CHECK(class_for(817, FrameClass::small) == FrameClass::small);
  CHECK(class_for(100'000, FrameClass::medium) == FrameClass::medium);
  CHECK(class_for(60'000, FrameClass::huge) == FrameClass::huge);
}

TEST_CASE("lane: writing asks for a key that is left, and an epoch has exactly 65,536 of them") {
  const samples::Writer writer = samples::outbox(1);
  CHECK(can_write(writer.lane, ChainHead{}));
  CHECK(can_write(writer.lane, ChainHead{frames_per_epoch - 1, {}}));
  CHECK_FALSE(can_write(writer.lane, ChainHead{frames_per_epoch, {}}));
  Lane ahead = writer.lane;
  ahead.epochs.push_back({1, 10, samples::key(1), {}});
  CHECK_FALSE(can_write(ahead, ChainHead{8, {}}));
  CHECK(can_write(ahead, ChainHead{9, {}}));
  CHECK_FALSE(can_write(Lane{}, ChainHead{}));
}
