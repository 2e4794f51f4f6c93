// See epoch.h. Wrap keys are single-use, so the AEAD nonce is zero.
#include "seal/epoch.h"

#include <sodium.h>

#include <cassert>

#include "base/pack.h"

namespace bothy {
namespace {

constexpr std::size_t key_id_size = 8;
using Nonce = Block<crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;

Block<key_id_size> key_id(const PublicKey& key) { return block_of<key_id_size>(hash_parts({span_of("BTYkeyid"), key})); }

Key wrap_key(const Key& chain, const Key& once, const Key& sender, const PublicKey& ephemeral, const PublicKey& from, const PublicKey& to,
             const WrapPlace& place) {
  Bytes bound;
  Packer(bound).raw(ephemeral).raw(from).raw(to).id(place.lane).u32(place.epoch);
  return hash_key({span_of("BTY1wrap"), once.span(), sender.span(), bound}, chain.span());
}

}  // namespace

Result<Bytes> wrap_seed(const Key& seed, const Key& chain, const BoxKey& sender, const PublicKey& recipient, const WrapPlace& place,
                        Entropy& entropy) {
  const BoxKey ephemeral(entropy.key());
  BOTHY_TRY(once, ephemeral.shared(recipient));
  BOTHY_TRY(known, sender.shared(recipient));
  const Key key = wrap_key(chain, once, known, ephemeral.pub(), sender.pub(), recipient, place);
  Bytes out;
  Packer(out).raw(key_id(recipient)).raw(ephemeral.pub());
  const std::size_t at = out.size();
  out.resize(wrap_size);
  const Nonce zero{};
  unsigned long long n = 0;
  const int code =
      crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + at, &n, seed.data(), 32, out.data(), at, nullptr, zero.data(), key.data());
  assert(code == 0 && n + at == wrap_size);
  (void)code;
  return out;
}

Result<Key> unwrap_seed(const std::vector<Bytes>& wraps, const Key& chain, const BoxKey& mine, const PublicKey& sender, const WrapPlace& place) {
  const auto id = key_id(mine.pub());
  for (const auto& wrap : wraps) {
    if (wrap.size() != wrap_size) return no(Error::malformed);
    if (std::memcmp(wrap.data(), id.data(), id.size()) != 0) continue;
    const auto ephemeral = block_of<32>(ByteSpan(wrap).subspan(key_id_size));
    BOTHY_TRY(once, mine.shared(ephemeral));
    BOTHY_TRY(known, mine.shared(sender));
    const Key key = wrap_key(chain, once, known, ephemeral, sender, mine.pub(), place);
    const Nonce zero{};
    Key seed;
    constexpr std::size_t at = key_id_size + 32;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(seed.data(), nullptr, nullptr, wrap.data() + at, wrap.size() - at, wrap.data(), at,
                                                   zero.data(), key.data()) != 0)
      return no(Error::bad_seal);
    return seed;
  }
  return no(Error::not_found);
}

Bytes commitment_of(const Key& seed) {
  const Hash hash = hash_parts({seed.span(), span_of("commit")});
  return Bytes(hash.begin(), hash.end());
}

Key next_chain(const Key& chain, const Key& next_seed) {
  return derive(hash_key({chain.span(), next_seed.span()}), 1, "BTYchain");
}

Key bootstrap_seed(const Key& chain0, const Id& lane) { return hash_key({span_of("BTYlane0"), lane.bytes}, chain0.span()); }

}  // namespace bothy
