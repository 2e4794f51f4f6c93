// See hidden.h.
#include "view/hidden.h"

#include "view/screens.h"

namespace bothy {

std::set<Id> gone(const PrivateLog<Me>& mine) {
  std::set<Id> out;
  for (const auto& entry : mine.entries.all()) {
    if (const auto* w = std::get_if<Withdrawn>(&entry.event.body)) out.insert(w->target);
    if (const auto* c = std::get_if<CheckedIn>(&entry.event.body); c != nullptr && !c->amends.is_zero()) out.insert(c->amends);
    if (const auto* m = std::get_if<MomentLogged>(&entry.event.body); m != nullptr && !m->amends.is_zero()) out.insert(m->amends);
    if (const auto* i = std::get_if<ItemsAnswered>(&entry.event.body); i != nullptr && !i->amends.is_zero()) out.insert(i->amends);
    if (const auto* t = std::get_if<TriggerLogged>(&entry.event.body); t != nullptr && !t->amends.is_zero()) out.insert(t->amends);
    if (const auto* p = std::get_if<PlanMade>(&entry.event.body); p != nullptr && !p->amends.is_zero()) out.insert(p->amends);
  }
  return out;
}

std::set<Id> handled_with_care(const PrivateLog<Me>& mine) {
  std::set<Id> out;
  for (const auto& entry : mine.entries.all())
    if (const auto* care = std::get_if<HandledWithCare>(&entry.event.body)) {
      if (care->lifted != 0) out.erase(care->target);
      else out.insert(care->target);
    }
  return out;
}

std::set<Id> asked_back(const SharedLog& ours, const std::function<bool(const Id&)>& unheard) {
  // Only the author's own request counts.
  std::map<Id, Author> asked;
  for (const auto& entry : ours.entries.all()) {
    const auto* r = std::get_if<Retracted>(&entry.event.body);
    if (r != nullptr && !(unheard && unheard(entry.event.id))) asked[r->target] = entry.author;
  }
  std::set<Id> out;
  for (const auto& entry : ours.entries.all())
    if (const auto at = asked.find(entry.event.id); at != asked.end() && at->second == entry.author) out.insert(entry.event.id);
  return out;
}

std::map<std::int32_t, std::string> rating_names(const PrivateLog<Me>& mine) {
  std::map<std::int32_t, std::string> out;
  for (const auto& [name, item] : custom_ratings(mine)) out[item] = name;
  return out;
}

}  // namespace bothy
