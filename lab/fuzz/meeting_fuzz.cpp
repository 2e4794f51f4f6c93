// Fuzz target of meetings: raw messages, and any text that was sealed under the right key, so that the reading of it is
// reached; also saved meetings as a damaged disk would give them.
#include "lab/fuzz/fuzz.h"
#include "seal/rendezvous.h"
#include "seal/seal_samples.h"

using namespace bothy;
using fuzz::require;

namespace {

const Link the_link{Purpose::partner, samples::key(1)};

// As docs/protocol.md#pairing seals a message; `claimed` may say another length than there is.
Bytes sealed(std::uint8_t index, std::uint16_t claimed, ByteSpan text) {
  Bytes plain;
  Packer(plain).u16(claimed).raw(text);
  plain.resize(rv_body_size - 40, 0);
  Bytes label;
  Packer(label).raw(span_of("BTYmeet")).u8(0).u8(index);
  Entropy dice = samples::entropy(index);
  return seal_box(derive(the_link.secret, 3, "BTYmeet_"), plain, label, dice);
}

void from_disk(ByteSpan bytes) {
  auto meeting = load_meeting(bytes);
  if (!meeting) return;
  const auto again = load_meeting(save(*meeting));
  require(again && save(*meeting).size() == bytes.size());
  require(words_of(*meeting).size() >= 6 * 3 + 5);
  Entropy dice = samples::entropy(9);
  Bytes reply;
  (void)take_answer(*meeting, bytes, dice, reply);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input in(data, size);
  const std::uint8_t what = in.u8();
  const std::uint16_t claimed = in.u16();
  const ByteSpan rest = in.rest();
  Entropy dice = samples::entropy(1);
  Bytes hello;
  Meeting maker = begin_meeting(the_link, span_of("card"), 0, dice, hello);
  Bytes reply;
  if (what % 5 == 0) {
    from_disk(rest);
  } else if (what % 5 == 1) {
    require(!answer_meeting(the_link, {}, rest, 0, dice, reply));
    require(!take_answer(maker, rest, dice, reply) && !maker.complete);
  } else if (what % 5 == 2) {
    const auto met = answer_meeting(the_link, span_of("mine"), sealed(0, claimed, rest), 0, dice, reply);
    if (met) require(met->their_card.size() + 64 == std::min<std::size_t>(claimed, max_note));
  } else if (what % 5 == 3) {
    const auto done = take_answer(maker, sealed(1, claimed, rest), dice, reply);
    require(done.has_value() == maker.complete);
    require(maker.secret.is_zero() && maker.ephemeral.is_zero());
    require(take_answer(maker, sealed(1, claimed, rest), dice, reply).error() == Error::link_used);
  } else {
    auto met = answer_meeting(the_link, span_of("mine"), hello, 0, dice, reply);
    require(met.has_value());
    require(!take_reveal(*met, sealed(2, claimed, rest)) && !met->complete);
  }
  return 0;
}
