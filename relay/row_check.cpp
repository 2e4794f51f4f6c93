// Checks of rows. See row_check.h.
#include "relay/row_check.h"

#include <sodium.h>

#include "base/pack.h"

namespace bothy::relay {

std::int64_t row_check(std::initializer_list<ByteSpan> parts) {
  static constexpr std::uint8_t key[crypto_shorthash_KEYBYTES] = {'b', 'o', 't', 'h', 'y', ' ', 'r', 'o',
                                                                  'w', ' ', 'c', 'h', 'e', 'c', 'k', '1'};
  Bytes joined;
  ByteSpan all = *parts.begin();
  if (parts.size() != 1) {
    for (const ByteSpan part : parts) append(joined, part);
    all = joined;
  }
  std::int64_t out = 0;
  crypto_shorthash(reinterpret_cast<std::uint8_t*>(&out), all.data(), all.size(), key);
  return out;
}

std::int64_t lane_check(const LaneRow& row) {
  Bytes numbers;
  Packer(numbers).u64(row.head_seq).u64(row.bytes);
  return row_check({row.lane.bytes, keys_blob(row.keys), row.head_hash, numbers});
}

std::int64_t box_check(const Id& rv, ByteSpan token_hash, std::int64_t created_ms, bool closed) {
  Bytes rest;
  Packer(rest).u64(static_cast<std::uint64_t>(created_ms)).u8(closed ? 1 : 0);
  return row_check({rv.bytes, token_hash, rest});
}

std::int64_t entry_check(const Id& rv, std::uint8_t place, ByteSpan body) {
  return row_check({rv.bytes, ByteSpan(&place, 1), body});
}

Bytes keys_blob(const LaneKeys& keys) {
  Bytes out;
  Packer(out).raw(keys.write).raw(keys.read_hash).raw(keys.admin);
  return out;
}

Result<LaneKeys> keys_of(ByteSpan blob) {
  Unpacker in(blob);
  const LaneKeys keys{in.block<32>(), in.block<32>(), in.block<32>()};
  if (!in.done()) return no(Error::store_damaged);
  return keys;
}

}  // namespace bothy::relay
