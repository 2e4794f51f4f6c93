// See offer_forms.h.
#include "coach/offer_forms.h"

#include "coach/offer_words.h"

namespace bothy::coach {

std::string own_part(std::uint64_t turn, std::size_t most) {
  static constexpr std::string_view ways[] = {
      "I want to own my part: [my part]. Can I tell you how it was for me?",
      "You have a point. My part in it is [my part]. I'd like to tell you how it was for me.",
      "I hear that this matters to you. My part is [my part]. Can we look at it together?",
      "I feel on the spot, and I do want to hear you. My part is [my part]."};
  const std::string text(ways[turn % 4]);
  if (count_words(text) <= most) return text;
  return "My part in it is [my part]. Can I tell you how it was for me?";
}

std::string pause_with_return(std::uint64_t turn) {
  static constexpr std::string_view ways[] = {"I need a pause. Can we talk at [time]?",
                                              "I'm too upset to talk well right now. Can we talk at [time]?",
                                              "I need some quiet to calm down. Could we come back to it at [time]?",
                                              "I want to talk about this, and I need a break first. Is [time] okay?"};
  return std::string(ways[turn % 4]);
}

std::string other_view(std::uint64_t turn, const std::string& thing) {
  static constexpr std::string_view ways[] = {
      "I see it differently, and I want to understand what it was like for you.",
      "It felt different to me. Can you tell me more about how it was for you?",
      "I don't see it the same way yet. Can you help me understand what hurt?",
      "I may see it another way. How was it for you?"};
  if (!thing.empty()) {
    return "I see it differently about " + thing + ", and I want to understand what it was like for you.";
  }
  return std::string(ways[turn % 4]);
}

}  // namespace bothy::coach
