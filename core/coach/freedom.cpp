// See freedom.h.
#include "coach/freedom.h"

#include <algorithm>
#include <string_view>

#include "coach/offer_words.h"

namespace bothy::coach {
namespace {

// What a sentence about the reader may say without being an order.
constexpr std::string_view mild =
    "are were was did had feel felt know knew make makes made look seem love like mean meant understand said told gave "
    "asked helped hurt matter deserve have both and also already often sometimes always once";
// What is somebody's own: another may not dispose of it.
constexpr std::string_view own_things =
    "phone phones mobile messages message texts texting password passwords passcode pin email emails inbox account "
    "accounts "
    "bank card cards salary wages wage money pay paycheck income savings pocket receipts passport passports documents "
    "location whereabouts tracker clothes clothing skirt skirts dress dresses outfit makeup hair body weight food "
    "diary "
    "letters friends friend mates colleagues family mother father mum mom dad parents sister brother cousin ex men "
    "women "
    "guys girls males visitors job work study studies university gym class classes church mosque temple therapist "
    "doctor "
    "pill contraception social media instagram facebook tiktok snapchat whatsapp calls contacts selfie selfies photo "
    "photos pictures nights car keys sex bed door locks lock secrets gmail apps app profile followers";
// What is of both: who takes it from the other holds them.
constexpr std::string_view shared_things = "passports passport kids children keys car money cards papers";
// What the writer does to them.
constexpr std::string_view takings =
    "check checks read reads hold holds keep keeps decide decides choose chooses pick picks track tracks control "
    "controls "
    "manage manages approve approves monitor monitors want need see take takes get gets follow inspect go expect "
    "require";
// Who is meant when the writer makes rules for somebody; and what that somebody then may not decide alone.
constexpr std::string_view others =
    "you she he wife husband girlfriend boyfriend partner anyone whoever someone somebody";
constexpr std::string_view moves =
    "visit visiting see seeing talk talking meet meeting dance dancing drive driving wear wears wearing follow posting "
    "post "
    "pray praying smoke drinking drinks pub out outside classes lessons studying working job eat eating carbs diet nap "
    "naps "
    "sleep permission home location tracker away leggings makeup ring skips covers online stay";
constexpr std::string_view mine_first = "i my we nobody";

bool any_of_list(std::span<const Word> words, std::string_view list) {
  return std::ranges::any_of(words, [&](const Word& w) { return listed(list, w.plain); });
}

std::size_t find(std::span<const Word> words, std::string_view list, std::size_t from = 0) {
  for (std::size_t i = from; i < words.size(); ++i) {
    if (listed(list, words[i].plain)) return i;
  }
  return words.size();
}

// "You will not ...", "you are to ...", "you don't leave": the reader is the one who acts.
bool orders_reader(std::span<const Word> words, std::uint32_t frame) {
  if ((frame & (after_if | after_when | question | wished)) != 0) return false;
  const std::size_t you = find(words, "you your");
  if (you == words.size() || you > 2) return false;
  if (find(words, "i me my we us") < you) return false;
  if (words[you].plain == "your") return any_of_list(words.subspan(you), own_things);
  const auto rest = words.subspan(you + 1);
  for (const std::string_view fine :
       {"are welcome", "are free", "do not have to", "do not need to", "can always", "may always"}) {
    if (begins_with(rest, fine) != 0) return false;
  }
  for (const std::string_view order :
       {"are to", "are not to", "are not going", "have to", "have got to", "are never to"}) {
    if (begins_with(rest, order) != 0) return true;
  }
  return !rest.empty() && !listed(mild, rest[0].plain) && !rest[0].plain.ends_with("ed");
}

// "Turn your location on", "no male friends", "not without me": an order without its subject.
bool orders_nobody(std::span<const Word> words, std::uint32_t frame) {
  if ((frame & (question | past | wished)) != 0 || words.empty()) return false;
  if (find(words, "i we") < words.size()) return false;
  const bool forbids = listed("no not never do stop nobody none", words[0].plain);
  if (begins_with(words, "no talking") != 0 || begins_with(words, "my wife does") != 0 ||
      begins_with(words, "my husband does") != 0)
    return true;
  const bool demands = (frame & command) != 0;
  if (any_of_list(words, "please")) return false;
  return (forbids || demands) && any_of_list(words, own_things);
}

// "I check your receipts", "I decide who visits", "I want your passwords".
bool takes_theirs(std::span<const Word> words, std::uint32_t frame) {
  if ((frame & (negated | question)) != 0) return false;
  const std::size_t me = find(words, mine_first);
  const std::size_t taking = find(words, takings, me == words.size() ? 0 : me);
  if (me == words.size() || taking >= words.size()) return false;
  const auto after = words.subspan(taking);
  if (any_of_list(after, "decide decides") && any_of_list(after, "who what when where how")) return true;
  const std::size_t whose = find(after, "your the");
  if (whose >= after.size()) return false;
  const std::string_view things = after[whose].plain == "your" ? own_things : shared_things;
  return any_of_list(after.subspan(whose), things);
}

// "Let me know every time", "ask me before", "without my permission", "unless I am there".
bool makes_ask(std::span<const Word> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto rest = words.subspan(i);
    for (const std::string_view pattern :
         {"my permission",     "my okay",        "my approval",      "without asking me", "without telling me",
          "asks me before",    "ask me before",  "asks me first",    "ask me first",      "let me know who",
          "let me know where", "run it by me",   "run things by me", "tell me where",     "tell me who",
          "report to me",      "not allowed",    "unless i say",     "because i say",     "i allow",
          "i forbid",          "i do not allow", "i will not allow", "i get to approve",  "i get to decide",
          "prove where",       "prove it",       "no excuses",       "home by",           "of mine goes",
          "unless i am with"}) {
      if (begins_with(rest, pattern) != 0) return true;
    }
  }
  return false;
}

// "I need you to quit the bar job", "we agreed that you'd stop talking to Luca", "as soon as you share your location",
// "she asks me", "anyone married to me wears the ring": somebody else acts, in what is theirs to decide.
bool touches_theirs(std::span<const Word> words, std::uint32_t frame) {
  const std::size_t other = find(words, others);
  if (other == words.size()) return false;
  const bool own_act = find(words, "i we") < other && any_of_list(words.first(other), "will shall promise would swear");
  if (own_act && any_of_list(words, "not never stop stopped without no")) return false;
  if ((frame & (after_if | after_when)) != 0 && !any_of_list(words, "share shared delete deleted stop quit"))
    return false;
  const auto rest = words.subspan(other);
  return any_of_list(rest, own_things) || any_of_list(rest, moves);
}

}  // namespace

bool rules_the_other(const Language&, const Draft& draft) {
  return std::ranges::any_of(draft.clauses, [&](const Clause& clause) {
    const Words words = words_of(draft, clause.first, clause.last);
    return orders_reader(words, clause.frame) || orders_nobody(words, clause.frame) ||
           takes_theirs(words, clause.frame) || makes_ask(words) || touches_theirs(words, clause.frame);
  });
}

}  // namespace bothy::coach
