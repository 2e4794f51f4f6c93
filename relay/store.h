// Where frames are kept: the interface between the hub, the writer and a kind of storage that tests can break.
// No policy here: who may read or write is the hub's. Implemented by store_memory, store_sqlite and store_postgres.
#pragma once
#include <optional>
#include <span>

#include "relay/batch.h"

namespace bothy::relay {

enum class Commit : std::uint8_t {
  /// Durable: it survives a power cut from now on.
  stored,
  /// Nothing of it was kept (disk full, input/output error); may be tried again later.
  disk,
  /// Nothing of it was kept: a head was not what the batch expected.
  conflict,
  /// It cannot be known what was kept (a sync to disk reported an error): the process must end.
  fatal,
};

struct Page {
  /// Whole frames in order, gapless from the seq asked for.
  Bytes frames;
  /// Seq of the last frame in `frames`; the seq asked after when there is none.
  std::uint64_t last_seq = 0;
  /// The frame after `last_seq` is there but does not match its checks.
  bool damaged = false;
};

struct RvBox {
  Hash token_hash{};
  std::int64_t created_ms = 0;
  bool closed = false;
  std::array<std::optional<Bytes>, rv_entries> entries;
};

/// Reads come from the hub's thread, `commit` from the writer's; an implementation keeps the two apart.
class Store {
 public:
  virtual ~Store() = default;

  /// Keeps all batches in one transaction, or nothing of them.
  /// Cost: one sync to disk. Each append is a compare-and-swap on the lane's head.
  [[nodiscard]] virtual Commit commit(std::span<const SharedBatch> batches) = 0;

  /// Work that can wait until nobody does, such as moving the write-ahead log into the database. Called by the writer
  /// between commits. Never answers anything but stored or fatal.
  [[nodiscard]] virtual Commit tidy_up() { return Commit::stored; }

  /// Errors: store_damaged when the row does not match its checks or cannot be read.
  [[nodiscard]] virtual Result<std::optional<LaneRow>> lane(const Id& lane) = 0;

  /// Frames after `after_seq`, at most `max_bytes` but at least one where there is one. Every frame is checked.
  /// Errors: store_damaged when the storage cannot be read at all.
  [[nodiscard]] virtual Result<Page> page(const Id& lane, std::uint64_t after_seq, std::size_t max_bytes) = 0;

  /// Errors: store_damaged.
  [[nodiscard]] virtual Result<std::optional<RvBox>> rv(const Id& rv) = 0;
};

/// Appends the frame bytes in `from` one by one: `each(seq, frame)`. Used by stores to split an AppendOp.
template <class Each>
void for_each_frame(const AppendOp& op, Each each) {
  ByteSpan rest(op.frames);
  for (std::uint64_t seq = op.first_seq; seq <= op.last_seq && !rest.empty(); ++seq) {
    const auto size = leading_frame_size(rest);
    if (!size || *size > rest.size()) return;
    each(seq, rest.first(*size));
    rest = rest.subspan(*size);
  }
}

/// Whether a stored frame is whole and is the one that belongs at this place.
[[nodiscard]] inline bool frame_fits(ByteSpan frame, const Id& lane, std::uint64_t seq) {
  const auto header = parse_frame(frame);
  return header && header->lane == lane && header->seq == seq && body_matches(*header, frame);
}

}  // namespace bothy::relay
