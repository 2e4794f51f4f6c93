// What went over the wire, kept as hashes: which frame each device sent at which place, and what the relay promised.
// Finds two frames of one device at one place, and promises that were not kept. Called by world_net.cpp and checks.
#pragma once
#include <map>
#include <string>

#include "wire/message.h"

namespace bothy::sim {

class Ledger {
 public:
  using Places = std::map<Id, std::map<std::uint64_t, Hash>>;

  /// A device puts a frame on its socket. Gives what is wrong with that, or nothing.
  [[nodiscard]] std::string sent(int host, ByteSpan frame);
  /// The relay tells a device how far it holds a lane.
  void told(int host, const Id& lane, std::uint64_t head);
  /// An older state of the disk came back, with `heads` as the ends of its lanes: of what it sent beyond, a device
  /// learns only what the relay tells it.
  void put_back(int host, const std::map<Id, std::uint64_t>& heads);
  /// Frames reach a device: one that differs from what it sent, or from what it sent its next frame behind, is a rival,
  /// and from there on it may write anew.
  void received(int host, const Id& lane, ByteSpan frames);
  /// A frame rotted on the device's own disk: it cannot know that it ever sent it, and may write there anew.
  void lost(int host, const Id& lane, std::uint64_t seq);
  /// The relay says that a frame is durable.
  [[nodiscard]] std::string promised(const Id& lane, std::uint64_t seq, const Hash& held);
  /// The relay lost its memory: from now on a place may be promised again for another frame.
  void excuse_relay() { relay_excused = true; }
  /// Whether a device ever put a frame of the lane on its socket.
  [[nodiscard]] bool wrote(int host, const Id& lane) const {
    const auto mine = sent_.find(host);
    return mine != sent_.end() && mine->second.contains(lane);
  }
  /// A device starts a life of its own as a copy of another.
  void copied(int from, int to) {
    sent_[to] = sent_[from];
    stands_on_[to] = stands_on_[from];
  }

  Places acked;
  bool relay_excused = false;
  std::uint64_t puts = 0;
  std::uint64_t rewritten = 0;

 private:
  std::map<int, Places> sent_;
  /// The hash before each sent frame, as the frame names it.
  std::map<int, Places> stands_on_;
  std::map<int, std::map<Id, std::uint64_t>> put_back_to_;
  /// The furthest that the relay told since.
  std::map<int, std::map<Id, std::uint64_t>> told_;
  /// Lowest seq that a device may write again, by lane.
  std::map<int, std::map<Id, std::uint64_t>> rival_from_;
};

}  // namespace bothy::sim
