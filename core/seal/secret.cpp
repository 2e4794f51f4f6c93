// libsodium behind the names of secret.h; every return code is looked at.
#include "seal/secret.h"

#include <sodium.h>

#include <cassert>

namespace bothy {
namespace {

void hash_into(std::uint8_t* out32, std::initializer_list<ByteSpan> parts, ByteSpan key) {
  crypto_generichash_state state;
  int code = crypto_generichash_init(&state, key.empty() ? nullptr : key.data(), key.size(), 32);
  for (const auto& part : parts) code |= crypto_generichash_update(&state, part.data(), part.size());
  code |= crypto_generichash_final(&state, out32, 32);
  assert(code == 0);
  (void)code;
  wipe(&state, sizeof state);
}

}  // namespace

Key derive(const Key& master, std::uint64_t number, const char (&context)[9]) {
  Key out;
  const int code = crypto_kdf_derive_from_key(out.data(), 32, number, context, master.data());
  assert(code == 0);
  (void)code;
  return out;
}

void Entropy::fill(MutableSpan out) {
  const Key stream = derive(seed_, ++drawn_, "BTYentro");
  randombytes_buf_deterministic(out.data(), out.size(), stream.data());
}

SignKey::SignKey(const Key& seed) {
  const int code = crypto_sign_seed_keypair(pub_.data(), secret_.data(), seed.data());
  assert(code == 0);
  (void)code;
}

Signature SignKey::sign(ByteSpan message) const {
  Signature out{};
  const int code = crypto_sign_detached(out.data(), nullptr, message.data(), message.size(), secret_.data());
  assert(code == 0);
  (void)code;
  return out;
}

bool verify(ByteSpan message, const Signature& signature, const PublicKey& key) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

BoxKey::BoxKey(const Key& secret) : secret_(secret) {
  const int code = crypto_scalarmult_base(pub_.data(), secret_.data());
  assert(code == 0);
  (void)code;
}

Result<Key> BoxKey::shared(const PublicKey& other) const {
  Key out;
  if (crypto_scalarmult(out.data(), secret_.data(), other.data()) != 0) return no(Error::bad_seal);
  return out;
}

Bytes seal_box(const Key& key, ByteSpan plain, ByteSpan label, Entropy& entropy) {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  Bytes out(nonce_size + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  entropy.fill(MutableSpan(out).first(nonce_size));
  unsigned long long n = 0;
  const int code = crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + nonce_size, &n, plain.data(), plain.size(), label.data(),
                                                              label.size(), nullptr, out.data(), key.data());
  assert(code == 0 && n + nonce_size == out.size());
  (void)code;
  return out;
}

Result<Bytes> open_box(const Key& key, ByteSpan sealed, ByteSpan label) {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < nonce_size + tag_size) return no(Error::bad_seal);
  Bytes out(sealed.size() - nonce_size - tag_size);
  const ByteSpan body = sealed.subspan(nonce_size);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, body.data(), body.size(), label.data(), label.size(),
                                                 sealed.data(), key.data()) != 0)
    return no(Error::bad_seal);
  return out;
}

Bytes seal_to(const PublicKey& to, ByteSpan plain, ByteSpan label, Entropy& entropy) {
  const BoxKey ephemeral(entropy.key());
  const auto point = ephemeral.shared(to);
  assert(point.has_value());
  const Key key = hash_key({span_of("BTYseal2"), point->span(), ephemeral.pub(), to});
  Bytes out(ephemeral.pub().begin(), ephemeral.pub().end());
  append(out, seal_box(key, plain, label, entropy));
  return out;
}

Result<Bytes> open_sealed_to(const BoxKey& mine, ByteSpan sealed, ByteSpan label) {
  if (sealed.size() < 32) return no(Error::bad_seal);
  const auto ephemeral = block_of<32>(sealed);
  BOTHY_TRY(point, mine.shared(ephemeral));
  const Key key = hash_key({span_of("BTYseal2"), point.span(), ephemeral, mine.pub()});
  return open_box(key, sealed.subspan(32), label);
}

Hash hash_parts(std::initializer_list<ByteSpan> parts, ByteSpan key) {
  Hash out{};
  hash_into(out.data(), parts, key);
  return out;
}

Key hash_key(std::initializer_list<ByteSpan> parts, ByteSpan key) {
  Key out;
  hash_into(out.data(), parts, key);
  return out;
}

}  // namespace bothy
