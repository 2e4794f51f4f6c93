// What a language knows, compiled: vocabulary, texting forms, word classes, and the automaton of its rules.
// A view into tables made by tools/grammar from core/coach/english; nothing here reads or judges a text.
// Called by every stage of coach and guard.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace bothy::coach {

/// A step of the automaton: on `symbol` (a word's id, or the number of words plus a class's id) go to `node`.
struct Edge {
  std::uint16_t symbol = 0;
  std::uint16_t node = 0;
};

/// A state of the automaton. `gap`: how many further words may pass before its next step.
struct Node {
  std::uint32_t first_edge = 0;
  std::uint16_t edges = 0;
  std::uint16_t first_end = 0;  // into `ends`: the rules that are complete here
  std::uint8_t ends = 0;
  std::uint8_t gap = 0;
};

/// How far a rule's mark reaches.
enum class Reach : std::uint8_t { words, clause, sentence, message };

/// One rule as the matcher needs it; its words lie in the automaton.
struct Rule {
  std::uint64_t hash = 0;           // of its name
  std::uint32_t wants = 0;          // frames that the clause has to have (clause.h)
  std::uint32_t forbids = 0;        // frames that it may not have
  std::uint16_t unless_before = 0;  // class that silences the rule when it stands in the same clause before the match
  std::uint16_t unless_after = 0;   // the same, after it
  std::uint16_t reason = 0;
  std::int8_t weight = 0;  // in quarters
  std::uint8_t label = 0;
  Reach reach = Reach::words;
  // Of a guard's rule alone (guard/sign.h): whose danger, how soon, and the tier of help it asks for; 0 says nothing.
  std::uint8_t voice = 0;
  std::uint8_t urgency = 0;
  std::uint8_t tier = 0;
};

/// Word classes that the stages themselves ask for; the maker gives them the first numbers, in this order.
enum class Class : std::uint16_t {
  none,
  i,
  you,
  we,
  they,
  my,
  your,
  not_,
  ask,
  modal,
  be,
  report,
  believe,
  hypothetical,
  connective,
  join,
  starter,
  please,
  past,
  habit,
  laugh,
  love,
  hurt_face,
  eye_roll,
  slow_clap,
  angry_face,
  wink,
  pet_name,
  relative_of_own,
  outsider,
  verb,
  time,
  over_praise,
  wish,
  name,
  function,
  start_,
  end_,
  count_,
};

/// Their names in core/coach/english/words.txt, in the same order.
inline constexpr std::array<std::string_view, static_cast<std::size_t>(Class::count_)> class_names = {
    "none",       "i",         "you",      "we",        "they",        "my",      "your",
    "not",        "ask",       "modal",    "be",        "report",      "believe", "hypothetical",
    "connective", "join",      "starter",  "please",    "past",        "habit",   "laugh",
    "love",       "hurt_face", "eye_roll", "slow_clap", "angry_face",  "wink",    "pet_name",
    "own_family", "outsider",  "verb",     "time",      "over_praise", "wish",    "name",
    "function",   "^",         "$"};

/// What is written as differences in the tables, or not at all, so that they travel small: unpacked once.
struct Unpacked {
  std::vector<std::uint32_t> spelled, formed, classed;  // where the run of each word begins; one more at the end
  std::vector<char> spellings;
  std::vector<std::uint16_t> class_of;
  std::vector<std::uint16_t> buckets, in_buckets;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

/// Compiled tables of one language. Copying copies the view only.
class Language {
 public:
  /// Reads compiled tables; `memory` holds what had to be unpacked and outlives the view. Nothing when they are not
  /// such tables; they are built into the program, so that is a fault of the build. Cost: about a millisecond.
  [[nodiscard]] static std::optional<Language> of(std::span<const unsigned char> tables, Unpacked& memory);

  /// The number of a folded spelling, 0 when the vocabulary lacks it. Cost: constant.
  [[nodiscard]] std::uint16_t word(std::string_view spelling) const;
  [[nodiscard]] std::string_view spelling(std::uint16_t word) const {
    return {spellings_.data() + spelled_[word], spelled_[word + 1U] - spelled_[word]};
  }
  /// The hash that features use for a word: its own, or that of its `=class` ("he", "she" and "they" are one there, so
  /// that nothing learned can hang on which).
  [[nodiscard]] std::uint64_t feature_hash(std::uint16_t word) const;
  /// Whether the learned layer knows the word only as one of its `=class`.
  [[nodiscard]] bool is_one_word(std::uint16_t word) const { return one_word_class(word) != 0; }
  /// What a form is spelled out as (word ids), empty for a word that stays.
  [[nodiscard]] std::span<const std::uint16_t> spelled_out(std::uint16_t word) const;
  /// The classes of a word, ascending.
  [[nodiscard]] std::span<const std::uint16_t> classes(std::uint16_t word) const;
  [[nodiscard]] bool is(std::uint16_t word, Class c) const;
  [[nodiscard]] bool is(std::uint16_t word, std::uint16_t class_number) const;
  /// What features know a class by; 0 for one that rules alone use.
  [[nodiscard]] std::uint64_t class_hash(std::uint16_t class_number) const { return class_hashes_[class_number]; }

  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  [[nodiscard]] const Node& node(std::uint16_t at) const { return nodes_[at]; }
  [[nodiscard]] std::span<const std::uint16_t> ends(const Node& node) const {
    return ends_.subspan(node.first_end, node.ends);
  }
  [[nodiscard]] std::size_t nodes() const { return nodes_.size(); }
  [[nodiscard]] std::size_t class_count() const { return class_hashes_.size(); }
  /// All steps from a node, by symbol.
  [[nodiscard]] std::span<const Edge> steps(std::uint16_t from) const {
    return edges_.subspan(nodes_[from].first_edge, nodes_[from].edges);
  }
  /// Where `symbol` leads from node number `from`; node 0 is the root. Cost: logarithm of the node's edges.
  [[nodiscard]] std::span<const Edge> steps(std::uint16_t from, std::uint16_t symbol) const;

 private:
  [[nodiscard]] std::uint16_t one_word_class(std::uint16_t word) const;

  std::size_t words_ = 0;
  std::span<const std::uint16_t> buckets_;     // by the first bits of the hash: where each begins; one more at the end
  std::span<const std::uint16_t> in_buckets_;  // the words of all buckets, in their order
  std::span<const std::uint32_t> spelled_;     // where the run of each word begins; one more at the end
  std::span<const char> spellings_;
  std::span<const std::uint32_t> formed_;
  std::span<const std::uint16_t> forms_;
  std::span<const std::uint32_t> classed_;
  std::span<const std::uint16_t> class_of_;
  std::span<const std::uint64_t> class_hashes_;
  std::span<const std::uint16_t> one_word_;  // classes [first, last) whose words are one to the learned layer
  std::span<const Node> nodes_;
  std::span<const Edge> edges_;
  std::span<const std::uint16_t> ends_;
  std::span<const Rule> rules_;
};

/// The most letters that a word of the tables takes over from the word before it.
inline constexpr unsigned char most_shared = 31;

/// English, with the spellings that couples use (docs/coach.md#english).
[[nodiscard]] const Language& english();

}  // namespace bothy::coach
