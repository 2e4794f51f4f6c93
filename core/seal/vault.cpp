// See vault.h. Layout: version u32 | lock u8 | ops u32 | mem_kib u32 | salt 16 | my_room key 32 | ours box 72 | mine box 72.
#include "seal/vault.h"

#include <sodium.h>

#include <algorithm>

#include "base/pack.h"

namespace bothy {
namespace {

constexpr std::uint32_t vault_version = 1;
constexpr std::size_t header_size = 4 + 1 + 4 + 4 + 16 + 32;
constexpr std::size_t boxed_key = 24 + 32 + 16;
// Above this a hostile vault file could exhaust memory before anything is checked.
constexpr std::uint32_t most_mem_kib = 1'048'576;
constexpr std::uint32_t most_ops = 16;
constexpr std::string_view ours_label = "BTYvault-ours";
constexpr std::string_view mine_label = "BTYvault-mine";

struct Parsed {
  /// Everything before the two boxes: bound to both, so that nobody can lower a cost or slip in another my_room key.
  ByteSpan header;
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

// Characters are counted as people see them, not as bytes; a word has at least three bytes, so "a b c d" is none.
bool strong(std::string_view passphrase) {
  constexpr std::size_t least_characters = 15;
  constexpr std::size_t least_words = 4;
  constexpr std::size_t least_word = 3;
  std::size_t characters = 0;
  std::size_t words = 0;
  std::size_t run = 0;
  for (const char c : passphrase) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++characters;
    const bool blank = c == ' ' || c == '-' || c == '\t';
    run = blank ? 0 : run + 1;
    if (run == least_word) ++words;
  }
  return characters >= least_characters || words >= least_words;
}

Bytes box_label(std::string_view name, ByteSpan header) {
  Bytes out;
  Packer(out).raw(span_of(name)).raw(header);
  return out;
}

Result<Parsed> parse(ByteSpan vault) {
  Unpacker in(vault);
  const std::uint32_t version = in.u32();
  if (!in.ok()) return no(Error::malformed);
  if (version != vault_version) return no(Error::too_new);
  Parsed out;
  const std::uint8_t lock = in.u8();
  if (lock > 1) return no(Error::malformed);
  out.locked = lock == 1;
  out.cost = {in.u32(), in.u32()};
  out.salt = in.block<16>();
  out.my_room = in.block<32>();
  out.header = vault.first(std::min(vault.size(), header_size));
  out.ours = in.raw(boxed_key);
  out.mine = in.raw(boxed_key);
  if (!in.done() || !fair(out.cost)) return no(Error::malformed);
  return out;
}

// Errors: too_large where the machine has not that much memory.
Result<Key> passphrase_key(std::string_view passphrase, const Key& device_secret, const Block<16>& salt, const KdfCost& cost) {
  Key stretched;
  if (crypto_pwhash(stretched.data(), 32, passphrase.data(), passphrase.size(), salt.data(), cost.ops, std::size_t{cost.mem_kib} * 1'024,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    return no(Error::too_large);
  return hash_key({span_of("BTYpassp"), stretched.span()}, device_secret.span());
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
    BOTHY_TRY(stretched, passphrase_key(*passphrase, device_secret, salt, cost));
    mine_wrap = stretched;
  }
  Bytes out;
  Packer(out).u32(vault_version).u8(passphrase ? 1 : 0).u32(cost.ops).u32(cost.mem_kib).raw(salt).raw(my_room_box(keys.mine).pub());
  const Bytes header = out;
  append(out, seal_box(derive(device_secret, 1, "BTYlocal"), keys.ours.span(), box_label(ours_label, header), entropy));
  append(out, seal_box(mine_wrap, keys.mine.span(), box_label(mine_label, header), entropy));
  return out;
}

Result<OpenedVault> open_vault(ByteSpan vault, const Key& device_secret) {
  BOTHY_TRY(parsed, parse(vault));
  OpenedVault out;
  BOTHY_TRY(ours, open_box(derive(device_secret, 1, "BTYlocal"), parsed.ours, box_label(ours_label, parsed.header)));
  out.ours = Key(ours);
  out.my_room = parsed.my_room;
  out.locked = parsed.locked;
  if (!parsed.locked) {
    BOTHY_TRY(mine, open_box(derive(device_secret, 2, "BTYlocal"), parsed.mine, box_label(mine_label, parsed.header)));
    out.mine = Key(mine);
  }
  return out;
}

Result<Key> unlock_vault(ByteSpan vault, const Key& device_secret, std::string_view passphrase) {
  BOTHY_TRY(parsed, parse(vault));
  // Our room's box vouches for the header, so that a changed record cannot ask for a gigabyte of work first.
  if (const auto ours = open_box(derive(device_secret, 1, "BTYlocal"), parsed.ours, box_label(ours_label, parsed.header)); !ours)
    return no(ours.error());
  Key key = derive(device_secret, 2, "BTYlocal");
  if (parsed.locked) {
    BOTHY_TRY(stretched, passphrase_key(passphrase, device_secret, parsed.salt, parsed.cost));
    key = stretched;
  }
  const auto mine = open_box(key, parsed.mine, box_label(mine_label, parsed.header));
  // Without a lock there is no passphrase to be wrong about: the record itself is damaged.
  if (!mine) return no(parsed.locked ? Error::wrong_passphrase : Error::bad_seal);
  return Key(*mine);
}

}  // namespace bothy
