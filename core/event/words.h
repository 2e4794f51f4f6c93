// The small closed vocabularies that events hold as numbers: needs, moments, answers.
// Append only: a number never changes its meaning. Called by practice, view and the command line.
#pragma once
#include <span>
#include <string_view>

#include "base/error.h"

namespace bothy {

/// Names of a vocabulary, in number order.
using Words = std::span<const std::string_view>;

inline constexpr std::string_view need_words[] = {"nothing", "listen", "help", "hug", "space"};
inline constexpr std::string_view moment_words[] = {
    "heard", "shared_something", "held_back", "hurt", "repaired", "small_kindness", "nothing_much",
    "admitted_mistake", "shared_worry", "bad_mood_was_safe", "sharp_word", "withdrawn_silence", "unpredictable_mood",
    "disagreed_with_care", "disagreed_without_care", "explored", "took_a_risk", "rested", "turned_toward"};
inline constexpr std::string_view body_words[] = {"tight", "braced", "numb", "racing", "heavy", "warm", "loose", "breathing_easily"};
inline constexpr std::string_view weather_words[] = {"clear", "bright", "changeable", "cloudy", "rain", "storm", "fog", "quiet"};
inline constexpr std::string_view bid_words[] = {"time", "touch", "talk", "play", "look_at_this", "help_me"};
inline constexpr std::string_view bid_answer_words[] = {"toward", "later"};
inline constexpr std::string_view talk_answer_words[] = {"now", "later", "not_today"};
inline constexpr std::string_view talk_end_words[] = {"understood", "agreed", "we_differ_and_it_is_all_right", "paused", "stopped"};
inline constexpr std::string_view repair_words[] = {"apology", "hug", "try_again", "own_words", "still_us"};
inline constexpr std::string_view repair_answer_words[] = {"accepted", "need_time", "not_yet"};
inline constexpr std::string_view unsaid_words[] = {"anger", "worry", "disappointment", "other"};
inline constexpr std::string_view tag_words[] = {"none", "thought", "feeling", "need", "boundary"};
inline constexpr std::string_view note_words[] = {"note", "thanks", "still_us", "kind_words", "hurt", "answer"};
inline constexpr std::string_view item_set_words[] = {"weekly", "monthly", "signs", "elements", "fears", "repair_confidence", "attachment", "custom"};
inline constexpr std::string_view then_now_words[] = {"not_sure", "then", "now", "both"};
inline constexpr std::string_view healing_role_words[] = {"hurt", "broke_trust"};

/// The number of a word. Errors: out_of_range when the vocabulary has no such word.
[[nodiscard]] inline Result<std::int32_t> word_number(Words words, std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return static_cast<std::int32_t>(i);
  return no(Error::out_of_range);
}

/// The word of a number, or "unknown" for one that a newer Bothy may have added.
[[nodiscard]] inline std::string_view word_of(Words words, std::int64_t number) {
  return number >= 0 && static_cast<std::size_t>(number) < words.size() ? words[static_cast<std::size_t>(number)] : "unknown";
}

}  // namespace bothy
