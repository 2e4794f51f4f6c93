// See offer_telling.h.
#include "coach/offer_telling.h"

#include <algorithm>

namespace bothy::coach {
namespace {

// What follows is a judgement, a comparison or a motive.
constexpr std::string_view tails[] = {"as usual",
                                      "as always",
                                      "like always",
                                      "like a",
                                      "like an",
                                      "like some",
                                      "like you",
                                      "like it",
                                      "like i",
                                      "like the",
                                      "all the time",
                                      "every time",
                                      "every single",
                                      "every day",
                                      "for once",
                                      "for no reason",
                                      "of course",
                                      "do you",
                                      "did you",
                                      "are you",
                                      "is it",

                                      "anyway",
                                      "just to",
                                      "to make me",
                                      "to hurt",
                                      "to spite",
                                      "to punish",
                                      "to get back",
                                      "to prove",
                                      "on purpose",
                                      "for the hundredth",
                                      "for the thousandth",
                                      "for the millionth",
                                      "for the umpteenth",
                                      "for the last",
                                      "for the tenth",
                                      "to embarrass",
                                      "to annoy",
                                      "to upset",
                                      "to wind",
                                      "to shame",
                                      "to make",
                                      "is not it",
                                      "will you",
                                      "would you",
                                      "as if",
                                      "whatever",
                                      "ffs",
                                      "for fuck",
                                      "for god",
                                      "how can",
                                      "what the",
                                      "it is",
                                      "its",
                                      "that is",
                                      "thats",
                                      "you are",
                                      "we would not",
                                      "we would be",
                                      "we would have",
                                      "i would not",
                                      "i would be",
                                      "i would have",
                                      "none of",
                                      "this would",
                                      "we could",
                                      "we might",
                                      "i swear",
                                      "i am sick",
                                      "and you are",
                                      "lol",
                                      "haha",
                                      "because of you",
                                      "thanks to you",
                                      "on account",
                                      "and no",
                                      "no shame"};
constexpr std::string_view dangling =
    "even so and then just or to the a an as but of for with that than like at is are before after when while until "
    "since because who which at in my your";
// These sweep, shrink or sting wherever they stand.
constexpr std::string_view sweeping =
    "anything everything nothing everyone nobody everybody thing fault crap shit shitty rubbish "
    "nonsense "
    "attention fool useless blame normal proper real hell arse ass bollocks fuck dare mood drama shame excuse excuses "
    "pathetic "
    "lie lies whore slut bitch wrong worst poor cheat lazy childish penny finger";

// Verbs that tell of a mind, a worth or a worth denied; what they say is no event.
constexpr std::string_view minds =
    "care love think understand appreciate respect want know believe expect mean deserve like hate seem consider feel "
    "cared loved thought understood appreciated respected wanted knew believed expected meant deserved liked hated "
    "felt "
    "try tried learn change grow ruin ruined destroy destroyed use used act acted treat treated behave are "
    "be "
    "were was is need enjoy enjoyed prefer preferred assume bother bothered disgust sicken embarrass look sound "
    "listen hear matter kill killed win won lose started start overreact exaggerate deserve suck regret "
    "pretend managed manage remembered trust trusted lied cheated lie cheat ignored";
}  // namespace

bool tells_mind(std::string_view verb) { return listed(minds, verb); }

bool Telling::judges(const Word& word) const {
  static constexpr std::string_view classes[] = {"neg_trait", "insult_noun", "insult_adj",   "disgust",
                                                 "swear",     "mock_verb",   "child_compare"};
  return listed(sweeping, word.plain) ||
         std::ranges::any_of(classes, [&](std::string_view c) { return in_class(language_, word.id, c); });
}

bool Telling::is_past(const Word& word) const {
  static constexpr std::string_view more =
      "taken given driven gone done been seen broken chosen eaten spoken written forgotten woken stolen hidden thrown "
      "known shown drunk sung begun come run fallen grown flown";
  return is(word, Class::past) || listed(more, word.plain) || (word.plain.size() > 3 && word.plain.ends_with("ed"));
}

bool Telling::is_base(const Word& word) const {
  static constexpr std::string_view more =
      "put let hit cut shut set hurt read quit cost spend waste leave interrupt ignore forget cancel buy go ask invite";
  if (listed(more, word.plain)) return true;
  const std::string_view s = word.plain;
  const bool bent = s.ends_with("ing") || s.ends_with("ed") || (s.ends_with("s") && !s.ends_with("ss"));
  return is(word, Class::verb) && !bent && !is(word, Class::past);
}

// A part as it is told again: cut before its tail, without judging words that describe, without loose ends.
Words Telling::told(Part part) const {
  Words out;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const Part rest = part.subspan(i);
    if (i > 0 && std::ranges::any_of(tails, [&](std::string_view t) { return begins_with(rest, t) != 0; })) break;
    const bool described = rest.size() > 1 && i > 0 && listed("your my the a that this", part[i - 1].plain);
    if (described && judges(part[i]) && !listed(sweeping, part[i].plain)) continue;
    out.push_back(part[i]);
  }
  if (out.size() > 2 && listed("babe mate love honey god jesus bro man dude", out.back().plain)) out.pop_back();
  while (!out.empty() && listed(dangling, out.back().plain)) {
    if (out.size() > 2 && out.back().plain == "to" && out[out.size() - 2].plain == "not") break;
    out.pop_back();
  }
  return out;
}

bool Telling::may_be_base(const Word& word) const {
  const std::string_view s = word.plain;
  const bool bent = s.ends_with("ing") || s.ends_with("ed") || (s.ends_with("s") && !s.ends_with("ss"));
  return is_base(word) || (!bent && !is(word, Class::past) && !is(word, Class::function) && !is(word, Class::modal) &&
                           !listed("got such wrong late my your me not i you we", s));
}

std::optional<std::string> Telling::tell(Part part, std::size_t least, std::string_view head) const {
  const Words words = told(part);
  if (words.size() < least || words.size() > 16) return std::nullopt;
  if (std::ranges::any_of(words, [&](const Word& w) { return judges(w); })) return std::nullopt;
  const bool empty = words.size() == 1 || (words.size() == 2 && listed("it that this so", words[1].plain));
  if (empty && listed("did do done", words[0].plain)) return std::nullopt;
  const bool compared = words.size() < part.size() && part[words.size()].plain == "like" &&
                        listed("talk talked speak spoke look looked act acted treat treated", words[0].plain);
  if (compared) return std::nullopt;
  std::string text(head);
  if (!text.empty()) text += ' ';
  return text + said(language_, draft_, message_, words);
}

}  // namespace bothy::coach
