// Snapshots of the two folds: the entries and how far each lane was read, so that opening years reads only the tail.
#include "base/archive.h"
#include "door/home.h"

namespace bothy {
namespace {

// A new snapshot once the tail is a fixed part of the whole, so that keeping stays linear over a lifetime.
constexpr std::uint64_t least_frames = 256;

Bytes save_fold(const Entries& entries, const std::vector<Progress>& progress) {
  Bytes plain;
  Packer pack(plain);
  pack.u32(static_cast<std::uint32_t>(progress.size()));
  for (const auto& p : progress) pack.id(p.lane).u64(p.whole.seq).raw(p.whole.hash);
  pack.raw(entries.save());
  return plain;
}

struct Fold {
  Entries entries;
  std::vector<std::pair<Id, ChainHead>> heads;
};

Result<Fold> load_fold(ByteSpan plain) {
  Unpacker in(plain);
  Fold out;
  const std::uint32_t lanes = in.u32();
  for (std::uint32_t i = 0; i < lanes && in.ok(); ++i) {
    const Id lane = in.id();
    const std::uint64_t seq = in.u64();
    out.heads.push_back({lane, {seq, in.block<32>()}});
  }
  if (!in.ok()) return no(Error::malformed);
  BOTHY_TRY(entries, Entries::load(in.rest()));
  out.entries = std::move(entries);
  return out;
}

}  // namespace

void Home::keep_snapshots(Request& request, Reply& reply, bool now) {
  const std::uint64_t events = my_.entries.all().size() + our_.entries.all().size();
  if (!now && frames_since_snapshot_ < std::max<std::uint64_t>(least_frames, events / 8)) return;
  frames_since_snapshot_ = 0;
  std::vector<Progress> ours;
  std::vector<Progress> mine;
  for (const auto& p : progress_) {
    const Lane* known = ring_.lane(p.lane);
    if (known != nullptr) (known->kind == LaneKind::self ? mine : ours).push_back(p);
  }
  reply.keep("s/o", seal_box(derive(*ours_key_, 9, "BTYlocal"), save_fold(our_.entries, ours), span_of("s/o"), request.mine));
  if (my_room_open())
    keep_record(reply, "s/m", seal_box(derive(*mine_key_, 9, "BTYlocal"), save_fold(my_.entries, mine), span_of("s/m"), request.mine));
}

// A snapshot that does not open is no loss: the frames hold the same.
void Home::load_snapshots() {
  const auto load = [&](std::string_view key, const Key& local) -> std::optional<Fold> {
    const auto at = records_.find(key);
    if (at == records_.end()) return std::nullopt;
    const auto plain = open_box(derive(local, 9, "BTYlocal"), at->second, span_of(key));
    if (!plain) return std::nullopt;
    auto fold = load_fold(*plain);
    if (!fold) return std::nullopt;
    for (const auto& [lane, head] : fold->heads) {
      Progress& p = progress(lane);
      p.head = p.whole = head;
    }
    return std::move(*fold);
  };
  if (our_.entries.all().empty())
    if (auto ours = load("s/o", *ours_key_)) our_.entries = std::move(ours->entries);
  if (mine_key_ && my_.entries.all().empty())
    if (auto mine = load("s/m", *mine_key_)) my_.entries = std::move(mine->entries);
}

}  // namespace bothy
