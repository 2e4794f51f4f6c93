// The loop of safety from own weeks: safe, honest, trusting, close, and safe again. Each edge says how one week's first
// went together with the next week's second. Called by Us.
#pragma once
#include "base/instant.h"
#include "base/value.h"
#include "view/diary.h"

namespace bothy {

/// Four edges in the order of the loop; an edge is early until eight pairs of weeks tell of it.
/// Source: docs/science.md#loop.
[[nodiscard]] Value view_loop(const Diary& diary, Day today);

}  // namespace bothy
