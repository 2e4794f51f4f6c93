// Sealing a plaintext into a frame and opening it again: encrypt, hash, chain, sign.
// Which key and which head is the caller's to know (lane.h). Source: docs/protocol.md#frame.
#pragma once
#include "seal/secret.h"

namespace bothy {

/// Where a frame goes in its lane.
struct FramePlace {
  Id lane;
  std::uint64_t seq = 0;
  std::uint32_t epoch = 0;
  Hash prev{};
};

/// `plain` must be exactly plaintext_size(kind) bytes. Cost: one AEAD, two hashes, one signature.
[[nodiscard]] Bytes seal_frame(FrameClass kind, const FramePlace& place, ByteSpan plain, const Key& key, const SignKey& writer,
                               Entropy& entropy);

/// Decrypts a frame whose header was parsed and whose chain was checked.
/// Errors: bad_seal. Cost: one AEAD.
[[nodiscard]] Result<Bytes> open_frame(const FrameHeader& header, ByteSpan frame, const Key& key);

}  // namespace bothy
