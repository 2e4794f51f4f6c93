// Rounds of the question of the day: who answered what, and when both may be read. Pure; no hashing here.
// Called by the door. Source: docs/door.md#the-question-of-the-day.
#pragma once
#include <functional>

#include "base/value.h"
#include "view/log.h"

namespace bothy {

/// One question of one pairing, from the first answer to it until both have answered.
struct Round {
  std::string question;
  const Entry* mine = nullptr;
  const Entry* theirs = nullptr;
  /// Every reveal of theirs, in order; the first that fits counts.
  std::vector<const Entry*> opened_by_them;
  const Entry* opened_by_me = nullptr;
};

/// All rounds of a log, in the order in which they began. Of two answers of one person before the other has answered, the
/// newer counts; once both have answered, the next answer to the same question begins another round. An answer that was
/// asked back before it was opened counts as not given. `pairing_days` (ascending) keep the answers of an earlier pairing
/// apart. The pointers live as long as the log is not changed.
[[nodiscard]] std::vector<Round> rounds_of(const SharedLog& ours, std::span<const std::int32_t> pairing_days);

/// Whether a reveal opens a commitment.
using Fits = std::function<bool(const AnswerCommitted&, const AnswerRevealed&)>;
/// My own words of a commitment that is not opened yet; empty when they lie on another device.
using OwnWords = std::function<std::string(const Id& commitment)>;

/// Rounds that I answered, newest first. One that only the other answered is not there at all: nobody is to be waited for.
[[nodiscard]] Value view_answers(const SharedLog& ours, std::span<const std::int32_t> pairing_days, const Fits& fits,
                                 const OwnWords& own_words, std::size_t limit);

/// My answers that both have opened, as the other reads them; without those whose opening still waits here.
[[nodiscard]] Value view_opened_answers(const SharedLog& ours, std::span<const std::int32_t> pairing_days,
                                        const std::function<bool(const Id&)>& waiting, std::size_t limit);

/// Whether an event belongs to rounds, and is shown there alone.
[[nodiscard]] bool is_of_rounds(const Body& body);

}  // namespace bothy
