// A lane as its readers and writers know it: epochs with their seeds, and the head of the chain.
// Reading checks the chain frame by frame and one signature per stretch; writing seals the next frame.
// No storage and no network here. Called by the door. Source: docs/protocol.md#lanes.
#pragma once
#include <optional>

#include "event/pieces.h"
#include "seal/epoch.h"
#include "seal/frame_seal.h"
#include "seal/leaf.h"
#include "wire/message.h"

namespace bothy {

enum class LaneKind : std::uint8_t { self = 0, own_outbox = 1, partner_outbox = 2, ring = 3 };

/// One key generation of a lane: from `first_seq` on, frames are keyed by `seed` and signed by `writer`.
struct EpochKeys {
  std::uint32_t epoch = 0;
  std::uint64_t first_seq = 1;
  Key seed;
  PublicKey writer{};
  bool operator==(const EpochKeys&) const = default;
};

struct Lane {
  Id id;
  LaneKind kind = LaneKind::self;
  /// The device that writes a self lane; zero for the others.
  Id device;
  std::vector<EpochKeys> epochs;
  /// C of the newest epoch; only outbox lanes have one.
  Key chain;
  /// How readers are let in at the relay: its hash for lanes we open, the token for lanes we only read.
  Hash read_hash{};
  Token read_token{};
  bool operator==(const Lane&) const = default;
};

/// Where reading or writing stands.
struct ChainHead {
  std::uint64_t seq = 0;
  Hash hash{};
  bool operator==(const ChainHead&) const = default;
};

/// The keys that can open a wrap for us, newest first, and the public person keys of the lane's writer by epoch.
struct WrapKeys {
  std::vector<BoxKey> mine;
  std::vector<PublicKey> senders;
};

/// A new outbox key of the lane's writer, learned while reading.
struct Succession {
  std::uint32_t person_epoch = 0;
  PublicKey outbox{};
  PublicKey person{};
};

/// What one reading gave.
struct Reading {
  std::vector<Event> events;
  std::vector<Succession> successions;
  /// Frames accepted, and whether reading stopped at an epoch whose seed is not here yet.
  std::size_t frames = 0;
  bool waits_for_keys = false;
};

class LaneReader {
 public:
  LaneReader(Lane& lane, ChainHead from) : lane_(&lane), head_(from), whole_(from) {}

  /// Reads whole frames in seq order; stops at the first that does not fit and keeps what came before it.
  /// Events count only once the signature of their stretch was checked.
  /// Errors (nothing of the failing stretch is kept): malformed, too_new, wrong_lane, gap, fork, bad_seal.
  [[nodiscard]] Outcome read(ByteSpan frames, const WrapKeys& keys, Reading& out);

  [[nodiscard]] const ChainHead& head() const { return head_; }
  /// The newest head that no long event straddles: where a later session may start again.
  [[nodiscard]] const ChainHead& whole_head() const { return whole_; }

 private:
  struct Stretch {
    std::vector<Event> events;
    ChainHead head;
    std::size_t frames = 0;
    FrameHeader last;
    const EpochKeys* keys = nullptr;
    Joining joining;
  };
  [[nodiscard]] Outcome take(ByteSpan frame, Stretch& stretch);
  [[nodiscard]] Outcome close(Stretch& stretch, const WrapKeys& keys, Reading& out);
  [[nodiscard]] Outcome turn(const EpochTurned& turned, const Succession* next, const WrapKeys& keys);
  [[nodiscard]] const EpochKeys* keys_of(std::uint32_t epoch) const;

  Lane* lane_;
  ChainHead head_;
  ChainHead whole_;
  Joining joining_;
  std::optional<LeafKeys> leaves_;
  std::uint32_t leaves_epoch_ = 0;
};

/// Seals `plain` as the next frame of the lane's newest epoch after `head`, and moves `head`.
[[nodiscard]] Bytes write_next(const Lane& lane, ChainHead& head, FrameClass kind, ByteSpan plain, const SignKey& writer, Entropy& entropy);

/// The smallest class whose plaintext holds `bytes`, at most `largest`.
[[nodiscard]] FrameClass class_for(std::size_t bytes, FrameClass largest);

}  // namespace bothy
