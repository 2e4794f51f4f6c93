// Ninety days of two made-up people, as data: what one of them wrote, what both shared. How the days felt is lived by the
// simulator (sample_days.cpp); no building here (sampling.cpp). Nothing says who of the two is what; whoever looks around
// is "me".
#pragma once
#include <span>

#include "view/log.h"

namespace bothy::story {

inline constexpr int days = 90;

/// The day on which it comes to a quarrel; two days before it is mended, and a talk.
inline constexpr int quarrel_day = 38;

struct Note {
  int day = 0;
  std::string_view text;
};

enum class Tells : std::uint8_t { need, weather, note, ritual, agreed, together, promise, kept, missed, repair, repair_answer, repair_felt, closed, talk, talk_answer, talk_ended, talk_heard, answer };

/// Something shared. `word` is a word of the kind, or the id of a question (content/questions.json); `slot` ties an answer to what it answers.
struct Shared {
  int day = 0;
  Author who = Author::me;
  Tells what = Tells::note;
  std::string_view word = {};
  std::string_view text = {};
  int slot = 0;
};

[[nodiscard]] std::span<const Note> notes();
/// In the order of days.
[[nodiscard]] std::span<const Shared> shared();

}  // namespace bothy::story
