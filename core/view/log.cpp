// See log.h.
#include "view/log.h"

#include <algorithm>
#include <iterator>

#include "base/pack.h"

namespace bothy {

std::size_t Entries::add(std::vector<Entry> batch) {
  if (batch.empty()) return 0;
  std::sort(batch.begin(), batch.end(), entry_before);
  const auto same = [](const Entry& a, const Entry& b) { return a.event.id == b.event.id && a.event.at == b.event.at; };
  batch.erase(std::unique(batch.begin(), batch.end(), same), batch.end());
  std::erase_if(batch, [&](const Entry& entry) {
    const auto at = std::lower_bound(entries_.begin(), entries_.end(), entry, entry_before);
    return at != entries_.end() && same(*at, entry);
  });
  const std::size_t added = batch.size();
  if (added == 0) return 0;
  // What is newest comes last nearly always; only late arrivals cost a merge.
  if (entries_.empty() || entry_before(entries_.back(), batch.front())) {
    for (auto& entry : batch) entries_.push_back(std::move(entry));
    return added;
  }
  std::vector<Entry> merged;
  merged.reserve(entries_.size() + added);
  std::merge(std::make_move_iterator(entries_.begin()), std::make_move_iterator(entries_.end()), std::make_move_iterator(batch.begin()),
             std::make_move_iterator(batch.end()), std::back_inserter(merged), entry_before);
  entries_ = std::move(merged);
  return added;
}

const Entry* Entries::find(const Id& id) const {
  const auto at = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.event.id == id; });
  return at == entries_.end() ? nullptr : &*at;
}

void Entries::remove(const Id& id) {
  std::erase_if(entries_, [&](const Entry& e) { return e.event.id == id; });
}

Bytes Entries::save() const {
  Bytes out;
  Packer pack(out);
  pack.u32(static_cast<std::uint32_t>(entries_.size()));
  for (const auto& [event, author] : entries_) {
    const auto* unknown = std::get_if<Unknown>(&event.body);
    const auto type = unknown != nullptr ? static_cast<std::uint16_t>(unknown->real_type) : info_of(event.body).type;
    const Bytes payload = encode_payload(event.body);
    pack.id(event.id).u64(pack_hlc(event.at)).u16(type).u8(static_cast<std::uint8_t>(author));
    pack.u32(static_cast<std::uint32_t>(payload.size())).raw(payload);
  }
  return out;
}

Result<Entries> Entries::load(ByteSpan bytes) {
  Unpacker in(bytes);
  Entries out;
  const std::uint32_t count = in.u32();
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
    Entry entry;
    entry.event.id = in.id();
    entry.event.at = unpack_hlc(in.u64());
    const std::uint16_t type = in.u16();
    entry.author = in.u8() == 0 ? Author::me : Author::them;
    const ByteSpan payload = in.raw(in.u32());
    if (!in.ok()) return no(Error::malformed);
    BOTHY_TRY(body, decode_payload(type, payload));
    entry.event.body = std::move(body);
    out.entries_.push_back(std::move(entry));
  }
  if (!in.done() || !std::is_sorted(out.entries_.begin(), out.entries_.end(), entry_before)) return no(Error::malformed);
  return out;
}

}  // namespace bothy
