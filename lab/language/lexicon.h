// Reads the words and the forms of a language from its source files (core/coach/english) and gives them numbers.
// No rules here (rules.h). Called by the maker of the language tables.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace bothy::language {

/// What is wrong in a source file, with its place; the maker prints all and makes nothing.
struct Fault {
  std::string file;
  int line = 0;
  std::string text;
};
using Faults = std::vector<Fault>;

/// The vocabulary: every spelling with its classes and, for a form, the words it is short for.
struct Lexicon {
  struct Word {
    std::set<std::string> classes;
    std::vector<std::string> spelled_out;
  };
  std::map<std::string, Word, std::less<>> words;
  std::set<std::string, std::less<>> classes;
  std::set<std::string, std::less<>> general;  // those of closed.words and open.words: the learned layer sees them too

  /// Adds `class: word word/v two words ...` lines. `/v` adds -s, -ed, -ing (`/vv` doubles the last letter), `/n` the
  /// plural, `/ly` the adverb. A line that begins with a space goes on with the class above it.
  void read_words(const std::string& file, std::string_view text, Faults& faults);
  /// Adds `form = words` lines: texting forms and contractions.
  void read_forms(const std::string& file, std::string_view text, Faults& faults);
  /// Makes rules blind to who somebody is: a class of rules that holds "he" holds "she" and "they" as well, one that
  /// holds "husband" every other word for a partner. To be called between the forms and the rules.
  void even_out();
  /// The class of words that are one to a rule which names `word` ("he" means "she" and "they" too); empty: it is
  /// alone.
  [[nodiscard]] static std::string_view alike(std::string_view word);
  /// A word that rules name.
  void know(std::string_view spelling) { words.try_emplace(std::string(spelling)); }
};

/// The lines of a text, without what follows `# ` at their beginning.
struct Line {
  int number = 0;
  std::string_view text;
};
[[nodiscard]] std::vector<Line> lines_of(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::vector<std::string> parted(std::string_view text);

}  // namespace bothy::language
