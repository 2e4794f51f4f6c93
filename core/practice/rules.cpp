// The table of what answers what. See rules.h.
#include "practice/rules.h"

#include "event/codec.h"

namespace bothy {
namespace {

enum class Whose : std::uint8_t { theirs, mine, anyones };

struct Rule {
  std::uint16_t act;
  std::uint16_t answers;
  Whose whose;
};

// The first field of an answering act is the id of what it answers.
constexpr Rule rules[] = {
    {BidAnswered::type, BidSent::type, Whose::theirs},
    {TalkAnswered::type, TalkInvited::type, Whose::theirs},
    {TalkEnded::type, TalkInvited::type, Whose::anyones},
    {TalkRated::type, TalkInvited::type, Whose::anyones},
    {PauseEnded::type, PauseTaken::type, Whose::mine},
    {ReflectionAnswered::type, ReflectionOffered::type, Whose::theirs},
    {RepairAnswered::type, RepairOffered::type, Whose::theirs},
    {RepairRated::type, RepairOffered::type, Whose::theirs},
    {RepairClosed::type, RepairOffered::type, Whose::anyones},
    {PromiseKept::type, PromiseMade::type, Whose::mine},
    {PromiseRenegotiated::type, PromiseMade::type, Whose::mine},
    {PromiseMissed::type, PromiseMade::type, Whose::mine},
    {PromiseWithdrawn::type, PromiseMade::type, Whose::mine},
    {BoundaryLifted::type, BoundarySet::type, Whose::mine},
    {RitualAgreed::type, RitualProposed::type, Whose::theirs},
    {RitualKept::type, RitualProposed::type, Whose::anyones},
    {RitualEnded::type, RitualProposed::type, Whose::anyones},
    {HealingJoined::type, HealingOpened::type, Whose::theirs},
    {HealingStepDone::type, HealingOpened::type, Whose::anyones},
    {HealingRated::type, HealingOpened::type, Whose::anyones},
    {SetbackLogged::type, HealingOpened::type, Whose::anyones},
    {OpennessAgreed::type, HealingOpened::type, Whose::anyones},
};

const Rule* rule_for(std::uint16_t act) {
  for (const auto& rule : rules)
    if (rule.act == act) return &rule;
  return nullptr;
}

// The hurt partner alone rates change; who that is was said when the track was opened.
Outcome may_rate_healing(const Known& opened) {
  const auto& healing = std::get<HealingOpened>(*opened.body);
  const bool opener_was_hurt = healing.role == 0;
  if (opener_was_hurt != opened.mine) return no(Error::not_yours);
  return {};
}

// Acts that are nothing without words.
Outcome needs_words(const Body& act) {
  const auto empty = [](const std::string& text) { return text.empty(); };
  const bool silent = (std::holds_alternative<PromiseMade>(act) && empty(std::get<PromiseMade>(act).text)) ||
                      (std::holds_alternative<BoundarySet>(act) && empty(std::get<BoundarySet>(act).text)) ||
                      (std::holds_alternative<RitualProposed>(act) && empty(std::get<RitualProposed>(act).text)) ||
                      (std::holds_alternative<ReflectionOffered>(act) && empty(std::get<ReflectionOffered>(act).text));
  if (silent) return no(Error::missing_field);
  return {};
}

Outcome needs_time(const Body& act) {
  constexpr std::int32_t later = 1;
  if (const auto* bid = std::get_if<BidAnswered>(&act); bid != nullptr && bid->answer == later && bid->later_at == 0)
    return no(Error::missing_field);
  if (const auto* talk = std::get_if<TalkAnswered>(&act); talk != nullptr && talk->answer == later && talk->later_at == 0)
    return no(Error::missing_field);
  // A pause without a return is distance, which is the thing it is not.
  if (const auto* pause = std::get_if<PauseTaken>(&act); pause != nullptr && pause->back_at == 0) return no(Error::missing_field);
  return {};
}

}  // namespace

Outcome may_share(const Body& act, const SharedLookup& shared) {
  const EventInfo& info = info_of(act);
  if (place_of(info.type) != Place::our_room) return no(Error::unknown_intent);
  // Sealed answers are made and opened by `answer` alone: one without the other would wait for ever.
  if (std::holds_alternative<AnswerCommitted>(act) || std::holds_alternative<AnswerRevealed>(act)) return no(Error::unknown_intent);
  BOTHY_CHECK(needs_words(act));
  BOTHY_CHECK(needs_time(act));
  const Rule* rule = rule_for(info.type);
  if (rule == nullptr) return {};
  const Id target = field_at<Id>(data_of(act), info.fields[0]);
  const Known known = shared.find(target);
  if (known.body == nullptr || info_of(*known.body).type != rule->answers) return no(Error::not_found);
  if (rule->whose == Whose::theirs && known.mine) return no(Error::not_yours);
  if (rule->whose == Whose::mine && !known.mine) return no(Error::not_yours);
  if (info.type == HealingRated::type) return may_rate_healing(known);
  return {};
}

Outcome may_note(const Body& act) {
  const EventInfo& info = info_of(act);
  if (place_of(info.type) != Place::my_room || info.type == Unknown::type) return no(Error::unknown_intent);
  if (encode_payload(act) == encode_payload(empty_body(info.type))) return no(Error::missing_field);
  return {};
}

}  // namespace bothy
