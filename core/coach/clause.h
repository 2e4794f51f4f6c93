// A message cut into sentences and clauses, each with its frame: who acts, in what mood, whether it is said or quoted.
// No labels here (rules and weights make them). Called by matching, features and the guard.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "coach/text.h"

namespace bothy::coach {

/// What is known of a clause before any label. Bits, so that a rule can want and forbid several at once.
enum Frame : std::uint32_t {
  by_me = 1U << 0U,   // the subject is the writer
  by_you = 1U << 1U,  // the reader; also a command
  by_us = 1U << 2U,
  by_others = 1U << 3U,
  by_nobody = 1U << 4U,  // no subject found
  to_you = 1U << 5U,     // names the reader anywhere ("you", "your")
  negated = 1U << 6U,
  question = 1U << 7U,
  command = 1U << 8U,
  wished = 1U << 9U,  // "I wish", "would like", "hope"
  past = 1U << 10U,
  habitual = 1U << 11U,         // "always", "every time", "used to"
  is_quoted = 1U << 12U,        // between quotation marks
  reported = 1U << 13U,         // somebody's words or thoughts, told
  supposed = 1U << 14U,         // "if", "imagine", "would have"
  playful = 1U << 15U,          // laughter, a pet name or a wink in the message
  mocking = 1U << 16U,          // praise beside a grievance, slow clap, rolling eyes
  loud = 1U << 17U,             // capitals, "!!"
  about_outsiders = 1U << 18U,  // a boss, a landlord, a film: somebody other than the two
  heated = 1U << 19U,           // the talk before this message is a quarrel (context)
  after_but = 1U << 20U,
  after_because = 1U << 21U,
  after_if = 1U << 22U,
  after_when = 1U << 23U,
  opens_message = 1U << 24U,
  closes_message = 1U << 25U,
  about_me = 1U << 26U,  // the writer is spoken of ("me", "my")
};

/// How the names of frames are written in rules, in the order of the bits.
[[nodiscard]] std::span<const std::string_view> frame_names();

/// Tokens [first, last) of the text, without the marks around them.
struct Clause {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t frame = 0;
  std::uint32_t sentence = 0;
};

/// Cuts `text` into clauses and finds their frames. `out` is overwritten. Every word lies in exactly one clause.
/// Cost: linear. Source: docs/coach.md#frames.
void find_clauses(const Language& language, const Text& text, std::vector<Clause>& out);

}  // namespace bothy::coach
