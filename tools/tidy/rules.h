// The rules of the house as functions over a tree of files: each appends what it finds, none stops or prints.
// New rules go into the file of their kind and into all_rules; tidy_test.cpp shows that each can fire.
// Called by main.cpp and the test.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tools/tidy/tree.h"

namespace bothy::tidy {

struct Finding {
  std::string path;
  int line = 0;
  std::string rule;
  std::string text;
};

using Findings = std::vector<Finding>;

inline constexpr int max_file_lines = 400;     // DESIGN: a file is read in one sitting
inline constexpr int max_function_lines = 60;  // one screen

// text_rules.cpp: what any line may hold.
void check_ascii(const Tree& tree, Findings& out);
void check_opening_comment(const Tree& tree, Findings& out);
void check_markers(const Tree& tree, Findings& out);
void check_machine_traces(const Tree& tree, Findings& out);
void check_kind_words(const Tree& tree, Findings& out);

// length_rules.cpp: sizes of files and functions.
void check_file_length(const Tree& tree, Findings& out);
void check_function_length(const Tree& tree, Findings& out);

// include_rules.cpp: who may include whom.
void check_includes(const Tree& tree, Findings& out);

// project_rules.cpp: promises that span files.
void check_error_sentences(const Tree& tree, Findings& out);
void check_decision_numbers(const Tree& tree, Findings& out);
void check_model_constants(const Tree& tree, Findings& out);
void check_real_functions(const Tree& tree, Findings& out);
void check_properties_are_held(const Tree& tree, Findings& out);

/// Every rule above, in one pass. Findings come in the order of rules, then of files.
[[nodiscard]] Findings all_rules(const Tree& tree);

// strip.cpp: sources without what is not code.
/// The text with comments and the insides of literals blanked; line numbers stay.
[[nodiscard]] std::string strip_code(std::string_view text);
/// The literals of a text, each with its line.
struct Literal {
  int line = 0;
  std::string text;
};
[[nodiscard]] std::vector<Literal> literals(std::string_view text);

}  // namespace bothy::tidy
