// Rendezvous boxes: eight places, each written once, read by whoever holds the token, gone after a day.
// Unknown, expired, closed and wrong token get one and the same answer.
#include <sodium.h>

#include "relay/hub.h"

namespace bothy::relay {

Result<RvBox*> Hub::box_of(const Id& rv) {
  auto at = boxes_.find(rv);
  if (at == boxes_.end()) {
    BOTHY_TRY(stored, store_.rv(rv));
    if (!stored) return nullptr;
    at = boxes_.emplace(rv, std::move(*stored)).first;
  }
  return at->second.created_ms + rv_life_ms > now_ms_ ? &at->second : nullptr;
}

bool Hub::admits(const RvBox* box, const Token& token) const {
  const Hash want = box == nullptr ? Hash{} : box->token_hash;
  const Hash have = plain_hash(token);
  const bool same = sodium_memcmp(want.data(), have.data(), want.size()) == 0;
  return same && box != nullptr && !box->closed;
}

void Hub::on(ConnectionId id, std::uint8_t type, const RvPut& m) {
  Connection& c = *find(id);
  if (m.rv.is_zero()) return refuse(id, type, m.rv, RefusedCode::malformed);
  if (!pays(id, c.asks, limits_.connection_asks, m.rv, m.index)) return;
  const auto found = box_of(m.rv);
  if (!found) return unreadable(id, m.rv, m.index);
  RvBox* box = *found;
  if (box == nullptr) {
    // An expired box keeps its name until it is deleted.
    if (boxes_.contains(m.rv)) return refuse(id, type, m.rv, RefusedCode::not_allowed);
    if (!may_open(id, m.rv)) return;
    ++counters_.boxes_opened;
    box = &boxes_.emplace(m.rv, RvBox{plain_hash(m.token), now_ms_, false, {}}).first->second;
  }
  if (!admits(box, m.token)) return refuse(id, type, m.rv, RefusedCode::not_allowed);
  auto& place = box->entries[m.index];
  if (place && *place != m.body) return refuse(id, type, m.rv, RefusedCode::not_allowed);
  if (!place) {
    place = m.body;
    add(RvPutOp{m.rv, box->token_hash, m.index, box->created_ms, m.body}, id);
  }
  attach({id, Answer::Kind::stored, m.rv, m.index, 0});
}

void Hub::on(ConnectionId id, std::uint8_t type, const RvGet& m) {
  Connection& c = *find(id);
  if (!pays(id, c.asks, limits_.connection_asks, m.rv, 0)) return;
  const auto found = box_of(m.rv);
  if (!found) return unreadable(id, m.rv, 0);
  const RvBox* box = *found;
  if (!admits(box, m.token)) return refuse(id, type, m.rv, RefusedCode::not_allowed);
  if (c.boxes.size() >= limits_.lanes_per_connection && !c.boxes.contains(m.rv)) {
    return later(id, m.rv, 0, LaterReason::quota, limits_.quota_retry_ms);
  }
  c.boxes.insert(m.rv);
  box_readers_[m.rv].insert(id);
  for (std::uint8_t i = 0; i < rv_entries; ++i) {
    if (box->entries[i]) send(id, RvEntry{m.rv, i, *box->entries[i]});
  }
}

void Hub::on(ConnectionId id, std::uint8_t type, const RvClose& m) {
  Connection& c = *find(id);
  if (!pays(id, c.asks, limits_.connection_asks, m.rv, 0)) return;
  const auto found = box_of(m.rv);
  if (!found) return unreadable(id, m.rv, 0);
  RvBox* box = *found;
  if (!admits(box, m.token)) return refuse(id, type, m.rv, RefusedCode::not_allowed);
  box->closed = true;
  box->entries = {};
  add(RvCloseOp{m.rv}, id);
  attach({id, Answer::Kind::stored, m.rv, rv_entries, 0});
}

}  // namespace bothy::relay
