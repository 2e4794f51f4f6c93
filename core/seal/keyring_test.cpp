// Laws of what a person's devices know together: unions in any order, and seals that open for whom they were meant.
#include "seal/keyring.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "seal/seal_samples.h"

using namespace bothy;

namespace {

// A part of what one person's devices may know, with conflicts wherever two devices can act at once.
Keyring some_knowledge() {
  static const samples::Owner base = samples::owner(1);
  Keyring ring = base.ring;
  if (*rc::gen::arbitrary<bool>()) ring = Keyring{};
  const auto number = [](std::uint64_t below) { return *rc::gen::inRange<std::uint64_t>(0, below); };
  for (std::uint64_t i = number(3); i > 0; --i) {
    const auto epoch = static_cast<std::uint32_t>(number(3));
    ring.add_person(epoch, samples::key(number(3)));
  }
  for (std::uint64_t i = number(3); i > 0; --i) {
    Device device = samples::device(600 + number(3), Id{}, base.paper.sign).entry;
    device.revoked = number(2) == 1;
    device.opens_at_ms = static_cast<std::int64_t>(number(3));
    ring.devices.push_back(device);
  }
  for (std::uint64_t i = number(3); i > 0; --i) {
    Lane lane;
    lane.id = samples::id(700 + number(2));
    lane.chain = samples::key(number(2));
    lane.read_hash[0] = static_cast<std::uint8_t>(number(2));
    unite(lane.epochs, EpochKeys{static_cast<std::uint32_t>(number(2)), 1 + number(2), samples::key(number(2)), {}, number(2)});
    ring.lanes.push_back(lane);
  }
  for (std::uint64_t i = number(2); i > 0; --i) {
    Pairing pairing;
    pairing.id = samples::id(800 + number(2));
    pairing.compared = number(2) == 1;
    pairing.left = number(2) == 1;
    pairing.frozen = number(2) == 1;
    for (std::uint64_t k = number(3); k > 0; --k) pairing.their_persons.push_back(BoxKey(samples::key(number(3))).pub());
    ring.pairings.push_back(pairing);
  }
  // A device's own keyring is always the outcome of a union.
  Keyring out;
  merge(out, ring);
  return out;
}

Keyring both(Keyring a, const Keyring& b) {
  merge(a, b);
  return a;
}

struct Sealing {
  samples::Owner owner = samples::owner(1);
  samples::TestDevice waiting = samples::device(300, owner.phone.entry.id, owner.phone.sign);
  samples::TestDevice gone = samples::device(301, owner.phone.entry.id, owner.phone.sign);
  Bytes sealed;
  Sealing() {
    waiting.entry.opens_at_ms = 2'000;
    gone.entry.revoked = true;
    owner.ring.devices.push_back(waiting.entry);
    owner.ring.devices.push_back(gone.entry);
    sealed = seal_at(1'000);
  }
  Bytes seal_at(std::int64_t now_ms) {
    Entropy dice = samples::entropy(1);
    return seal_keyring(owner.ring, owner.phone.entry.id, owner.phone.sign, now_ms, dice);
  }
  [[nodiscard]] Result<Keyring> open(const BoxKey& mine) const { return open_keyring(sealed, mine, owner.ring.recovery_sign); }
};

}  // namespace

TEST_CASE("keyring: unions commute, associate and repeat without effect") {
  CHECK(rc::check([] {
    const Keyring a = some_knowledge(), b = some_knowledge(), c = some_knowledge();
    RC_ASSERT(both(a, b) == both(b, a));
    RC_ASSERT(both(both(a, b), c) == both(a, both(b, c)));
    RC_ASSERT(both(a, a) == a);
    RC_ASSERT(both(both(a, b), b) == both(a, b));
    RC_ASSERT(both(Keyring{}, a) == a);
  }));
}

TEST_CASE("keyring: nothing that one device knew is lost in a union") {
  CHECK(rc::check([] {
    const Keyring a = some_knowledge(), b = some_knowledge();
    const Keyring sum = both(a, b);
    const auto has = [](const auto& items, const auto& item) { return std::find(items.begin(), items.end(), item) != items.end(); };
    for (const auto* part : {&a, &b}) {
      for (const auto& person : part->persons) RC_ASSERT(has(sum.persons, person));
      for (const auto& half : part->halves) RC_ASSERT(has(sum.halves, half));
      for (const auto& device : part->devices) RC_ASSERT(sum.device(device.id) != nullptr);
      for (const auto& lane : part->lanes)
        for (const auto& keys : lane.epochs)
          RC_ASSERT(std::any_of(sum.lane(lane.id)->epochs.begin(), sum.lane(lane.id)->epochs.end(),
                                [&](const EpochKeys& k) { return k.epoch == keys.epoch && k.seed == keys.seed; }));
    }
  }));
}

TEST_CASE("keyring: removed wins over live, and the earlier opening time over the later, on whichever side it stands") {
  const samples::Owner owner = samples::owner(1);
  Keyring removed = owner.ring;
  removed.devices[0].revoked = true;
  removed.devices[0].opens_at_ms = 500;
  for (const auto& ring : {both(owner.ring, removed), both(removed, owner.ring)}) {
    REQUIRE(ring.devices.size() == 1);
    CHECK(ring.devices[0].revoked);
    CHECK(ring.devices[0].opens_at_ms == 0);
  }
}

TEST_CASE("keyring: the newest person epoch brings the place of the keyring lane with it") {
  const samples::Owner owner = samples::owner(1);
  Keyring newer = owner.ring;
  newer.add_person(2, samples::key(9));
  newer.ring_token.fill(9);
  CHECK(both(owner.ring, newer).ring_token == newer.ring_token);
  CHECK(both(newer, owner.ring).ring_token == newer.ring_token);
}

TEST_CASE("keyring: saves and loads to the same, and every shortening or newer version is refused") {
  CHECK(rc::check([] {
    Keyring ring = some_knowledge();
    const Bytes saved = save(ring);
    RC_ASSERT(*load_keyring(saved) == ring);
    const auto cut = *rc::gen::inRange<std::size_t>(0, saved.size());
    RC_ASSERT(!load_keyring(ByteSpan(saved).first(cut)));
    Bytes longer = saved;
    longer.push_back(0);
    RC_ASSERT(load_keyring(longer).error() == Error::malformed);
    Bytes newer = saved;
    newer[0] = 2;
    RC_ASSERT(load_keyring(newer).error() == Error::too_new);
  }));
}

TEST_CASE("keyring: opens whole for the writing device and for paper") {
  const Sealing s;
  CHECK(keyring_writer(s.sealed) == s.owner.phone.entry.id);
  for (const BoxKey& mine : {s.owner.phone.box, s.owner.paper.box}) {
    const auto opened = s.open(mine);
    REQUIRE(opened.has_value());
    CHECK(*opened == s.owner.ring);
    CHECK(opened->persons.size() == 1);
  }
}

TEST_CASE("keyring: a waiting device gets our part alone, without self lanes or person secrets, until its time has come") {
  Sealing s;
  const auto part = s.open(s.waiting.box);
  REQUIRE(part.has_value());
  CHECK(*part == our_part(s.owner.ring));
  CHECK(part->persons.empty());
  CHECK(part->halves.size() == 1);
  CHECK(part->lanes.size() == 2);
  for (const auto& lane : part->lanes) CHECK(lane.kind != LaneKind::self);
  s.sealed = s.seal_at(2'000);
  CHECK(s.open(s.waiting.box)->persons.size() == 1);
}

TEST_CASE("keyring: a removed device and a stranger find nothing sealed to them") {
  const Sealing s;
  CHECK(s.open(s.gone.box).error() == Error::not_found);
  CHECK(s.open(BoxKey(samples::key(999))).error() == Error::not_found);
}

TEST_CASE("keyring: every flipped bit is refused, and so is every shortening") {
  const Sealing s;
  for (std::size_t bit = 0; bit < s.sealed.size() * 8; bit += 7) {
    Bytes bad = s.sealed;
    bad[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    CHECK_FALSE(open_keyring(bad, s.owner.phone.box, s.owner.ring.recovery_sign).has_value());
  }
  for (std::size_t cut = 0; cut < s.sealed.size(); cut += 11)
    CHECK_FALSE(open_keyring(ByteSpan(s.sealed).first(cut), s.owner.phone.box, s.owner.ring.recovery_sign).has_value());
}

TEST_CASE("keyring: a writer whom no chain of certificates vouches for is refused, as is another person's keyring") {
  Sealing s;
  const samples::TestDevice stranger = samples::device(500, Id{}, SignKey(samples::key(1'234)));
  Entropy dice = samples::entropy(2);
  Keyring claimed = s.owner.ring;
  claimed.devices.push_back(stranger.entry);
  Bytes sealed = seal_keyring(claimed, stranger.entry.id, stranger.sign, 0, dice);
  CHECK(open_keyring(sealed, s.owner.phone.box, s.owner.ring.recovery_sign).error() == Error::bad_seal);
  // In the name of a real device, with another key.
  sealed = seal_keyring(s.owner.ring, s.owner.phone.entry.id, stranger.sign, 0, dice);
  CHECK(open_keyring(sealed, s.owner.phone.box, s.owner.ring.recovery_sign).error() == Error::bad_seal);
  // A writer that is not in the list at all.
  sealed = seal_keyring(s.owner.ring, stranger.entry.id, stranger.sign, 0, dice);
  CHECK(open_keyring(sealed, s.owner.phone.box, s.owner.ring.recovery_sign).error() == Error::bad_seal);
  CHECK(open_keyring(s.sealed, s.owner.phone.box, samples::owner(2).ring.recovery_sign).error() == Error::bad_seal);
}

TEST_CASE("keyring: a device that nobody vouches for is sealed to by nobody") {
  Sealing s;
  samples::TestDevice ghost = samples::device(500, s.owner.phone.entry.id, SignKey(samples::key(1'234)));
  s.owner.ring.devices.push_back(ghost.entry);
  s.sealed = s.seal_at(10'000);
  CHECK(s.open(ghost.box).error() == Error::not_found);
  CHECK(s.open(s.owner.phone.box).has_value());
}

TEST_CASE("certificates: a chain to the recovery key counts; loops, unknown signers and changed entries do not") {
  const Sealing s;
  const Keyring& ring = s.owner.ring;
  CHECK(ring.vouched(s.owner.phone.entry));
  CHECK(ring.vouched(s.waiting.entry));
  samples::TestDevice third = samples::device(302, s.waiting.entry.id, s.waiting.sign);
  CHECK(ring.vouched(third.entry));
  CHECK_FALSE(ring.vouched(samples::device(303, samples::id(12'345), s.waiting.sign).entry));
  Device changed = s.owner.phone.entry;
  changed.box = BoxKey(samples::key(9)).pub();
  CHECK_FALSE(ring.vouched(changed));
  changed = s.owner.phone.entry;
  changed.sign = SignKey(samples::key(9)).pub();
  CHECK_FALSE(ring.vouched(changed));
  Keyring looped = ring;
  samples::TestDevice a = samples::device(400, samples::id(401), SignKey(samples::key(411)));
  samples::TestDevice b = samples::device(401, samples::id(400), SignKey(samples::key(410)));
  looped.devices.push_back(a.entry);
  looped.devices.push_back(b.entry);
  CHECK_FALSE(looped.vouched(a.entry));
  CHECK_FALSE(looped.vouched(b.entry));
}

TEST_CASE("keyring: the pairing that was not left is the current one, and boxes come newest first") {
  samples::Owner owner = samples::owner(1);
  owner.ring.add_person(2, samples::key(9));
  const auto boxes = owner.ring.boxes();
  REQUIRE(boxes.size() == 2);
  CHECK(boxes[0].pub() == person_keys(samples::key(9)).box.pub());
  CHECK(owner.ring.outbox_signer().pub() == person_keys(samples::key(9)).outbox.pub());
  REQUIRE(owner.ring.current() != nullptr);
  owner.ring.current()->left = true;
  CHECK(owner.ring.current() == nullptr);
}
