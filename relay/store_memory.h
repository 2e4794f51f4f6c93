// A store that lives in memory: for the simulator and for tests, where a disk would only be slow.
// Not for real use: nothing survives the process. Copyable, so a test can roll a relay back to an older state.
#pragma once
#include <map>

#include "relay/store.h"

namespace bothy::relay {

class MemoryStore : public Store {
 public:
  [[nodiscard]] Commit commit(std::span<const SharedBatch> batches) override;
  [[nodiscard]] Result<std::optional<LaneRow>> lane(const Id& lane) override;
  [[nodiscard]] Result<Page> page(const Id& lane, std::uint64_t after_seq, std::size_t max_bytes) override;
  [[nodiscard]] Result<std::optional<RvBox>> rv(const Id& rv) override;

  struct Lane {
    LaneRow row;
    /// Index 0 holds seq 1.
    std::vector<Bytes> frames;
  };

  /// Everything that a relay operator could see, for searches (no plaintext may be here) and for planted damage.
  std::map<Id, Lane> lanes;
  std::map<Id, RvBox> boxes;

 private:
  [[nodiscard]] bool apply(const Op& op);
};

}  // namespace bothy::relay
