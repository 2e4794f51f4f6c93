// Everything a person's devices know together: person epochs, devices, lanes and their seeds, the pairing.
// It travels sealed on the keyring lane and lies sealed on disk; the union of two keyrings is what both knew.
// Called by the door. Source: docs/protocol.md#keyring.
#pragma once
#include <string>

#include "seal/lane.h"
#include "seal/phrase.h"

namespace bothy {

class Saver;
class Loader;

struct PersonEpoch {
  std::uint32_t epoch = 0;
  Key secret;
  bool operator==(const PersonEpoch&) const = default;
};

/// What our room needs of a person epoch: the box that partners wrap to and the key that signs the outbox.
struct PersonHalf {
  std::uint32_t epoch = 0;
  Key box;
  Key outbox;
  bool operator==(const PersonHalf&) const = default;
};

/// A key on a machine. `opens_at_ms` is relay time from which my room's keys may go to it; 0 means at once.
struct Device {
  Id id;
  std::string name;
  PublicKey sign{};
  PublicKey box{};
  Id lane;
  std::int64_t added_day = 0;
  std::int64_t opens_at_ms = 0;
  bool revoked = false;
  /// Who vouched: an older device, or zero for the recovery key.
  Id signer;
  Signature cert{};
  bool operator==(const Device&) const = default;
};

/// A pairing: the other person as first met and as their keys moved on.
struct Pairing {
  Id id;
  Id own_lane;
  Id their_lane;
  PublicKey their_recovery{};
  std::vector<PublicKey> their_persons;
  Bytes transcript;
  std::int32_t day = 0;
  bool first = false;
  bool compared = false;
  bool frozen = false;
  bool left = false;
  bool operator==(const Pairing&) const = default;
};

struct Keyring {
  PublicKey recovery_sign{};
  PublicKey recovery_box{};
  PublicKey admin{};
  Id ring_lane;
  Key ring_seed;
  Token ring_token{};
  std::vector<PersonEpoch> persons;
  std::vector<PersonHalf> halves;
  std::vector<Device> devices;
  std::vector<Lane> lanes;
  std::vector<Pairing> pairings;
  bool operator==(const Keyring&) const = default;

  [[nodiscard]] const Device* device(const Id& id) const;
  [[nodiscard]] Lane* lane(const Id& id);
  [[nodiscard]] const Lane* lane(const Id& id) const;
  [[nodiscard]] Pairing* current();
  [[nodiscard]] const Pairing* current() const;
  /// Whether a chain of certificates leads from this device to the recovery key.
  [[nodiscard]] bool vouched(const Device& device) const;
  /// Adds a person epoch and its half.
  void add_person(std::uint32_t epoch, const Key& secret);
  /// Keys of the newest person epoch; only where my room is open.
  [[nodiscard]] PersonKeys person() const { return person_keys(persons.back().secret); }
  /// Box keys of every known person epoch, newest first.
  [[nodiscard]] std::vector<BoxKey> boxes() const;
  [[nodiscard]] SignKey outbox_signer() const { return SignKey(halves.back().outbox); }
};

/// The bytes that a device certificate signs.
[[nodiscard]] Bytes certificate_text(const Device& device);

/// The part that our room needs: halves, outbox lanes, pairings, where the keyring lane is. No self lane, no person secret.
[[nodiscard]] Keyring our_part(const Keyring& keyring);

/// Adds what `other` knows: epochs, devices (revoked wins), lanes, pairings. Order and repetition do not matter, and
/// the lists come out sorted (devices and lanes by id, pairings by day). Pointers into `mine` do not outlive it.
void merge(Keyring& mine, const Keyring& other);

[[nodiscard]] Bytes save(Keyring& keyring);
/// Errors: malformed.
[[nodiscard]] Result<Keyring> load_keyring(ByteSpan bytes);
void visit_lane(Saver& archive, Lane& lane);
void visit_lane(Loader& archive, Lane& lane);
void visit_pairing(Saver& archive, Pairing& pairing);
void visit_pairing(Loader& archive, Pairing& pairing);

/// The keyring sealed to the recovery key and every open device, its our-room part to waiting devices too; signed by
/// the writing device.
[[nodiscard]] Bytes seal_keyring(Keyring& keyring, const Id& writer, const SignKey& signer, std::int64_t relay_now_ms, Entropy& entropy);

/// Which device says it wrote a sealed keyring; zero when the bytes are too short.
[[nodiscard]] Id keyring_writer(ByteSpan sealed);

/// Opens a sealed keyring with a device's or the recovery box key and checks who wrote it.
/// A waiting device gets the our-room part.
/// Errors: not_found (not sealed to this key), malformed, too_new, bad_seal (damaged, or its writer is not vouched for by
/// `recovery_sign`). Whether the writer was removed since is the caller's to ask of the keyring it holds.
[[nodiscard]] Result<Keyring> open_keyring(ByteSpan sealed, const BoxKey& mine, const PublicKey& recovery_sign);

}  // namespace bothy
