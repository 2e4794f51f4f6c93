// What the learned layer sees of a clause: hashed words, word classes, frames and rules, each with the group it is
// weighed in. No weights here (table.h). Called by reading, the guard and the trainer, which thus see the same.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "coach/match.h"

namespace bothy::coach {

/// Features of one group are weighed together: their values have length one.
enum class Group : std::uint8_t { words, letters, shapes, around };
inline constexpr std::size_t group_count = 4;

struct Feature {
  std::uint64_t key = 0;
  Group group = Group::words;
};

/// A message as far as the stages before the weights read it. Kept between messages: reading allocates nothing once
/// warm.
struct Draft {
  Text text;
  std::vector<Clause> clauses;
  std::vector<Match> matches;
  Walk walk;
};

/// Reads a message through all stages up to the rules. Cost: linear.
void read_draft(const Language& language, std::string_view bytes, Draft& out);

/// The features of clause number `clause`; `out` is overwritten.
///
/// Words, pairs, triples and pairs with a gap; classes and their pairs; the frame, alone and with each word; the rules
/// that hold; letters of three to five in a row; and, as a group of its own, what stands in the clauses around it.
/// Cost: linear in the clause and, for the last group, in its neighbours. Source: docs/coach.md#features.
void features_of(const Language& language, const Draft& draft, std::size_t clause, std::vector<Feature>& out);

/// The key of the feature that one word is by itself.
[[nodiscard]] Feature word_feature(const Token& token);

}  // namespace bothy::coach
