// Reads the rules of a language: patterns over words and classes, with the frames they want, their reason and examples.
// Nothing is compiled here (write.h). Called by the maker of the language tables.
#pragma once
#include <optional>

#include "coach/label.h"
#include "coach/language.h"
#include "lab/language/lexicon.h"

namespace bothy::language {

/// One step of a pattern: a word, a class, the beginning (`^`) or the end (`$`) of a clause.
struct Step {
  bool is_class = false;
  std::string name;
  int gap = 0;  // words that may pass before the next step
  auto operator<=>(const Step&) const = default;
};
using Pattern = std::vector<Step>;

struct Example {
  int line = 0;
  std::string text;
};

struct SourceRule {
  std::string file;
  int line = 0;
  std::string name;
  std::string label;  // of the coach, or of the guard
  double weight = 1;
  std::vector<Pattern> patterns;
  std::uint32_t wants = 0;
  std::uint32_t forbids = 0;
  std::string unless_before;
  std::string unless_after;
  coach::Reason reason = coach::Reason::none;
  coach::Reach reach = coach::Reach::clause;
  std::uint8_t voice = 0;  // of a guard's rule
  std::uint8_t urgency = 0;
  std::uint8_t tier = 0;
  std::vector<Example> fires;
  std::vector<Example> rests;
};

inline constexpr std::size_t examples_wanted = 3;   // of each kind; a rule without them is not built
inline constexpr std::size_t most_patterns = 4096;  // that the alternatives of one rule may unfold to
inline constexpr int largest_gap = 6;

/// Reads rules; words that patterns name join the lexicon. Format: core/coach/english/README.md.
[[nodiscard]] std::vector<SourceRule> read_rules(const std::string& file, std::string_view text, Lexicon& lexicon,
                                                 Faults& faults);

}  // namespace bothy::language
