// Events inside a frame's plaintext: `u16 used | events | zeros`, long ones in fragments over several frames.
// No sealing here. Called by the door (writing) and by whoever opens frames (reading).
#pragma once
#include <deque>

#include "event/codec.h"

namespace bothy {

inline constexpr std::size_t piece_header = 29;

/// Cuts events into frame plaintexts. Events keep their order; one that does not fit is continued in the next frame.
class Packing {
 public:
  /// `already` payload bytes were written in earlier frames.
  void add(const Event& event, std::size_t already = 0);
  /// Payload bytes of the front event that are written; 0 when none is under way.
  [[nodiscard]] std::size_t front_written() const { return waiting_.empty() ? 0 : waiting_.front().sent; }
  [[nodiscard]] bool empty() const { return waiting_.empty(); }
  /// True when the event at the front was begun in an earlier frame.
  [[nodiscard]] bool in_the_middle() const { return !waiting_.empty() && waiting_.front().sent > 0; }
  /// The next plaintext of exactly `capacity` bytes; zeros when nothing waits. `finished` collects the ids that are
  /// now whole.
  [[nodiscard]] Bytes next(std::size_t capacity, std::vector<Id>& finished);
  /// Bytes still waiting, headers included: to choose a frame class.
  [[nodiscard]] std::size_t bytes_waiting() const;

 private:
  struct Waiting {
    Id id;
    std::uint64_t hlc;
    std::uint16_t type;
    Bytes payload;
    std::size_t sent = 0;
  };
  std::deque<Waiting> waiting_;
};

/// Puts fragments of one lane back together, frame after frame in seq order.
class Joining {
 public:
  /// Reads the events of one plaintext; appends those that are whole.
  /// Errors: malformed (layout, a continuation without its start, non-zero padding), out_of_range, not_text, too_large.
  [[nodiscard]] Outcome read(ByteSpan plaintext, std::vector<Event>& out);
  /// True between the first and the last fragment of a long event.
  [[nodiscard]] bool in_the_middle() const { return open_; }

 private:
  bool open_ = false;
  Id id_;
  std::uint64_t hlc_ = 0;
  std::uint16_t type_ = 0;
  Bytes payload_;
};

}  // namespace bothy
