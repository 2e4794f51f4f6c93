// Fuzz target of reading a lane: frames that are well sealed and signed around any plaintext, and turns of the epoch with
// anything changed. However the frames are cut into calls, what was read is the same; a refusal leaves no trace.
#include "lab/fuzz/fuzz.h"
#include "seal/seal_samples.h"

using namespace bothy;
using fuzz::require;

namespace {

const BoxKey author{samples::key(30)};
const BoxKey reader{samples::key(31)};

Bytes plaintext_of(ByteSpan bytes) {
  Bytes out(bytes.begin(), bytes.end());
  out.resize(plaintext_size(FrameClass::small), 0);
  return out;
}

// A turning frame with one thing of the announcement changed, or whole.
void turn(samples::Writer& writer, fuzz::Input& in, Entropy& dice) {
  const Key seed = dice.key();
  EpochTurned turned = writer.announce(seed, author, {author.pub(), reader.pub()}, dice);
  const EpochTurned good = turned;
  const std::uint8_t what = in.u8();
  if (what % 5 == 1) turned.epoch += static_cast<std::int32_t>(in.u8()) - 3;
  if (what % 5 == 2) turned.first_seq += static_cast<std::int64_t>(in.u8()) - 3;
  if (what % 5 == 3) turned.commit.resize(in.u8() % 33, 0);
  if (what % 5 == 4) {
    auto& wrap = turned.wraps[in.u8() % turned.wraps.size()];
    wrap[in.u8() % wrap.size()] ^= in.u8();
  }
  if (turned.epoch < 0 || turned.first_seq < 1) return;
  std::vector<Event> events{{dice.id(), Hlc{}, Body(turned)}};
  if (what >= 128) {
    KeysSucceeded keys;
    keys.outbox_key.resize(in.u8() % 33, 7);
    keys.person_key.resize(32, 9);
    events.insert(events.begin(), {dice.id(), Hlc{}, Body(keys)});
  }
  writer.put(events, dice);
  if (turned == good) writer.enter(good, seed, writer.signer);
}

struct Got {
  Bytes events;
  ChainHead head;
  ChainHead whole;
  Lane lane;
};

// Reads until something is refused or waits; `per_call` frames at a time.
Got read(const samples::Writer& writer, Lane lane, std::size_t per_call) {
  LaneReader lane_reader(lane);
  Reading out;
  const WrapKeys keys{{reader}, {author.pub()}};
  for (std::size_t at = 0; at < writer.frames.size(); at += per_call) {
    const Lane before = lane;
    const ChainHead head = lane_reader.head();
    const auto outcome = lane_reader.read(writer.stream(at, at + per_call), keys, out);
    if (lane_reader.head() == head) require(lane == before);
    if (!outcome || out.waits_for_keys) break;
  }
  Got got{{}, lane_reader.head(), lane_reader.whole_head(), lane};
  for (const auto& event : out.events) append(got.events, encode_payload(event.body));
  require(got.whole.seq <= got.head.seq);
  return got;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input in(data, size);
  samples::Writer writer = samples::outbox(1);
  const Lane fresh = samples::read_side(writer);
  Entropy dice = samples::entropy(1);
  const std::size_t damaged = in.u8();
  const std::size_t damaged_at = in.u16();
  const std::uint8_t damage = in.u8();
  while (!in.done() && writer.frames.size() < 8) {
    const std::uint8_t what = in.u8();
    if (what % 3 == 0) turn(writer, in, dice);
    else if (what % 3 == 1) writer.seal(plaintext_of(in.run()), FrameClass::small, dice);
    else writer.put({samples::note(what, in.u16() % 3'000)}, dice);
  }
  const bool whole = damaged >= writer.frames.size() || damage == 0;
  if (!whole) writer.frames[damaged][damaged_at % writer.frames[damaged].size()] ^= damage;
  const Got single = read(writer, fresh, 1);
  const Got all = read(writer, fresh, writer.frames.size() + 1);
  // How a damaged frame is noticed depends on what stands around it; nothing else may depend on the cutting.
  if (!whole) return 0;
  require(single.head == all.head && single.whole == all.whole && single.events == all.events && single.lane == all.lane);
  return 0;
}
