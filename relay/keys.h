// One detached signature check, and the key that belongs to nobody. Nothing is kept here.
// Called by the hub's files.
#pragma once
#include <sodium.h>

#include "wire/frame.h"

namespace bothy::relay {

/// The encoding of the Ed25519 base point: a valid key whose secret nobody can use here, for checks that must cost
/// the same and come out false. Source: RFC 8032, 5.1.
inline constexpr PublicKey nobodys_key = {0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                          0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                          0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66};

/// Cost: one Ed25519 verification, about 50 us.
[[nodiscard]] inline bool is_signed(ByteSpan bytes, const Signature& signature, const PublicKey& key) {
  return crypto_sign_verify_detached(signature.data(), bytes.data(), bytes.size(), key.data()) == 0;
}

}  // namespace bothy::relay
