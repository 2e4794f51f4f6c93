// What a hard message is about, in the sender's own words: the act, the thing left out, the ask behind a jab.
// Judgement, motive, mockery and generalising are left behind. Called by offer.cpp.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "coach/features.h"

namespace bothy::coach {

/// How an event's words go into a sentence.
enum class Kind : std::uint8_t {
  none,
  when,  // "I feel ... when" + "you came in at two"
  that,  // "I feel ... that" + "we missed the train"
  ask,   // "Could you" + "put your phone down"
  wish,  // "I wish" + "you had told me"
  need,  // "I need" + "time to rest"
  why,   // "Can you tell me what made you" + "tell my mum"
};

struct Event {
  Kind kind = Kind::none;
  bool past = false;
  std::string text;
  std::size_t clause = 0;
};

/// The best event in the message, from the clauses that the reader found; `kept` (one flag a clause) are passed over.
/// Cost: linear.
[[nodiscard]] Event find_event(const Language& language, const Draft& draft, std::string_view message,
                               const std::string& kept);

}  // namespace bothy::coach
