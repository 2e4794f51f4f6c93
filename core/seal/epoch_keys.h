// The key generations of one lane: how two lists of them become one, and which of them a frame may belong to.
// No reading here (lane.h) and no wraps (epoch.h). Called by lane and keyring.
#pragma once
#include "seal/secret.h"

namespace bothy {

/// One key generation of a lane: frames are keyed by `seed` (leaf 0 is that of `first_seq`) and signed by `writer`.
struct EpochKeys {
  std::uint32_t epoch = 0;
  std::uint64_t first_seq = 1;
  Key seed;
  PublicKey writer{};
  /// The first frame that the chain gives to this epoch, 0 while it has not got there: older epochs end before it.
  /// A keyring announces an epoch before its first frame, so `first_seq` alone may still be a guess.
  std::uint64_t used_from = 0;
  /// C of this epoch in an outbox lane, zero where it is not known: what the next announcement is wrapped under, whichever
  /// branch of the lane it comes in.
  Key chain{};
  bool operator==(const EpochKeys&) const = default;
};

/// The newest epoch that the chain has come to: the one to write with. What a keyring alone knows may lie on a branch
/// that the relay lost. Asks for at least one epoch.
[[nodiscard]] const EpochKeys& in_use(const std::vector<EpochKeys>& epochs);

/// Adds the epochs of `other`. Two seeds of one epoch number (rotations that met) are both kept; what the chain has
/// used stands last among them, so that the last of the list is the one to write with. Order and repetition of
/// unions do not matter.
void unite(std::vector<EpochKeys>& mine, const std::vector<EpochKeys>& other);

/// Adds one epoch, or corrects what is known of it.
void unite(std::vector<EpochKeys>& mine, const EpochKeys& one);

/// Whether frame `seq` of `epoch` may be keyed by `epochs[at]`: in its range, and before any later epoch came into use.
[[nodiscard]] bool covers(const std::vector<EpochKeys>& epochs, std::size_t at, std::uint32_t epoch, std::uint64_t seq);

}  // namespace bothy
