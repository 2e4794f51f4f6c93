// Fuzz target of keyrings, wraps and vaults: sealed bytes from anyone, and saved ones as a damaged disk would give them.
#include "lab/fuzz/fuzz.h"
#include "seal/seal_samples.h"
#include "seal/vault.h"

using namespace bothy;
using fuzz::require;

namespace {

const BoxKey mine{samples::key(112)};
const Key device_secret = samples::key(3);

void loaded(ByteSpan bytes) {
  auto ring = load_keyring(bytes);
  if (!ring) return;
  const Bytes saved = save(*ring);
  const auto again = load_keyring(saved);
  require(again && *again == *ring);
  Keyring sum;
  merge(sum, *ring);
  Keyring twice = sum;
  merge(twice, sum);
  require(twice == sum);
  for (const auto& device : sum.devices) (void)sum.vouched(device);
  (void)sum.boxes();
  (void)our_part(sum);
}

// The real keyring with a few bytes changed and signed anew, so that the signature hides nothing.
void signed_anew(fuzz::Input& in) {
  static const samples::Owner owner = samples::owner(1);
  static const Bytes good = [] {
    Keyring ring = samples::owner(1).ring;
    Entropy dice = samples::entropy(1);
    return seal_keyring(ring, owner.phone.entry.id, owner.phone.sign, 0, dice);
  }();
  Bytes bad = good;
  while (!in.done()) {
    const std::size_t at = in.u16() % bad.size();
    bad[at] ^= in.u8();
  }
  const Signature signature = owner.phone.sign.sign(ByteSpan(bad).subspan(64));
  std::copy(signature.begin(), signature.end(), bad.begin());
  const auto opened = open_keyring(bad, mine, owner.ring.recovery_sign);
  if (opened) require(*opened == owner.ring);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input in(data, size);
  switch (in.u8() % 5) {
    case 0: loaded(in.rest()); break;
    case 1: require(!open_keyring(in.rest(), mine, mine.pub())); break;
    case 2: signed_anew(in); break;
    case 3: {
      std::vector<Bytes> wraps;
      while (!in.done()) {
        const ByteSpan wrap = in.run();
        wraps.emplace_back(wrap.begin(), wrap.end());
      }
      require(!unwrap_seed(wraps, samples::key(1), mine, mine.pub(), {samples::id(1), 1}));
      break;
    }
    default: {
      const ByteSpan vault = in.rest();
      require(!open_vault(vault, device_secret));
      require(!unlock_vault(vault, device_secret, "lamp river under the bridge"));
    }
  }
  return 0;
}
