// What to ask and offer next over one relay connection: which lanes are let in, caught up, behind or ahead.
// Decides only; sealing, opening, storing and sending are the door's. No keys here.
// Source: docs/protocol.md#relay-messages.
#pragma once
#include <vector>

#include "wire/message.h"

namespace bothy {

/// How this device gets to a lane.
enum class Access : std::uint8_t { write, read };

/// A lane as one connection sees it.
struct LaneSync {
  Id lane;
  Access access = Access::read;
  bool ring = false;
  /// What this device holds, opened and on disk.
  std::uint64_t local_seq = 0;
  Hash local_hash{};
  /// Own frames up to here may be uploaded (a self lane releases two a tick).
  std::uint64_t released_seq = 0;
  /// What the relay last said it holds, and the highest it ever said.
  std::uint64_t relay_seq = 0;
  std::uint64_t highest_seq = 0;
  /// Frames offered on this connection and not yet acknowledged.
  std::uint64_t offered_seq = 0;
  /// The relay put a frame off; those after it, already on their way, will not fit.
  bool held_back = false;
  bool let_in = false;
  bool refused = false;
  bool asked = false;
  bool caught_up = false;
};

/// What came of a message, for the door to act on.
struct SyncNews {
  bool rolled_back = false;
  bool want_open = false;
};

class Sync {
 public:
  /// A socket opened; nothing is known until the relay's challenge came.
  void begin();
  void end() { *this = Sync(); }
  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] bool challenged() const { return challenged_; }
  void challenged(const Block<32>& nonce, std::uint64_t relay_now_ms);
  [[nodiscard]] const Block<32>& nonce() const { return nonce_; }

  /// Adds a lane or refreshes what this device holds of it.
  LaneSync& know(const Id& lane, Access access, bool ring);
  [[nodiscard]] LaneSync* find(const Id& lane);
  void forget(const Id& lane);
  [[nodiscard]] const std::vector<LaneSync>& lanes() const { return lanes_; }

  /// Lanes to prove access to now: the keyring first, the others once it is caught up.
  [[nodiscard]] std::vector<Id> to_prove();
  /// Lanes to ask news of now, at most 16; marks them asked.
  [[nodiscard]] std::vector<LaneHead> to_ask();
  /// Frame numbers of `lane` to offer now: at most `window` beyond what is acknowledged.
  [[nodiscard]] std::vector<std::uint64_t> to_offer(const Id& lane, std::size_t window);

  SyncNews on_let_in(const LaneOk& ok);
  void on_refused(const Id& lane);
  /// After the door took the frames in: `head_seq` is the relay's head.
  SyncNews on_frames(const Id& lane, std::uint64_t head_seq, bool more);
  void on_stored(const Id& lane, std::uint64_t seq);
  /// Ask again from what is held now (after a gap, a fork, or new keys).
  void ask_again(const Id& lane);

  [[nodiscard]] bool ring_ready() const;
  /// Whether every lane that lets us in is caught up and nothing released waits.
  [[nodiscard]] bool quiet() const;

 private:
  bool connected_ = false;
  bool challenged_ = false;
  Block<32> nonce_{};
  std::vector<LaneSync> lanes_;
};

}  // namespace bothy
