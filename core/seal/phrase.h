// The recovery phrase: 32 bytes as 24 words (256 bits and 8 check bits), and the keys that grow from it.
// Nothing here is kept on a device after setup but the public halves. Called by the door.
#pragma once
#include <string>

#include "seal/secret.h"
#include "wire/message.h"

namespace bothy {

inline constexpr int phrase_words = 24;

/// 24 words separated by single spaces.
[[nodiscard]] std::string phrase_of(const Key& root);
/// Accepts any case, spacing and words cut to their first four letters.
/// Errors: wrong_phrase (unknown word, wrong count, check bits).
[[nodiscard]] Result<Key> root_of(std::string_view phrase);

/// Keys of the paper: it outranks every device.
struct RecoveryKeys {
  SignKey sign;
  BoxKey box;
  SignKey admin;
  Id ring_lane;
  Key ring_seed;
  Token ring_token{};
};
[[nodiscard]] RecoveryKeys recovery_keys(const Key& root);

/// Keys of a person in one person epoch, from its secret.
struct PersonKeys {
  BoxKey box;
  SignKey outbox;
  SignKey ring;
  Key tokens;
};
[[nodiscard]] PersonKeys person_keys(const Key& person_secret);

/// The token with which own devices read an own self lane in a person epoch.
[[nodiscard]] Token self_lane_token(const PersonKeys& keys, const Id& lane);

}  // namespace bothy
