// Learn by trying: what the question `learn` answers. It needs no home and reads none; the couples are made up. Called
// by the door's questions.
#pragma once
#include "base/value.h"

namespace bothy {

/// A year of made-up couples under `warmth`, `steadiness`, `repair`, `anxiety`, `avoidance`: whole numbers 0..100, 50
/// where one is not given. Cost: about 70 ms, 120 as WebAssembly. Errors: out_of_range, malformed.
[[nodiscard]] Result<Value> learn_by_trying(const Value& args);

}  // namespace bothy
