// What the engine reads of one person's days: own answers and own words for what happened, and what was rated, kept or
// missed in our room towards this person. Nothing the other wrote for themself exists here (CC-22).
// Called by the views of estimates.
#pragma once
#include <map>
#include <set>

#include "dyad/story.h"
#include "event/words.h"
#include "view/log.h"

namespace bothy {

/// One answered day of one's own: every check-in of it.
struct DiaryDay {
  std::vector<std::int32_t> myself, depend, energy, stress, know, feel;
  std::set<std::int32_t> moments;  // numbers of moment_words
};

struct Promised {
  std::int64_t kept = 0;
  std::int64_t missed = 0;
  std::int64_t open = 0;
};

struct Diary {
  dyad::Story story;
  std::map<std::int32_t, DiaryDay> days;
  std::vector<std::int32_t> ruptures, repairs;  // days, in order
  Promised to_me;                               // of what the other promised
};

/// The days from `from` until `today`, both rooms read; what is dated later is left out. Answers that were replaced or
/// taken out of view do not count, nor what was asked back. Cost: O(n). Source: docs/science.md#diary.
[[nodiscard]] Diary diary_of(const PrivateLog<Me>& mine, const SharedLog& ours, Day from, Day today);

/// The number of a moment; the word must exist.
[[nodiscard]] std::int32_t moment(std::string_view word);

}  // namespace bothy
