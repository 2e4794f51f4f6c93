// See offer_event.h. One clause is tried after the other: the openings of jabs lead to what is asked, and what somebody
// did is told again without the words that judge.
#include "coach/offer_event.h"

#include <algorithm>
#include <array>
#include <optional>

#include "coach/offer_ask.h"

namespace bothy::coach {
namespace {

// Said for force; an event is the same without them. Two of them are remembered.
constexpr std::string_view fillers =
    "even just ever literally actually really always constantly forever honestly seriously simply basically obviously "
    "clearly please typically continually perpetually stupid fucking fuckin bloody damn goddamn freaking frigging "
    "effing "
    "flipping sodding oh well look so yet and but then or also again still anymore once deliberately purposely because";
constexpr std::string_view judged_ing =
    "being acting making trying thinking kidding joking lying cheating using ruining overreacting imagining behaving "
    "treating wasting going pretending hurting killing having getting dreaming exaggerating blowing living doing "
    "asking "
    "taking not turning talking";
class Finder : private Asking {
 public:
  using Asking::Asking;

  [[nodiscard]] Event in(std::size_t clause);

 private:
  [[nodiscard]] Event act_of_you(Part w) const;
  [[nodiscard]] Event never_of_you(Part w) const;
  [[nodiscard]] Event state_of_you(Part w) const;
  [[nodiscard]] Event told_in(Part w) const;
  [[nodiscard]] Event own_act(Part w) const;
  [[nodiscard]] Event outcome(Part w) const;
  [[nodiscard]] std::string joined(std::size_t clause) const;
  [[nodiscard]] std::string lead_of(Words& w) const;
  [[nodiscard]] bool is_torn(const Clause& clause) const;

  std::string when_;     // what the clause beside it says of the time
  bool ever_ = false;    // "ever" or "even" stood there
  bool always_ = false;  // "always", "constantly"
};

// "you never help", "you don't call me": what is left out, told with do.
Event Finder::never_of_you(Part w) const {
  static constexpr std::array<std::array<std::string_view, 2>, 22> past_of = {
      {{"told", "tell"},           {"asked", "ask"},   {"called", "call"},
       {"came", "come"},           {"gave", "give"},   {"did", "do"},
       {"took", "take"},           {"got", "get"},     {"went", "go"},
       {"made", "make"},           {"said", "say"},    {"rang", "ring"},
       {"texted", "text"},         {"helped", "help"}, {"showed", "show"},
       {"thanked", "thank"},       {"paid", "pay"},    {"answered", "answer"},
       {"turned", "turn"},         {"warned", "warn"}, {"apologised", "apologise"},
       {"apologized", "apologize"}}};
  std::size_t n = 0;
  std::string_view head;
  for (const auto& [pattern, with] :
       std::initializer_list<std::array<std::string_view, 2>>{{"you never", "you don't"},
                                                              {"you do not", "you don't"},
                                                              {"you did not", "you didn't"},
                                                              {"why did not you", "you didn't"},
                                                              {"you will not", "you won't"},
                                                              {"you never do", "you don't"},
                                                              {"you have not", "you haven't"},
                                                              {"you were not", "you weren't"},
                                                              {"you are never", "you're not"},
                                                              {"you are not", "you're not"},
                                                              {"why are you never", "you're not"},
                                                              {"why do you never", "you don't"}}) {
    const std::size_t m = begins_with(w, pattern);
    if (m > n) {
      n = m;
      head = with;
    }
  }
  if (n == 0 || n >= w.size()) return {};
  const bool state = head == "you weren't" || head == "you're not";
  if (state) {
    if (!listed("there here home back ready in on around with at", w[n].plain)) return {};
    const bool past = head == "you weren't";
    if (auto text = tell(w.subspan(n), 1, head)) return {Kind::when, past, *std::move(text), 0};
    return {};
  }
  if (tells_mind(w[n].plain)) return {};
  if (head == "you haven't") {
    if (!is_past(w[n])) return {};
    if (auto text = tell(w.subspan(n), 2, head)) return {Kind::that, false, *std::move(text), 0};
    return {};
  }
  for (const auto& [past, base] : past_of) {
    if (w[n].plain != past || head != "you don't" || w[1].plain != "never") continue;
    std::string start = "you didn't ";
    start += base;
    if (w.size() == n + 1) return {Kind::when, true, start, 0};
    if (auto text = tell(w.subspan(n + 1), 1, start)) return {Kind::when, true, *std::move(text), 0};
    return {};
  }
  if (w[n].plain == "let" || !may_be_base(w[n])) return {};
  if (auto text = tell(w.subspan(n), 1, head)) return {Kind::when, head == "you didn't", *std::move(text), 0};
  return {};
}

// "you are on your phone", "you were late", "you keep leaving".
Event Finder::state_of_you(Part w) const {
  const bool now = begins_with(w, "you are") != 0 || begins_with(w, "why are you") != 0;
  const bool then = begins_with(w, "you were") != 0;
  const bool keep = begins_with(w, "you keep") != 0 || begins_with(w, "why do you keep") != 0;
  if (!now && !then && !keep) return {};
  const std::size_t n = w[0].plain == "you" ? 2 : keep ? 4 : 3;
  if (n >= w.size()) return {};
  const std::string_view word = w[n].plain;
  const bool placed = !keep && listed("on in out at late asleep home away back upstairs", word) &&
                      !(w.size() > n + 1 && listed("on in out", word) && listed("a another one your", w[n + 1].plain) &&
                        w.size() > n + 2 && listed("mood own world mind head period high rag time", w[n + 2].plain));
  const bool overdue = n + 3 <= w.size() && (w[n + 1].plain == "late" || w[n + 2].plain == "late");
  const bool doing = word.size() > 4 && word.ends_with("ing") && !listed(judged_ing, word);
  if (!placed && !doing && !overdue) return {};
  const std::string_view head = keep ? "you keep" : now ? "you're" : "you were";
  if (auto text = tell(w.subspan(n), placed && word != "late" && word != "asleep" ? 2 : 1, head)) {
    return {Kind::when, then, *std::move(text), 0};
  }
  return {};
}

Event Finder::act_of_you(Part w) const {
  std::size_t n = 0;
  bool asked = false;
  for (const std::string_view o : {"why do you", "you"}) {
    const std::size_t m = begins_with(w, o);
    if (m > 0 && n == 0) {
      n = m;
      asked = m > 1;
    }
  }
  if (n == 0 || n >= w.size() || tells_mind(w[n].plain)) return {};
  const std::string_view verb = w[n].plain;
  const std::string_view object = n + 1 < w.size() ? w[n + 1].plain : std::string_view{};
  if (listed("make made give gave", verb) && listed("me everything it us life my no sure up nothing a", object)) {
    if (!begins_with(w.subspan(n + 1), "a mess") && !begins_with(w.subspan(n + 1), "me wait") &&
        !begins_with(w.subspan(n + 1), "us late"))
      return {};
  }
  if (verb == "called" && w.size() > n + 1 && w[n + 1].plain == "me") {
    const Part rest = w.subspan(n + 1);
    if (std::ranges::any_of(rest, [&](const Word& x) { return judges(x); }))
      return {Kind::when, true, "you called me names", 0};
  }
  if (verb == "have" && w.size() > n + 2 && is_past(w[n + 1]) && !tells_mind(w[n + 1].plain)) {
    if (auto text = tell(w.subspan(n + 1), 2, "you've")) return {Kind::that, false, *std::move(text), 0};
    return {};
  }
  const bool past = is_past(w[n]) && !asked && !(always_ && listed("put let cut shut read", verb));
  const bool habit = (always_ || asked) && may_be_base(w[n]);
  if (!past && !habit) return {};
  if (verb == "ignore" && w.size() < n + 3) return {};
  if (auto text = tell(w.subspan(n), verb.size() > 6 || !when_.empty() ? 1 : 2, "you"))
    return {Kind::when, past, *std::move(text), 0};
  return {};
}

Event Finder::own_act(Part w) const {
  const std::size_t had = begins_with(w, "i had to");
  const std::size_t have = std::max(begins_with(w, "i have to"), begins_with(w, "why do i have to"));
  if (had > 0 && had < w.size() && is_base(w[had])) {
    if (auto text = tell(w.subspan(had), 1, "I had to")) return {Kind::when, true, *std::move(text), 0};
  }
  if (have > 0 && have < w.size() && is_base(w[have]) && !listed("say admit tell", w[have].plain)) {
    if (auto text = tell(w.subspan(have), 1, "I have to")) return {Kind::when, false, *std::move(text), 0};
  }
  for (const std::string_view o :
       {"i am the one who", "i am the only one who", "why am i the one who", "why am i the only one who"}) {
    const std::size_t n = begins_with(w, o);
    if (n == 0 || n >= w.size()) continue;
    if (auto text = tell(w.subspan(n), 1, "I'm the one who")) return {Kind::when, false, *std::move(text), 0};
  }
  static constexpr std::string_view acts = "waited sat stood cooked stayed slept ate";
  if (w.size() > 2 && w[0].plain == "i" && listed(acts, w[1].plain)) {
    if (auto text = tell(w.subspan(1), 2, "I")) return {Kind::when, true, *std::move(text), 0};
  }
  return {};
}

// "because of you we missed the train", "your socks are on the floor".
Event Finder::outcome(Part w) const {
  for (std::size_t i = 0; i + 2 < w.size(); ++i) {
    const bool led = i == 0 || begins_with(w, "of you") == i || begins_with(w, "of you that") == i ||
                     begins_with(w, "thanks to you") == i || begins_with(w, "it is your fault") == i ||
                     begins_with(w, "it is your fault that") == i || begins_with(w, "it is because of you that") == i ||
                     begins_with(w, "your fault") == i || begins_with(w, "it is because of you") == i ||
                     begins_with(w, "it is all your fault") == i;
    if (!led || !listed("we our the my your", w[i].plain)) continue;
    const bool theirs = i > 0 || w[i].plain != "my";
    static constexpr std::string_view losses =
        "missed lost late broke wet stuck debt without not wasted cancelled canceled burnt ruined stranded locked";
    const bool loss = std::ranges::any_of(w, [](const Word& x) { return listed(losses, x.plain); });
    if (w[i].plain == "we" && loss && (is_past(w[i + 1]) || listed("are were have had", w[i + 1].plain))) {
      if (auto text = tell(w.subspan(i), 3)) return {Kind::that, false, *std::move(text), 0};
    }
    const std::size_t be = std::min<std::size_t>(i + 4, w.size());
    for (std::size_t k = i + 2; k < be; ++k) {
      if (!listed("is are was were has have did do does", w[k].plain) || k + 2 >= w.size()) continue;
      const bool has = listed("has have", w[k].plain);
      const bool placed = listed("on in at still", w[k + 1].plain) || has;
      if (w[i].plain == "your" && !placed) break;
      const bool done = listed("did do does", w[k].plain);
      if ((!theirs && w[k + 1].plain != "not") || listed("you me", w[k + 1].plain) ||
          (has && w[k + 1].plain != "been") || (done && w[k + 1].plain != "not"))
        break;
      if (!has && !done && w[k + 1].plain == "not" && !w[k + 2].plain.ends_with("ing")) break;
      if (has && !listed("on in at full empty left lying off out there sitting piling", w[k + 2].plain)) break;
      if (auto text = tell(w.subspan(i), 4)) return {Kind::that, false, *std::move(text), 0};
    }
  }
  return {};
}

// The clause before or after that says when: "while I was talking".
std::string Finder::joined(std::size_t clause) const {
  const auto& clauses = draft_.clauses;
  for (const std::size_t c : {clause + 1, clause - 1}) {
    if (c >= clauses.size() || clauses[c].sentence != clauses[clause].sentence) continue;
    const Words w = words_of(draft_, clauses[c].first, clauses[c].last);
    const bool timed = (w.size() > 2 || (w.size() == 2 && c > clause)) && w.size() < 11 &&
                       listed("when while whenever after before until although though since", w[0].plain) &&
                       w[1].plain != "you";
    const bool broken = c > clause && w.size() > 2 && w.size() < 6 && listed("and but", w[0].plain) &&
                        w[1].plain == "you" && listed("did were have do are", w[2].plain) && w.back().plain == "not";
    const bool carried = c > clause && w.size() > 3 && w.size() < 12 && listed("and but", w[0].plain) &&
                         w[1].plain == "did" && w[2].plain == "not";
    if (!timed && !broken && !carried) continue;
    if (std::ranges::any_of(w, [&](const Word& x) { return judges(x) || listed("always never every", x.plain); }))
      continue;
    if (auto text = tell(w, broken ? 3 : 2)) {
      const bool going = std::ranges::any_of(w, [](const Word& x) { return x.plain.ends_with("ing"); });
      // "when you left when I was ill" stumbles.
      if (going && text->starts_with("when ")) text->replace(0, 4, "while");
      return ' ' + *std::move(text);
    }
  }
  return {};
}

// "At the barbecue you corrected me": takes the place or time off the front, to be said at the end.
std::string Finder::lead_of(Words& w) const {
  if (!listed("at in on during after before between last yesterday this over for all over tonight", w[0].plain))
    return {};
  const auto you = std::ranges::find(w, std::string_view("you"), &Word::plain);
  const auto many = static_cast<std::size_t>(you - w.begin());
  if (you == w.end() || many > 6) return {};
  const auto text = tell(Part(w).first(many), 1);
  if (!text) return {};
  w.erase(w.begin(), you);
  return ' ' + *text;
}

// A hyphen within a word ended the clause: "the whole street side-eyeing you".
bool Finder::is_torn(const Clause& clause) const {
  const std::uint32_t end = draft_.text.tokens[clause.last - 1].end;
  const std::uint32_t begin = draft_.text.tokens[clause.first].begin;
  if (begin > 1 && message_[begin - 1] == '-' && message_[begin - 2] != ' ') return true;
  return end + 1 < message_.size() && message_[end] == '-' && message_[end + 1] != ' ';
}

Event Finder::told_in(Part w) const {
  for (const auto search :
       {&Finder::never_of_you, &Finder::state_of_you, &Finder::act_of_you, &Finder::own_act, &Finder::outcome}) {
    Event found = (this->*search)(w);
    if (found.kind != Kind::none) return found;
  }
  return {};
}

Event Finder::in(std::size_t clause) {
  const Clause& c = draft_.clauses[clause];
  if ((c.frame & is_quoted) != 0) return {};
  const Words all = words_of(draft_, c.first, c.last);
  Words w;
  ever_ = always_ = false;
  bool opening = true;
  for (const Word& word : all) {
    const bool name = opening && (is(word, Class::pet_name) || in_class(language_, word.id, "=name") || judges(word)) &&
                      all.size() > 2;
    const bool filler = listed(fillers, word.plain) &&
                        (opening || !listed("and so well but look still or then because yet oh", word.plain));
    ever_ = ever_ || word.plain == "ever" || word.plain == "even";
    always_ = always_ || word.plain == "every" || in_class(language_, word.id, "always_word");
    const bool told = opening && listed("when whenever", word.plain) && (c.frame & by_you) != 0;
    always_ = always_ || told;
    if (!filler && !name && !told) {
      opening = false;
      w.push_back(word);
    }
  }
  if (w.size() < 2 || is_torn(c)) return {};
  const std::string lead = lead_of(w);
  when_ = joined(clause);
  Event found = need_in(w);
  if (found.kind == Kind::none) found = ask_in(w, ever_);
  if (found.kind == Kind::none && begins_with(w, "stop") != 0 && w.size() > 3 && w[1].plain.ends_with("ing") &&
      !listed(judged_ing, w[1].plain)) {
    if (auto text = tell(w, 3)) found = {Kind::ask, false, *std::move(text), 0};
  }
  if (found.kind == Kind::none) found = told_in(w);
  // "I can't believe you forgot it", "so dumb you locked us out": the act comes second.
  for (std::size_t i = 1; found.kind == Kind::none && i + 2 < w.size(); ++i) {
    const Word& before = w[i - 1];
    const bool opens = listed("that believe hate when so way how time since", before.plain) || judges(before);
    if (w[i].plain == "you" && opens && (is_past(w[i + 1]) || w[i + 1].plain == "did"))
      found = told_in(Part(w).subspan(i));
  }
  if (found.kind == Kind::when || found.kind == Kind::that) found.text += lead;
  if (found.kind != Kind::none) found.text += when_;
  return found;
}

}  // namespace

Event find_event(const Language& language, const Draft& draft, std::string_view message, const std::string& kept) {
  Finder finder(language, draft, message);
  Event best;
  const std::size_t most = std::min<std::size_t>(draft.clauses.size(), 64);
  for (std::size_t c = 0; c < most; ++c) {
    if (c < kept.size() && kept[c] != 0) continue;
    Event event = finder.in(c);
    event.clause = c;
    // Something that happened says more than an ask; the first of each is the one the message is built on.
    const bool told = event.kind == Kind::when || event.kind == Kind::that || event.kind == Kind::need;
    const bool had = best.kind == Kind::when || best.kind == Kind::that || best.kind == Kind::need;
    if (event.kind != Kind::none && (best.kind == Kind::none || (told && !had))) best = std::move(event);
  }
  return best;
}

}  // namespace bothy::coach
