// See clock.h.
#include "event/clock.h"

#include <algorithm>

namespace bothy {

Hlc Clock::next(Instant now) {
  const std::int64_t ms = std::clamp<std::int64_t>(now.ms, 0, max_ms);
  const Hlc here{ms - ms % grain_ms_, 0};
  if (here > last_) {
    last_ = here;
  } else if (last_.counter == 0xFFFF) {
    // A full counter borrows from the next grain rather than repeat itself.
    last_ = Hlc{last_.ms + grain_ms_, 0};
  } else {
    ++last_.counter;
  }
  return last_;
}

bool Clock::saw(Hlc reading, Instant now) {
  const std::int64_t limit = std::clamp<std::int64_t>(now.ms, 0, max_ms) + max_clock_lead_ms;
  const bool ahead = reading.ms > limit;
  if (!ahead) last_ = std::max(last_, reading);
  return ahead;
}

}  // namespace bothy
