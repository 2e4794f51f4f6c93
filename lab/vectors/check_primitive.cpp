// Vectors of the primitives themselves: Wycheproof's and known answers. A wrong answer is a bad seal. See check.h.
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/pack.h"
#include "lab/vectors/check.h"
#include "seal/leaf.h"
#include "seal/phrase.h"

namespace bothy::vectors {
namespace {

constexpr std::array<std::string_view, 7> kinds = {"xchacha20_poly1305", "ed25519", "x25519", "argon2id", "blake2b", "leaf", "differential"};

// The vector's ciphertext must open to its message, and the message seal to that ciphertext.
Result<Bytes> xchacha(const Value& v) {
  const Bytes key = hex_of(v, "key"), nonce = hex_of(v, "iv"), aad = hex_of(v, "aad"), message = hex_of(v, "msg");
  Bytes sealed = hex_of(v, "ct");
  append(sealed, hex_of(v, "tag"));
  constexpr std::size_t tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (key.size() != 32 || nonce.size() != crypto_aead_xchacha20poly1305_ietf_NPUBBYTES || sealed.size() < tag) return no(Error::bad_seal);
  Bytes box = nonce;
  append(box, sealed);
  BOTHY_TRY(plain, open_box(Key(key), box, aad));
  if (plain != message) return no(Error::bad_seal);
  Bytes again(message.size() + tag);
  if (crypto_aead_xchacha20poly1305_ietf_encrypt(again.data(), nullptr, message.data(), message.size(), aad.data(), aad.size(), nullptr,
                                                 nonce.data(), key.data()) != 0)
    return no(Error::bad_seal);
  if (again != sealed) return no(Error::bad_seal);
  return plain;
}

Result<Bytes> ed25519(const Value& v) {
  const Bytes signature = hex_of(v, "sig");
  if (signature.size() != 64 || !verify(hex_of(v, "msg"), block_of<64>(signature), key_of(v, "pk"))) return no(Error::bad_seal);
  return signature;
}

Result<Bytes> x25519(const Value& v) {
  BOTHY_TRY(shared, BoxKey(Key(key_of(v, "private"))).shared(key_of(v, "public")));
  if (shared != Key(key_of(v, "shared"))) return no(Error::bad_seal);
  return Bytes(shared.span().begin(), shared.span().end());
}

// Either an encoded string of the reference implementation, or raw inputs and the key they give.
Result<Bytes> argon2id(const Value& v) {
  const std::string passphrase = text_or(v, "passphrase", "");
  const std::string encoded = text_or(v, "encoded", "");
  if (!encoded.empty()) {
    char padded[crypto_pwhash_STRBYTES] = {};
    if (encoded.size() >= sizeof padded) return no(Error::malformed);
    std::copy(encoded.begin(), encoded.end(), padded);
    if (crypto_pwhash_str_verify(padded, passphrase.data(), passphrase.size()) != 0) return no(Error::bad_seal);
    return Bytes(span_of(encoded).begin(), span_of(encoded).end());
  }
  const Bytes salt = hex_of(v, "salt");
  const Bytes expected = hex_of(v, "key");
  Bytes key(expected.size());
  if (salt.size() != crypto_pwhash_SALTBYTES || key.size() < crypto_pwhash_BYTES_MIN) return no(Error::malformed);
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(),
                    static_cast<unsigned long long>(int_or(v, "ops", 0)), static_cast<std::size_t>(int_or(v, "mem_kib", 0)) * 1'024,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    return no(Error::out_of_range);
  if (key != expected) return no(Error::bad_seal);
  return key;
}

Result<Bytes> blake2b(const Given& given) {
  const Bytes expected = hex_of(given.vector, "hash");
  const Bytes key = hex_of(given.vector, "key");
  Bytes hash(expected.size());
  if (crypto_generichash(hash.data(), hash.size(), given.bytes.data(), given.bytes.size(), key.empty() ? nullptr : key.data(), key.size()) != 0)
    return no(Error::malformed);
  if (hash != expected) return no(Error::bad_seal);
  return hash;
}

Result<Bytes> leaf(const Value& v) {
  const std::int64_t index = int_or(v, "index", -1);
  if (index < 0 || static_cast<std::uint64_t>(index) >= frames_per_epoch) return no(Error::out_of_range);
  LeafKeys leaves(Key(key_of(v, "seed")));
  const Key key = leaves.at(static_cast<std::uint64_t>(index));
  if (key != Key(key_of(v, "key"))) return no(Error::bad_seal);
  return Bytes(key.span().begin(), key.span().end());
}

Result<Bytes> many_cases(const Value& v) {
  Bytes sum(32, 0);
  const std::int64_t from = int_or(v, "from", 0);
  const std::int64_t count = int_or(v, "cases", 0);
  for (std::int64_t i = 0; i < count; ++i) {
    const auto one = differential(static_cast<std::uint64_t>(from + i));
    const auto both = hash_parts({sum, one});
    sum.assign(both.begin(), both.end());
  }
  return sum;
}

}  // namespace

bool primitives_know(std::string_view kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

Result<Bytes> check_primitive(const Given& given) {
  const Value& v = given.vector;
  if (given.kind == "xchacha20_poly1305") return xchacha(v);
  if (given.kind == "ed25519") return ed25519(v);
  if (given.kind == "x25519") return x25519(v);
  if (given.kind == "argon2id") return argon2id(v);
  if (given.kind == "blake2b") return blake2b(given);
  if (given.kind == "leaf") return leaf(v);
  return many_cases(v);
}

}  // namespace bothy::vectors
