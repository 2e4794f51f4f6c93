// The sample couple: a home in memory with ninety days in it, ending today, to look around in. Nothing of it is ever for
// the disk or the relay; the story is in sample_story.cpp and is the same for everybody. A real home knows nothing of it.
#include <algorithm>

#include "door/home.h"
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

// A number that only looks like chance: the same for everybody (SplitMix64's mixing step, Steele et al. 2014).
std::uint64_t mixed(std::uint64_t n) {
  n += 0x9E3779B97F4A7C15;
  n = (n ^ (n >> 30)) * 0xBF58476D1CE4E5B9;
  n = (n ^ (n >> 27)) * 0x94D049BB133111EB;
  return n ^ (n >> 31);
}

// A rating on a day: its level, and up to `swing` more or less.
Slider rated(int day, int number, int story::Level::* which, int swing) {
  const auto levels = story::levels();
  std::size_t next = 1;
  while (next + 1 < levels.size() && levels[next].day < day) ++next;
  const story::Level& a = levels[next - 1];
  const story::Level& b = levels[next];
  const int level = a.*which + (b.*which - a.*which) * (day - a.day) / (b.day - a.day);
  const int away = static_cast<int>(mixed(static_cast<std::uint64_t>(day * 16 + number)) % static_cast<std::uint64_t>(2 * swing + 1)) - swing;
  return {std::clamp(level + away, 0, 100)};
}

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
      if (!last && (day == 38 || day % 8 == 3)) add_check_in(day, morning, 0, clock);
      add_check_in(day, evening, 1, clock);
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

  void add_check_in(int day, std::int32_t minute, int turn, Clock& clock) {
    const Instant when = at(day, minute);
    CheckedIn out;
    out.day = day_number(day);
    out.minute = static_cast<std::int32_t>((when.ms + tz_min_ * ms_per_minute - out.day * ms_per_day) / ms_per_minute);
    const int number = turn * 8;
    out.myself = rated(day, number, &story::Level::myself, 7);
    out.energy = rated(day, number + 1, &story::Level::energy, 10);
    out.valence = rated(day, number + 2, &story::Level::valence, 8);
    if (day % 3 == 0) out.stress = rated(day, number + 3, &story::Level::stress, 8);
    if (day % 7 == 2) {
      out.depend = rated(day, number + 4, &story::Level::myself, 6);
      out.know = rated(day, number + 5, &story::Level::myself, 9);
      out.feel = rated(day, number + 6, &story::Level::valence, 9);
    }
    const story::Stretch* stretch = nullptr;
    for (const auto& one : story::stretches())
      if (one.from <= day) stretch = &one;
    const auto word = stretch->moments[static_cast<std::size_t>(day + turn) % stretch->moments.size()];
    if (const auto moment = word_number(moment_words, word)) out.moments = {*moment};
    for (const auto& note : story::notes())
      if (note.day == day && turn == 1) out.note = note.text;
    mine.push_back({{next_id(), clock.next(when), Body(std::move(out))}, Author::me});
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
    if (row.what == story::Tells::ritual || row.what == story::Tells::promise || row.what == story::Tells::repair) opened_[row.slot] = id;
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
      case story::Tells::repair: return Body(RepairOffered{day, 0, std::string(row.word), text, {}, Id{}});
      case story::Tells::repair_answer: { BOTHY_TRY(n, word(repair_answer_words)); return Body(RepairAnswered{about, n}); }
      case story::Tells::repair_felt: return Body(RepairRated{about, Slider{72}});
      case story::Tells::closed: return Body(RepairClosed{about, day});
      case story::Tells::answer: break;
    }
    return no(Error::unknown_intent);
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
