// See offer_force.h.
#include "coach/offer_force.h"

#include <algorithm>

#include "coach/offer_words.h"

namespace bothy::coach {
namespace {

constexpr std::string_view forms[] = {"or i will",
                                      "or i am",
                                      "or we are",
                                      "or it is over",
                                      "or else",
                                      "or you can",
                                      "or do not come",
                                      "or get out",
                                      "i will kill",
                                      "i will hurt",
                                      "i will burn",
                                      "i will smash",
                                      "i will ruin",
                                      "i will punch",
                                      "i will slap",
                                      "i will hit",
                                      "i will break",
                                      "i will destroy",
                                      "i will find you",
                                      "i will take the kids",
                                      "i will make sure",
                                      "i will make you",
                                      "i will tell your",
                                      "i will post",
                                      "i will leave you",
                                      "i will divorce",
                                      "i am leaving you",
                                      "i am divorcing",
                                      "i am taking the kids",
                                      "i am telling your",
                                      "end it all",
                                      "kill myself",
                                      "hurt myself",
                                      "i forbid",
                                      "you are not allowed",
                                      "you are not going",
                                      "you are not leaving",

                                      "my permission",
                                      "your password",
                                      "your pin",
                                      "your passcode",
                                      "your location",
                                      "your call log",
                                      "hand over",
                                      "give me your phone",
                                      "show me your phone",
                                      "you will regret",
                                      "you will be sorry",
                                      "you will never see",
                                      "you will come",
                                      "you will do as",
                                      "do as you are told",
                                      "not one penny",
                                      "a penny from me",
                                      "see what happens",
                                      "watch what happens",
                                      "you are dead",
                                      "if you leave",
                                      "if you walk out",
                                      "if you ever",
                                      "if you tell",
                                      "break up with me",
                                      "if you loved me",
                                      "if you love me",
                                      "if you do not stop",
                                      "we are done if",
                                      "we are finished if",
                                      "it is over if",
                                      "deported",
                                      "custody",
                                      "owe me sex",
                                      "tracking you",
                                      "tracking your",
                                      "i know where you"};

}  // namespace

bool uses_force(const Draft& draft) {
  const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(draft.text.tokens.size(), 2000));
  Words words = words_of(draft, 0, count);
  // "ill" without its apostrophe is a word of its own.
  Words read;
  for (const Word& word : words) {
    if (word.plain == "ill" && (read.empty() || read.back().plain != "am")) {
      read.push_back({"i", word.token, word.id});
      read.push_back({"will", word.token, word.id});
    } else {
      read.push_back(word);
    }
  }
  for (std::size_t i = 0; i < read.size(); ++i) {
    const auto rest = std::span<const Word>(read).subspan(i);
    if (std::ranges::any_of(forms, [&](std::string_view form) { return begins_with(rest, form) != 0; })) return true;
  }
  return false;
}

}  // namespace bothy::coach
