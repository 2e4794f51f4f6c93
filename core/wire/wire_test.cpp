// Laws of frames and messages: every encoding reads back, every shortening is refused.
#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <sodium.h>

#include "wire/message.h"

using namespace bothy;

namespace {
FrameHeader sample() {
  FrameHeader header;
  header.lane.bytes.fill(7);
  header.seq = 42;
  header.epoch = 3;
  header.prev.fill(1);
  header.body_hash.fill(2);
  header.signature.fill(3);
  header.nonce.fill(4);
  return header;
}
Bytes whole_frame(const FrameHeader& header) {
  const auto head = write_header(header);
  Bytes frame(head.begin(), head.end());
  frame.resize(frame_size(header.kind), 9);
  return frame;
}
}  // namespace

TEST_CASE("frame: a written header reads back for every class") {
  for (int kind = 0; kind <= 4; ++kind) {
    FrameHeader header = sample();
    header.kind = static_cast<FrameClass>(kind);
    const Bytes frame = whole_frame(header);
    REQUIRE(parse_frame(frame).has_value());
    CHECK(*parse_frame(frame) == header);
    CHECK(*leading_frame_size(frame) == frame.size());
  }
}

TEST_CASE("frame: another magic, suite or class is too new; other damage is malformed") {
  const Bytes good = whole_frame(sample());
  const auto with = [&](std::size_t at, std::uint8_t value) {
    Bytes bad = good;
    bad[at] = value;
    return parse_frame(bad).error();
  };
  CHECK(with(0, 'X') == Error::malformed);
  CHECK(with(3, '2') == Error::too_new);
  CHECK(with(4, 2) == Error::too_new);
  CHECK(with(5, 9) == Error::too_new);
  CHECK(with(6, 1) == Error::malformed);
  CHECK(with(36, 1) == Error::malformed);
  CHECK(with(5, 2) == Error::malformed);
  Bytes no_seq = good;
  for (std::size_t i = 24; i < 32; ++i) no_seq[i] = 0;
  CHECK(parse_frame(no_seq).error() == Error::malformed);
}

TEST_CASE("frame: the frame hash covers bytes 0..103 and nothing after") {
  const Bytes good = whole_frame(sample());
  for (std::size_t at = 0; at < good.size(); at += 3) {
    Bytes other = good;
    other[at] ^= 1;
    CHECK((frame_hash(other) == frame_hash(good)) == (at >= signed_bytes));
  }
}

TEST_CASE("message: every client and relay message reads back and every shortening is refused") {
  const Id lane{Block<16>{1, 2, 3}};
  Bytes body(rv_body_size, 5);
  const std::vector<ClientMessage> ours = {
      OpenLane{lane, {1}, {2}, {3}, {4}}, Auth{lane, KeyKind::admin, {9}}, Read{lane, {8}}, Have{{{lane, 4, {5}}, {Id{Block<16>{9}}, 7, {1}}}},
      Rekey{lane, KeyKind::write, {1}, {2}, {3}}, RvPut{lane, {4}, 7, body}, RvGet{lane, {5}}, RvClose{lane, {5}}};
  for (const auto& message : ours) {
    const Bytes bytes = encode(message);
    REQUIRE(decode_client(bytes).has_value());
    CHECK(*decode_client(bytes) == message);
    CHECK(decode_client(ByteSpan(bytes).first(bytes.size() - 1)).error() == Error::malformed);
  }
  const std::vector<RelayMessage> theirs = {Chal{1, {7}, 99}, LaneOk{lane, 3, {1}}, Fork{lane, 1, {2}}, Stored{lane, 5}, Head{lane, 5, {6}},
                                            Later{lane, 1, LaterReason::quota, 500}, Refused{5, lane, RefusedCode::bad_seal}, RvEntry{lane, 2, body}};
  for (const auto& message : theirs) {
    const Bytes bytes = encode(message);
    REQUIRE(decode_relay(bytes).has_value());
    CHECK(*decode_relay(bytes) == message);
    CHECK(decode_relay(ByteSpan(bytes).first(bytes.size() - 1)).error() == Error::malformed);
  }
}

TEST_CASE("message: random bytes never crash and what decodes encodes to the same bytes") {
  CHECK(rc::check([](const Bytes& bytes) {
    if (const auto message = decode_client(bytes)) RC_ASSERT(encode(*message) == bytes);
    if (const auto message = decode_relay(bytes)) RC_ASSERT(encode(*message) == bytes);
  }));
}

TEST_CASE("frame: behind a frame that cannot be measured the next one is found again") {
  const Bytes good = whole_frame(sample());
  Bytes bytes = good;
  append(bytes, good);
  CHECK(next_frame(bytes).size() == bytes.size());
  for (const std::size_t at : {std::size_t{0}, std::size_t{5}}) {
    Bytes rotted = bytes;
    rotted[at] = 0xff;
    CHECK(next_frame(rotted).size() == good.size());
  }
  CHECK(next_frame(ByteSpan(good).first(good.size() - 1)).empty());
}
