// See sync.h.
#include "sync/sync.h"

#include <algorithm>

namespace bothy {

void Sync::begin() {
  for (auto& lane : lanes_) {
    lane.let_in = lane.refused = lane.asked = lane.caught_up = false;
    lane.offered_seq = 0;
    lane.held_back = false;
    lane.relay_seq = 0;
  }
  connected_ = true;
  challenged_ = false;
}

void Sync::challenged(const Block<32>& nonce, std::uint64_t) {
  challenged_ = true;
  nonce_ = nonce;
}

LaneSync* Sync::find(const Id& lane) {
  const auto at = std::find_if(lanes_.begin(), lanes_.end(), [&](const LaneSync& l) { return l.lane == lane; });
  return at == lanes_.end() ? nullptr : &*at;
}

LaneSync& Sync::know(const Id& lane, Access access, bool ring) {
  LaneSync* known = find(lane);
  if (known == nullptr) {
    lanes_.push_back({});
    known = &lanes_.back();
    known->lane = lane;
  }
  known->access = access;
  known->ring = ring;
  return *known;
}

void Sync::forget(const Id& lane) {
  std::erase_if(lanes_, [&](const LaneSync& l) { return l.lane == lane; });
}

bool Sync::ring_ready() const {
  return std::all_of(lanes_.begin(), lanes_.end(), [](const LaneSync& l) { return !l.ring || l.caught_up || l.refused; });
}

std::vector<Id> Sync::to_prove() {
  std::vector<Id> out;
  if (!challenged_) return out;
  const bool others = ring_ready();
  for (auto& lane : lanes_) {
    if (lane.asked || lane.let_in || lane.refused || (!lane.ring && !others)) continue;
    lane.asked = true;
    out.push_back(lane.lane);
  }
  return out;
}

std::vector<LaneHead> Sync::to_ask() {
  std::vector<LaneHead> out;
  for (auto& lane : lanes_) {
    // `asked` is set by to_prove first and cleared by on_let_in, so that one flag serves both questions.
    if (!lane.let_in || lane.asked || lane.caught_up) continue;
    if (out.size() == have_entries) break;
    lane.asked = true;
    out.push_back({lane.lane, lane.local_seq, block_of<16>(lane.local_hash)});
  }
  return out;
}

std::vector<std::uint64_t> Sync::to_offer(const Id& id, std::size_t window) {
  std::vector<std::uint64_t> out;
  LaneSync* lane = find(id);
  if (lane == nullptr || !lane->let_in || !lane->caught_up) return out;
  const std::uint64_t last = std::min(lane->local_seq, lane->released_seq);
  std::uint64_t next = std::max(lane->relay_seq, lane->offered_seq) + 1;
  while (next <= last && next <= lane->relay_seq + window) out.push_back(next++);
  if (out.empty()) return out;
  lane->offered_seq = out.back();
  lane->held_back = false;
  return out;
}

SyncNews Sync::on_let_in(const LaneOk& ok) {
  LaneSync* lane = find(ok.lane);
  if (lane == nullptr) return {};
  lane->let_in = true;
  lane->refused = false;
  lane->asked = false;
  // News of a lane come after asking; being let in anew (a new key) asks anew.
  lane->caught_up = false;
  return {};
}

void Sync::on_refused(const Id& id) {
  if (LaneSync* lane = find(id)) {
    lane->refused = true;
    lane->let_in = false;
  }
}

SyncNews Sync::on_frames(const Id& id, std::uint64_t head_seq, bool more) {
  SyncNews news;
  LaneSync* lane = find(id);
  if (lane == nullptr) return news;
  // A relay that once held more has forgotten: what it lacks is offered again by whoever has it.
  if (!more && head_seq < lane->highest_seq && lane->local_seq >= lane->highest_seq) news.rolled_back = true;
  lane->relay_seq = head_seq;
  lane->highest_seq = std::max(lane->highest_seq, head_seq);
  if (more) return news;
  lane->asked = false;
  if (lane->local_seq >= head_seq) {
    lane->caught_up = true;
    // What was acknowledged once may always be offered again.
    if (news.rolled_back) lane->offered_seq = head_seq;
  }
  return news;
}

void Sync::on_stored(const Id& id, std::uint64_t seq) {
  if (LaneSync* lane = find(id)) {
    lane->relay_seq = std::max(lane->relay_seq, seq);
    lane->highest_seq = std::max(lane->highest_seq, seq);
  }
}

void Sync::ask_again(const Id& id) {
  if (LaneSync* lane = find(id)) {
    lane->caught_up = false;
    lane->asked = false;
    lane->offered_seq = 0;
  }
}

bool Sync::quiet() const {
  return challenged_ && std::all_of(lanes_.begin(), lanes_.end(), [](const LaneSync& l) {
           return l.refused || (l.caught_up && l.relay_seq >= std::min(l.local_seq, l.released_seq));
         });
}

}  // namespace bothy
