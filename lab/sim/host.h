// One simulated device: a real door, a fake disk, one fake socket, its own clock error and its own randomness.
// Moves bytes as a real host must (keep, then send, then show); judges nothing. Called by world.cpp.
#pragma once
#include <deque>
#include <memory>

#include "base/value.h"
#include "door/door.h"
#include "lab/sim/disk.h"
#include "wire/frame.h"

namespace bothy::sim {

/// Where the power goes off in a call of the door.
enum class PowerCut : std::uint8_t { none, before_store, after_store, mid_send };

/// How a call is made.
struct Call {
  /// Draws from the hidden stream of randomness, so that twin worlds stay in step.
  bool hidden = false;
  PowerCut cut = PowerCut::none;
  Bytes tail;
};

/// A message for the relay: bytes as they stand, or the key of a stored frame to put.
struct Sending {
  Bytes message;
  std::string put;
};

struct Reply {
  /// The power went off, or the disk was full: the door is gone and nothing more is known.
  bool dead = false;
  std::string error;
  std::string say;
  Value json;
  Bytes tail;
  std::vector<Sending> sends;
  /// The bytes as the door gave them.
  Bytes raw;
  [[nodiscard]] bool ok() const { return !dead && error.empty(); }
  /// views.<screen>, or null.
  [[nodiscard]] const Value* view(std::string_view screen) const;
};

/// A socket to the relay: ordered and whole until it breaks, then everything on its way may be gone.
struct Link {
  std::uint64_t id = 0;
  bool up = false;
  /// No way to the relay: partition, flight, cellar.
  bool blocked = false;
  std::deque<Bytes> out;
  std::deque<Bytes> in;
};

struct DoorCloser {
  void operator()(bothy_door* door) const { bothy_door_free(door); }
};

struct Host {
  int number = 0;
  int person = 0;
  Block<32> secret{};
  /// Error of this device's clock.
  std::int64_t skew_ms = 0;
  int tz_min = 0;
  Disk disk;
  std::unique_ptr<bothy_door, DoorCloser> door;
  Link link;
  /// Everything the last replies showed.
  Value views;
  std::uint64_t calls[2] = {};

  /// Has a home on disk (init, recover or join went through).
  bool settled_in = false;
  /// Stolen, drowned or sold: never runs again.
  bool lost = false;
  bool removed = false;
  /// Was asked in as another device and is on its way.
  bool newcomer = false;
  bool has_lock = false;
  /// Steps for which the disk stays full.
  int full_for = 0;
  /// As the home view names it; kept when the door is closed.
  std::string device_id;
  int removed_step = 0;
  /// The host whose disk this one began with, or -1.
  int copy_of = -1;
  /// The last step at which an older state of its disk came back, or -1.
  int put_back_step = -1;
  /// The step at which it was copied, or -1.
  int copied_step = -1;

  Disk::Image old_image;
  int old_image_step = -1;
  /// The link of the meeting it is in.
  std::string met_over;

  [[nodiscard]] bool running() const { return door != nullptr; }
  [[nodiscard]] bool usable() const { return !lost && !removed; }
  [[nodiscard]] const Value* view(std::string_view screen) const { return views.find(screen); }
  [[nodiscard]] std::string text(std::string_view screen, std::string_view field) const;
  [[nodiscard]] bool flag(std::string_view screen, std::string_view field) const;
  [[nodiscard]] std::int64_t number_of(std::string_view screen, std::string_view field) const;
  [[nodiscard]] std::string label() const;
};

/// Calls the door and reads the reply. A reply of another shape has the error "shape".
[[nodiscard]] Reply call_door(bothy_door* door, const Value& request, ByteSpan tail);

/// The writes of `store` as a batch; `drop_all` says that everything goes. False when it points outside the tail.
struct StoreBatch {
  std::vector<std::pair<std::string, Disk::Blob>> writes;
  bool drop_all = false;
};
[[nodiscard]] bool read_store(const Reply& reply, StoreBatch& out);

}  // namespace bothy::sim
