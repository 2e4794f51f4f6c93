// The sample couple: a home in memory with ninety days in it, ending today, to look around in. Nothing of it is ever for
// the disk or the relay; the days are lived in sample_days.cpp, the words are in
// sample_story.cpp, and both are the same for everybody. A real home knows nothing of it.
#include <algorithm>

#include "base/seeded.h"
#include "door/home.h"
#include "door/sample_days.h"
#include "door/sample_story.h"
#include "event/words.h"
#include "seal/epoch.h"

namespace bothy {
namespace {

constexpr int paired_days = story::days + 2;
constexpr std::int32_t morning = 7 * 60 + 40;
constexpr std::int32_t evening = 21 * 60 + 10;
constexpr std::int32_t midday = 12 * 60 + 30;
constexpr std::int64_t balcony_minute = 20 * 60;
constexpr std::int32_t balcony_minutes = 10;

class Teller {
 public:
  Teller(Day first, Instant now, int tz_min) : first_(first), now_(now), tz_min_(tz_min) {}

  std::vector<Entry> mine;
  std::vector<Entry> ours;

  void check_ins(Clock& clock) {
    for (int day = 0; day < story::days; ++day) {
      const bool last = day == story::days - 1;
      // Nobody writes every day; now and then there are two.
      if (!last && day > 0 && mixed(static_cast<std::uint64_t>(day)) % 9 == 0 && !has_note(day)) continue;
      if (!last && (day == story::quarrel_day || day % 8 == 3)) add_morning(day, clock);
      if (!last && day % 9 == 5 && lived_[day].received >= 0) add_moment(day, clock);
      add_evening(day, clock);
    }
  }

  [[nodiscard]] Outcome shared(Clock& clock) {
    for (const auto& row : story::shared()) BOTHY_CHECK(tell(row, clock));
    return {};
  }

 private:
  struct Sealed {
    Id commitment;
    Author who = Author::me;
    Bytes salt;
    std::string_view words;
  };

  [[nodiscard]] static bool has_note(int day) {
    return std::any_of(story::notes().begin(), story::notes().end(), [&](const story::Note& note) { return note.day == day; });
  }

  [[nodiscard]] std::int32_t day_number(int day) const { return first_.days + day; }
  [[nodiscard]] Instant at(int day, std::int32_t minute) const {
    return {std::min(day_number(day) * ms_per_day + minute * ms_per_minute - tz_min_ * ms_per_minute, now_.ms)};
  }

  // Ids are counted, not drawn: the story is the same each time it is told.
  Id next_id() {
    Id id{block_of<16>(span_of("BTYsample-couple"))};
    ++told_;
    id.bytes[14] = static_cast<std::uint8_t>(told_ >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(told_);
    return id;
  }

  [[nodiscard]] CheckedIn check_in_at(int day, Instant when) const {
    CheckedIn out;
    out.day = day_number(day);
    out.minute = static_cast<std::int32_t>((when.ms + tz_min_ * ms_per_minute - out.day * ms_per_day) / ms_per_minute);
    return out;
  }

  void keep(Body body, Instant when, Clock& clock) {
    mine.push_back({{next_id(), clock.next(when), std::move(body)}, Author::me});
  }

  void add_morning(int day, Clock& clock) {
    const Instant when = at(day, morning);
    CheckedIn out = check_in_at(day, when);
    out.myself = {lived_[day].morning};
    out.energy = {std::min(lived_[day].energy + 8, 100)};
    keep(Body(std::move(out)), when, clock);
  }

  // Something that was told, and how it was met.
  void add_moment(int day, Clock& clock) {
    const int received = lived_[day].received;
    MomentLogged out;
    out.day = day_number(day);
    out.moment = *word_number(moment_words, "shared_something");
    out.understood = {received};
    out.validated = {std::max(received - 6, 0)};
    out.cared = {std::min(received + 4, 100)};
    keep(Body(std::move(out)), at(day, midday), clock);
  }

  void add_evening(int day, Clock& clock) {
    const Instant when = at(day, evening);
    const story::LivedDay& lived = lived_[day];
    CheckedIn out = check_in_at(day, when);
    out.myself = {lived.myself};
    out.energy = {lived.energy};
    out.valence = {lived.valence};
    if (day % 2 == 0) out.stress = {lived.stress};
    if (day % 2 == 1) out.depend = {lived.depend};
    if (day % 3 == 1) {
      out.know = {lived.know};
      out.feel = {lived.feel};
    }
    for (const auto word : lived.moments)
      if (const auto number = word_number(moment_words, word)) out.moments.push_back(*number);
    for (const auto& note : story::notes())
      if (note.day == day) out.note = note.text;
    keep(Body(std::move(out)), when, clock);
  }

  Id say(int day, Author who, Body body, Clock& clock) {
    const Id id = next_id();
    ours.push_back({{id, clock.next(at(day, midday)), std::move(body)}, who});
    return id;
  }

  [[nodiscard]] Outcome tell(const story::Shared& row, Clock& clock) {
    if (row.what == story::Tells::answer) {
      answer(row, clock);
      return {};
    }
    BOTHY_TRY(body, body_of(row));
    const Id id = say(row.day, row.who, std::move(body), clock);
    constexpr story::Tells opens[] = {story::Tells::ritual, story::Tells::promise, story::Tells::repair, story::Tells::talk};
    if (std::ranges::find(opens, row.what) != std::end(opens)) opened_[row.slot] = id;
    return {};
  }

  [[nodiscard]] Result<Body> body_of(const story::Shared& row) {
    const std::int32_t day = day_number(row.day);
    const Id about = opened_[row.slot];
    const auto word = [&](Words words) { return word_number(words, row.word); };
    const std::string text(row.text);
    switch (row.what) {
      case story::Tells::need: { BOTHY_TRY(n, word(need_words)); return Body(NeedShared{day, n}); }
      case story::Tells::weather: { BOTHY_TRY(n, word(weather_words)); return Body(WeatherShared{day, n}); }
      case story::Tells::note: { BOTHY_TRY(n, word(note_words)); return Body(NoteShared{day, n, text, 0}); }
      case story::Tells::ritual: return Body(RitualProposed{day, text, std::string(row.word), static_cast<std::int32_t>(balcony_minute), balcony_minutes});
      case story::Tells::agreed: return Body(RitualAgreed{about});
      case story::Tells::together: return Body(RitualKept{about, day});
      case story::Tells::promise: return Body(PromiseMade{day, text, 0});
      case story::Tells::kept: return Body(PromiseKept{about, day});
      case story::Tells::missed: return Body(PromiseMissed{about, day});
      case story::Tells::repair: return Body(RepairOffered{day, 0, std::string(row.word), text, {}, Id{}});
      case story::Tells::repair_answer: { BOTHY_TRY(n, word(repair_answer_words)); return Body(RepairAnswered{about, n}); }
      case story::Tells::repair_felt:
        return Body(RepairRated{about, Slider{row.who == Author::me ? lived_[row.day].repair : lived_[row.day].repair_theirs}});
      case story::Tells::closed: return Body(RepairClosed{about, day});
      case story::Tells::talk: return Body(TalkInvited{day, text, 0});
      case story::Tells::talk_answer: { BOTHY_TRY(n, word(talk_answer_words)); return Body(TalkAnswered{about, n, 0}); }
      case story::Tells::talk_ended: { BOTHY_TRY(n, word(talk_end_words)); return Body(TalkEnded{about, day, n}); }
      case story::Tells::talk_heard: return Body(heard(row, about));
      case story::Tells::answer: break;
    }
    return no(Error::unknown_intent);
  }

  [[nodiscard]] TalkRated heard(const story::Shared& row, const Id& about) const {
    constexpr int theirs = 78;
    const int met = row.who == Author::me && lived_[row.day].received >= 0 ? lived_[row.day].received : theirs;
    return TalkRated{about, {met - 5}, {met - 12}, {met - 8}, {met}};
  }

  // Both answers of a question are sealed first and opened with the second, as in life.
  void answer(const story::Shared& row, Clock& clock) {
    const Hash salt = hash_parts({span_of("BTYsample"), span_of(row.word), span_of(row.text)});
    const Hash hash = commitment_to(salt, row.text);
    AnswerCommitted committed{day_number(row.day), std::string(row.word), Bytes(hash.begin(), hash.end())};
    sealed_[row.slot].push_back({say(row.day, row.who, Body(std::move(committed)), clock), row.who, Bytes(salt.begin(), salt.end()), row.text});
    if (sealed_[row.slot].size() < 2) return;
    for (const auto& one : sealed_[row.slot])
      say(row.day, one.who, Body(AnswerRevealed{one.commitment, one.salt, std::string(one.words)}), clock);
  }

  std::vector<story::LivedDay> lived_ = story::lived_days();
  Day first_;
  Instant now_;
  int tz_min_;
  std::uint32_t told_ = 0;
  std::map<int, Id> opened_;
  std::map<int, std::vector<Sealed>> sealed_;
};

}  // namespace

// A partner with keys that fit and nobody behind them.
void Home::pair_with_nobody(Request& request) {
  const PersonKeys person = person_keys(request.mine.key());
  const Key chain0 = request.mine.key();
  const auto lane_of = [&](LaneKind kind, const PublicKey& writer) {
    Lane lane;
    lane.id = request.mine.id();
    lane.kind = kind;
    lane.epochs.push_back({0, 1, bootstrap_seed(chain0, lane.id), writer, 0, chain0});
    lane.chain = chain0;
    return lane;
  };
  Pairing pairing;
  pairing.id = request.mine.id();
  pairing.their_recovery = SignKey(request.mine.key()).pub();
  pairing.their_persons = {person.box.pub()};
  const auto transcript = request.mine.block<32>();
  pairing.transcript.assign(transcript.begin(), transcript.end());
  pairing.day = day_of(request.now, request.tz_min).days - paired_days;
  pairing.first = true;
  pairing.compared = true;
  ring_.lanes.push_back(lane_of(LaneKind::own_outbox, ring_.outbox_signer().pub()));
  pairing.own_lane = ring_.lanes.back().id;
  ring_.lanes.push_back(lane_of(LaneKind::partner_outbox, person.outbox.pub()));
  pairing.their_lane = ring_.lanes.back().id;
  ring_.pairings.push_back(std::move(pairing));
}

Outcome Home::sample(Request& request, Reply& reply) {
  if (stage_ != Stage::none) return no(Error::already_open);
  const Day today = day_of(request.now, request.tz_min);
  Teller teller(Day{today.days - story::days + 1}, request.now, request.tz_min);
  teller.check_ins(my_clock_);
  BOTHY_CHECK(teller.shared(our_clock_));
  BOTHY_CHECK(begin_vault(request, request.mine.key(), std::nullopt));
  begin_person(request, "sample", request.mine.key());
  pair_with_nobody(request);
  my_.entries.add(std::move(teller.mine));
  our_.entries.add(std::move(teller.ours));
  sample_ = true;
  stage_ = Stage::open;
  // Kept at hand, so that my room can be shut and opened as in a real home; the door hands none of it out.
  keep_keys(request, reply);
  keep_snapshots(request, reply, true);
  return {};
}

}  // namespace bothy
