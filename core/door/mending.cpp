// Damage on this device's disk: every stored frame checked from the first on, and what is damaged fetched again.
// Snapshots hide damage in old frames from daily use; this looks behind them.
#include <algorithm>

#include "door/home.h"

namespace bothy {
namespace {

std::string_view lane_kind_name(LaneKind kind) {
  switch (kind) {
    case LaneKind::self: return "self";
    case LaneKind::own_outbox:
    case LaneKind::partner_outbox: return "outbox";
    case LaneKind::ring: return "keyring";
  }
  return "other";
}

}  // namespace

// A keyring frame has no writer of its own to check it by; one of the person's keys must have signed it. A removed
// device does not know the newest of them.
bool Home::signed_by_us(const Lane& lane, ByteSpan frame) const {
  const auto header = parse_frame(frame);
  if (lane.kind != LaneKind::ring || ring_.persons.empty() || revoked_ || unreadable_ring_ || !header) return true;
  return std::any_of(ring_.persons.begin(), ring_.persons.end(),
                     [&](const PersonEpoch& person) { return signed_by(*header, frame_hash(frame), person_keys(person.secret).ring.pub()); });
}

Result<std::vector<Checked>> Home::check_frames(Request& request) {
  BOTHY_TRY(frames, request.bytes_at(request.args().find("frames")));
  std::map<Id, std::vector<ByteSpan>> lanes;
  for (frames = next_frame(frames); !frames.empty(); frames = next_frame(frames)) {
    const std::size_t size = *leading_frame_size(frames);
    lanes[Id{block_of<16>(frames.subspan(8))}].push_back(frames.first(size));
    frames = frames.subspan(size);
  }
  // A lane of which no frame is left is damaged too.
  for (const auto& p : progress_)
    if (lane(p.lane) != nullptr && p.head.seq > 0) lanes[p.lane];
  std::vector<Checked> out;
  for (const auto& [id, run] : lanes) {
    Checked checked;
    checked.lane = id;
    if (const Lane* known = lane(id)) {
      Lane copy = *known;
      LaneReader reader(copy, ChainHead{});
      Reading reading;
      checked.known = true;
      // One by one, so that every signature is looked at, as a relay that forgot would.
      for (const ByteSpan frame : run) {
        if (!checked.outcome || reading.waits_for_keys) break;
        if (!signed_by_us(*known, frame)) checked.outcome = no(Error::bad_seal);
        else checked.outcome = reader.read(frame, wrap_keys(*known), reading);
      }
      checked.whole = checked.outcome && !reading.waits_for_keys && reader.head().seq >= progress(id).head.seq;
      checked.frames = reading.frames;
      checked.events = reading.events.size();
      checked.head = reader.head();
      checked.whole_head = reader.whole_head();
    }
    out.push_back(std::move(checked));
  }
  return out;
}

Result<Value> Home::check_chains(Request& request) {
  BOTHY_TRY(all, check_frames(request));
  Value lanes{List{}};
  bool whole = true;
  for (const auto& checked : all) {
    Value item;
    const Lane* known = lane(checked.lane);
    item.set("lane", to_hex(checked.lane)).set("kind", known != nullptr ? lane_kind_name(known->kind) : "other");
    if (checked.known) {
      item.set("frames", static_cast<std::int64_t>(checked.frames)).set("events", static_cast<std::int64_t>(checked.events));
      item.set("last", static_cast<std::int64_t>(checked.head.seq)).set("whole", checked.whole);
    }
    if (checked.known && !checked.whole) {
      const Error error = checked.outcome ? Error::gap : checked.outcome.error();
      item.set("at_seq", static_cast<std::int64_t>(checked.head.seq + 1)).set("name", error_name(error)).set("say", error_sentence(error));
      whole = false;
    }
    lanes.push(std::move(item));
  }
  Value out;
  out.set("whole", whole).set("lanes", std::move(lanes));
  return out;
}

// A damaged lane is read anew from its last whole place: what the relay has comes from there, and an own lane with a
// place that nobody has goes on elsewhere (heal).
Outcome Home::mend(Request& request, Reply& reply) {
  if (stage_ != Stage::open) return no(Error::not_open);
  if (!my_room_open()) return no(Error::locked);
  BOTHY_TRY(all, check_frames(request));
  std::int64_t mended = 0;
  for (const auto& checked : all) {
    Lane* at = lane(checked.lane);
    if (at == nullptr || checked.whole) continue;
    lose_tentative(*at, request, reply);
    Progress& p = progress(checked.lane);
    if (checked.head.seq >= p.head.seq) continue;
    p.lost_until = p.head.seq;
    p.head = p.whole = checked.whole_head;
    p.joining = Joining();
    if (p.acked.seq > p.head.seq) p.acked = p.head;
    p.released = std::min(p.released, p.head.seq);
    sync_.ask_again(checked.lane);
    ++mended;
  }
  know_lanes();
  if (mended > 0) {
    keep_keys(request, reply);
    keep_snapshots(request, reply, true);
    pump(request, reply);
  }
  Value out;
  out.set("lanes", mended);
  reply.show("mend", std::move(out));
  return {};
}

}  // namespace bothy
