// A lane's author for tests and benchmarks: real keys, real signatures, frames with meaningless bodies.
// Everything follows from the seed. Not linked into the relay. Called by the tests and the bench.
#pragma once
#include <sodium.h>

#include "base/pack.h"
#include "wire/message.h"

namespace bothy::relay::testing {

struct KeyPair {
  PublicKey open{};
  Block<64> secret{};
};

[[nodiscard]] inline KeyPair key_pair(std::uint64_t seed, std::string_view label) {
  Bytes text(label.begin(), label.end());
  Packer(text).u64(seed);
  const Hash hash = plain_hash(text);
  KeyPair out;
  crypto_sign_seed_keypair(out.open.data(), out.secret.data(), hash.data());
  return out;
}

[[nodiscard]] inline Signature sign(ByteSpan bytes, const KeyPair& key) {
  Signature out{};
  crypto_sign_detached(out.data(), nullptr, bytes.data(), bytes.size(), key.secret.data());
  return out;
}

/// One lane: its keys, its token, and the head up to which frames were made.
class Author {
 public:
  explicit Author(std::uint64_t seed) : write(key_pair(seed, "write")), admin(key_pair(seed, "admin")) {
    Bytes text;
    Packer(text).u64(seed);
    lane = Id{block_of<16>(plain_hash(text))};
    token = plain_hash(lane.bytes);
  }

  [[nodiscard]] OpenLane open() const {
    OpenLane m{lane, write.open, plain_hash(token), admin.open, {}};
    m.sig = sign(signed_part(m), write);
    return m;
  }
  [[nodiscard]] Auth auth(const Block<32>& nonce, const Hash& origin, KeyKind how = KeyKind::write) const {
    Auth m{lane, how, {}};
    m.sig = sign(signed_part(m, nonce, origin), how == KeyKind::write ? write : admin);
    return m;
  }
  [[nodiscard]] Read read() const { return {lane, token}; }
  /// A REKEY to the keys that `next` holds, allowed by this author's key of kind `how`.
  [[nodiscard]] Rekey rekey(const Author& next, const Block<32>& nonce, const Hash& origin, KeyKind how) const {
    Rekey m{lane, how, next.write.open, plain_hash(next.token), {}};
    m.sig = sign(signed_part(m, nonce, origin), how == KeyKind::write ? write : admin);
    return m;
  }

  /// A frame after `seq` and `prev`, signed; the body follows from `salt`.
  [[nodiscard]] Bytes frame_after(std::uint64_t after, const Hash& prev, std::uint64_t with,
                                  FrameClass kind = FrameClass::small) const {
    FrameHeader header;
    header.kind = kind;
    header.lane = lane;
    header.seq = after + 1;
    header.prev = prev;
    Bytes body(frame_size(kind) - frame_header_size);
    for (std::size_t i = 0; i < body.size(); i += 8) {
      const std::uint64_t word = (with + i) * 0x9E3779B97F4A7C15ULL + after;
      std::memcpy(body.data() + i, &word, std::min<std::size_t>(8, body.size() - i));
    }
    header.body_hash = body_hash_of(body);
    const Hash hash = frame_hash(write_header(header));
    header.signature = sign(hash, write);
    const auto first = write_header(header);
    Bytes out(first.begin(), first.end());
    append(out, body);
    return out;
  }

  /// The next frame of the lane; moves the head.
  Bytes next(FrameClass kind = FrameClass::small) {
    Bytes frame = frame_after(seq, head, salt, kind);
    head = frame_hash(frame);
    ++seq;
    return frame;
  }

  [[nodiscard]] LaneHead claim() const { return {lane, seq, block_of<16>(head)}; }

  KeyPair write;
  KeyPair admin;
  Id lane;
  Token token{};
  std::uint64_t seq = 0;
  Hash head{};
  std::uint64_t salt = 1;
};

}  // namespace bothy::relay::testing
