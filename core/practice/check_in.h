// The minute a day: what a check-in says becomes events, one private and a copy for each part that is shared.
// Called by the door. Source: docs/door.md#act.
#pragma once
#include "base/value.h"
#include "event/event.h"

namespace bothy {

struct CheckInParts {
  CheckedIn mine;
  /// Copies for our room: the need, the weather; empty when nothing is shared.
  std::vector<Body> shared;
};

/// Reads the arguments of `check_in`, whose words are numbers already (event/vocabulary.h). `day` and `minute` are filled
/// from the request's own time when absent.
/// Errors: missing_field (nothing was said), unknown_field, out_of_range (a word or number outside its range), malformed.
[[nodiscard]] Result<CheckInParts> read_check_in(const Value& args, Instant now, int tz_min);

}  // namespace bothy
