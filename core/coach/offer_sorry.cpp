// See offer_sorry.h.
#include "coach/offer_sorry.h"

#include <algorithm>
#include <array>

#include "coach/offer_words.h"

namespace bothy::coach {
namespace {

constexpr std::string_view sorries = "sorry apologise apologize apologies apology";

// The words after sorry, "that" and "but" aside; empty when the message says no sorry.
Words after_sorry(const Draft& draft) {
  const Words all =
      words_of(draft, 0, static_cast<std::uint32_t>(std::min<std::size_t>(draft.text.tokens.size(), 400)));
  const auto at = std::ranges::find_if(all, [](const Word& w) { return listed(sorries, w.plain); });
  if (at == all.end()) return {};
  return {at + 1, all.end()};
}

bool is_feeling(const Language& language, const Word& word) {
  static constexpr std::array<std::string_view, 10> classes = {
      "feel_hurt",  "feel_sad",   "feel_lonely",      "feel_fear", "feel_worry",
      "feel_anger", "feel_shame", "feel_tired_heart", "unseen",    "feel_jealous"};
  return listed("upset offended bothered annoyed ignored hurt unheard", word.plain) ||
         std::ranges::any_of(classes, [&](std::string_view c) { return in_class(language, word.id, c); });
}

// "you felt ignored", "you're upset" -> what the other felt.
std::string felt(const Language& language, const Words& rest) {
  for (std::size_t i = 0; i + 2 < rest.size(); ++i) {
    if (rest[i].plain != "you" || !listed("felt feel were are was got", rest[i + 1].plain)) continue;
    if (is_feeling(language, rest[i + 2])) return std::string(rest[i + 2].plain);
  }
  return {};
}

// Words that the act ends before, and those that shrink it.
std::size_t act_end(const Language& language, const Words& rest, std::size_t from) {
  std::size_t end = from;
  while (end < rest.size() && end - from < 14) {
    const Word& w = rest[end];
    const bool blames = listed("but because since although though if when unless only so and", w.plain);
    if (end > from && blames) break;
    if (end > from && w.token > rest[end - 1].token + 1) break;  // a mark
    if (in_class(language, w.id, "insult_noun")) break;
    ++end;
  }
  return end;
}

}  // namespace

bool is_half_sorry(const Language& language, const Draft& draft) {
  Words rest = after_sorry(draft);
  if (!rest.empty() && rest[0].plain == "that") rest.erase(rest.begin());
  if (rest.empty()) return false;
  if (rest[0].plain == "if" || rest[0].plain == "but") return true;
  if (rest[0].plain == "you" && rest.size() > 1) {
    return listed("felt feel think thought took are got were find found misunderstood can can't did", rest[1].plain) &&
           !in_class(language, rest[1].id, "illness_word");
  }
  // "I said I'm sorry, what more do you want", "sorry, happy now": the word alone.
  if (rest[0].plain == "happy" || begins_with(rest, "what more") != 0 || begins_with(rest, "okay") != 0) return true;
  // "sorry I was late, but you ..." takes itself back a clause later.
  for (std::size_t i = 1; i + 1 < rest.size() && i < 16; ++i) {
    if (rest[i].plain == "but" && rest[i + 1].plain != "i") return true;
  }
  return false;
}

std::string owned_sorry(const Language& language, const Draft& draft, std::string_view message, std::size_t turn,
                        bool named) {
  Words rest = after_sorry(draft);
  const auto skip = [&](std::string_view word) {
    if (!rest.empty() && rest[0].plain == word) rest.erase(rest.begin());
  };
  skip("that");
  skip("if");
  skip("that");
  std::string text = "I'm sorry for [what I did].";
  const bool mine = !rest.empty() && (listed("i my", rest[0].plain) || begins_with(rest, "what i") != 0 ||
                                      begins_with(rest, "anything i") != 0 || begins_with(rest, "something i") != 0 ||
                                      begins_with(rest, "for what i") != 0);
  const bool gerund = rest.size() > 1 && rest[0].plain == "for" && rest[1].plain.ends_with("ing");
  const std::size_t end = act_end(language, rest, 0);
  const std::span<const Word> act(rest.data(), end);
  const bool shrunk = std::ranges::any_of(act, [](const Word& w) {
    return listed(
        "not never can said nothing enough sorry had tried wanted hate only like do guess suppose existing breathing "
        "caring trying living wanting proud myself",
        w.plain);
  });
  const bool plain = begins_with(rest, "what i said") != 0 || begins_with(rest, "anything i said") != 0 ||
                     begins_with(rest, "for what i said") != 0 || begins_with(rest, "for what i did") != 0;
  if ((mine || gerund) && end > 1 && !(shrunk && !plain) && named) {
    std::span<const Word> told = act;
    text = "I'm sorry ";
    if (begins_with(rest, "anything i") != 0 || begins_with(rest, "something i") != 0) {
      text += "that what ";
      told = told.subspan(1);
    } else if (begins_with(rest, "what i") != 0) {
      text += "that ";
    }
    text += said(language, draft, message, told) + ".";
  }
  const std::string how = felt(language, rest);
  const std::string_view seen[] = {"I can see it hurt you.", "I'd like to put it right.",
                                   "I want to hear how it was for you.", "How can I make it right?"};
  if (!how.empty()) return text + " I can see you felt " + how + ".";
  return text + " " + std::string(seen[turn % 4]);
}

std::size_t yes_but(const Draft& draft) {
  if (draft.clauses.size() < 2 || (draft.clauses[1].frame & after_but) == 0) return 0;
  const Words first = words_of(draft, draft.clauses[0].first, draft.clauses[0].last);
  for (const std::string_view o :
       {"i get it", "i get that", "i get why", "i hear you", "i understand", "i see your point", "that makes sense",
        "it makes sense", "makes sense", "fair enough", "fair point", "you have a point", "you are right"}) {
    if (begins_with(first, o) != 0) return first.size();
  }
  return 0;
}

}  // namespace bothy::coach
