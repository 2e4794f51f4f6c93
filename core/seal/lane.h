// A lane as its readers and writers know it: epochs with their seeds, and the head of the chain.
// Reading checks the chain frame by frame and one signature per stretch; writing seals the next frame.
// No storage and no network here. Called by the door. Source: docs/protocol.md#lanes.
#pragma once
#include <optional>

#include "event/pieces.h"
#include "seal/epoch.h"
#include "seal/epoch_keys.h"
#include "seal/frame_seal.h"
#include "seal/leaf.h"
#include "wire/message.h"

namespace bothy {

enum class LaneKind : std::uint8_t { self = 0, own_outbox = 1, partner_outbox = 2, ring = 3 };

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
  /// A self lane's OPEN_LANE, signed by its writer under this read hash; all zero while it has none.
  Signature opening{};
  /// The write key that KeysSucceeded announced and the next epoch takes over; zero when none waits.
  PublicKey next_writer{};
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
  explicit LaneReader(Lane& lane, ChainHead from = {}) : lane_(&lane), head_(from), whole_(from) {}
  /// Goes on where an earlier reading ended: `joining` carries a long event over, `whole` is its whole_head().
  LaneReader(Lane& lane, ChainHead from, Joining joining, ChainHead whole)
      : lane_(&lane), head_(from), whole_(whole), joining_(std::move(joining)) {}

  /// Reads whole frames in seq order; stops at the first that does not fit and keeps what came before it.
  /// Events count only once the signature of their stretch was checked; how the frames are cut into calls makes no
  /// difference. On a cold load the signatures inside a stretch are not looked at (the chain vouches for the frames).
  /// Errors (nothing of the failing stretch is kept): malformed, too_new, wrong_lane, gap, fork, bad_seal, and what
  /// Joining::read gives.
  [[nodiscard]] Outcome read(ByteSpan frames, const WrapKeys& keys, Reading& out);

  [[nodiscard]] const ChainHead& head() const { return head_; }
  /// The newest head that no long event straddles: where a later session may start again.
  [[nodiscard]] const ChainHead& whole_head() const { return whole_; }
  [[nodiscard]] const Joining& joining() const { return joining_; }

 private:
  /// Frames taken and not yet vouched for by a signature.
  struct Stretch {
    std::vector<Event> events;
    ChainHead head;
    ChainHead whole;
    std::size_t frames = 0;
    std::uint64_t first_seq = 0;
    FrameHeader last;
    /// Place of the stretch's keys in the lane's list.
    std::size_t keys = 0;
    Joining joining;
  };
  /// What one frame holds, before anything of it counts.
  struct Opened {
    std::vector<Event> events;
    std::size_t keys = 0;
    Joining joining;
    bool about_keys = false;
  };
  [[nodiscard]] Stretch begin() const;
  [[nodiscard]] Outcome fits(const FrameHeader& header, ByteSpan frame, const Stretch& stretch) const;
  [[nodiscard]] Result<Opened> open(const FrameHeader& header, ByteSpan frame, const Stretch& stretch);
  static void take(const FrameHeader& header, const Hash& hash, Opened opened, Stretch& stretch);
  [[nodiscard]] Outcome close(Stretch& stretch, const WrapKeys& keys, Reading& out);
  [[nodiscard]] Outcome apply(const Stretch& stretch, WrapKeys keys, std::vector<Succession>& successions);
  [[nodiscard]] Outcome turn(const EpochTurned& turned, const Stretch& stretch, const WrapKeys& keys);
  void enter(std::uint32_t epoch, std::uint64_t first_seq, const Key& seed, const PublicKey& writer, const Key& chain);

  Lane* lane_;
  ChainHead head_;
  ChainHead whole_;
  Joining joining_;
  std::optional<LeafKeys> leaves_;
};

/// Whether the newest epoch has a key left for the frame after `head`. Where it has none, turn the epoch first.
[[nodiscard]] bool can_write(const Lane& lane, const ChainHead& head);

/// Seals `plain` as the next frame of the lane's newest epoch after `head`, and moves `head`. Asks for can_write.
[[nodiscard]] Bytes write_next(const Lane& lane, ChainHead& head, FrameClass kind, ByteSpan plain, const SignKey& writer, Entropy& entropy);

/// The smallest class whose plaintext holds `bytes`, at most `largest`.
[[nodiscard]] FrameClass class_for(std::size_t bytes, FrameClass largest);

}  // namespace bothy
