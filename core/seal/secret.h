// Key material that wipes itself and never prints; entropy that was handed in; key derivation.
// No persistence here. Called by the rest of seal and the door.
#pragma once
#include "wire/frame.h"

namespace bothy {

/// N secret bytes. Wiped on destruction; compared in constant time; there is no way to turn one into text.
template <std::size_t N>
class Secret {
 public:
  Secret() = default;
  explicit Secret(ByteSpan from) : bytes_(block_of<N>(from)) {}
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { wipe(bytes_.data(), N); }
  [[nodiscard]] ByteSpan span() const { return bytes_; }
  [[nodiscard]] const std::uint8_t* data() const { return bytes_.data(); }
  [[nodiscard]] std::uint8_t* data() { return bytes_.data(); }
  bool operator==(const Secret& other) const {
    std::uint8_t differs = 0;
    for (std::size_t i = 0; i < N; ++i) differs = static_cast<std::uint8_t>(differs | (bytes_[i] ^ other.bytes_[i]));
    return differs == 0;
  }
  [[nodiscard]] bool is_zero() const { return *this == Secret(); }

 private:
  Block<N> bytes_{};
};

using Key = Secret<32>;

/// libsodium's crypto_kdf: key number `number` of `master` under an 8-character context.
[[nodiscard]] Key derive(const Key& master, std::uint64_t number, const char (&context)[9]);

/// Randomness of one request: 32 bytes given from outside, stretched. Two requests never share it.
class Entropy {
 public:
  explicit Entropy(ByteSpan seed32) : seed_(seed32) {}
  // A copy would give the same bytes twice.
  Entropy(const Entropy&) = delete;
  Entropy& operator=(const Entropy&) = delete;
  void fill(MutableSpan out);
  template <std::size_t N>
  Block<N> block() {
    Block<N> out{};
    fill(out);
    return out;
  }
  Key key() {
    Key out;
    fill({out.data(), 32});
    return out;
  }
  Id id() { return Id{block<16>()}; }

 private:
  Key seed_;
  std::uint64_t drawn_ = 0;
};

/// An Ed25519 key pair from a 32-byte seed.
class SignKey {
 public:
  SignKey() = default;
  explicit SignKey(const Key& seed);
  [[nodiscard]] const PublicKey& pub() const { return pub_; }
  [[nodiscard]] Signature sign(ByteSpan message) const;

 private:
  Secret<64> secret_;
  PublicKey pub_{};
};

[[nodiscard]] bool verify(ByteSpan message, const Signature& signature, const PublicKey& key);

/// An X25519 key pair from a 32-byte secret.
class BoxKey {
 public:
  BoxKey() = default;
  explicit BoxKey(const Key& secret);
  [[nodiscard]] const PublicKey& pub() const { return pub_; }
  /// The shared point. Errors: bad_seal when libsodium refuses the other key (a zero result).
  [[nodiscard]] Result<Key> shared(const PublicKey& other) const;

 private:
  Key secret_;
  PublicKey pub_{};
};

/// XChaCha20-Poly1305: nonce(24) | ciphertext | tag(16). `label` is bound as associated data.
[[nodiscard]] Bytes seal_box(const Key& key, ByteSpan plain, ByteSpan label, Entropy& entropy);
/// Errors: bad_seal.
[[nodiscard]] Result<Bytes> open_box(const Key& key, ByteSpan sealed, ByteSpan label);

/// A box that anyone holding `to` may write and only its owner can open: ephemeral(32) | seal_box.
[[nodiscard]] Bytes seal_to(const PublicKey& to, ByteSpan plain, ByteSpan label, Entropy& entropy);
[[nodiscard]] Result<Bytes> open_sealed_to(const BoxKey& mine, ByteSpan sealed, ByteSpan label);

/// BLAKE2b-256 over the parts in order, keyed when `key` is given.
[[nodiscard]] Hash hash_parts(std::initializer_list<ByteSpan> parts, ByteSpan key = {});
/// The same as a key, with no unwiped copy left behind.
[[nodiscard]] Key hash_key(std::initializer_list<ByteSpan> parts, ByteSpan key = {});

}  // namespace bothy
