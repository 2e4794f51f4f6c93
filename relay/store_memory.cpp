// The memory store: maps and vectors with the same laws as the durable ones. See store_memory.h.
#include "relay/store_memory.h"

namespace bothy::relay {
namespace {

struct Apply {
  MemoryStore& to;

  bool operator()(const OpenOp& op) {
    return to.lanes.try_emplace(op.lane, MemoryStore::Lane{{op.lane, op.keys, 0, {}, 0}, {}}).second;
  }

  bool operator()(const RekeyOp& op) {
    const auto at = to.lanes.find(op.lane);
    if (at == to.lanes.end()) return false;
    at->second.row.keys = op.keys;
    return true;
  }

  bool operator()(const AppendOp& op) {
    const auto at = to.lanes.find(op.lane);
    if (at == to.lanes.end()) return false;
    auto& [row, frames] = at->second;
    if (op.first_seq != row.head_seq + 1 || op.prev != row.head_hash) return false;
    for_each_frame(op, [&](std::uint64_t, ByteSpan frame) { frames.emplace_back(frame.begin(), frame.end()); });
    row.head_seq = op.last_seq;
    row.head_hash = op.last_hash;
    row.bytes += op.frames.size();
    return frames.size() == row.head_seq;
  }

  bool operator()(const HealOp& op) {
    const auto at = to.lanes.find(op.lane);
    if (at == to.lanes.end() || op.seq == 0 || op.seq > at->second.row.head_seq) return false;
    at->second.frames[op.seq - 1] = op.frame;
    return true;
  }

  bool operator()(const RvPutOp& op) {
    const auto [at, fresh] = to.boxes.try_emplace(op.rv);
    RvBox& box = at->second;
    if (fresh) box = {op.token_hash, op.created_ms, false, {}};
    if (box.closed || box.entries[op.index]) return false;
    box.entries[op.index] = op.body;
    return true;
  }

  bool operator()(const RvCloseOp& op) {
    const auto at = to.boxes.find(op.rv);
    if (at == to.boxes.end()) return false;
    at->second.closed = true;
    at->second.entries = {};
    return true;
  }

  bool operator()(const RvExpireOp& op) {
    std::erase_if(to.boxes, [&](const auto& item) { return item.second.created_ms < op.created_before_ms; });
    return true;
  }
};

// A lane or a box as it was before an operation.
struct Undo {
  Id id;
  bool is_lane = false;
  std::optional<LaneRow> row;
  std::optional<RvBox> box;
};

}  // namespace

bool MemoryStore::apply(const Op& op) { return std::visit(Apply{*this}, op); }

Commit MemoryStore::commit(std::span<const SharedBatch> batches) {
  std::vector<Undo> undo;
  const auto note = [&](const auto& op) {
    if constexpr (requires { op.lane; }) {
      const auto at = lanes.find(op.lane);
      undo.push_back({op.lane, true, at == lanes.end() ? std::nullopt : std::optional(at->second.row), {}});
    } else if constexpr (requires { op.rv; }) {
      const auto at = boxes.find(op.rv);
      undo.push_back({op.rv, false, {}, at == boxes.end() ? std::nullopt : std::optional(at->second)});
    }
  };
  bool whole = true;
  for (const auto& batch : batches) {
    for (const Op& op : batch->ops) {
      if (whole) std::visit(note, op);
      whole = whole && apply(op);
    }
  }
  if (whole) return Commit::stored;
  for (auto back = undo.rbegin(); back != undo.rend(); ++back) {
    if (back->is_lane && back->row) {
      auto& held = lanes[back->id];
      held.row = *back->row;
      held.frames.resize(back->row->head_seq);
    } else if (back->is_lane) {
      lanes.erase(back->id);
    } else if (back->box) {
      boxes[back->id] = *back->box;
    } else {
      boxes.erase(back->id);
    }
  }
  return Commit::conflict;
}

Result<std::optional<LaneRow>> MemoryStore::lane(const Id& lane) {
  const auto at = lanes.find(lane);
  if (at == lanes.end()) return std::optional<LaneRow>();
  return std::optional(at->second.row);
}

Result<Page> MemoryStore::page(const Id& lane, std::uint64_t after_seq, std::size_t max_bytes) {
  Page out;
  out.last_seq = after_seq;
  const auto at = lanes.find(lane);
  if (at == lanes.end()) return out;
  const auto& frames = at->second.frames;
  for (std::uint64_t seq = after_seq + 1; seq <= frames.size(); ++seq) {
    const Bytes& frame = frames[seq - 1];
    if (!out.frames.empty() && out.frames.size() + frame.size() > max_bytes) break;
    if (!frame_fits(frame, lane, seq)) {
      out.damaged = true;
      break;
    }
    append(out.frames, frame);
    out.last_seq = seq;
  }
  return out;
}

Result<std::optional<RvBox>> MemoryStore::rv(const Id& rv) {
  const auto at = boxes.find(rv);
  if (at == boxes.end()) return std::optional<RvBox>();
  return std::optional(at->second);
}

}  // namespace bothy::relay
