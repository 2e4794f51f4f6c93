// See lane.h. The order of checks is the order of trust: shape, chain, seal, then signature before anything counts.
#include "seal/lane.h"

#include <algorithm>

namespace bothy {

const EpochKeys* LaneReader::keys_of(std::uint32_t epoch) const {
  for (const auto& keys : lane_->epochs)
    if (keys.epoch == epoch) return &keys;
  return nullptr;
}

Outcome LaneReader::take(ByteSpan frame, Stretch& stretch) {
  BOTHY_TRY(header, parse_frame(frame));
  if (header.lane != lane_->id) return no(Error::wrong_lane);
  if (header.seq != stretch.head.seq + 1) return no(Error::gap);
  if (header.prev != stretch.head.hash) return no(Error::fork);
  if (!body_matches(header, frame)) return no(Error::bad_seal);
  const EpochKeys* keys = keys_of(header.epoch);
  if (keys == nullptr || header.seq < keys->first_seq || header.seq - keys->first_seq >= frames_per_epoch) return no(Error::bad_seal);
  if (header.kind != FrameClass::pruned) {
    if (!leaves_ || leaves_epoch_ != header.epoch) {
      leaves_.emplace(keys->seed);
      leaves_epoch_ = header.epoch;
    }
    BOTHY_TRY(plain, open_frame(header, frame, leaves_->at(header.seq - keys->first_seq)));
    // A frame that fails half way must leave no trace in the stretch.
    Joining joining = stretch.joining;
    std::vector<Event> events;
    BOTHY_CHECK(joining.read(plain, events));
    stretch.joining = std::move(joining);
    for (auto& event : events) stretch.events.push_back(std::move(event));
  }
  stretch.head = {header.seq, frame_hash(frame)};
  stretch.last = header;
  stretch.keys = keys;
  ++stretch.frames;
  return {};
}

Outcome LaneReader::turn(const EpochTurned& turned, const Succession* next, const WrapKeys& keys) {
  const auto epoch = static_cast<std::uint32_t>(turned.epoch);
  if (static_cast<std::uint64_t>(turned.first_seq) != head_.seq + 1) return no(Error::malformed);
  const bool expected = !lane_->epochs.empty() && epoch == lane_->epochs.back().epoch + 1;
  // Own self lanes hand their seeds over by the keyring; a known epoch was learned there or before.
  if (keys_of(epoch) != nullptr || turned.wraps.empty()) return {};
  if (!expected) return no(Error::malformed);
  const WrapPlace place{lane_->id, epoch};
  for (const auto& mine : keys.mine) {
    for (const auto& sender : keys.senders) {
      const auto seed = unwrap_seed(turned.wraps, lane_->chain, mine, sender, place);
      if (!seed) continue;
      if (commitment_of(*seed) != turned.commit) return no(Error::bad_seal);
      const PublicKey writer = next != nullptr ? next->outbox : lane_->epochs.back().writer;
      lane_->chain = next_chain(lane_->chain, *seed);
      lane_->epochs.push_back({epoch, static_cast<std::uint64_t>(turned.first_seq), *seed, writer});
      return {};
    }
  }
  // Not wrapped for us: we were removed from this lane, and wait.
  return {};
}

Outcome LaneReader::close(Stretch& stretch, const WrapKeys& keys, Reading& out) {
  if (stretch.frames == 0) return {};
  if (!signed_by(stretch.last, stretch.head.hash, stretch.keys->writer)) return no(Error::bad_seal);
  head_ = stretch.head;
  joining_ = stretch.joining;
  if (!joining_.in_the_middle()) whole_ = head_;
  out.frames += stretch.frames;
  std::optional<Succession> next;
  for (auto& event : stretch.events) {
    if (const auto* keys_event = std::get_if<KeysSucceeded>(&event.body)) {
      next = Succession{static_cast<std::uint32_t>(keys_event->person_epoch), block_of<32>(keys_event->outbox_key),
                        block_of<32>(keys_event->person_key)};
      out.successions.push_back(*next);
    }
    if (const auto* turned = std::get_if<EpochTurned>(&event.body)) BOTHY_CHECK(turn(*turned, next ? &*next : nullptr, keys));
    out.events.push_back(std::move(event));
  }
  stretch.events.clear();
  stretch.frames = 0;
  return {};
}

Outcome LaneReader::read(ByteSpan frames, const WrapKeys& keys, Reading& out) {
  Stretch stretch;
  stretch.head = head_;
  stretch.joining = joining_;
  while (!frames.empty()) {
    const auto size = leading_frame_size(frames);
    if (!size || *size > frames.size()) {
      BOTHY_CHECK(close(stretch, keys, out));
      return no(size ? Error::malformed : size.error());
    }
    const ByteSpan frame = frames.first(*size);
    const auto header = parse_frame(frame);
    const bool new_epoch = header && stretch.frames > 0 && header->epoch != stretch.last.epoch;
    // The stretch ends where the epoch does: its last frame names the next key.
    if (new_epoch) BOTHY_CHECK(close(stretch, keys, out));
    if (header && header->lane == lane_->id && !lane_->epochs.empty() && header->epoch == lane_->epochs.back().epoch + 1) {
      out.waits_for_keys = true;
      return close(stretch, keys, out);
    }
    if (const auto taken = take(frame, stretch); !taken) {
      const auto closed = close(stretch, keys, out);
      return closed ? no(taken.error()) : closed;
    }
    frames = frames.subspan(*size);
  }
  return close(stretch, keys, out);
}

Bytes write_next(const Lane& lane, ChainHead& head, FrameClass kind, ByteSpan plain, const SignKey& writer, Entropy& entropy) {
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
