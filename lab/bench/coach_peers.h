// What others make of the same held-out messages: a plain n-gram model trained on the same data, and, from a file that
// tools/coach_peers.mjs writes, the sentiment of VADER and wink. Called by bench_coach.
#pragma once
#include <string>
#include <vector>

#include "lab/train/messages.h"

namespace bothy {

/// Prints a line for each peer: macro F1 where it has labels, and any harm: precision at the recall of its best F1,
/// area under the curve, microseconds. `sentiments`: `name TAB index TAB value TAB us` lines, or empty.
void print_coach_peers(const std::vector<train::Message>& messages, const std::string& sentiments);

}  // namespace bothy
