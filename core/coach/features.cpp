// See features.h. Every kind of feature has a seed, so that equal words in different roles are different features.
#include "coach/features.h"

#include <algorithm>

#include "coach/hash.h"

namespace bothy::coach {
namespace {

enum Kind : std::uint64_t {
  word_1 = 1,
  word_2,
  word_3,
  word_gap,
  class_1,
  class_2,
  class_word,
  word_class,
  frame_bit,
  frame_whole,
  subject_word,
  mood_word,
  subject_class,
  mood_class,
  rule_here,
  letters_n,
  size,
  rule_around,
  word_around,
  class_around,
  frame_before,
  frame_after,
  word_before,
  word_after,
  class_3,
};
constexpr std::uint64_t edge = 0x5EED;  // stands for the beginning and the end of a clause
constexpr std::uint32_t subjects = by_me | by_you | by_us | by_others | by_nobody;
constexpr std::uint32_t moods = question | command | negated | past | wished;
// Of the words around a clause only so many are looked at on each side.
constexpr std::uint32_t neighbours = 12;
constexpr std::uint32_t near_neighbours = 5;  // and of so many their classes
constexpr std::size_t most_letters = 24;       // of one word

class Collector {
 public:
  Collector(const Language& language, const Draft& draft, std::size_t clause, std::vector<Feature>& out)
      : language_(language), draft_(draft), clause_(draft.clauses[clause]), number_(clause), out_(out) {}

  void run() {
    words();
    shapes();
    around();
  }

 private:
  void add(Kind kind, std::uint64_t a, Group group) { out_.push_back({mix(kind, a), group}); }
  void add(Kind kind, std::uint64_t a, std::uint64_t b, Group group) { out_.push_back({mix(mix(kind, a), b), group}); }

  [[nodiscard]] const Token& token(std::uint32_t i) const { return draft_.text.tokens[i]; }
  [[nodiscard]] std::uint64_t hash(std::int64_t i) const {
    return i < clause_.first || i >= clause_.last ? edge : token(static_cast<std::uint32_t>(i)).hash;
  }
  // The classes that mean something to the learned layer: those that the stages ask for come first and are few.
  [[nodiscard]] std::span<const std::uint16_t> classes(std::uint32_t i) const { return language_.classes(token(i).id); }

  void words() {
    const std::uint64_t subject = clause_.frame & subjects;
    const std::uint64_t mood = clause_.frame & moods;
    for (std::int64_t i = clause_.first; i < clause_.last; ++i) {
      const std::uint64_t h = hash(i);
      add(word_1, h, Group::words);
      add(word_2, hash(i - 1), h, Group::words);
      add(word_3, mix(hash(i - 2), hash(i - 1)), h, Group::words);
      if (i - 2 >= clause_.first) add(word_gap, hash(i - 2), h, Group::words);
      if (i - 3 >= clause_.first) add(word_gap, hash(i - 3), h, Group::words);
      add(subject_word, subject, h, Group::shapes);
      add(mood_word, mood, h, Group::shapes);
      classes_at(static_cast<std::uint32_t>(i), subject, mood);
      letters(token(static_cast<std::uint32_t>(i)));
    }
    add(word_2, hash(clause_.last - 1), edge, Group::words);
    add(word_3, mix(hash(clause_.last - 2), hash(clause_.last - 1)), edge, Group::words);
  }

  void classes_at(std::uint32_t i, std::uint64_t subject, std::uint64_t mood) {
    for (const std::uint16_t c : classes(i)) {
      const std::uint64_t h = language_.class_hash(c);
      if (h == 0) continue;
      add(class_1, h, Group::shapes);
      add(subject_class, subject, h, Group::shapes);
      add(mood_class, mood, h, Group::shapes);
      add(word_class, hash(static_cast<std::int64_t>(i) - 1), h, Group::shapes);
      if (i + 1 < clause_.last) add(class_word, h, hash(i + 1), Group::shapes);
      for (std::uint32_t back = 1; back <= 2 && i >= clause_.first + back; ++back) {
        for (const std::uint16_t before : classes(i - back)) {
          if (language_.class_hash(before) == 0) continue;
          add(class_2, mix(language_.class_hash(before), std::min<std::uint32_t>(back, 2)), h, Group::shapes);
        }
      }
    }
  }

  void letters(const Token& t) {
    const bool one_of_many =
        t.id != 0 && language_.is_one_word(t.id);  // a name, a pronoun: which one is nobody's business
    if (t.kind != TokenKind::word || one_of_many || (t.id != 0 && t.length <= 3)) return;
    std::array<char, most_letters + 2> padded{};
    const std::string_view s = draft_.text.spelling(t).substr(0, most_letters);
    padded[0] = '<';
    std::ranges::copy(s, padded.begin() + 1);
    padded[s.size() + 1] = '>';
    const std::string_view all(padded.data(), s.size() + 2);
    for (std::size_t n = 3; n <= 5; ++n) {
      for (std::size_t at = 0; at + n <= all.size(); ++at) add(letters_n, hash_of(all.substr(at, n)), Group::letters);
    }
  }

  void shapes() {
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
      if ((clause_.frame >> bit & 1U) != 0) add(frame_bit, bit, Group::shapes);
    }
    add(frame_whole, clause_.frame & (subjects | moods | to_you | about_me), Group::shapes);
    add(size, std::min<std::uint64_t>(clause_.last - clause_.first, 12), Group::shapes);
    add(size, 100 + std::min<std::uint64_t>(draft_.clauses.size(), 5), Group::shapes);
    for (const Match& m : draft_.matches) {
      const bool here = m.first < clause_.last && m.last > clause_.first;
      add(here ? rule_here : rule_around, language_.rules()[m.rule].hash, here ? Group::shapes : Group::around);
    }
  }

  void around() {
    const auto& clauses = draft_.clauses;
    if (number_ > 0) add(frame_before, clauses[number_ - 1].frame & (subjects | moods | playful), Group::around);
    if (number_ + 1 < clauses.size()) add(frame_after, clauses[number_ + 1].frame & (subjects | moods), Group::around);
    const std::uint32_t from = clause_.first > neighbours ? clause_.first - neighbours : 0;
    for (std::uint32_t i = from; i < clause_.first; ++i) outside(i, word_before, clause_.first - i <= near_neighbours);
    const auto to =
        std::min<std::uint32_t>(static_cast<std::uint32_t>(draft_.text.tokens.size()), clause_.last + neighbours);
    for (std::uint32_t i = clause_.last; i < to; ++i) outside(i, word_after, i < clause_.last + near_neighbours);
  }

  void outside(std::uint32_t i, Kind side, bool near) {
    if (token(i).kind == TokenKind::mark) return;
    add(side, token(i).hash, Group::around);
    if (!near) return;
    for (const std::uint16_t c : classes(i)) {
      if (language_.class_hash(c) != 0) add(class_around, language_.class_hash(c), Group::around);
    }
  }

  const Language& language_;
  const Draft& draft_;
  const Clause& clause_;
  std::size_t number_;
  std::vector<Feature>& out_;
};

}  // namespace

void read_draft(const Language& language, std::string_view bytes, Draft& out) {
  read_text(language, bytes, out.text);
  find_clauses(language, out.text, out.clauses);
  match_rules(language, out.text, out.clauses, out.walk, out.matches);
}

Feature word_feature(const Token& token) { return {mix(word_1, token.hash), Group::words}; }

void features_of(const Language& language, const Draft& draft, std::size_t clause, std::vector<Feature>& out) {
  out.clear();
  Collector(language, draft, clause, out).run();
}

}  // namespace bothy::coach
