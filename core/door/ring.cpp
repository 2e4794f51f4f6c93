// The keyring lane: reading what own devices know, writing what this one learned, and what follows from new keys.
#include <algorithm>

#include "door/home.h"

namespace bothy {
namespace {

// Where an epoch was first used is learned by reading the lane, and is no news for the keyring.
bool knows_more(const Keyring& mine, Keyring written) {
  Keyring both = written;
  merge(both, mine);
  for (Keyring* ring : {&both, &written})
    for (auto& lane : ring->lanes)
      for (auto& keys : lane.epochs) keys.used_from = 0;
  return both != written;
}

}  // namespace

// Several devices write here; the relay's compare-and-swap puts them in one order, and the union is the knowledge.
void Home::read_ring_event(const KeyringKept& kept, Request&) {
  const Device* writer = ring_.device(keyring_writer(kept.sealed));
  if (writer != nullptr && writer->revoked) return;
  if (!my_room_open()) return;
  auto opened = open_keyring(kept.sealed, BoxKey(mine_->box_secret), ring_.recovery_sign);
  if (!opened && paper_) opened = open_keyring(kept.sealed, paper_->box, ring_.recovery_sign);
  if (!opened) {
    // Not sealed to a device that was in: it was removed, unless a later writing says otherwise.
    if (opened.error() == Error::not_found && !ring_.halves.empty()) unreadable_ring_ = true;
    return;
  }
  unreadable_ring_ = false;
  // Each device learns from its own reading which epochs the chain came to: the writer may have read another branch.
  for (auto& lane : opened->lanes)
    for (auto& keys : lane.epochs) keys.used_from = 0;
  merge(ring_, *opened);
  // What this device knows and the newest writing lacks is written again once all is read.
  ring_short_ = knows_more(settled_ring(), *opened);
}

void Home::after_keys(Request& request) {
  if (!my_room_open()) return;
  if (ring_short_ && !ring_.persons.empty()) ring_dirty_ = true;
  ring_short_ = false;
  const Device* own = this_device();
  // A keyring not sealed to this device: one who may no longer write there was removed. One who may is unknown to a
  // writer that went on from an older state (a relay put back, a home made again from paper), and says what it knows.
  const bool may_write = entrances_[ring_lane_.id].can_write;
  if (unreadable_ring_ && may_write) ring_dirty_ = true;
  if ((own != nullptr && own->revoked) || (unreadable_ring_ && !may_write)) {
    revoked_ = true;
    alarm(Error::revoked, Id{});
    return;
  }
  if (paper_ && own == nullptr && !ring_.persons.empty()) {
    add_own_device(request, text_or(settings_, "device_name", ""), Id{}, &paper_->sign);
    self_turned_for_ = ring_.persons.back().epoch;
    ring_dirty_ = true;
  } else if (!ring_.persons.empty() && self_turned_for_ == 0) {
    // A device that joined has its keys now; its lane opens at the relay with their token.
    if (Lane* lane = ring_.lane(own_lane_)) set_token(*lane);
    self_turned_for_ = ring_.persons.back().epoch;
    ring_dirty_ = true;
  }
  // Let in to read only, with keys in hand now: prove again, to write.
  LaneSync* ring = sync_.find(ring_lane_.id);
  if (ring != nullptr && ring->let_in && !entrances_[ring_lane_.id].can_write && !ring_.persons.empty() && ++repeats_[ring_lane_.id] <= 3) {
    entrances_[ring_lane_.id] = Entrance();
    ring->let_in = false;
    sync_.ask_again(ring_lane_.id);
  }
  ask_refused_again();
}

// What holds however the frames in flight fare: an epoch announced in one of them may yet lose to another device's.
Keyring Home::settled_ring() const {
  Keyring out = ring_;
  if (Lane* lane = flight_ ? out.lane(flight_->before.id) : nullptr) *lane = flight_->before;
  return out;
}

void Home::flush_ring(Request& request, Reply& reply) {
  const LaneSync* known = sync_.find(ring_lane_.id);
  if (!my_room_open() || revoked_ || ring_.persons.empty() || known == nullptr) return;
  Progress& p = progress(ring_lane_.id);
  if (!known->let_in || !known->caught_up || known->relay_seq != p.head.seq || candidate_person_) return;
  if (!entrances_[ring_lane_.id].can_write) return;
  if (ring_.persons.back().epoch > self_turned_for_ && !rotate_wanted_ && own_lane_goes_on()) {
    turn_self_lane(request, reply);
    self_turned_for_ = ring_.persons.back().epoch;
  }
  if (!ring_dirty_ && !rotate_wanted_) return;
  // The frame is signed with the key that the relay knows; a new person epoch is announced under the old one.
  const PersonEpoch* signing = &ring_.persons.back();
  for (const auto& person : ring_.persons)
    if (person_keys(person.secret).ring.pub() == entrances_[ring_lane_.id].as) signing = &person;
  const SignKey writer = person_keys(signing->secret).ring;
  if (ring_writers_.empty() || ring_writers_.back().second != signing->epoch) ring_writers_.push_back({p.head.seq + 1, signing->epoch});
  if (rotate_wanted_) {
    ring_.add_person(ring_.persons.back().epoch + 1, request.mine.key());
    candidate_person_ = true;
  }
  KeyringKept kept;
  Keyring known_to_all = settled_ring();
  kept.sealed = seal_keyring(known_to_all, device_id_, device_signer(), request.now.ms + relay_ahead_ms_, request.mine);
  Packing packing;
  packing.add({request.mine.id(), my_clock_.next(request.now), Body(std::move(kept))});
  std::vector<Id> finished;
  while (!packing.empty()) {
    const FrameClass kind = std::max(FrameClass::large, class_for(packing.bytes_waiting(), FrameClass::huge));
    seal_into(request, reply, ring_lane_, kind, packing.next(plaintext_size(kind), finished), writer);
  }
  p.released = p.head.seq;
  ring_dirty_ = false;
  keep_keys(request, reply);
}

}  // namespace bothy
