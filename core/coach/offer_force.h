// A last look before a draft is phrased better: force that the labels missed gets no offer. The guard, outside, decides
// about danger; this only keeps the coach's hands off. Called by offer.cpp.
#pragma once
#include "coach/features.h"

namespace bothy::coach {

/// Whether the message holds a threat, an ultimatum, a ban, watching or the writer's own death as a lever, by its form.
/// Errs towards yes. Cost: linear.
[[nodiscard]] bool uses_force(const Draft& draft);

}  // namespace bothy::coach
