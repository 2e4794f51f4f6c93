// The hybrid logical clock, one for my room (milliseconds) and one for our room (days): two clocks, so that private
// writing never moves anything shared. No real clock is read here. Called by the door.
#pragma once
#include "event/event.h"

namespace bothy {

/// How far ahead of this device's time a foreign reading may push the clock.
inline constexpr std::int64_t max_clock_lead_ms = ms_per_day;

class Clock {
 public:
  /// `grain_ms` is 1 for my room and one day for our room.
  explicit Clock(std::int64_t grain_ms) : grain_ms_(grain_ms) {}

  /// A reading after every reading given or seen, no earlier than `now` floored to the grain.
  [[nodiscard]] Hlc next(Instant now);

  /// Learns a foreign reading, clamped to `now` + 24 h so that a wrong clock poisons nothing.
  /// Returns whether it had to be clamped.
  bool saw(Hlc reading, Instant now);

  [[nodiscard]] Hlc last() const { return last_; }
  void resume(Hlc last) { last_ = last; }

 private:
  std::int64_t grain_ms_;
  Hlc last_;
};

}  // namespace bothy
