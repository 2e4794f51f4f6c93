// Ninety days of two made-up people, as data: how the days felt to one of them, what they wrote, what both shared.
// No building here (sampling.cpp). Nothing says who of the two is what; whoever looks around is "me".
#pragma once
#include <span>

#include "view/log.h"

namespace bothy::story {

inline constexpr int days = 90;

/// Where the ratings stand on a day; between two of these they go straight. Day 0 is the first, 89 is today.
struct Level {
  int day = 0;
  int myself = 0;
  int energy = 0;
  int valence = 0;
  int stress = 0;
};

/// What happened in a stretch of days, as words of event/words.h; the days take turns with them.
struct Stretch {
  int from = 0;
  std::span<const std::string_view> moments;
};

struct Note {
  int day = 0;
  std::string_view text;
};

enum class Tells : std::uint8_t { need, weather, note, ritual, agreed, together, promise, kept, repair, repair_answer, repair_felt, closed, answer };

/// Something shared. `word` is a word of the kind, or the id of a question (content/questions.json); `slot` ties an answer to what it answers.
struct Shared {
  int day = 0;
  Author who = Author::me;
  Tells what = Tells::note;
  std::string_view word = {};
  std::string_view text = {};
  int slot = 0;
};

[[nodiscard]] std::span<const Level> levels();
[[nodiscard]] std::span<const Stretch> stretches();
[[nodiscard]] std::span<const Note> notes();
/// In the order of days.
[[nodiscard]] std::span<const Shared> shared();

}  // namespace bothy::story
