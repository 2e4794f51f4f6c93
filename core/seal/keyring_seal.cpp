// Saving keyrings and sealing them to devices and paper. Layout: signature(64) | writer(16) | ephemeral(32) | count(u8) |
// count x (key id 8, which u8, wrapped key 72) | my length u32 | my box | our box.
#include <algorithm>

#include "base/archive.h"
#include "seal/keyring.h"

namespace bothy {
namespace {

constexpr std::uint32_t keyring_version = 1;
constexpr std::size_t wrapped_key_size = 72;  // nonce 24, key 32, tag 16
constexpr std::string_view label = "BTYring1";
constexpr std::uint8_t whole_part = 0;
constexpr std::uint8_t our_room_part = 1;
constexpr std::size_t most_readers = 255;  // their count is one byte

template <class A>
void visit_key(A& a, Key& key) { a.raw(key.data(), 32); }

template <class A>
void lane_fields(A& a, Lane& lane) {
  auto kind = static_cast<std::uint8_t>(lane.kind);
  a(lane.id);
  a(kind);
  lane.kind = static_cast<LaneKind>(kind > 3 ? 0 : kind);
  a(lane.device);
  a.list(lane.epochs, [](A& to, EpochKeys& keys) {
    to(keys.epoch);
    to(keys.first_seq);
    visit_key(to, keys.seed);
    to(keys.writer);
    to(keys.used_from);
    visit_key(to, keys.chain);
  });
  visit_key(a, lane.chain);
  a(lane.read_hash);
  a(lane.read_token);
  a(lane.opening);
  a(lane.next_writer);
}

template <class A>
void pairing_fields(A& a, Pairing& p) {
  a(p.id);
  a(p.own_lane);
  a(p.their_lane);
  a(p.their_recovery);
  a.list(p.their_persons, [](A& to, PublicKey& key) { to(key); });
  a(p.transcript);
  a(p.day);
  a(p.first);
  a(p.compared);
  a(p.frozen);
  a(p.left);
}

template <class A>
void device_fields(A& a, Device& d) {
  a(d.id);
  a(d.name);
  a(d.sign);
  a(d.box);
  a(d.lane);
  a(d.added_day);
  a(d.opens_at_ms);
  a(d.revoked);
  a(d.signer);
  a(d.cert);
}

template <class A>
void keyring_fields(A& a, Keyring& ring) {
  std::uint32_t version = keyring_version;
  a(version);
  a(ring.recovery_sign);
  a(ring.recovery_box);
  a(ring.admin);
  a(ring.ring_lane);
  visit_key(a, ring.ring_seed);
  a(ring.ring_token);
  a.list(ring.persons, [](A& to, PersonEpoch& p) {
    to(p.epoch);
    visit_key(to, p.secret);
  });
  a.list(ring.halves, [](A& to, PersonHalf& h) {
    to(h.epoch);
    visit_key(to, h.box);
    visit_key(to, h.outbox);
  });
  a.list(ring.devices, [](A& to, Device& d) { device_fields(to, d); });
  a.list(ring.lanes, [](A& to, Lane& lane) { lane_fields(to, lane); });
  a.list(ring.pairings, [](A& to, Pairing& p) { pairing_fields(to, p); });
}

Block<8> short_id(const PublicKey& key) { return block_of<8>(hash_parts({span_of("BTYkeyid"), key})); }

Result<Key> wrapping_key(const BoxKey& mine, const PublicKey& other, const PublicKey& ephemeral, const PublicKey& to) {
  BOTHY_TRY(point, mine.shared(other));
  return hash_key({span_of("BTYringk"), point.span(), ephemeral, to});
}

}  // namespace

void visit_lane(Saver& archive, Lane& lane) { lane_fields(archive, lane); }
void visit_lane(Loader& archive, Lane& lane) { lane_fields(archive, lane); }
void visit_pairing(Saver& archive, Pairing& pairing) { pairing_fields(archive, pairing); }
void visit_pairing(Loader& archive, Pairing& pairing) { pairing_fields(archive, pairing); }

Bytes save(Keyring& keyring) {
  Bytes out;
  Saver saver(out);
  keyring_fields(saver, keyring);
  return out;
}

Result<Keyring> load_keyring(ByteSpan bytes) {
  Unpacker version(bytes);
  if (version.u32() != keyring_version) return no(version.ok() ? Error::too_new : Error::malformed);
  Keyring ring;
  Loader loader(bytes);
  keyring_fields(loader, ring);
  if (!loader.done()) return no(Error::malformed);
  return ring;
}

Bytes seal_keyring(Keyring& keyring, const Id& writer, const SignKey& signer, std::int64_t relay_now_ms, Entropy& entropy) {
  struct Reader {
    PublicKey key;
    bool whole;
  };
  std::vector<Reader> readers{{keyring.recovery_box, true}};
  for (const auto& device : keyring.devices)
    if (!device.revoked && readers.size() < most_readers && keyring.vouched(device)) readers.push_back({device.box, device.opens_at_ms <= relay_now_ms});
  const Key whole = entropy.key();
  const Key part = entropy.key();
  const BoxKey ephemeral(entropy.key());
  Bytes body;
  Packer pack(body);
  pack.id(writer).raw(ephemeral.pub()).u8(0);
  const std::size_t count_at = body.size() - 1;
  for (const auto& reader : readers) {
    const auto key = wrapping_key(ephemeral, reader.key, ephemeral.pub(), reader.key);
    if (!key) continue;
    pack.raw(short_id(reader.key)).u8(reader.whole ? whole_part : our_room_part);
    pack.raw(seal_box(*key, (reader.whole ? whole : part).span(), span_of(label), entropy));
    ++body[count_at];
  }
  const Bytes mine = seal_box(whole, save(keyring), span_of(label), entropy);
  Keyring ours = our_part(keyring);
  pack.u32(static_cast<std::uint32_t>(mine.size())).raw(mine).raw(seal_box(part, save(ours), span_of(label), entropy));
  const Signature signature = signer.sign(body);
  Bytes out(signature.begin(), signature.end());
  append(out, body);
  return out;
}

Id keyring_writer(ByteSpan sealed) {
  Unpacker in(sealed);
  in.raw(64);
  return in.id();
}

Result<Keyring> open_keyring(ByteSpan sealed, const BoxKey& mine, const PublicKey& recovery_sign) {
  Unpacker in(sealed);
  const auto signature = in.block<64>();
  const Id writer = in.id();
  const auto ephemeral = in.block<32>();
  const std::uint8_t count = in.u8();
  std::optional<Key> content;
  bool named = false;
  bool whole = false;
  for (int i = 0; i < count; ++i) {
    const auto id = in.block<8>();
    const std::uint8_t which = in.u8();
    const ByteSpan wrapped = in.raw(wrapped_key_size);
    if (!in.ok() || which > our_room_part) return no(Error::malformed);
    if (id != short_id(mine.pub())) continue;
    named = true;
    BOTHY_TRY(key, wrapping_key(mine, ephemeral, ephemeral, mine.pub()));
    if (const auto opened = open_box(key, wrapped, span_of(label))) {
      content = Key(*opened);
      whole = which == whole_part;
    }
  }
  const ByteSpan mine_box = in.raw(in.u32());
  const ByteSpan our_box = in.rest();
  if (!in.ok()) return no(Error::malformed);
  if (!named) return no(Error::not_found);
  if (!content) return no(Error::bad_seal);
  BOTHY_TRY(plain, open_box(*content, whole ? mine_box : our_box, span_of(label)));
  BOTHY_TRY(ring, load_keyring(plain));
  const Device* author = ring.device(writer);
  if (ring.recovery_sign != recovery_sign || author == nullptr || !ring.vouched(*author)) return no(Error::bad_seal);
  if (!verify(sealed.subspan(64), signature, author->sign)) return no(Error::bad_seal);
  return ring;
}

}  // namespace bothy
