// Finds where the rules of a language hold in a message: one walk of the automaton over its tokens, no way back.
// What a match is worth is not decided here (reading.h). Called by features, reading, the guard, the maker's checks.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "coach/clause.h"

namespace bothy::coach {

/// Rule number `rule` holds on tokens [first, last).
struct Match {
  std::uint16_t rule = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t clause = 0;  // where it begins
  bool operator==(const Match&) const = default;
};

/// Working memory of the walk, kept between messages.
struct Walk {
  struct Item {
    std::uint16_t node = 0;
    std::uint16_t left = 0;   // words that may still pass
    std::uint16_t other = 0;  // 1 + the place in its list of another item of this node; 0: there is none
    std::uint32_t first = 0;
  };
  std::vector<Item> now;
  std::vector<Item> next;
  std::vector<std::uint16_t> last;     // of each node: 1 + the place in `next` of its latest item
  std::vector<std::uint64_t> classes;  // a bit for each class of the present token
  std::vector<std::uint16_t> begins;   // of each symbol: 1 + its first step from the root; 0: there is none
  std::vector<std::uint16_t> crowded;  // of each node: 1 + its place in `leads`; 0: it has few steps
  std::vector<std::uint64_t> leads;    // of each crowded node: a bit for each class that leads on from it
};

/// Every match, in the order of their last words; of one rule in one clause only the first.
///
/// Cost: tokens times items alive, which are capped at 2,048, so that no message makes it slow.
void match_rules(const Language& language, const Text& text, std::span<const Clause> clauses, Walk& walk,
                 std::vector<Match>& out);

/// The tokens a match marks: its words, or as far as its rule reaches.
struct Stretch {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};
[[nodiscard]] Stretch reach_of(const Language& language, std::span<const Clause> clauses, const Match& match);

}  // namespace bothy::coach
