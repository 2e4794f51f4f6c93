// Clauses and frames: where a message is cut, who acts, and what is only quoted, told or supposed.
#include "coach/clause.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

namespace bothy::coach {
namespace {

struct Cut {
  Text text;
  std::vector<Clause> clauses;
  explicit Cut(std::string_view message) {
    read_text(english(), message, text);
    find_clauses(english(), text, clauses);
  }
  [[nodiscard]] std::string words(std::size_t clause) const {
    std::string out;
    for (std::uint32_t i = clauses[clause].first; i < clauses[clause].last; ++i) {
      if (!out.empty()) out += ' ';
      out += text.spelling(text.tokens[i]);
    }
    return out;
  }
  [[nodiscard]] bool has(std::size_t clause, std::uint32_t frame) const {
    return (clauses[clause].frame & frame) == frame;
  }
};

}  // namespace

TEST_CASE("clause: a message is cut at marks and at words that join clauses") {
  const Cut cut("I was tired but you went out, and you never rang. Why?");
  REQUIRE(cut.clauses.size() == 4);
  CHECK(cut.words(0) == "i was tired");
  CHECK(cut.words(1) == "but you went out");
  CHECK(cut.words(2) == "and you never rang");
  CHECK(cut.words(3) == "why ?");
}

TEST_CASE("clause: who acts is the first person named before the verb; a bare verb is a command to the reader") {
  CHECK(Cut("I forgot the milk").has(0, by_me));
  CHECK(Cut("you forgot the milk").has(0, by_you));
  CHECK(Cut("we forgot the milk").has(0, by_us));
  CHECK(Cut("She forgot the milk").has(0, by_others));
  CHECK(Cut("stop shouting").has(0, by_you | command));
}

TEST_CASE("clause: questions, denials and the past are seen") {
  CHECK(Cut("are you ok").has(0, question));
  CHECK(Cut("where did you go").has(0, question));
  CHECK(Cut("you didn't call").has(0, negated | past));
  CHECK_FALSE(Cut("you call").has(0, negated));
}

TEST_CASE("clause: what is quoted or told is not said") {
  const Cut quoted_words("\"you always ignore me\"");
  CHECK(quoted_words.has(0, is_quoted));
  const Cut told("She told me you always ignore me");
  CHECK(told.has(told.clauses.size() - 1, reported));
  CHECK_FALSE(Cut("You always ignore me").has(0, reported));
}

TEST_CASE("clause: laughter and pet names make the whole message playful") {
  const Cut cut("you idiot \xF0\x9F\x98\x82 come here");
  for (std::size_t c = 0; c < cut.clauses.size(); ++c) CHECK(cut.has(c, playful));
}

TEST_CASE("clause: every word of any message lies in exactly one clause, in order") {
  CHECK(rc::check([](const std::string& bytes) {
    const Cut cut(bytes);
    std::uint32_t at = 0;
    std::size_t covered = 0;
    for (const Clause& c : cut.clauses) {
      RC_ASSERT(c.first >= at);
      RC_ASSERT(c.first < c.last);
      for (std::uint32_t i = c.first; i < c.last; ++i) covered += cut.text.tokens[i].kind == TokenKind::word ? 1 : 0;
      at = c.last;
    }
    std::size_t words = 0;
    for (const Token& t : cut.text.tokens) words += t.kind == TokenKind::word ? 1 : 0;
    RC_ASSERT(covered == words);
  }));
}

}  // namespace bothy::coach
