// The key of an imported row. Two runs of FNV-1a; nothing else. Called by propose.
#include "import/row_key.h"

#include "base/pack.h"

namespace bothy {
namespace {

constexpr std::uint64_t fnv_basis = 0xCBF29CE484222325;
constexpr std::uint64_t fnv_prime = 0x00000100000001B3;

constexpr std::uint64_t fnv_step(std::uint64_t hash, std::uint8_t byte) { return (hash ^ byte) * fnv_prime; }

Bytes content_of(const ProposedCheckIn& row, const WrittenTime& written) {
  Bytes out;
  Packer pack(out);
  pack.raw(span_of("BTYrow1"));
  const bool has_zone = written.zone_min.has_value();
  pack.u8(has_zone ? 1 : 0);
  pack.u64(static_cast<std::uint64_t>(has_zone ? row.moment.at.ms : std::int64_t{written.day.days}));
  pack.u64(static_cast<std::uint64_t>(has_zone ? std::int64_t{-1} : std::int64_t{written.clock_ms.value_or(-1)}));
  for (std::size_t i = 0; i < row.sliders.size(); ++i)
    if (row.sliders[i]) pack.u8(static_cast<std::uint8_t>(i)).u8(static_cast<std::uint8_t>(*row.sliders[i]));
  pack.u8(0xFF);
  for (const auto& extra : row.extra) {
    pack.u32(static_cast<std::uint32_t>(extra.label.size())).raw(span_of(extra.label));
    pack.u8(static_cast<std::uint8_t>(extra.value));
  }
  pack.u32(static_cast<std::uint32_t>(row.note.size())).raw(span_of(row.note));
  return out;
}

}  // namespace

Id row_key(const ProposedCheckIn& row, const WrittenTime& written) {
  const Bytes content = content_of(row, written);
  std::uint64_t forward = fnv_basis;
  std::uint64_t backward = fnv_basis;
  for (std::size_t i = 0; i < content.size(); ++i) {
    forward = fnv_step(forward, content[i]);
    backward = fnv_step(backward, content[content.size() - 1 - i]);
  }
  Bytes key;
  Packer(key).u64(forward).u64(backward);
  return Id{block_of<16>(key)};
}

}  // namespace bothy
