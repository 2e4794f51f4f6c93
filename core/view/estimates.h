// What the engine tells a person about their own days: the answer after a check-in, Us, and own patterns. Each is said
// only once it is earned, with its band; nothing of the other person, nothing beyond tomorrow.
// `pace`: that of most people, or what was fitted to this person's days. Called by the door. Source:
// docs/door.md#estimates, docs/science.md#earned.
#pragma once
#include "base/value.h"
#include "dyad/prior.h"
#include "view/log.h"

namespace bothy {

/// Felt security, what moved it over a week, energy, tomorrow's answer. Cost: about 30 us a check-in of the last two
/// years.
[[nodiscard]] Result<Value> view_state(const PrivateLog<Me>& mine, const SharedLog& ours, const dyad::CouplePrior& pace,
                                       Instant now, int tz_min);

/// Security, responsiveness as received, steadiness, recovery, trust, the loop, and the chart of them all.
[[nodiscard]] Result<Value> view_us(const PrivateLog<Me>& mine, const SharedLog& ours, const dyad::CouplePrior& pace,
                                    Instant now, int tz_min);

/// Own patterns: slow falls, signs, knowing and feeling, stress, days with and without.
[[nodiscard]] Result<Value> view_patterns(const PrivateLog<Me>& mine, const SharedLog& ours,
                                          const dyad::CouplePrior& pace, Instant now, int tz_min);

}  // namespace bothy
