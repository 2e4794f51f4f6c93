// See frame_seal.h.
#include "seal/frame_seal.h"

#include <sodium.h>

#include <cassert>

namespace bothy {

Bytes seal_frame(FrameClass kind, const FramePlace& place, ByteSpan plain, const Key& key, const SignKey& writer, Entropy& entropy) {
  assert(plain.size() == plaintext_size(kind));
  FrameHeader header;
  header.kind = kind;
  header.lane = place.lane;
  header.seq = place.seq;
  header.epoch = place.epoch;
  header.prev = place.prev;
  header.nonce = entropy.block<24>();
  const auto bound = write_header(header);
  Bytes frame(frame_size(kind));
  unsigned long long n = 0;
  const int code = crypto_aead_xchacha20poly1305_ietf_encrypt(frame.data() + frame_header_size, &n, plain.data(), plain.size(), bound.data(),
                                                              aad_bytes, nullptr, header.nonce.data(), key.data());
  assert(code == 0 && n == frame.size() - frame_header_size);
  (void)code;
  header.body_hash = body_hash_of(frame_body(frame));
  const auto unsigned_header = write_header(header);
  header.signature = writer.sign(frame_hash(unsigned_header));
  const auto whole = write_header(header);
  std::memcpy(frame.data(), whole.data(), whole.size());
  return frame;
}

Result<Bytes> open_frame(const FrameHeader& header, ByteSpan frame, const Key& key) {
  if (header.kind == FrameClass::pruned) return no(Error::not_found);
  Bytes plain(plaintext_size(header.kind));
  const ByteSpan body = frame_body(frame);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, body.data(), body.size(), frame.data(), aad_bytes,
                                                 header.nonce.data(), key.data()) != 0)
    return no(Error::bad_seal);
  return plain;
}

}  // namespace bothy
