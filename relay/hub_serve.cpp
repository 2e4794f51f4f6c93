// Frames on their way out: HAVE, forks, pages with back-pressure, live push.
// A reader has one cursor per lane; a slow one falls behind and is served from the store again, so no queue grows for
// it.
#include "relay/hub.h"

namespace bothy::relay {

void Hub::on(ConnectionId id, std::uint8_t type, const Have& m) {
  Connection& c = *find(id);
  if (!pays(id, c.asks, limits_.connection_asks, {}, 0)) return;
  for (const LaneHead& claim : m.lanes) {
    const auto held = c.grants.find(claim.lane);
    if (held == c.grants.end() || !held->second.read) {
      refuse(id, type, claim.lane, RefusedCode::not_allowed);
      continue;
    }
    follow(id, held->second, claim);
  }
  catch_up(id);
}

std::uint64_t Hub::served_head(const Lane& lane) const {
  return lane.damaged_at > 0 ? lane.damaged_at - 1 : lane.row.head_seq;
}

void Hub::follow(ConnectionId id, Grant& grant, const LaneHead& claim) {
  const auto found = lane_of(claim.lane);
  if (!found || *found == nullptr) return unreadable(id, claim.lane, claim.seq);
  Lane* lane = *found;
  if (forked(id, *lane, claim)) {
    grant.following = false;
    lane->readers.erase(id);
    return;
  }
  const std::uint64_t head = served_head(*lane);
  grant.following = true;
  lane->readers.insert(id);
  grant.cursor = std::min(claim.seq, head);
  if (grant.cursor < head) return fall_behind(id, claim.lane);
  send(id, Frames{claim.lane, head, false, {}});
}

bool Hub::forked(ConnectionId id, Lane& lane, const LaneHead& claim) {
  if (claim.seq == 0 || claim.seq > served_head(lane)) return false;
  const auto page = store_.page(claim.lane, claim.seq - 1, 1);
  if (page && page->damaged) {
    ++counters_.damage_found;
    lane.damaged_at = claim.seq;
  }
  if (!page || page->frames.empty()) return false;
  const auto held = block_of<16>(frame_hash(page->frames));
  if (held == claim.hash) return false;
  ++counters_.forks_told;
  send(id, Fork{claim.lane, claim.seq, held});
  return true;
}

void Hub::push(Lane& lane, const AppendOp& op, ConnectionId author) {
  std::shared_ptr<const Bytes> bytes;
  for (const ConnectionId id : lane.readers) {
    Connection* c = find(id);
    if (c == nullptr) continue;
    Grant& grant = c->grants[op.lane];
    if (grant.cursor >= op.last_seq) continue;
    const bool next = !grant.behind && grant.cursor + 1 == op.first_seq;
    if (next && id == author) {
      grant.cursor = op.last_seq;
    } else if (next && has_room(*c)) {
      if (!bytes) bytes = std::make_shared<const Bytes>(encode(Frames{op.lane, op.last_seq, false, op.frames}));
      grant.cursor = op.last_seq;
      counters_.frames_pushed += op.last_seq - op.first_seq + 1;
      send(id, bytes);
    } else {
      fall_behind(id, op.lane);
    }
  }
}

void Hub::fall_behind(ConnectionId id, const Id& lane) {
  Connection* c = find(id);
  if (c == nullptr) return;
  Grant& grant = c->grants[lane];
  if (grant.behind) return;
  grant.behind = true;
  c->behind.push_back(lane);
}

void Hub::catch_up(ConnectionId id) {
  Connection* c = find(id);
  while (c != nullptr && !c->behind.empty() && has_room(*c)) {
    const Id lane = c->behind.front();
    c->behind.pop_front();
    const auto held = c->grants.find(lane);
    if (held == c->grants.end()) continue;
    held->second.behind = false;
    if (held->second.following) send_page(id, *c, lane);
  }
}

void Hub::send_page(ConnectionId id, Connection& c, const Id& lane_id) {
  Grant& grant = c.grants[lane_id];
  const auto found = lane_of(lane_id);
  Lane* lane = found ? *found : nullptr;
  const auto page = store_.page(lane_id, grant.cursor, limits_.page);
  if (lane == nullptr || !page) {
    grant.following = false;
    if (lane != nullptr) lane->readers.erase(id);
    return unreadable(id, lane_id, grant.cursor + 1);
  }
  if (page->damaged) {
    // Saying a lower head makes the author offer the frames again, which heals the store.
    ++counters_.damage_found;
    lane->damaged_at = page->last_seq + 1;
  }
  const std::uint64_t head = std::max(served_head(*lane), page->last_seq);
  const bool more = page->last_seq < head && !page->damaged && !page->frames.empty();
  grant.cursor = page->last_seq;
  ++counters_.pages_sent;
  send(id, Frames{lane_id, head, more, page->frames});
  if (more) fall_behind(id, lane_id);
}

}  // namespace bothy::relay
