// Look-ups, union and certificates of a keyring. Its sealed form is in keyring_seal.cpp.
#include "seal/keyring.h"

#include <algorithm>

#include "base/pack.h"

namespace bothy {
namespace {

// A chain of certificates longer than this is a loop.
constexpr int max_vouching = 32;

// Adds the epochs that `mine` lacks and keeps them in order.
template <class T>
void unite_epochs(std::vector<T>& mine, const std::vector<T>& other) {
  for (const auto& theirs : other)
    if (std::none_of(mine.begin(), mine.end(), [&](const T& m) { return m.epoch == theirs.epoch; })) mine.push_back(theirs);
  std::sort(mine.begin(), mine.end(), [](const T& a, const T& b) { return a.epoch < b.epoch; });
}

template <class Items, class Same>
auto find(Items& items, Same same) {
  const auto at = std::find_if(items.begin(), items.end(), same);
  return at == items.end() ? nullptr : &*at;
}

void merge_lane(Lane& mine, const Lane& other) {
  const std::uint32_t newest = mine.epochs.empty() ? 0 : mine.epochs.back().epoch;
  const bool theirs_newer = !other.epochs.empty() && (mine.epochs.empty() || other.epochs.back().epoch > newest);
  unite_epochs(mine.epochs, other.epochs);
  if (theirs_newer) {
    mine.chain = other.chain;
    mine.read_hash = other.read_hash;
  }
}

void merge_pairing(Pairing& mine, const Pairing& other) {
  if (other.their_persons.size() > mine.their_persons.size()) mine.their_persons = other.their_persons;
  mine.compared = mine.compared || other.compared;
  mine.frozen = mine.frozen || other.frozen;
  mine.left = mine.left || other.left;
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
  Packer(out).raw(span_of("BTYdevic")).id(device.id).raw(device.sign).raw(device.box).id(device.lane).id(device.signer);
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
  unite_epochs(mine.persons, other.persons);
  unite_epochs(mine.halves, other.halves);
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
}

}  // namespace bothy
