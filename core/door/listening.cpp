// See listening.h.
#include "door/listening.h"

#include <algorithm>
#include <array>

#include "coach/freedom.h"
#include "coach/offer.h"

namespace bothy {
namespace {

constexpr std::size_t most_notes = 2;

// How many UTF-16 units the first `bytes` of a text take: two for what UTF-8 writes in four bytes, else one.
std::int64_t units(std::string_view text, std::size_t bytes) {
  std::int64_t out = 0;
  for (std::size_t i = 0; i < std::min(bytes, text.size()); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80) out += byte >= 0xF0 ? 2 : 1;
  }
  return out;
}

void place(Value& out, std::string_view text, const coach::Span& span) {
  out.set("begin", units(text, span.begin)).set("end", units(text, span.end));
}

// The two that a person is told: sure ones, harm before care, the likelier first, one for each label.
std::vector<const coach::Finding*> worth_telling(const coach::Reading& reading) {
  std::vector<const coach::Finding*> out;
  for (const coach::Finding& f : reading.findings) {
    const bool known = std::ranges::any_of(out, [&](const coach::Finding* o) { return o->label == f.label; });
    if (f.sure && !known) out.push_back(&f);
  }
  std::ranges::sort(out, [](const coach::Finding* a, const coach::Finding* b) {
    if (coach::is_harm(a->label) != coach::is_harm(b->label)) return coach::is_harm(a->label);
    return a->logit != b->logit ? a->logit > b->logit : a->label < b->label;
  });
  if (out.size() > most_notes) out.resize(most_notes);
  return out;
}

}  // namespace

Listener::Listener() : guard_(guard::english_guard()), coach_(coach::english_reader()) {}

Result<Value> Listener::hear(const Value& args) {
  BOTHY_TRY(text, text_field(args, "text", coach::max_text_bytes));
  const std::string where = text_or(args, "place", "alone");
  constexpr std::array<std::string_view, 4> places = {"draft", "note", "alone", "boundary"};
  if (std::ranges::find(places, where) == places.end()) return no(Error::malformed);
  const std::int64_t feeling = std::clamp<std::int64_t>(int_or(args, "feeling", 0), 0, 2);
  const guard::Alarm alarm = guard_.read(text);
  session_ = std::max(session_, alarm.tier);
  Value out;
  out.set("tier", guard::tier_names[static_cast<std::size_t>(alarm.tier)]);
  out.set("script", guard::script_names[static_cast<std::size_t>(guard::script_for(alarm))]);
  out.set("session", guard::tier_names[static_cast<std::size_t>(session_)]);
  if (alarm.unreadable) out.set("unreadable", true);
  // Said beside danger too: whoever rules the other is told so, privately.
  if (where == "boundary" && rules_other(text)) out.set("controlling", true);
  const bool is_draft = where == "draft" || where == "note";
  if (is_draft && !guard::silences_coach(alarm) && !alarm.unreadable) read_draft(text, where == "draft", feeling, out);
  return out;
}

bool Listener::rules_other(std::string_view text) {
  const bool coerces = coach::has(coach_.read(text).labels, coach::Label::coerce);
  return coerces || coach::rules_the_other(coach::english(), coach_.draft());
}

void Listener::read_draft(std::string_view text, bool for_partner, std::int64_t feeling, Value& out) {
  const coach::Reading& reading = coach_.read(text);
  const bool addressed = std::ranges::any_of(coach_.draft().clauses,
                                             [](const coach::Clause& c) { return (c.frame & coach::to_you) != 0; });
  if (!for_partner && !addressed) return;
  Value notes{List{}};
  for (const coach::Finding* f : worth_telling(reading)) {
    Value note;
    note.set("label", coach::label_names[static_cast<std::size_t>(f->label)]).set("reason", coach::name_of(f->reason));
    if (coach::is_harm(f->label)) note.set("harm", true);
    place(note, text, f->span);
    notes.push(std::move(note));
  }
  out.set("notes", std::move(notes));
  const coach::Offer offer = coach::clean_offer(coach_, coach::english(), text, static_cast<std::size_t>(feeling));
  if (offer.action != coach::Action::rewrite) return;
  Value shown;
  Value feelings{List{}};
  for (const std::string_view one : offer.feelings) {
    if (!one.empty()) feelings.push(one);
  }
  Value slots{List{}};
  for (const coach::Span& slot : offer.slots) {
    Value at;
    place(at, offer.text, slot);
    slots.push(std::move(at));
  }
  shown.set("text", offer.text).set("feelings", std::move(feelings)).set("slots", std::move(slots));
  out.set("offer", std::move(shown));
}

}  // namespace bothy
