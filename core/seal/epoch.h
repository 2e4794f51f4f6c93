// Turning a lane's epoch: the seed, its public commitment, the wraps that carry it and the chain value they need.
// Called by lane.h (reading) and the door (writing). Source: docs/protocol.md#epochs.
#pragma once
#include "event/control.h"
#include "seal/secret.h"

namespace bothy {

inline constexpr std::size_t wrap_size = 88;

/// What a wrap is bound to.
struct WrapPlace {
  Id lane;
  std::uint32_t epoch = 0;
};

/// The seed for one recipient: key id(8) | ephemeral(32) | ct(32) | tag(16). Two Diffie-Hellmans authenticate the sender;
/// `chain` (C of the lane) keeps old wraps shut once it is destroyed.
/// Errors: bad_seal for a recipient key that libsodium refuses.
[[nodiscard]] Result<Bytes> wrap_seed(const Key& seed, const Key& chain, const BoxKey& sender, const PublicKey& recipient, const WrapPlace& place,
                                      Entropy& entropy);

/// Finds the wrap for `mine` and opens it. Errors: not_found (no wrap for this key), bad_seal.
[[nodiscard]] Result<Key> unwrap_seed(const std::vector<Bytes>& wraps, const Key& chain, const BoxKey& mine, const PublicKey& sender,
                                      const WrapPlace& place);

/// BLAKE2b-256(seed, "commit"): stands in the signed EpochTurned, so every reader got the same seed.
[[nodiscard]] Bytes commitment_of(const Key& seed);

/// C of the next epoch.
[[nodiscard]] Key next_chain(const Key& chain, const Key& next_seed);

/// Epoch 0 of an outbox lane, known to both persons from pairing.
[[nodiscard]] Key bootstrap_seed(const Key& chain0, const Id& lane);

}  // namespace bothy
