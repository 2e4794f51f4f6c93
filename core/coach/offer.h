// A kinder way to say a hard draft: the sender's own event, a feeling, a need or a request; what is unknown is a slot.
// Nothing is made from nothing and no fact is added. No danger here: the guard comes first, outside.
// Called by the door and the command line, for the sender's own draft alone.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "coach/reading.h"

namespace bothy::coach {

/// What the coach does with a draft. `safety`: a threat, an ultimatum or watching is never phrased better.
enum class Action : std::uint8_t { rewrite, keep, safety };

/// How many of the sender's own words an offer dares to use.
enum class Daring : std::uint8_t {
  own_words,  // the event as the sender told it, and the kind parts around it
  topic,      // the kind parts, and what the message is about
  plain,      // what the message is about, alone
  slot,       // a feeling, and a gap for the event
  count_,
};

struct Offer {
  Action action = Action::keep;
  std::string text;                            // empty unless `action` is rewrite
  std::array<std::string_view, 3> feelings{};  // each fits "I feel ..."; empty where the offer names none
  Reason why = Reason::none;                   // what was hard to hear in the draft
  std::vector<Span> slots;                     // bytes of `text` that the sender still fills ("[what happened]")
};

/// Most words an offer for a draft of so many words may have.
[[nodiscard]] constexpr std::size_t longest_offer(std::size_t words) { return words + 15 < 40 ? words + 15 : 40; }

/// The offer for a draft that was read; `feeling` (0 to 2) picks one of the three. The same draft gives the same offer.
/// Cost: linear in the draft. Source: docs/coach.md#offers.
[[nodiscard]] Offer make_offer(const Language& language, const Draft& draft, const Reading& reading,
                               std::string_view message, std::size_t feeling = 0, Daring daring = Daring::own_words);

/// Reads `message` and gives the most daring offer that itself reads clean. Overwrites what the reader read last.
/// Cost: up to five readings.
[[nodiscard]] Offer clean_offer(Reader& reader, const Language& language, std::string_view message,
                                std::size_t feeling = 0);

}  // namespace bothy::coach
