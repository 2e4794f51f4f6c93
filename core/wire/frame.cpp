// Frame headers byte for byte, their hash and signature check. See frame.h.
#include "wire/frame.h"

#include <sodium.h>

#include "base/pack.h"

namespace bothy {
namespace {

constexpr std::string_view magic = "BTY1";
constexpr std::uint8_t suite_one = 1;
constexpr std::string_view hash_key = "BTY1-frame-hash-key-0";
constexpr std::size_t class_at = 5;

}  // namespace

Block<frame_header_size> write_header(const FrameHeader& header) {
  Bytes out;
  out.reserve(frame_header_size);
  Packer(out)
      .raw(span_of(magic))
      .u8(suite_one)
      .u8(static_cast<std::uint8_t>(header.kind))
      .u16(0)
      .id(header.lane)
      .u64(header.seq)
      .u32(header.epoch)
      .u32(0)
      .raw(header.prev)
      .raw(header.body_hash)
      .raw(header.signature)
      .raw(header.nonce);
  return block_of<frame_header_size>(out);
}

Result<std::size_t> leading_frame_size(ByteSpan bytes) {
  if (bytes.size() < frame_header_size || text_of(bytes.first(3)) != magic.substr(0, 3)) return no(Error::malformed);
  const std::uint8_t kind = bytes[class_at];
  if (kind > static_cast<std::uint8_t>(FrameClass::huge)) return no(Error::too_new);
  return frame_size(static_cast<FrameClass>(kind));
}

ByteSpan next_frame(ByteSpan bytes) {
  while (!bytes.empty()) {
    const auto size = leading_frame_size(bytes);
    if (size && *size <= bytes.size()) break;
    bytes = bytes.subspan(1);
  }
  return bytes;
}

Result<FrameHeader> parse_frame(ByteSpan frame) {
  if (frame.size() < frame_header_size) return no(Error::malformed);
  if (text_of(frame.first(3)) != magic.substr(0, 3)) return no(Error::malformed);
  Unpacker in(frame.subspan(3));
  if (in.u8() != static_cast<std::uint8_t>(magic[3]) || in.u8() != suite_one) return no(Error::too_new);
  FrameHeader header;
  const std::uint8_t kind = in.u8();
  if (kind > static_cast<std::uint8_t>(FrameClass::huge)) return no(Error::too_new);
  header.kind = static_cast<FrameClass>(kind);
  if (frame.size() != frame_size(header.kind)) return no(Error::malformed);
  if (in.u16() != 0) return no(Error::malformed);
  header.lane = in.id();
  header.seq = in.u64();
  header.epoch = in.u32();
  if (in.u32() != 0) return no(Error::malformed);
  header.prev = in.block<32>();
  header.body_hash = in.block<32>();
  header.signature = in.block<64>();
  header.nonce = in.block<24>();
  if (header.seq == 0 || header.lane.is_zero()) return no(Error::malformed);
  return header;
}

Hash body_hash_of(ByteSpan body) {
  Hash out{};
  crypto_generichash(out.data(), out.size(), body.data(), body.size(), nullptr, 0);
  return out;
}

Hash frame_hash(ByteSpan frame) {
  Hash out{};
  if (frame.size() < signed_bytes) return out;
  const ByteSpan key = span_of(hash_key);
  crypto_generichash(out.data(), out.size(), frame.data(), signed_bytes, key.data(), key.size());
  return out;
}

bool body_matches(const FrameHeader& header, ByteSpan frame) {
  return header.kind == FrameClass::pruned || body_hash_of(frame_body(frame)) == header.body_hash;
}

bool signed_by(const FrameHeader& header, const Hash& hash, const PublicKey& key) {
  return crypto_sign_verify_detached(header.signature.data(), hash.data(), hash.size(), key.data()) == 0;
}

}  // namespace bothy
