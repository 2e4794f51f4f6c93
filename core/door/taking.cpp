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
  // Frames that are here already are stepped over; another one at a known place would break the chain just after.
  while (!frames.empty()) {
    const auto size = leading_frame_size(frames);
    const auto header = size && *size <= frames.size() ? parse_frame(frames.first(*size)) : no(Error::malformed);
    if (!header || header->lane != lane.id || header->seq > p.head.seq) break;
    frames = frames.subspan(*size);
  }
  LaneReader reader(lane, p.head, p.joining, p.whole);
  Reading reading;
  const Id id = lane.id;
  const auto outcome = reader.read(frames, wrap_keys(lane), reading);
  p.head = reader.head();
  p.whole = reader.whole_head();
  p.joining = reader.joining();
  taken = reading.frames;
  for (std::size_t i = 0; i < reading.frames && keep != nullptr; ++i) {
    const std::size_t size = *leading_frame_size(frames);
    keep->keep(frame_key(id, parse_frame(frames.first(size))->seq), frames.first(size));
    frames = frames.subspan(size);
  }
  if (keep != nullptr) frames_since_snapshot_ += reading.frames;
  take_events(lane, reading, request);
  return outcome;
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
  const bool own_shared = lane.kind == LaneKind::own_outbox;
  if (own_shared)
    for (const auto& entry : batch)
      std::erase_if(outgoing_, [&](const Outgoing& item) { return item.event.id == entry.event.id && item.sealed_seq == 0; });
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
