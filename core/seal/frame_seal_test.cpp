// Laws of sealed frames and of the key tree under them.
#include "seal/frame_seal.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "seal/leaf.h"
#include "seal/seal_samples.h"

using namespace bothy;

namespace {

// docs/protocol.md#frame-keys, step by step and without the shared path.
Key straight_leaf(const Key& seed, std::uint64_t index) {
  Key at = seed;
  for (int bit = 15; bit >= 0; --bit) at = derive(at, index >> bit & 1, "BTYggm01");
  return at;
}

struct Sealed {
  Key key = samples::key(1);
  SignKey writer{samples::key(2)};
  FramePlace place{samples::id(1), 7, 3, {9, 9}};
  Bytes frame;
};

Sealed sealed_sample(FrameClass kind) {
  Sealed out;
  Entropy dice = samples::entropy(1);
  out.frame = seal_frame(kind, out.place, Bytes(plaintext_size(kind), 0x42), out.key, out.writer, dice);
  return out;
}

}  // namespace

TEST_CASE("leaf: keys asked for in any order are those of a straight walk down the tree") {
  CHECK(rc::check([] {
    const Key seed = samples::key(*rc::gen::arbitrary<std::uint64_t>());
    LeafKeys leaves(seed);
    const auto indexes = *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(0, frames_per_epoch));
    for (const auto index : indexes) {
      RC_ASSERT(leaves.at(index) == straight_leaf(seed, index));
      const auto near = index ^ 1;
      RC_ASSERT(leaves.at(near) == straight_leaf(seed, near));
    }
  }));
}

TEST_CASE("leaf: the first and the last leaf of an epoch differ from all their neighbours") {
  const Key seed = samples::key(1);
  LeafKeys leaves(seed);
  for (const std::uint64_t index : {std::uint64_t{0}, frames_per_epoch - 1}) CHECK(leaves.at(index) == straight_leaf(seed, index));
  CHECK_FALSE(straight_leaf(seed, 0) == straight_leaf(seed, frames_per_epoch - 1));
  CHECK_FALSE(straight_leaf(seed, 1) == straight_leaf(seed, 2));
  CHECK(leaves.seed() == seed);
}

TEST_CASE("frame: what is sealed opens, in every class, and lies where the layout says") {
  for (const auto kind : {FrameClass::small, FrameClass::medium, FrameClass::large, FrameClass::huge}) {
    const Sealed s = sealed_sample(kind);
    REQUIRE(s.frame.size() == frame_size(kind));
    const auto header = parse_frame(s.frame);
    REQUIRE(header.has_value());
    CHECK(header->kind == kind);
    CHECK(header->lane == s.place.lane);
    CHECK(header->seq == s.place.seq);
    CHECK(header->epoch == s.place.epoch);
    CHECK(header->prev == s.place.prev);
    CHECK(body_matches(*header, s.frame));
    CHECK(signed_by(*header, frame_hash(s.frame), s.writer.pub()));
    CHECK(*open_frame(*header, s.frame, s.key) == Bytes(plaintext_size(kind), 0x42));
    CHECK(open_frame(*header, s.frame, samples::key(5)).error() == Error::bad_seal);
  }
}

TEST_CASE("frame: every single flipped bit is seen by the shape, the seal, the body hash or the signature") {
  const Sealed s = sealed_sample(FrameClass::small);
  for (std::size_t bit = 0; bit < s.frame.size() * 8; ++bit) {
    Bytes bad = s.frame;
    bad[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    const auto header = parse_frame(bad);
    const bool whole = header && body_matches(*header, bad) && signed_by(*header, frame_hash(bad), s.writer.pub()) &&
                       open_frame(*header, bad, s.key).has_value();
    CHECK_FALSE(whole);
  }
}

TEST_CASE("frame: the seal binds lane, seq, epoch and the frame before, so a body fits one place only") {
  const Sealed s = sealed_sample(FrameClass::small);
  const auto header = *parse_frame(s.frame);
  for (std::size_t at = 8; at < aad_bytes; ++at) {
    Bytes moved = s.frame;
    moved[at] ^= 1;
    CHECK(open_frame(header, moved, s.key).error() == Error::bad_seal);
  }
}

TEST_CASE("frame: a pruned frame has no body to open") {
  FrameHeader header = *parse_frame(sealed_sample(FrameClass::small).frame);
  header.kind = FrameClass::pruned;
  const auto bytes = write_header(header);
  CHECK(open_frame(header, bytes, samples::key(1)).error() == Error::not_found);
}

TEST_CASE("frame: two seals of the same text differ in every part that an outsider sees") {
  Sealed a = sealed_sample(FrameClass::small);
  Entropy dice = samples::entropy(2);
  const Bytes again = seal_frame(FrameClass::small, a.place, Bytes(plaintext_size(FrameClass::small), 0x42), a.key, a.writer, dice);
  CHECK_FALSE(std::equal(a.frame.begin() + 192, a.frame.end(), again.begin() + 192));
  CHECK_FALSE(std::equal(a.frame.begin() + 168, a.frame.begin() + 192, again.begin() + 168));
}
