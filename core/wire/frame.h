// The sealed frame: the only unit that is stored, sent and chained. Header layout, sizes, hash and signature.
// Blind: nothing here can open a body. Called by seal, sync and the relay. Source: docs/protocol.md#frame.
#pragma once
#include "base/bytes.h"
#include "wire/limits.h"

namespace bothy {

using Hash = Block<32>;
using Signature = Block<64>;
using PublicKey = Block<32>;

/// Total sizes by class; class 0 is a pruned frame that kept its header only.
enum class FrameClass : std::uint8_t { pruned = 0, small = 1, medium = 2, large = 3, huge = 4 };

[[nodiscard]] constexpr std::size_t frame_size(FrameClass kind) {
  switch (kind) {
    case FrameClass::pruned: return frame_header_size;
    case FrameClass::small: return 1'024;
    case FrameClass::medium: return 4'096;
    case FrameClass::large: return 16'384;
    case FrameClass::huge: return 65'536;
  }
  return 0;
}

/// Bytes of plaintext that a class holds: 816 for the small one.
[[nodiscard]] constexpr std::size_t plaintext_size(FrameClass kind) {
  return kind == FrameClass::pruned ? 0 : frame_size(kind) - frame_header_size - frame_tag_size;
}

/// The 192 header bytes, parsed. Offsets: magic 0, suite 4, class 5, zero 6, lane 8, seq 24, epoch 32, zero 36,
/// prev 40, body_hash 72, signature 104, nonce 168.
struct FrameHeader {
  FrameClass kind = FrameClass::small;
  Id lane;
  std::uint64_t seq = 0;
  std::uint32_t epoch = 0;
  Hash prev{};
  Hash body_hash{};
  Signature signature{};
  Block<24> nonce{};
  bool operator==(const FrameHeader&) const = default;
};

inline constexpr std::size_t signed_bytes = 104;
inline constexpr std::size_t aad_bytes = 72;

/// Writes the 192 header bytes.
[[nodiscard]] Block<frame_header_size> write_header(const FrameHeader& header);

/// Reads the header of a whole frame and checks magic, suite, zeros, class and exact size.
/// Errors: malformed; too_new for another magic version, suite or class.
[[nodiscard]] Result<FrameHeader> parse_frame(ByteSpan frame);

/// The size of the frame that starts `bytes`, from its class byte. Errors: malformed (short, another magic), too_new.
[[nodiscard]] Result<std::size_t> leading_frame_size(ByteSpan bytes);

/// `bytes` from the first place on where a whole frame may stand; empty when there is none. Frames from a disk that
/// rotted are found again behind one that cannot be measured. Cost: linear in what is stepped over.
[[nodiscard]] ByteSpan next_frame(ByteSpan bytes);

/// Ciphertext and tag of a frame whose header was parsed.
[[nodiscard]] inline ByteSpan frame_body(ByteSpan frame) { return frame.subspan(frame_header_size); }

/// BLAKE2b-256 of a body (ciphertext and tag).
[[nodiscard]] Hash body_hash_of(ByteSpan body);

/// BLAKE2b-256 over bytes 0..103, keyed "BTY1-frame-hash-key-0". Cost: one hash of 104 bytes.
[[nodiscard]] Hash frame_hash(ByteSpan frame);

/// Whether the body matches its hash in the header (always true for a pruned frame).
[[nodiscard]] bool body_matches(const FrameHeader& header, ByteSpan frame);

/// Whether the frame hash is signed by `key`. Cost: one Ed25519 verification.
[[nodiscard]] bool signed_by(const FrameHeader& header, const Hash& hash, const PublicKey& key);

}  // namespace bothy
