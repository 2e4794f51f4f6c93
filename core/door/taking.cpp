// Taking frames in: read the lane, keep what was accepted, and put its events where they belong.
// The same path serves frames from disk and from the relay.
#include <algorithm>

#include "door/home.h"

namespace bothy {

WrapKeys Home::wrap_keys(const Lane& lane) const {
  WrapKeys keys;
  keys.mine = ring_.boxes();
  if (lane.kind == LaneKind::own_outbox)
    for (const auto& box : keys.mine) keys.senders.push_back(box.pub());
  if (lane.kind == LaneKind::partner_outbox)
    for (const auto& pairing : ring_.pairings)
      if (pairing.their_lane == lane.id) keys.senders.assign(pairing.their_persons.rbegin(), pairing.their_persons.rend());
  return keys;
}

Outcome Home::take_frames(Lane& lane, ByteSpan frames, Request& request, Reply* keep, std::size_t& taken) {
  Progress& p = progress(lane.id);
  // Frames that are here already are stepped over; another one at a known place would break the chain just after. Where
  // ours is not acknowledged yet, another device's frame came first.
  while (!frames.empty()) {
    const auto size = leading_frame_size(frames);
    const auto header = size && *size <= frames.size() ? parse_frame(frames.first(*size)) : no(Error::malformed);
    if (!header || header->lane != lane.id || header->seq > p.head.seq) break;
    if (header->seq > p.acked.seq && header->seq - p.acked.seq <= p.tentative.size() &&
        frame_hash(frames.first(*size)) != p.tentative[static_cast<std::size_t>(header->seq - p.acked.seq - 1)])
      return no(Error::fork);
    frames = frames.subspan(*size);
  }
  LaneReader reader(lane, p.head, p.joining, p.whole);
  Reading reading;
  const Id id = lane.id;
  const WrapKeys keys = wrap_keys(lane);
  Outcome outcome;
  if (keep == nullptr) outcome = reader.read(frames, keys, reading);
  // From the relay one by one: what is kept must pass, signature and all, at a relay that forgot it.
  for (ByteSpan rest = frames; keep != nullptr && outcome && !rest.empty() && !reading.waits_for_keys;) {
    const auto size = leading_frame_size(rest);
    const std::size_t n = size ? std::min(*size, rest.size()) : rest.size();
    outcome = reader.read(rest.first(n), keys, reading);
    rest = rest.subspan(n);
  }
  p.head = reader.head();
  p.whole = reader.whole_head();
  p.joining = reader.joining();
  taken = reading.frames;
  ByteSpan rest = frames;
  for (std::size_t i = 0; i < reading.frames && keep != nullptr; ++i) {
    const std::size_t size = *leading_frame_size(rest);
    keep->keep(frame_key(id, parse_frame(rest.first(size))->seq), rest.first(size));
    rest = rest.subspan(size);
  }
  if (keep != nullptr) frames_since_snapshot_ += reading.frames;
  const bool ring = lane.kind == LaneKind::ring;
  take_events(lane, reading, request);
  if (ring) note_ring_writers(frames, reading.frames);
  return outcome;
}

// Which person epoch signed each stretch of the keyring lane: a relay that lost it is led through the keys again.
void Home::note_ring_writers(ByteSpan frames, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const ByteSpan frame = frames.first(*leading_frame_size(frames));
    const auto header = parse_frame(frame);
    for (const auto& person : ring_.persons) {
      if (!signed_by(*header, frame_hash(frame), person_keys(person.secret).ring.pub())) continue;
      if (ring_writers_.empty() || ring_writers_.back().second != person.epoch) ring_writers_.push_back({header->seq, person.epoch});
    }
    frames = frames.subspan(frame.size());
  }
}

std::optional<SignKey> Home::ring_key_at(std::uint64_t seq) const {
  std::uint32_t epoch = ring_.persons.empty() ? 0 : ring_.persons.back().epoch;
  if (candidate_person_ && ring_.persons.size() > 1) epoch = ring_.persons[ring_.persons.size() - 2].epoch;
  if (seq <= progress_head(ring_lane_.id))
    for (const auto& [first, writer] : ring_writers_)
      if (first <= seq) epoch = writer;
  for (const auto& person : ring_.persons)
    if (person.epoch == epoch) return person_keys(person.secret).ring;
  return std::nullopt;
}

void Home::take_events(Lane& lane, Reading& reading, Request& request) {
  const Place wanted = lane.kind == LaneKind::self ? Place::my_room : Place::our_room;
  const Author author = lane.kind == LaneKind::partner_outbox ? Author::them : Author::me;
  std::vector<Entry> batch;
  for (auto& event : reading.events) {
    if (const auto* kept = std::get_if<KeyringKept>(&event.body)) {
      if (lane.kind == LaneKind::ring) read_ring_event(*kept, request);
      continue;
    }
    const auto* unknown = std::get_if<Unknown>(&event.body);
    const std::uint16_t type = unknown != nullptr ? static_cast<std::uint16_t>(unknown->real_type) : info_of(event.body).type;
    // A private kind in an outbox, or the other way round, is not what its writer's Bothy does; it is left out of views.
    const bool lasting_control = type == Retracted::type || type == LeftOpenly::type;
    if (place_of(type) != wanted && !(lasting_control && wanted == Place::our_room)) continue;
    Clock& clock = lane.kind == LaneKind::self ? my_clock_ : our_clock_;
    if (request.now.ms > 0) clock.saw(event.at, request.now);
    batch.push_back({std::move(event), author});
  }
  // Own shared events found in frames wait for the relay's word on those frames, not for a frame.
  if (lane.kind == LaneKind::own_outbox)
    for (const auto& entry : batch)
      for (auto& item : outgoing_)
        if (item.event.id == entry.event.id) item.sealed_seq = progress(lane.id).head.seq;
  if (lane.kind == LaneKind::self) my_.entries.add(std::move(batch));
  else our_.entries.add(std::move(batch));
  if (lane.kind != LaneKind::partner_outbox) return;
  for (const auto& next : reading.successions) {
    for (auto& pairing : ring_.pairings) {
      if (pairing.their_lane != lane.id) continue;
      if (std::find(pairing.their_persons.begin(), pairing.their_persons.end(), next.person) != pairing.their_persons.end()) continue;
      pairing.their_persons.push_back(next.person);
      // The other removed a device or renewed keys: our next epoch is wrapped to the new ones only.
      turn_outbox_ = true;
    }
  }
}

}  // namespace bothy
