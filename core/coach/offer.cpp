// See offer.h. First what to do, then which of the forms a draft asks for, then its words in the sender's own voice.
#include "coach/offer.h"

#include <algorithm>
#include <optional>

#include "coach/hash.h"
#include "coach/offer_event.h"
#include "coach/offer_force.h"
#include "coach/offer_forms.h"
#include "coach/offer_sorry.h"
#include "coach/offer_topic.h"
#include "coach/offer_voice.h"
#include "coach/offer_words.h"

namespace bothy::coach {
namespace {

constexpr Labels kept_care = only(Label::feeling) | only(Label::i_statement) | only(Label::need) |
                             only(Label::request) | only(Label::validate) | only(Label::reflect) |
                             only(Label::appreciate) | only(Label::disclose) | only(Label::repair) |
                             only(Label::apology) | only(Label::support);
constexpr Labels warm = only(Label::appreciate) | only(Label::validate) | only(Label::support) | only(Label::feeling);
constexpr std::size_t most_kept_words = 20;

// One draft on its way to an offer.
class Maker {
 public:
  Maker(const Language& language, const Draft& draft, const Reading& reading, std::string_view message,
        std::size_t feeling, Daring daring)
      : language_(language),
        draft_(draft),
        reading_(reading),
        message_(message),
        feeling_(feeling % 3),
        daring_(daring),
        turn_(hash_of(message) >> 7U),
        most_(longest_offer(count_words(message))) {}

  [[nodiscard]] Offer make();

 private:
  [[nodiscard]] std::optional<Label> hardest() const;
  [[nodiscard]] Labels labels_of(const Clause& clause, Labels among) const;
  void keep_care();
  [[nodiscard]] std::string kept_text(bool asks) const;
  void choose_feelings(const Topic& topic, std::string_view event);
  [[nodiscard]] std::string feel(std::string_view verb) const;
  [[nodiscard]] std::string feel_about(std::string_view thing) const;
  [[nodiscard]] std::string grievance();
  [[nodiscard]] std::string of_event(const Event& event, std::string_view ask) const;
  [[nodiscard]] std::string of_topic(const Found& found, std::string_view ask) const;
  [[nodiscard]] std::string thing_of(const Found& found) const;
  [[nodiscard]] std::string fitted(std::string first, std::string_view second) const;
  [[nodiscard]] bool is_doubtful() const;
  [[nodiscard]] bool is_held_back() const;
  void finish(std::string text);

  const Language& language_;
  const Draft& draft_;
  const Reading& reading_;
  std::string_view message_;
  std::size_t feeling_;
  Daring daring_;
  std::uint64_t turn_;
  std::size_t most_;
  std::string kept_;  // one flag a clause: said as it is
  Labels kept_labels_ = 0;
  Offer offer_;
};

std::optional<Label> Maker::hardest() const {
  std::optional<Label> out;
  double most = -1e9;
  for (const Finding& f : reading_.findings) {
    // A complaint asks for the least; an answer that turns the other away has a form of its own.
    const bool answers = f.label == Label::defensive || f.label == Label::invalidate;
    const double weight = f.logit + (f.label == Label::complaint ? -1 : answers ? 0.5 : 0);
    if (!is_harm(f.label) || weight <= most) continue;
    most = weight;
    out = f.label;
  }
  return out;
}

Labels Maker::labels_of(const Clause& clause, Labels among) const {
  const Span bytes = {draft_.text.tokens[clause.first].begin, draft_.text.tokens[clause.last - 1].end};
  Labels out = 0;
  for (const Finding& f : reading_.findings) {
    const bool counts = f.sure || is_harm(f.label);
    if (counts && f.span.begin < bytes.end && bytes.begin < f.span.end) out |= only(f.label) & among;
  }
  return out;
}

void Maker::keep_care() {
  kept_.assign(draft_.clauses.size(), 0);
  if (daring_ > Daring::topic) return;
  std::size_t words = 0;
  for (std::size_t c = 0; c < draft_.clauses.size(); ++c) {
    const Clause& clause = draft_.clauses[c];
    Labels care = labels_of(clause, kept_care);
    // Beside a barb, praise and thanks are part of it.
    if (has(reading_.labels, Label::passive_agg)) care &= ~warm;
    if (care == 0 || labels_of(clause, harm_labels) != 0 || (clause.frame & mocking) != 0) continue;
    if ((clause.frame & by_you) != 0 && (clause.frame & (habitual | negated)) != 0) continue;
    // A clause that leans on another is not kept without it.
    const bool leans = (clause.frame & (after_if | after_when | after_because)) != 0 && (c == 0 || kept_[c - 1] == 0);
    words += clause.last - clause.first;
    if (leans || words > most_kept_words) continue;
    kept_[c] = 1;
    kept_labels_ |= care;
  }
}

// The kept clauses that ask (or those that do not), as typed.
std::string Maker::kept_text(bool asks) const {
  std::string out;
  for (std::size_t c = 0; c < kept_.size(); ++c) {
    if (kept_[c] == 0) continue;
    const Clause& clause = draft_.clauses[c];
    const bool ask = labels_of(clause, only(Label::need) | only(Label::request)) != 0;
    if (ask != asks) continue;
    const bool leans = (clause.frame & (after_if | after_when | after_because)) != 0;
    Words words = words_of(draft_, clause.first, clause.last);
    const std::size_t skip = !words.empty() && listed("but and so", words[0].plain) ? 1 : 0;
    std::string said_now = said(language_, draft_, message_, std::span(words).subspan(skip));
    if (said_now.empty()) continue;
    if (leans && !out.empty()) {
      out.pop_back();
      out += ' ' + said_now;
    } else {
      if (!out.empty()) out += ' ';
      out += capital(said_now);
    }
    out += (clause.frame & question) != 0 && asks ? '?' : '.';
  }
  return out;
}

void Maker::choose_feelings(const Topic& topic, std::string_view event) {
  static constexpr std::string_view named =
      "hurt sad lonely scared afraid worried anxious nervous angry furious upset annoyed frustrated ashamed "
      "embarrassed "
      "humiliated guilty jealous insecure exhausted overwhelmed disappointed heartbroken stressed confused unheard";
  offer_.feelings = topic.feelings;
  // A feeling is the writer's own when the last person named before it is the writer.
  std::string_view own;
  bool mine = false;
  for (const Token& token : draft_.text.tokens) {
    if (language_.is(token.id, Class::i) || language_.is(token.id, Class::you)) mine = language_.is(token.id, Class::i);
    const std::string_view word = draft_.text.spelling(token);
    for (std::size_t at = 0; mine && own.empty() && at < named.size();) {
      const std::size_t end = std::min(named.find(' ', at), named.size());
      if (named.substr(at, end - at) == word) own = named.substr(at, end - at);
      at = end + 1;
    }
  }
  auto& f = offer_.feelings;
  if (!event.empty() && event.find(f[0]) != std::string_view::npos) std::ranges::rotate(f, f.begin() + 1);
  if (own.empty() || has(kept_labels_, Label::feeling) || event.find(own) != std::string_view::npos) return;
  const auto at = std::ranges::find(f, own);
  if (at != f.end()) {
    std::rotate(f.begin(), at, at + 1);
  } else {
    f = {own, topic.feelings[0], topic.feelings[1]};
  }
}

std::string Maker::feel(std::string_view verb) const {
  return "I " + std::string(verb) + " " + std::string(offer_.feelings[feeling_]);
}

// "worried about", "worn out by", "lonely when it comes to".
std::string Maker::feel_about(std::string_view thing) const {
  const std::string_view f = offer_.feelings[feeling_];
  const std::string joined = f == "worn out" ? "out" : std::string(f);
  const std::string_view how = listed("out overwhelmed exhausted drained", joined) ? " by "
                               : listed(
                                     "worried anxious stressed hurt sad scared nervous tense torn frustrated angry "
                                     "upset annoyed furious disappointed embarrassed jealous insecure unsure confused "
                                     "uneasy ashamed guilty",
                                     f)
                                   ? " about "
                                   : " when it comes to ";
  return feel("feel") + std::string(how) + std::string(thing);
}

std::string Maker::fitted(std::string first, std::string_view second) const {
  if (second.empty() || count_words(first) + count_words(second) > most_) return first;
  return std::move(first) + " " + std::string(second);
}

std::string Maker::of_event(const Event& event, std::string_view ask) const {
  const bool turned = turn_ % 3 == 1;
  switch (event.kind) {
    case Kind::when: {
      const std::string felt = feel(event.past ? "felt" : "feel");
      if (turned && count_words(event.text) < 12) return fitted("When " + event.text + ", " + felt + ".", ask);
      return fitted(felt + " when " + event.text + ".", ask);
    }
    case Kind::that: return fitted(feel("feel") + " that " + event.text + ".", ask);
    case Kind::ask: {
      static constexpr std::string_view ways[] = {"Could you ", "Can you please ", "Would you "};
      const std::string way(ways[turn_ % 3]);
      const std::string request = way + event.text + "?";
      if (has(kept_labels_, Label::feeling)) return request;
      const std::string start = feel("feel") + ".";
      return count_words(start) + count_words(request) > most_ ? request : start + " " + request;
    }
    case Kind::wish:
      if (has(kept_labels_, Label::feeling)) return "I wish " + event.text + ".";
      return fitted(feel("felt") + ".", "I wish " + event.text + ".");
    case Kind::why: return fitted(feel("felt") + ".", "Can you tell me what made you " + event.text + "?");
    case Kind::need: return fitted("I need " + event.text + ".", turned ? ask : std::string_view{});
    case Kind::none: break;
  }
  return {};
}

// "your phone", "the dishes": the thing with its owner; nothing where "the" would be wrong ("a card").
std::string Maker::thing_of(const Found& found) const {
  if (found.thing.empty() || daring_ >= Daring::plain) return {};
  const std::string_view before = draft_.text.spelling(draft_.text.tokens[found.token > 0 ? found.token - 1 : 0]);
  if (listed("your my our her his their the", before)) return std::string(before) + " " + std::string(found.thing);
  const bool plain =
      listed("dishes dishwasher laundry bins rubbish trash money housework chores washing kids bags bedtime",
             found.thing) &&
      !listed("a an no some any", before);
  return plain ? "the " + std::string(found.thing) : std::string{};
}

std::string Maker::of_topic(const Found& found, std::string_view ask) const {
  const Topic& topic = *found.topic;
  const bool general = topic.cues.empty();
  if (general || daring_ == Daring::slot) return fitted(feel("felt") + " when [what happened].", ask);
  const std::string thing = thing_of(found);
  if (!thing.empty()) return fitted(feel_about(thing) + ".", ask);
  // Between a message that says one thing and its answer nothing else stands.
  const std::size_t which = count_words(message_) < 5 ? 0 : turn_ / 3 % 3;
  const std::string_view when = topic.whens[which];
  const bool about = when.starts_with("about ");
  return fitted((about ? feel_about(when.substr(6)) : feel("feel") + " " + std::string(when)) + ".",
                which == 0 && topic.name == "ignored" ? "" : ask);
}

std::string Maker::grievance() {
  const Event event = daring_ == Daring::own_words ? find_event(language_, draft_, message_, kept_) : Event{};
  // With an event the topic is the event's; the rest of the message may be about something else.
  const Clause whole = {0, static_cast<std::uint32_t>(draft_.text.tokens.size()), 0, 0};
  const Clause& about = event.kind == Kind::none ? whole : draft_.clauses[event.clause];
  Found found = find_topic(draft_, about.first, about.last);
  const std::string_view told = event.text;
  if (told.starts_with("you said you") || told.starts_with("you said u ") || told.starts_with("you promised")) {
    found.topic = topic_called("promises");
  } else if (told.starts_with("you told ") && !told.starts_with("you told me") && !told.starts_with("you told u")) {
    found.topic = topic_called("privacy");
  }
  // One word of many that fits a topic is chance, and in mockery it is no topic at all unless it is "your".
  const bool mocks = hardest() == Label::contempt;
  const std::string thing = thing_of(found);
  const bool named = !thing.empty() && !(mocks && thing.starts_with("the "));
  if (event.kind == Kind::none && found.hits < 2 && !named && (mocks || count_words(message_) > 9)) {
    found.topic = topic_called({});
  }
  choose_feelings(*found.topic, event.text);
  // Where nothing is known but the sting, the way out of contempt is to want to know.
  const bool wonder = event.kind == Kind::none && found.topic->cues.empty() && has(reading_.labels, Label::contempt);
  const std::string before = kept_text(false);
  const std::string asked = kept_text(true);
  const std::string_view own = wonder ? "Can you help me see how it looks to you?" : found.topic->asks[turn_ / 9 % 4];
  const std::string ask = asked.empty() ? std::string(own) : asked;
  if (has(kept_labels_, Label::i_statement)) {
    offer_.feelings = {};
    return fitted(before, ask);
  }
  const std::size_t room = most_;
  most_ -= std::min(most_ / 2, count_words(before));
  std::string text = of_event(event, ask);
  if (text.empty()) text = of_topic(found, ask);
  most_ = room;
  return before.empty() ? text : before + " " + text;
}

void Maker::finish(std::string text) {
  offer_.text = in_voice(voice_of(draft_, message_), text);
  for (std::size_t at = offer_.text.find('['); at != std::string::npos; at = offer_.text.find('[', at + 1)) {
    const std::size_t close = offer_.text.find(']', at);
    if (close == std::string::npos) break;
    offer_.slots.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(close + 1)});
  }
}

// Harm that may as well be care: play, or no harm is sure, and the same words, or a limit, or what is hard to tell count for
// care as much.
bool Maker::is_doubtful() const {
  constexpr double near = 0.5;
  constexpr Labels limits = only(Label::boundary) | only(Label::apology) | only(Label::disclose);
  // Teasing among laughter and fondness is theirs; where it barbs, the laughter is part of it.
  const bool play = !draft_.clauses.empty() && (draft_.clauses.front().frame & playful) != 0;
  if (play && (reading_.labels & warm) != 0 && !has(reading_.labels, Label::passive_agg)) return true;
  return std::ranges::all_of(reading_.findings, [&](const Finding& f) {
    if (!is_harm(f.label)) return true;
    if (f.sure) return false;
    return std::ranges::any_of(reading_.findings, [&](const Finding& care) {
      const bool same = care.span.begin < f.span.end && f.span.begin < care.span.end;
      return care.logit + near >= f.logit && (has(limits, care.label) || (has(warm, care.label) && same));
    });
  });
}

// "You never let me rest" is a need whatever else is heard in it.
bool Maker::is_held_back() const {
  return find_event(language_, draft_, message_, {}).kind == Kind::need && !uses_force(draft_);
}

Offer Maker::make() {
  const auto hard = hardest();
  for (const Finding& f : reading_.findings) {
    if (hard && f.label == *hard) offer_.why = f.reason;
  }
  const Labels labels = reading_.labels;
  if ((has(labels, Label::threat) || has(labels, Label::coerce)) && !(draft_.clauses.size() == 1 && is_held_back())) {
    offer_.action = Action::safety;
    return offer_;
  }
  const bool sorry = !reading_.silent && is_half_sorry(language_, draft_);
  const std::size_t yes = reading_.silent ? 0 : yes_but(draft_);
  const bool held = !reading_.silent && is_held_back();
  if (reading_.silent || ((!hard || is_doubtful()) && !sorry && !held && yes == 0)) return offer_;
  if (uses_force(draft_)) {
    offer_.action = Action::safety;
    return offer_;
  }
  offer_.action = Action::rewrite;
  if (!held) keep_care();
  if (sorry) {
    if (!hard) offer_.why = Reason::sorry_if;
    finish(owned_sorry(language_, draft_, message_, turn_, daring_ < Daring::plain));
    return offer_;
  }
  if (yes != 0) {
    const Words words = words_of(draft_, draft_.clauses[0].first, draft_.clauses[0].last);
    const std::string heard = capital(said(language_, draft_, message_, words)) + ". ";
    finish(heard +
           (turn_ % 2 == 0 ? "Can I tell you how it was for me too?" : "I'd like you to hear how it was for me too."));
    if (!hard) offer_.why = Reason::counters;
    return offer_;
  }
  switch (held ? Label::criticism : *hard) {
    case Label::nonapology: finish(owned_sorry(language_, draft_, message_, turn_, daring_ < Daring::plain)); break;
    case Label::defensive: finish(own_part(turn_, most_)); break;
    case Label::stonewall: finish(pause_with_return(count_words(message_) < 6 ? 0 : turn_)); break;
    case Label::invalidate:
      finish(other_view(turn_, thing_of(find_topic(draft_, 0, static_cast<std::uint32_t>(draft_.text.tokens.size())))));
      break;
    default: finish(grievance()); break;
  }
  return offer_;
}

}  // namespace

Offer make_offer(const Language& language, const Draft& draft, const Reading& reading, std::string_view message,
                 std::size_t feeling, Daring daring) {
  return Maker(language, draft, reading, message, feeling, daring).make();
}

Offer clean_offer(Reader& reader, const Language& language, std::string_view message, std::size_t feeling) {
  std::vector<Offer> offers;
  const Reading& reading = reader.read(message);
  for (std::size_t d = 0; d < static_cast<std::size_t>(Daring::count_); ++d) {
    Offer offer = make_offer(language, reader.draft(), reading, message, feeling, static_cast<Daring>(d));
    if (offer.action != Action::rewrite) return offer;
    if (offers.empty() || offers.back().text != offer.text) offers.push_back(std::move(offer));
  }
  const auto hurts = [&](const Offer& offer) { return (reader.read(offer.text).labels & harm_labels) != 0; };
  for (Offer& offer : offers) {
    if (!hurts(offer)) return std::move(offer);
  }
  return std::move(offers.back());
}

}  // namespace bothy::coach
