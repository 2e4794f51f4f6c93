// Where two values or two transcripts differ first, said so that a person finds the place. No door is called here.
// Called by transcript.cpp.
#pragma once
#include "lab/golden/transcript.h"

namespace bothy::golden {

/// "step 7 (ana act check_in)".
[[nodiscard]] std::string step_words(std::size_t number, const Step& step);

/// "reply.views.today.mine.count: expected 1, got 2", or empty when both are the same, their order of fields included.
[[nodiscard]] std::string first_path(const Value& expected, const Value& got, const std::string& path);

}  // namespace bothy::golden
