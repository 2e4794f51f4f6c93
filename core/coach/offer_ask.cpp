// See offer_ask.h.
#include "coach/offer_ask.h"

#include <algorithm>
#include <utility>

namespace bothy::coach {
namespace {

constexpr std::string_view asks[] = {"why can not you",
                                     "why do not you",
                                     "why will not you",
                                     "why can you not",
                                     "can you not",
                                     "could you not",
                                     "can not you",
                                     "could not you",
                                     "will not you",
                                     "would not you",
                                     "can you",
                                     "could you",
                                     "would you",
                                     "will you",
                                     "would it kill you to",
                                     "would it hurt you to",
                                     "would it hurt to",
                                     "would it be so hard to",
                                     "would it be so hard for you to",
                                     "is it hard to",
                                     "is it too hard to",
                                     "is it that hard to",
                                     "is it too much to ask to",
                                     "is it too much to ask for you to",
                                     "is it too much to ask that you",
                                     "is it so hard to",
                                     "is it so hard for you to",
                                     "is it that difficult to",
                                     "is it so difficult to",
                                     "how hard is it to",
                                     "how hard is it for you to",
                                     "how hard can it be to",
                                     "how difficult is it to",
                                     "the least you could do is",
                                     "you could at least",
                                     "at least",
                                     "all you had to do was",
                                     "all you have to do is",
                                     "when are you going to",
                                     "are you going to",
                                     "you need to",
                                     "you have to",
                                     "you should",
                                     "you must",
                                     "you had better",
                                     "you would better",
                                     "you better",
                                     "you got to",
                                     "you have got to",
                                     "i asked you to",
                                     "i told you to",
                                     "i have asked you to",
                                     "how many times do i have to ask you to",
                                     "how many times do i have to tell you to",
                                     "how many times do i need to tell you to",
                                     "i should not have to ask you to",
                                     "i want you to",
                                     "i need you to",
                                     "i wish you would",
                                     "why is it so hard for you to",
                                     "why is it so hard to",
                                     "do i have to beg you to",
                                     "try to",
                                     "can you at least",
                                     "could you at least",
                                     "you can not",
                                     "you could not"};
constexpr std::string_view wishes[] = {
    "you could have",         "you should have",         "you might have", "if you had",
    "if only you had",        "i wish you had",          "you could of",   "you should of",
    "why could not you have", "you could at least have", "if you would"};
constexpr std::string_view whys[] = {
    "why did you",          "why would you",        "how could you",          "what made you",
    "why on earth did you", "why the hell did you", "why the hell would you", "why the fuck did you"};

}  // namespace

Event Asking::ask_in(Part w, bool ever) const {
  for (const std::string_view opening : whys) {
    const std::size_t n = begins_with(w, opening);
    if (n == 0 || n >= w.size() || !is_base(w[n]) || tells_mind(w[n].plain)) continue;
    if (auto text = tell(w.subspan(n), 2)) return {Kind::why, true, *std::move(text), 0};
  }
  for (const std::string_view opening : wishes) {
    const std::size_t n = begins_with(w, opening);
    if (n == 0 || n >= w.size() || tells_mind(w[n].plain)) continue;
    const std::size_t verb = w[n].plain == "not" && n + 1 < w.size() ? n + 1 : n;
    if (!is_past(w[verb]) || tells_mind(w[verb].plain)) continue;
    if (auto text = tell(w.subspan(verb), 1, verb > n ? "you hadn't" : "you had")) {
      return {Kind::wish, true, *std::move(text), 0};
    }
  }
  for (const std::string_view opening : asks) {
    const std::size_t n = begins_with(w, opening);
    if (n == 0 || n >= w.size() || !is_base(w[n])) continue;
    if (opening.starts_with("you c") && !ever && opening.size() < 15) continue;
    if (tells_mind(w[n].plain) && !listed("try listen look give", w[n].plain)) continue;
    if (listed("get go shut leave calm grow stop admit see have tell do imagine believe blame", w[n].plain) &&
        w.size() - n < 4)
      continue;
    if (auto text = tell(w.subspan(n), 2)) return {Kind::ask, false, *std::move(text), 0};
  }
  return {};
}

Event Asking::need_in(Part w) const {
  std::size_t n = 0;
  for (const std::string_view o : {"you never let me", "you do not let me", "you will not let me",
                                   "why do you never let me", "why will not you let me", "why can not you let me",
                                   "why do not you let me", "you have never let me", "you did not let me"}) {
    n = std::max(n, begins_with(w, o));
  }
  if (n == 0 || n >= w.size()) return {};
  const std::string_view verb = w[n].plain;
  if (listed("down forget pay give lose worry", verb)) return {};  // mostly praise
  if (verb == "have" && w.size() > n + 1) {
    if (auto text = tell(w.subspan(n + 1), 1)) return {Kind::need, false, *std::move(text), 0};
  }
  if (listed("rest sleep relax breathe think unwind", verb)) {
    if (auto text = tell(w.subspan(n), 1, "time to")) return {Kind::need, false, *std::move(text), 0};
  }
  if (listed("finish speak talk explain", verb)) {
    if (auto text = tell(w.subspan(n), 1, "a chance to")) return {Kind::need, false, *std::move(text), 0};
  }
  if (auto text = tell(w.subspan(n), 1, "to be able to")) return {Kind::need, false, *std::move(text), 0};
  return {Kind::need, false, "more room for myself", 0};
}

}  // namespace bothy::coach
