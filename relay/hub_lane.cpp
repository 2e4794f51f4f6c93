// Opening, proving and rekeying lanes. Unknown lane, wrong key and wrong token get one and the same answer.
// Called by Hub::dispatch only.
#include <sodium.h>

#include "relay/hub.h"
#include "relay/keys.h"

namespace bothy::relay {

bool Hub::may_open(ConnectionId id, const Id& lane) {
  Connection& c = *find(id);
  if (c.opened >= limits_.opens_per_connection) {
    later(id, lane, 0, LaterReason::quota, limits_.quota_retry_ms);
    return false;
  }
  if (!pays(id, opens_, limits_.opens, lane, 0)) return false;
  ++c.opened;
  return true;
}

Grant* Hub::grant(ConnectionId id, const Id& lane) {
  Connection& c = *find(id);
  if (c.grants.size() >= limits_.lanes_per_connection && !c.grants.contains(lane)) {
    later(id, lane, 0, LaterReason::quota, limits_.quota_retry_ms);
    return nullptr;
  }
  if (const auto held = lanes_.find(lane); held != lanes_.end()) held->second.holders.insert(id);
  return &c.grants[lane];
}

std::vector<ConnectionId> Hub::drop_grants(const Id& lane) {
  std::vector<ConnectionId> dropped;
  const auto held = lanes_.find(lane);
  if (held == lanes_.end()) return dropped;
  for (const ConnectionId id : held->second.holders) {
    const auto at = connections_.find(id);
    if (at != connections_.end() && at->second.grants.erase(lane) > 0) dropped.push_back(id);
  }
  held->second.holders.clear();
  held->second.readers.clear();
  return dropped;
}

void Hub::on(ConnectionId id, std::uint8_t type, const OpenLane& m) {
  Connection& c = *find(id);
  if (m.lane.is_zero()) return refuse(id, type, m.lane, RefusedCode::malformed);
  if (!pays(id, c.checks, limits_.connection_checks, m.lane, 0)) return;
  ++counters_.signature_checks;
  const LaneKeys keys{m.write, m.read_hash, m.admin};
  if (!is_signed(signed_part(m), m.sig, m.write))
    return refuse(id, type, m.lane, RefusedCode::not_allowed);
  const auto found = lane_of(m.lane);
  if (!found) return unreadable(id, m.lane, 0);
  const Lane* lane = *found;
  if (lane != nullptr && lane->keys != keys) return refuse(id, type, m.lane, RefusedCode::not_allowed);
  if (lane == nullptr) {
    if (!may_open(id, m.lane)) return;
    Lane fresh;
    fresh.row.lane = m.lane;
    fresh.row.keys = fresh.keys = keys;
    fresh.opening = true;
    lanes_.emplace(m.lane, std::move(fresh));
    add(OpenOp{m.lane, keys}, id);
  }
  Grant* held = grant(id, m.lane);
  if (held == nullptr) return;
  // The opening may have been signed by another device long ago: it proves no one's hand, and each frame its own.
  held->read = true;
  attach({id, Answer::Kind::lane_ok, m.lane, 0, 0});
}

void Hub::on(ConnectionId id, std::uint8_t type, const Auth& m) {
  Connection& c = *find(id);
  if (!pays(id, c.checks, limits_.connection_checks, m.lane, 0)) return;
  const auto found = lane_of(m.lane);
  if (!found) return unreadable(id, m.lane, 0);
  const Lane* lane = *found;
  const bool known = lane != nullptr && !lane->opening;
  // An unknown lane costs the same check, so that time tells nothing.
  const PublicKey key = !known ? nobodys_key : m.how == KeyKind::write ? lane->keys.write : lane->keys.admin;
  ++counters_.signature_checks;
  const bool proven = is_signed(signed_part(m, c.nonce, c.origin), m.sig, key);
  if (!proven || !known) return refuse(id, type, m.lane, RefusedCode::not_allowed);
  Grant* held = grant(id, m.lane);
  if (held == nullptr) return;
  held->read = true;
  held->write = held->write || m.how == KeyKind::write;
  send(id, LaneOk{m.lane, lane->row.head_seq, lane->row.head_hash});
}

void Hub::on(ConnectionId id, std::uint8_t type, const Read& m) {
  Connection& c = *find(id);
  if (!pays(id, c.asks, limits_.connection_asks, m.lane, 0)) return;
  const auto found = lane_of(m.lane);
  if (!found) return unreadable(id, m.lane, 0);
  const Lane* lane = *found;
  const bool known = lane != nullptr && !lane->opening;
  const Hash want = known ? lane->keys.read_hash : Hash{};
  const Hash have = plain_hash(m.token);
  if (sodium_memcmp(want.data(), have.data(), want.size()) != 0 || !known)
    return refuse(id, type, m.lane, RefusedCode::not_allowed);
  Grant* held = grant(id, m.lane);
  if (held == nullptr) return;
  held->read = true;
  send(id, LaneOk{m.lane, lane->row.head_seq, lane->row.head_hash});
}

void Hub::on(ConnectionId id, std::uint8_t type, const Rekey& m) {
  Connection& c = *find(id);
  if (!pays(id, c.checks, limits_.connection_checks, m.lane, 0)) return;
  const auto found = lane_of(m.lane);
  if (!found) return unreadable(id, m.lane, 0);
  Lane* lane = *found;
  const bool known = lane != nullptr && !lane->opening;
  const PublicKey key = !known ? nobodys_key : m.how == KeyKind::write ? lane->keys.write : lane->keys.admin;
  ++counters_.signature_checks;
  const bool proven = is_signed(signed_part(m, c.nonce, c.origin), m.sig, key);
  if (!proven || !known) return refuse(id, type, m.lane, RefusedCode::not_allowed);
  // Frames that wait under the old key are checked under the old key.
  if (dirty_.erase(m.lane) > 0) close_run(*lane);
  lane->keys.write = m.write;
  lane->keys.read_hash = m.read_hash;
  add(RekeyOp{m.lane, lane->keys}, id);
  // The others are told, as the answer to the HAVE that stood: who may still come in proves it again.
  constexpr std::uint8_t have = 0x04;
  for (const ConnectionId other : drop_grants(m.lane))
    if (other != id) refuse(other, have, m.lane, RefusedCode::not_allowed);
  if (Grant* held = grant(id, m.lane)) held->read = true;
  attach({id, Answer::Kind::lane_ok, m.lane, 0, 0});
}

}  // namespace bothy::relay
