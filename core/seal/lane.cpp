// See lane.h. The order of checks is the order of trust: shape, chain, seal, then signature before anything counts.
#include "seal/lane.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace bothy {

namespace {

Result<PublicKey> public_key(ByteSpan bytes) {
  if (bytes.size() != std::tuple_size_v<PublicKey>) return no(Error::malformed);
  return block_of<32>(bytes);
}

bool is_set(const PublicKey& key) { return key != PublicKey{}; }

bool is_about_keys(const Body& body) { return std::holds_alternative<EpochTurned>(body) || std::holds_alternative<KeysSucceeded>(body); }

}  // namespace

LaneReader::Stretch LaneReader::begin() const {
  Stretch stretch;
  stretch.head = head_;
  stretch.whole = whole_;
  stretch.joining = joining_;
  return stretch;
}

// An epoch ends where the next one begins: the keys of an older one, which a removed device still has, open nothing
// after that. Two seeds of one epoch number are known where two rotations met; the frame says which one counts.
Result<LaneReader::Opened> LaneReader::open(const FrameHeader& header, ByteSpan frame, const Stretch& stretch) {
  for (std::size_t at = 0; at < lane_->epochs.size(); ++at) {
    const EpochKeys& keys = lane_->epochs[at];
    if (!covers(lane_->epochs, at, header.epoch, header.seq)) continue;
    Opened opened{{}, at, stretch.joining, false};
    // Without a body there is no seal to vouch for the header, so its own signature must.
    if (header.kind == FrameClass::pruned) {
      if (signed_by(header, frame_hash(frame), keys.writer)) return opened;
      continue;
    }
    if (!leaves_ || leaves_->seed() != keys.seed) leaves_.emplace(keys.seed);
    const auto plain = open_frame(header, frame, leaves_->at(header.seq - keys.first_seq));
    if (!plain) continue;
    BOTHY_CHECK(opened.joining.read(*plain, opened.events));
    opened.about_keys = std::ranges::any_of(opened.events, [](const Event& event) { return is_about_keys(event.body); });
    return opened;
  }
  return no(Error::bad_seal);
}

// Whether this frame is the next one of the chain.
Outcome LaneReader::fits(const FrameHeader& header, ByteSpan frame, const Stretch& stretch) const {
  if (header.lane != lane_->id) return no(Error::wrong_lane);
  if (header.seq == stretch.head.seq && frame_hash(frame) != stretch.head.hash) return no(Error::fork);
  if (header.seq != stretch.head.seq + 1) return no(Error::gap);
  if (header.prev != stretch.head.hash) return no(Error::fork);
  if (!body_matches(header, frame)) return no(Error::bad_seal);
  return {};
}

void LaneReader::take(const FrameHeader& header, const Hash& hash, Opened opened, Stretch& stretch) {
  stretch.head = {header.seq, hash};
  stretch.joining = std::move(opened.joining);
  if (!stretch.joining.in_the_middle()) stretch.whole = stretch.head;
  stretch.keys = opened.keys;
  stretch.last = header;
  if (stretch.frames++ == 0) stretch.first_seq = header.seq;
  for (auto& event : opened.events) stretch.events.push_back(std::move(event));
}

void LaneReader::enter(std::uint32_t epoch, std::uint64_t first_seq, const Key& seed, const PublicKey& writer, const Key& chain) {
  unite(lane_->epochs, EpochKeys{epoch, first_seq, seed, writer, first_seq, chain});
  if (!chain.is_zero()) lane_->chain = chain;
  lane_->next_writer = PublicKey{};
}

Outcome LaneReader::turn(const EpochTurned& turned, const Stretch& stretch, const WrapKeys& keys) {
  const auto epoch = static_cast<std::uint32_t>(turned.epoch);
  const auto first_seq = static_cast<std::uint64_t>(turned.first_seq);
  if (epoch != stretch.last.epoch + 1 || first_seq != stretch.head.seq + 1) return no(Error::malformed);
  const PublicKey writer = is_set(lane_->next_writer) ? lane_->next_writer : lane_->epochs[stretch.keys].writer;
  const Key known_chain = lane_->epochs[stretch.keys].chain;
  // Own devices learn seeds by the keyring too, and may know this one already; where it begins is said here.
  for (const auto& known : lane_->epochs) {
    if (known.epoch != epoch || commitment_of(known.seed) != turned.commit) continue;
    const Key chain = !known.chain.is_zero() || known_chain.is_zero() ? known.chain : next_chain(known_chain, known.seed);
    enter(epoch, first_seq, Key(known.seed), writer, chain);
    return {};
  }
  const Key chain = known_chain.is_zero() ? lane_->chain : known_chain;
  bool named = false;
  for (const auto& mine : keys.mine) {
    for (const auto& sender : keys.senders) {
      const auto seed = unwrap_seed(turned.wraps, chain, mine, sender, {lane_->id, epoch});
      if (!seed && seed.error() == Error::malformed) return no(Error::malformed);
      named = named || seed || seed.error() != Error::not_found;
      if (!seed) continue;
      if (commitment_of(*seed) != turned.commit) return no(Error::bad_seal);
      enter(epoch, first_seq, *seed, writer, next_chain(chain, *seed));
      return {};
    }
  }
  // A wrap for us that no known sender made is refused, so that it is read again once more is known.
  if (named) return no(Error::bad_seal);
  // A writer learns the seed by the keyring, and must not write on as if nothing had turned: it waits before this frame.
  if (lane_->kind == LaneKind::own_outbox) return no(Error::not_found);
  // Where none is for a reader it was removed from this lane: reading goes on and waits at the next frame.
  return {};
}

// What the stretch says about keys, in order. It holds at most one EpochTurned, in its last frame.
Outcome LaneReader::apply(const Stretch& stretch, WrapKeys keys, std::vector<Succession>& successions) {
  bool turned_once = false;
  for (const auto& known : successions) keys.senders.push_back(known.person);
  for (const auto& event : stretch.events) {
    if (const auto* next = std::get_if<KeysSucceeded>(&event.body)) {
      BOTHY_TRY(outbox, public_key(next->outbox_key));
      BOTHY_TRY(person, public_key(next->person_key));
      successions.push_back({static_cast<std::uint32_t>(next->person_epoch), outbox, person});
      lane_->next_writer = outbox;
      keys.senders.push_back(person);
    }
    if (const auto* turned = std::get_if<EpochTurned>(&event.body)) {
      if (std::exchange(turned_once, true)) return no(Error::malformed);
      BOTHY_CHECK(turn(*turned, stretch, keys));
    }
  }
  return {};
}

Outcome LaneReader::close(Stretch& stretch, const WrapKeys& keys, Reading& out) {
  if (stretch.frames == 0) return {};
  EpochKeys& used = lane_->epochs[stretch.keys];
  // Who may write the keyring lane changes with what is in it; each keyring proves its own writer (open_keyring).
  const bool proves_itself = lane_->kind == LaneKind::ring && !is_set(used.writer);
  if (!proves_itself && !signed_by(stretch.last, stretch.head.hash, used.writer)) return no(Error::bad_seal);
  const Lane before = *lane_;
  if (used.used_from == 0 || used.used_from > stretch.first_seq) used.used_from = stretch.first_seq;
  std::vector<Succession> successions = out.successions;
  if (const auto applied = apply(stretch, keys, successions); !applied) {
    *lane_ = before;
    if (applied.error() != Error::not_found) return applied;
    out.waits_for_keys = true;
    stretch = begin();
    return {};
  }
  head_ = stretch.head;
  whole_ = stretch.whole;
  joining_ = stretch.joining;
  out.frames += stretch.frames;
  out.successions = std::move(successions);
  for (auto& event : stretch.events) out.events.push_back(std::move(event));
  stretch = begin();
  return {};
}

Outcome LaneReader::read(ByteSpan frames, const WrapKeys& keys, Reading& out) {
  Stretch stretch = begin();
  out.waits_for_keys = false;
  Outcome stopped;
  while (!frames.empty()) {
    const auto size = leading_frame_size(frames);
    const auto header = size && *size <= frames.size() ? parse_frame(frames.first(*size)) : no(size ? Error::malformed : size.error());
    if (!header) {
      stopped = no(header.error());
      break;
    }
    if (stopped = fits(*header, frames.first(*size), stretch); !stopped) break;
    // A stretch has one epoch, hence one writer.
    if (stretch.frames > 0 && header->epoch != stretch.last.epoch) BOTHY_CHECK(close(stretch, keys, out));
    out.waits_for_keys = lane_->epochs.empty() || header->epoch > lane_->epochs.back().epoch;
    if (out.waits_for_keys) break;
    auto opened = open(*header, frames.first(*size), stretch);
    if (!opened) {
      stopped = no(opened.error());
      break;
    }
    // What a frame says about keys is a stretch of its own: refused, it takes nothing with it; accepted, it holds from
    // here on, however the frames were cut into calls.
    const bool alone = opened->about_keys;
    if (alone) BOTHY_CHECK(close(stretch, keys, out));
    take(*header, frame_hash(frames.first(*size)), *std::move(opened), stretch);
    frames = frames.subspan(*size);
    if (alone) BOTHY_CHECK(close(stretch, keys, out));
    // A turn whose seed is still to come ends the reading; what came before it stands.
    if (out.waits_for_keys) break;
  }
  BOTHY_CHECK(close(stretch, keys, out));
  return stopped;
}

bool can_write(const Lane& lane, const ChainHead& head) {
  if (lane.epochs.empty() || head.seq + 1 < lane.epochs.back().first_seq) return false;
  return head.seq + 1 - lane.epochs.back().first_seq < frames_per_epoch;
}

Bytes write_next(const Lane& lane, ChainHead& head, FrameClass kind, ByteSpan plain, const SignKey& writer, Entropy& entropy) {
  assert(can_write(lane, head));
  const EpochKeys& keys = lane.epochs.back();
  const FramePlace place{lane.id, head.seq + 1, keys.epoch, head.hash};
  LeafKeys leaves(keys.seed);
  Bytes frame = seal_frame(kind, place, plain, leaves.at(place.seq - keys.first_seq), writer, entropy);
  head = {place.seq, frame_hash(frame)};
  return frame;
}

FrameClass class_for(std::size_t bytes, FrameClass largest) {
  for (const auto kind : {FrameClass::small, FrameClass::medium, FrameClass::large})
    if (kind < largest && bytes <= plaintext_size(kind)) return kind;
  return largest;
}

}  // namespace bothy
