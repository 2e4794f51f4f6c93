// Look-ups, union and certificates of a keyring. Its sealed form is in keyring_seal.cpp.
#include "seal/keyring.h"

#include <algorithm>
#include <compare>

#include "base/pack.h"

namespace bothy {
namespace {

// A chain of certificates longer than this is a loop.
constexpr int max_vouching = 32;

// A total order of values that are not numbers, so that every device settles a tie in the same way.
std::strong_ordering order_of(ByteSpan a, ByteSpan b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

Bytes bytes_of(const PersonEpoch& p) { return Bytes(p.secret.span().begin(), p.secret.span().end()); }
Bytes bytes_of(const PersonHalf& h) {
  Bytes out;
  Packer(out).raw(h.box.span()).raw(h.outbox.span());
  return out;
}
// Adds the epochs that `mine` lacks and keeps them in order. Two of one number (rotations that met) are both kept, so
// that whatever was sealed under either opens.
template <class T>
void unite_secrets(std::vector<T>& mine, const std::vector<T>& other) {
  for (const auto& theirs : other)
    if (std::find(mine.begin(), mine.end(), theirs) == mine.end()) mine.push_back(theirs);
  std::sort(mine.begin(), mine.end(), [](const T& a, const T& b) {
    return a.epoch != b.epoch ? a.epoch < b.epoch : order_of(bytes_of(a), bytes_of(b)) < 0;
  });
}

template <class T>
std::int64_t newest(const std::vector<T>& epochs) {
  return epochs.empty() ? -1 : std::int64_t{epochs.back().epoch};
}

template <class Items>
void sort_by_id(Items& items) {
  std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
}

template <class Items, class Same>
auto find(Items& items, Same same) {
  const auto at = std::find_if(items.begin(), items.end(), same);
  return at == items.end() ? nullptr : &*at;
}

// What belongs to the newest epoch of a lane alone.
Bytes newest_part(const Lane& lane) {
  Bytes out;
  Packer(out).raw(lane.chain.span()).raw(lane.read_hash).raw(lane.opening).raw(lane.read_token).raw(lane.next_writer);
  return out;
}

void merge_lane(Lane& mine, const Lane& other) {
  const std::int64_t ours = newest(mine.epochs);
  const std::int64_t theirs = newest(other.epochs);
  if (theirs > ours || (theirs == ours && order_of(newest_part(other), newest_part(mine)) > 0)) {
    mine.chain = other.chain;
    mine.read_hash = other.read_hash;
    mine.opening = other.opening;
    mine.read_token = other.read_token;
    mine.next_writer = other.next_writer;
  }
  unite(mine.epochs, other.epochs);
}

Bytes joined(const std::vector<PublicKey>& keys) {
  Bytes out;
  for (const auto& key : keys) append(out, key);
  return out;
}

void merge_pairing(Pairing& mine, const Pairing& other) {
  const auto ours = joined(mine.their_persons);
  const auto theirs = joined(other.their_persons);
  if (theirs.size() != ours.size() ? theirs.size() > ours.size() : order_of(theirs, ours) > 0)
    mine.their_persons = other.their_persons;
  mine.compared = mine.compared || other.compared;
  mine.frozen = mine.frozen || other.frozen;
  mine.left = mine.left || other.left;
}

// Where the keyring lane is and how to read it, as the newest person epoch left it.
Bytes place_part(const Keyring& ring) {
  Bytes out;
  Packer(out).raw(ring.recovery_sign).raw(ring.recovery_box).raw(ring.admin).id(ring.ring_lane);
  Packer(out).raw(ring.ring_seed.span()).raw(ring.ring_token);
  return out;
}

void merge_place(Keyring& mine, const Keyring& other) {
  const std::int64_t ours = newest(mine.halves);
  const std::int64_t theirs = newest(other.halves);
  if (theirs < ours || (theirs == ours && order_of(place_part(other), place_part(mine)) <= 0)) return;
  mine.recovery_sign = other.recovery_sign;
  mine.recovery_box = other.recovery_box;
  mine.admin = other.admin;
  mine.ring_lane = other.ring_lane;
  mine.ring_seed = other.ring_seed;
  mine.ring_token = other.ring_token;
}

}  // namespace

const Device* Keyring::device(const Id& id) const {
  return find(devices, [&](const Device& d) { return d.id == id; });
}
Lane* Keyring::lane(const Id& id) {
  return find(lanes, [&](const Lane& l) { return l.id == id; });
}
const Lane* Keyring::lane(const Id& id) const {
  return find(lanes, [&](const Lane& l) { return l.id == id; });
}
Pairing* Keyring::current() {
  return find(pairings, [](const Pairing& p) { return !p.left; });
}
const Pairing* Keyring::current() const {
  return find(pairings, [](const Pairing& p) { return !p.left; });
}

void Keyring::add_person(std::uint32_t epoch, const Key& secret) {
  persons.push_back({epoch, secret});
  halves.push_back({epoch, derive(secret, 1, "BTYpers_"), derive(secret, 2, "BTYpers_")});
}

std::vector<BoxKey> Keyring::boxes() const {
  std::vector<BoxKey> out;
  for (auto half = halves.rbegin(); half != halves.rend(); ++half) out.emplace_back(half->box);
  return out;
}

Keyring our_part(const Keyring& keyring) {
  Keyring out = keyring;
  out.persons.clear();
  std::erase_if(out.lanes, [](const Lane& lane) { return lane.kind == LaneKind::self || lane.kind == LaneKind::ring; });
  return out;
}

Bytes certificate_text(const Device& device) {
  Bytes out;
  Packer(out).raw(span_of("BTYdevic")).id(device.id).raw(device.sign).raw(device.box).id(device.signer);
  return out;
}

bool Keyring::vouched(const Device& device_in_question) const {
  const Device* at = &device_in_question;
  for (int step = 0; step < max_vouching && at != nullptr; ++step) {
    const bool paper = at->signer.is_zero();
    const Device* signer = paper ? nullptr : device(at->signer);
    if (!paper && signer == nullptr) return false;
    if (!verify(certificate_text(*at), at->cert, paper ? recovery_sign : signer->sign)) return false;
    if (paper) return true;
    at = signer;
  }
  return false;
}

void merge(Keyring& mine, const Keyring& other) {
  merge_place(mine, other);
  unite_secrets(mine.persons, other.persons);
  unite_secrets(mine.halves, other.halves);
  for (const auto& device : other.devices) {
    auto* known = find(mine.devices, [&](const Device& d) { return d.id == device.id; });
    if (known == nullptr) {
      mine.devices.push_back(device);
    } else {
      known->revoked = known->revoked || device.revoked;
      known->opens_at_ms = std::min(known->opens_at_ms, device.opens_at_ms);
    }
  }
  for (const auto& lane : other.lanes) {
    if (Lane* known = mine.lane(lane.id)) merge_lane(*known, lane);
    else mine.lanes.push_back(lane);
  }
  for (const auto& pairing : other.pairings) {
    auto* known = find(mine.pairings, [&](const Pairing& p) { return p.id == pairing.id; });
    if (known == nullptr) mine.pairings.push_back(pairing);
    else merge_pairing(*known, pairing);
  }
  sort_by_id(mine.devices);
  sort_by_id(mine.lanes);
  std::sort(mine.pairings.begin(), mine.pairings.end(),
            [](const Pairing& a, const Pairing& b) { return a.day != b.day ? a.day < b.day : a.id < b.id; });
}

}  // namespace bothy
