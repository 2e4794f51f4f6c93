// Being let in to lanes at the relay: which proof to try next, opening a lane that the relay lacks, renewing its keys.
#include <algorithm>

#include "door/home.h"

namespace bothy {
namespace {

// The proofs a lane has, tried in order until one is accepted.
struct Proof {
  enum Kind : std::uint8_t { by_key, by_admin, by_token, by_opening, by_deed } kind;
  SignKey key;
  Token token{};
};

std::vector<Proof> ring_proofs(const Keyring& ring, const std::optional<RecoveryKeys>& paper, const std::optional<SignKey>& first) {
  std::vector<Proof> out;
  for (auto person = ring.persons.rbegin(); person != ring.persons.rend(); ++person) out.push_back({Proof::by_key, person_keys(person->secret).ring, {}});
  if (paper) out.push_back({Proof::by_admin, paper->admin, {}});
  out.push_back({Proof::by_token, {}, ring.ring_token});
  if (first) out.push_back({Proof::by_opening, *first, {}});
  return out;
}

std::vector<Proof> outbox_proofs(const Keyring& ring, const Lane& lane) {
  std::vector<Proof> out;
  for (auto half = ring.halves.rbegin(); half != ring.halves.rend(); ++half) out.push_back({Proof::by_key, SignKey(half->outbox), {}});
  for (const auto& half : ring.halves)
    if (SignKey(half.outbox).pub() == lane.epochs.front().writer) out.push_back({Proof::by_opening, SignKey(half.outbox), {}});
  return out;
}

}  // namespace

void Home::know_lanes() {
  const auto know = [&](const Lane& lane, Access access, bool ring) {
    const Progress& p = progress(lane.id);
    LaneSync& known = sync_.know(lane.id, access, ring);
    known.local_seq = p.head.seq;
    known.local_hash = p.head.hash;
    known.highest_seq = std::max(known.highest_seq, p.highest);
    known.released_seq = lane.id == own_lane_ ? p.released : p.head.seq;
  };
  if (my_room_open() && !revoked_ && !ring_lane_.id.is_zero()) know(ring_lane_, Access::write, true);
  const Pairing* pairing = ring_.current();
  for (const auto& lane : ring_.lanes) {
    const bool ours = pairing != nullptr && pairing->compared && (lane.id == pairing->own_lane || lane.id == pairing->their_lane);
    const bool goodbye = lane.id == farewell_;
    const bool mine = lane.kind == LaneKind::self && my_room_open() && !ring_.persons.empty();
    if (revoked_ || (!ours && !mine && !goodbye)) continue;
    know(lane, own_writer(lane) ? Access::write : Access::read, false);
  }
}

OpenLane Home::opening_of(const Lane& lane, const PublicKey& writer) const {
  const Hash read_hash = lane.kind == LaneKind::ring ? plain_hash(ring_.ring_token) : lane.read_hash;
  return {lane.id, writer, read_hash, ring_.admin, {}};
}

// The token that lets own devices read the lane, and the opening that goes with it.
void Home::set_token(Lane& own) {
  own.read_hash = plain_hash(self_lane_token(ring_.person(), own.id));
  own.opening = device_signer().sign(signed_part(opening_of(own, own.epochs.front().writer)));
  progress(own.id).token_epoch = ring_.persons.back().epoch;
}

void Home::prove(const Id& id, Request& request, Reply& reply) {
  const Lane* known = lane(id);
  if (known == nullptr) return;
  std::vector<Proof> proofs;
  if (known->kind == LaneKind::ring) proofs = ring_proofs(ring_, paper_, ring_.persons.empty() ? std::nullopt : ring_key_at(1));
  if (known->kind == LaneKind::own_outbox) proofs = outbox_proofs(ring_, *known);
  if (known->kind == LaneKind::partner_outbox) proofs = {{Proof::by_token, {}, known->read_token}};
  if (known->kind == LaneKind::self && known->device == device_id_)
    proofs = {{Proof::by_key, device_signer(), {}}, {Proof::by_opening, device_signer(), {}}};
  if (known->kind == LaneKind::self && known->device != device_id_) {
    for (auto person = ring_.persons.rbegin(); person != ring_.persons.rend(); ++person)
      proofs.push_back({Proof::by_token, {}, self_lane_token(person_keys(person->secret), id)});
    // Its device may be lost for good, and the relay may have forgotten: what it signed while it was here opens it again.
    if (known->opening != Signature{} && progress(id).head.seq > 0) proofs.push_back({Proof::by_deed, {}, {}});
  }
  Entrance& entrance = entrances_[id];
  if (entrance.attempt >= static_cast<int>(proofs.size())) {
    sync_.on_refused(id);
    return;
  }
  const Proof& proof = proofs[static_cast<std::size_t>(entrance.attempt)];
  entrance.can_write = proof.kind == Proof::by_key || proof.kind == Proof::by_opening;
  entrance.as = proof.key.pub();
  switch (proof.kind) {
    case Proof::by_key:
    case Proof::by_admin: {
      Auth auth{id, proof.kind == Proof::by_key ? KeyKind::write : KeyKind::admin, {}};
      auth.sig = proof.key.sign(signed_part(auth, sync_.nonce(), origin_));
      reply.send(encode(ClientMessage(auth)));
      return;
    }
    case Proof::by_token: reply.send(encode(ClientMessage(Read{id, proof.token}))); return;
    case Proof::by_deed: {
      OpenLane open = opening_of(*known, known->epochs.front().writer);
      open.sig = known->opening;
      reply.send(encode(ClientMessage(open)));
      return;
    }
    case Proof::by_opening: {
      OpenLane open = opening_of(*known, proof.key.pub());
      open.sig = proof.key.sign(signed_part(open));
      // The token that opens it may be an old one; it is renewed once the frames are there.
      if (id == own_lane_) {
        progress(id).token_epoch = 0;
        keep_keys(request, reply);
      }
      reply.send(encode(ClientMessage(open)));
      return;
    }
  }
}

// The keyring may name a lane before its writer opened it at the relay, and a token may have been renewed meanwhile.
void Home::ask_refused_again() {
  for (const auto& lane : ring_.lanes) {
    LaneSync* known = sync_.find(lane.id);
    if (known == nullptr || !known->refused) continue;
    entrances_[lane.id] = Entrance();
    repeats_[lane.id] = 0;
    known->refused = false;
    sync_.ask_again(lane.id);
  }
}

// The relay follows the lane: a new writer once the frames of the old one are there, a new token after a renewal.
void Home::rekey_where_due(Request& request, Reply& reply) {
  const auto rekey = [&](const Lane& lane, const SignKey& old_key, const PublicKey& writer, const Hash& read_hash) {
    Rekey message{lane.id, KeyKind::write, writer, read_hash, {}};
    message.sig = old_key.sign(signed_part(message, sync_.nonce(), origin_));
    reply.send(encode(ClientMessage(message)));
    entrances_[lane.id].as = writer;
  };
  for (const auto& known : sync_.lanes()) {
    if (!known.let_in || !known.caught_up || !entrances_[known.lane].can_write) continue;
    const Lane* at = lane(known.lane);
    if (at == nullptr) continue;
    const PublicKey as = entrances_[known.lane].as;
    if (at->kind == LaneKind::ring && !ring_.persons.empty()) {
      const auto next = ring_key_at(known.relay_seq + 1);
      if (!next || next->pub() == as) continue;
      for (const auto& person : ring_.persons)
        if (const SignKey old_key = person_keys(person.secret).ring; old_key.pub() == as)
          rekey(*at, old_key, next->pub(), plain_hash(ring_.ring_token));
    }
    if (at->kind == LaneKind::own_outbox) {
      const EpochKeys* next = &at->epochs.front();
      for (const auto& keys : at->epochs)
        if (keys.used_from != 0 && keys.used_from <= known.relay_seq + 1) next = &keys;
      if (next->writer == as) continue;
      for (const auto& half : ring_.halves)
        if (const SignKey old_key(half.outbox); old_key.pub() == as) rekey(*at, old_key, next->writer, at->read_hash);
    }
    if (at->kind == LaneKind::self && at->device == device_id_ && !ring_.persons.empty()) {
      Progress& p = progress(at->id);
      const std::uint32_t newest = ring_.persons.back().epoch;
      if (p.token_epoch == newest || candidate_person_) continue;
      rekey(*at, device_signer(), as, plain_hash(self_lane_token(ring_.person(), at->id)));
      p.token_epoch = newest;
      // Kept now: what is kept late is kept by a private act, and then seen in what a restart sends.
      keep_keys(request, reply);
    }
  }
}

}  // namespace bothy
