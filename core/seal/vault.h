// What opens a home on this device: two local keys, one for our room (device secret) and one for my room (passphrase
// too, when a lock is set). No hidden compartments. Called by the door. Source: docs/protocol.md#vault.
#pragma once
#include <optional>

#include "seal/secret.h"

namespace bothy {

/// Argon2id cost, stored in the vault. Never accepted below these floors (ASVS 5: t=2, m>=19 MiB; ours 64 MiB).
struct KdfCost {
  std::uint32_t ops = 2;
  std::uint32_t mem_kib = 65'536;
};

struct LocalKeys {
  Key ours;
  Key mine;
};

struct OpenedVault {
  Key ours;
  /// Present when no lock is set.
  std::optional<Key> mine;
  /// Anyone may write to my room; only its key reads it.
  PublicKey my_room{};
  bool locked = false;
};

/// The box key of my room on this device, from its local key.
[[nodiscard]] BoxKey my_room_box(const Key& mine);

/// A fresh vault record. Cost with a passphrase: one Argon2id at `cost`.
/// Errors: weak_passphrase (under 15 characters and under 4 words of 3 letters), out_of_range (cost under the floor or
/// beyond reason), too_large (not that much memory here).
[[nodiscard]] Result<Bytes> make_vault(const LocalKeys& keys, const Key& device_secret, std::optional<std::string_view> passphrase, KdfCost cost,
                                       Entropy& entropy);

/// Errors: malformed, too_new, bad_seal (another device secret, or a changed record).
[[nodiscard]] Result<OpenedVault> open_vault(ByteSpan vault, const Key& device_secret);

/// Errors: malformed, too_new, bad_seal (another device secret, or a changed record), wrong_passphrase, too_large.
[[nodiscard]] Result<Key> unlock_vault(ByteSpan vault, const Key& device_secret, std::string_view passphrase);

}  // namespace bothy
