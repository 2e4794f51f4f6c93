// Whether a limit or a promise is about the other's freedom instead of one's own acts (CC-25). Only for text that is to
// become one: elsewhere "you will" is often a plan. Called by the door.
#pragma once
#include "coach/features.h"

namespace bothy::coach {

/// Whether some clause of `draft` tells the other what to do or leave, takes what is theirs (phone, money, body,
/// friends, work, sleep), or makes them ask. Own acts, wishes, and "if you ..., I will ..." do not.
/// Cost: linear. Source: docs/coach.md#limits.
[[nodiscard]] bool rules_the_other(const Language& language, const Draft& draft);

}  // namespace bothy::coach
