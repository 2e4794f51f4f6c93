// What the hub asks the store to keep: operations that become durable together or not at all.
// Plain data. Made by the hub, carried by the writer, applied by a store.
#pragma once
#include <memory>
#include <variant>

#include "wire/message.h"

namespace bothy::relay {

/// What the relay knows about who may use a lane: two public keys and the hash of the read token.
struct LaneKeys {
  PublicKey write{};
  Hash read_hash{};
  PublicKey admin{};
  bool operator==(const LaneKeys&) const = default;
};

struct LaneRow {
  Id lane;
  LaneKeys keys;
  std::uint64_t head_seq = 0;
  Hash head_hash{};
  /// Sum of the sizes of all frames, for the quota.
  std::uint64_t bytes = 0;
  bool operator==(const LaneRow&) const = default;
};

struct OpenOp {
  Id lane;
  LaneKeys keys;
};

struct RekeyOp {
  Id lane;
  LaneKeys keys;
};

/// A gapless run of frames. The store compares `first_seq` and `prev` with its head before it appends.
struct AppendOp {
  Id lane;
  std::uint64_t first_seq = 0;
  Hash prev{};
  std::uint64_t last_seq = 0;
  Hash last_hash{};
  /// Whole frames, one after the other.
  Bytes frames;
};

/// Puts a frame back where the stored one no longer matches its checks.
struct HealOp {
  Id lane;
  std::uint64_t seq = 0;
  Bytes frame;
};

struct RvPutOp {
  Id rv;
  Hash token_hash{};
  std::uint8_t index = 0;
  std::int64_t created_ms = 0;
  Bytes body;
};

/// Empties a box; its name stays taken until it expires, so that a link works once.
struct RvCloseOp {
  Id rv;
};

struct RvExpireOp {
  std::int64_t created_before_ms = 0;
};

using Op = std::variant<OpenOp, RekeyOp, AppendOp, HealOp, RvPutOp, RvCloseOp, RvExpireOp>;

struct Batch {
  /// Rises by one per batch; answers come back by it.
  std::uint64_t ticket = 0;
  /// Rises with each batch that was not stored: later batches of the same generation build on it and must not be stored
  /// either.
  std::uint64_t generation = 0;
  std::vector<Op> ops;
};

using SharedBatch = std::shared_ptr<const Batch>;

}  // namespace bothy::relay
