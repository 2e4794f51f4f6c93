// Compiles a lexicon and rules into the tables that coach/language.h reads: vocabulary, classes, one automaton.
// Called by the maker of the language tables and its test.
#pragma once
#include <vector>

#include "lab/language/rules.h"

namespace bothy::language {

/// The tables, or nothing when `faults` grew (too many words, states or ends).
[[nodiscard]] std::vector<unsigned char> write_tables(const Lexicon& lexicon, const std::vector<SourceRule>& rules,
                                                      Faults& faults);

/// Runs every example of every rule against the compiled tables: a `+` the rule has to find, a `-` it has to leave.
void check_examples(const std::vector<unsigned char>& tables, const std::vector<SourceRule>& rules, Faults& faults);

}  // namespace bothy::language
