// See answers.h.
#include "view/answers.h"

#include <algorithm>
#include <map>

#include "view/hidden.h"

namespace bothy {
namespace {

// By commitment and by who opened it: nobody opens for the other.
using Reveals = std::map<std::pair<Id, Author>, std::vector<const Entry*>>;

Reveals reveals_of(const SharedLog& ours) {
  Reveals out;
  for (const auto& entry : ours.entries.all())
    if (const auto* reveal = std::get_if<AnswerRevealed>(&entry.event.body)) out[{reveal->commitment_of, entry.author}].push_back(&entry);
  return out;
}

void add_reveals(Round& round, const Reveals& reveals) {
  const auto of = [&](const Entry* entry) { return entry != nullptr ? reveals.find({entry->event.id, entry->author}) : reveals.end(); };
  if (const auto mine = of(round.mine); mine != reveals.end()) round.opened_by_me = mine->second.front();
  if (const auto theirs = of(round.theirs); theirs != reveals.end()) round.opened_by_them = theirs->second;
}

const AnswerRevealed& opened(const Entry* entry) { return std::get<AnswerRevealed>(entry->event.body); }

Value shown(const Round& round, const std::set<Id>& back, const Fits& fits, const OwnWords& own_words) {
  const auto& committed = std::get<AnswerCommitted>(round.mine->event.body);
  Value out;
  out.set("id", to_hex(round.mine->event.id)).set("question", round.question).set("day", to_iso(Day{committed.day}));
  const std::string mine = round.opened_by_me != nullptr ? opened(round.opened_by_me).answer : own_words(round.mine->event.id);
  if (!mine.empty()) out.set("mine", mine);
  if (back.contains(round.mine->event.id)) out.set("retracted", true);
  if (round.theirs == nullptr) return out.set("state", "mine_waits"), out;
  const AnswerRevealed* theirs = nullptr;
  for (const auto* reveal : round.opened_by_them)
    if (theirs == nullptr && fits(std::get<AnswerCommitted>(round.theirs->event.body), opened(reveal))) theirs = &opened(reveal);
  const bool both = round.opened_by_me != nullptr && theirs != nullptr;
  if (both && !back.contains(round.theirs->event.id)) out.set("theirs", theirs->answer);
  out.set("state", both ? "both" : "open");
  if (theirs == nullptr && !round.opened_by_them.empty()) out.set("unfit", true);
  return out;
}

}  // namespace

std::vector<Round> rounds_of(const SharedLog& ours, std::span<const std::int32_t> pairing_days) {
  const Reveals reveals = reveals_of(ours);
  const std::set<Id> back = asked_back(ours);
  std::vector<Round> out;
  std::map<std::pair<std::string, std::ptrdiff_t>, std::size_t> current;
  for (const auto& entry : ours.entries.all()) {
    const auto* committed = std::get_if<AnswerCommitted>(&entry.event.body);
    if (committed == nullptr || (back.contains(entry.event.id) && !reveals.contains({entry.event.id, entry.author}))) continue;
    const auto pairing = std::upper_bound(pairing_days.begin(), pairing_days.end(), committed->day) - pairing_days.begin();
    const auto [at, fresh] = current.try_emplace({committed->question, pairing}, out.size());
    const bool closed = !fresh && out[at->second].mine != nullptr && out[at->second].theirs != nullptr;
    if (closed) at->second = out.size();
    if (fresh || closed) out.push_back({committed->question, nullptr, nullptr, {}, nullptr});
    Round& round = out[at->second];
    (entry.author == Author::me ? round.mine : round.theirs) = &entry;
  }
  for (auto& round : out) add_reveals(round, reveals);
  return out;
}

Value view_answers(const SharedLog& ours, std::span<const std::int32_t> pairing_days, const Fits& fits, const OwnWords& own_words,
                   std::size_t limit) {
  std::vector<Round> rounds = rounds_of(ours, pairing_days);
  std::erase_if(rounds, [](const Round& round) { return round.mine == nullptr; });
  std::sort(rounds.begin(), rounds.end(), [](const Round& a, const Round& b) { return entry_before(*b.mine, *a.mine); });
  const std::set<Id> back = asked_back(ours);
  Value out{List{}};
  for (std::size_t i = 0; i < std::min(limit, rounds.size()); ++i) out.push(shown(rounds[i], back, fits, own_words));
  return out;
}

Value view_opened_answers(const SharedLog& ours, std::span<const std::int32_t> pairing_days, const std::function<bool(const Id&)>& waiting,
                          std::size_t limit) {
  const std::set<Id> heard = asked_back(ours, waiting);
  const std::vector<Round> rounds = rounds_of(ours, pairing_days);
  Value out{List{}};
  for (auto round = rounds.rbegin(); round != rounds.rend() && out.as<List>()->size() < limit; ++round) {
    if (round->opened_by_me == nullptr || round->opened_by_them.empty() || waiting(round->opened_by_me->event.id)) continue;
    Value item;
    item.set("question", round->question).set("day", to_iso(Day{std::get<AnswerCommitted>(round->mine->event.body).day}));
    item.set("text", opened(round->opened_by_me).answer);
    if (heard.contains(round->mine->event.id)) item.set("retracted", true);
    out.push(std::move(item));
  }
  return out;
}

bool is_of_rounds(const Body& body) { return std::holds_alternative<AnswerCommitted>(body) || std::holds_alternative<AnswerRevealed>(body); }

}  // namespace bothy
