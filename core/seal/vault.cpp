// See vault.h. Layout: version u32 | lock u8 | ops u32 | mem_kib u32 | salt 16 | my_room key 32 | ours box 72 | mine box 72.
#include "seal/vault.h"

#include <sodium.h>

#include "base/pack.h"

namespace bothy {
namespace {

constexpr std::uint32_t vault_version = 1;
constexpr std::size_t boxed_key = 24 + 32 + 16;
// Above this a hostile vault file could exhaust memory before anything is checked.
constexpr std::uint32_t most_mem_kib = 1'048'576;
constexpr std::uint32_t most_ops = 16;
constexpr std::string_view ours_label = "BTYvault-ours";
constexpr std::string_view mine_label = "BTYvault-mine";

struct Parsed {
  bool locked = false;
  KdfCost cost;
  Block<16> salt{};
  PublicKey my_room{};
  ByteSpan ours;
  ByteSpan mine;
};

bool fair(const KdfCost& cost) {
  const KdfCost floor;
  return cost.ops >= floor.ops && cost.ops <= most_ops && cost.mem_kib >= floor.mem_kib && cost.mem_kib <= most_mem_kib;
}

bool strong(std::string_view passphrase) {
  constexpr std::size_t least_characters = 15;
  constexpr int least_words = 4;
  int words = 0;
  bool inside = false;
  for (const char c : passphrase) {
    const bool blank = c == ' ' || c == '-' || c == '\t';
    if (!blank && !inside) ++words;
    inside = !blank;
  }
  return passphrase.size() >= least_characters || words >= least_words;
}

Result<Parsed> parse(ByteSpan vault) {
  Unpacker in(vault);
  const std::uint32_t version = in.u32();
  if (!in.ok()) return no(Error::malformed);
  if (version != vault_version) return no(Error::too_new);
  Parsed out;
  out.locked = in.u8() == 1;
  out.cost = {in.u32(), in.u32()};
  out.salt = in.block<16>();
  out.my_room = in.block<32>();
  out.ours = in.raw(boxed_key);
  out.mine = in.raw(boxed_key);
  if (!in.done() || !fair(out.cost)) return no(Error::malformed);
  return out;
}

Key passphrase_key(std::string_view passphrase, const Key& device_secret, const Block<16>& salt, const KdfCost& cost) {
  Key stretched;
  if (crypto_pwhash(stretched.data(), 32, passphrase.data(), passphrase.size(), salt.data(), cost.ops, std::size_t{cost.mem_kib} * 1'024,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    return Key();
  return Key(hash_parts({span_of("BTYpassp"), stretched.span()}, device_secret.span()));
}

}  // namespace

BoxKey my_room_box(const Key& mine) { return BoxKey(derive(mine, 1, "BTYlocal")); }

Result<Bytes> make_vault(const LocalKeys& keys, const Key& device_secret, std::optional<std::string_view> passphrase, KdfCost cost,
                         Entropy& entropy) {
  if (!fair(cost)) return no(Error::out_of_range);
  if (passphrase && !strong(*passphrase)) return no(Error::weak_passphrase);
  const auto salt = entropy.block<16>();
  Key mine_wrap = derive(device_secret, 2, "BTYlocal");
  if (passphrase) {
    mine_wrap = passphrase_key(*passphrase, device_secret, salt, cost);
    if (mine_wrap.is_zero()) return no(Error::too_large);
  }
  Bytes out;
  Packer(out).u32(vault_version).u8(passphrase ? 1 : 0).u32(cost.ops).u32(cost.mem_kib).raw(salt).raw(my_room_box(keys.mine).pub());
  append(out, seal_box(derive(device_secret, 1, "BTYlocal"), keys.ours.span(), span_of(ours_label), entropy));
  append(out, seal_box(mine_wrap, keys.mine.span(), span_of(mine_label), entropy));
  return out;
}

Result<OpenedVault> open_vault(ByteSpan vault, const Key& device_secret) {
  BOTHY_TRY(parsed, parse(vault));
  OpenedVault out;
  BOTHY_TRY(ours, open_box(derive(device_secret, 1, "BTYlocal"), parsed.ours, span_of(ours_label)));
  out.ours = Key(ours);
  out.my_room = parsed.my_room;
  out.locked = parsed.locked;
  if (!parsed.locked) {
    BOTHY_TRY(mine, open_box(derive(device_secret, 2, "BTYlocal"), parsed.mine, span_of(mine_label)));
    out.mine = Key(mine);
  }
  return out;
}

Result<Key> unlock_vault(ByteSpan vault, const Key& device_secret, std::string_view passphrase) {
  BOTHY_TRY(parsed, parse(vault));
  const Key key = parsed.locked ? passphrase_key(passphrase, device_secret, parsed.salt, parsed.cost) : derive(device_secret, 2, "BTYlocal");
  const auto mine = open_box(key, parsed.mine, span_of(mine_label));
  if (!mine) return no(Error::wrong_passphrase);
  return Key(*mine);
}

}  // namespace bothy
