// The relay of a simulated world: the real hub over a store in memory that can be full, restarted, put back, emptied.
// A faithful relay unless the world says otherwise. Called by world.cpp and the byzantine schedules.
#pragma once
#include <memory>

#include "lab/sim/random.h"
#include "relay/store_memory.h"
#include "relay/sync_relay.h"

namespace bothy::sim {

/// A store in memory whose disk can be full.
class SimStore : public relay::MemoryStore {
 public:
  [[nodiscard]] relay::Commit commit(std::span<const relay::SharedBatch> batches) override {
    if (forgets_one_in > 0 && ++commits_ % forgets_one_in == 0) return relay::Commit::stored;
    return full ? relay::Commit::disk : relay::MemoryStore::commit(batches);
  }
  bool full = false;
  /// Planted: a disk that says "stored" without storing, as with its cache lost; 0 for an honest one.
  std::uint64_t forgets_one_in = 0;

 private:
  std::uint64_t commits_ = 0;
};

class RelayBox {
 public:
  explicit RelayBox(const relay::Limits& limits) : limits_(limits) { restart(); }

  /// The process ends and starts again over the same store. Every connection is gone.
  void restart() { relay_ = std::make_unique<relay::SyncRelay>(store, limits_); }
  [[nodiscard]] relay::SyncRelay& hub() { return *relay_; }

  /// What an operator could copy and later put back.
  struct State {
    std::map<Id, relay::MemoryStore::Lane> lanes;
    std::map<Id, relay::RvBox> boxes;
  };
  [[nodiscard]] State state() const { return {store.lanes, store.boxes}; }
  void put_back(State state) {
    store.lanes = std::move(state.lanes);
    store.boxes = std::move(state.boxes);
    restart();
  }

  /// The hash of the frame that is durable at a place; false when there is none.
  [[nodiscard]] bool holds(const Id& lane, std::uint64_t seq, Hash& hash) const {
    const auto found = store.lanes.find(lane);
    if (found == store.lanes.end() || seq == 0 || seq > found->second.frames.size()) return false;
    hash = frame_hash(found->second.frames[seq - 1]);
    return true;
  }

  SimStore store;

 private:
  relay::Limits limits_;
  std::unique_ptr<relay::SyncRelay> relay_;
};

}  // namespace bothy::sim
