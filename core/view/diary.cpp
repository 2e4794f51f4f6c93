// See diary.h. Which word or rating stands for which happening, and how much of it: docs/science.md#diary.
#include "view/diary.h"

#include <algorithm>
#include <cmath>

#include "view/hidden.h"

namespace bothy {
namespace {

using dyad::Cause;
using dyad::Item;

constexpr std::int64_t noon = 720;  // what happened on a day without a minute

struct Meaning {
  std::string_view word;
  Cause cause;
  double amount;
};
// docs/science.md#diary. Disagreeing with care is no rupture: it is a talk in which both were safe.
constexpr Meaning meanings[] = {{"hurt", Cause::rupture, 2.0},
                                {"sharp_word", Cause::rupture, 1.0},
                                {"withdrawn_silence", Cause::rupture, 1.0},
                                {"unpredictable_mood", Cause::rupture, 1.0},
                                {"disagreed_without_care", Cause::rupture, 1.5},
                                {"disagreed_with_care", Cause::safe_talk, 0.5},
                                {"repaired", Cause::repair, 0.6},
                                {"heard", Cause::disclosure_met, 0.6},
                                {"small_kindness", Cause::disclosure_met, 0.3},
                                {"turned_toward", Cause::disclosure_met, 0.3},
                                {"admitted_mistake", Cause::disclosure_met, 0.6},
                                {"shared_worry", Cause::disclosure_met, 0.6},
                                {"bad_mood_was_safe", Cause::disclosure_met, 0.6}};

const Meaning* meaning_of(std::int32_t number) {
  const auto word = word_of(moment_words, number);
  const auto* at =
      std::find_if(std::begin(meanings), std::end(meanings), [&](const Meaning& one) { return one.word == word; });
  return at == std::end(meanings) ? nullptr : at;
}

// Happenings of one event get numbers of their own.
std::uint64_t number_of(const Id& id, std::size_t part) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) out = out << 8 | id.bytes[i];
  for (std::size_t i = 8; i < id.bytes.size(); ++i) out = out * 1'099'511'628'211U + id.bytes[i];
  return out + part + 1;
}

double mean_of(std::initializer_list<Slider> sliders) {
  double sum = 0.0;
  int n = 0;
  for (const Slider& one : sliders)
    if (one.given()) {
      sum += one.value;
      ++n;
    }
  return n == 0 ? -1.0 : sum / n;
}

class DiaryReader {
 public:
  DiaryReader(Diary& out, Day from, Day today) : out_(out), from_(from), today_(today) {}

  void check_in(const CheckedIn& entry, const Id& id) {
    if (!within(entry.day)) return;
    const std::int64_t minute = std::int64_t{entry.day} * dyad::minutes_per_day + entry.minute;
    DiaryDay& day = out_.days[entry.day];
    keep(entry.myself, day.myself, minute, Item::security);
    keep(entry.depend, day.depend, minute, Item::responsiveness);
    if (entry.energy.given()) day.energy.push_back(entry.energy.value);
    if (entry.know.given()) day.know.push_back(entry.know.value);
    if (entry.feel.given()) day.feel.push_back(entry.feel.value);
    std::size_t part = 0;
    if (entry.stress.given()) {
      day.stress.push_back(entry.stress.value);
      happened(minute, Cause::stress, (entry.stress.value - 50) / 25.0, number_of(id, part++));
    }
    for (const std::int32_t number : std::set(entry.moments.begin(), entry.moments.end())) {
      day.moments.insert(number);
      const Meaning* what = meaning_of(number);
      if (what != nullptr) word(minute, *what, number_of(id, part++));
    }
  }

  // A moment with ratings of how it was met says more than the word alone.
  void moment_logged(const MomentLogged& entry, const Id& id) {
    if (!within(entry.day)) return;
    const std::int64_t minute = std::int64_t{entry.day} * dyad::minutes_per_day + noon;
    out_.days[entry.day].moments.insert(entry.moment);
    const double met = mean_of({entry.understood, entry.validated, entry.cared});
    if (met >= 0.0) out_.story.answers.push_back({minute, 0, Item::responsiveness, met});
    const Meaning* what = meaning_of(entry.moment);
    if (met >= 0.0 && (what == nullptr || what->cause == Cause::disclosure_met))
      return happened(minute, Cause::disclosure_met, (met - 50.0) / 50.0, number_of(id, 0));
    if (what == nullptr) return;
    Meaning here = *what;
    if (what->cause == Cause::rupture && entry.intensity.given())
      here.amount = 1.0 + 2.0 * entry.intensity.value / 100.0;
    word(minute, here, number_of(id, 0));
  }

  /// What was rated replaces the bare word of the same day.
  void repair_rated(std::int32_t day, Slider quality, const Id& id) {
    if (!within(day) || !quality.given()) return;
    rated_repairs_.insert(day);
    happened(std::int64_t{day} * dyad::minutes_per_day + noon, Cause::repair, (quality.value - 50) / 50.0,
             number_of(id, 0));
  }

  /// Whether the day is among those that are read.
  bool on_day(std::int32_t day, Cause cause, double amount, const Id& id) {
    if (within(day)) happened(std::int64_t{day} * dyad::minutes_per_day + noon, cause, amount, number_of(id, 0));
    return within(day);
  }

  void finish() {
    for (const auto& [day, rupture] : ruptures_) out_.story.happenings.push_back(rupture);
    for (const auto& one : word_repairs_)
      if (!rated_repairs_.contains(dyad::day_of_minute(one.minute))) out_.story.happenings.push_back(one);
    for (const auto& one : out_.story.happenings) {
      const std::int32_t day = dyad::day_of_minute(one.minute);
      if (one.cause == Cause::rupture) out_.ruptures.push_back(day);
      if (one.cause == Cause::repair && one.amount > 0.0) out_.repairs.push_back(day);
    }
    for (auto* days : {&out_.ruptures, &out_.repairs}) {
      std::sort(days->begin(), days->end());
      days->erase(std::unique(days->begin(), days->end()), days->end());
    }
  }

 private:
  void keep(Slider slider, std::vector<std::int32_t>& dots, std::int64_t minute, Item item) {
    if (!slider.given()) return;
    dots.push_back(slider.value);
    out_.story.answers.push_back({minute, 0, item, static_cast<double>(slider.value)});
  }

  void happened(std::int64_t minute, Cause cause, double amount, std::uint64_t id) {
    out_.story.happenings.push_back({minute, 0, cause, amount, id});
  }

  // A repair by word alone waits: one that was rated says more about the day. Ruptures of a day are one, as heavy as
  // they are together, at most as heavy as one can be.
  void word(std::int64_t minute, const Meaning& what, std::uint64_t id) {
    const dyad::Happening one{minute, 0, what.cause, what.amount, id};
    if (what.cause == Cause::repair) return word_repairs_.push_back(one);
    if (what.cause != Cause::rupture) return out_.story.happenings.push_back(one);
    constexpr double heaviest = 3.0;
    const auto [at, first] = ruptures_.try_emplace(dyad::day_of_minute(minute), one);
    if (!first) at->second.amount = std::min(heaviest, at->second.amount + what.amount);
  }

  [[nodiscard]] bool within(std::int32_t day) const { return day >= from_.days && day <= today_.days; }

  Diary& out_;
  Day from_;
  Day today_;
  std::set<std::int32_t> rated_repairs_;
  std::vector<dyad::Happening> word_repairs_;
  std::map<std::int32_t, dyad::Happening> ruptures_;
};

std::int32_t shared_day(const Entry& entry) { return static_cast<std::int32_t>(entry.event.at.ms / ms_per_day); }

// Promises the other made, and what became of each; the first word counts, so that none can be repeated. The other can
// write as many as they like, so a day moves nothing more than once.
class PromisesToMe {
 public:
  explicit PromisesToMe(DiaryReader& reader) : reader_(reader) {}

  void made(const Entry& entry) {
    if (entry.author == Author::them) open_.insert(entry.event.id);
  }
  void ended(const Id& promise, std::int32_t day, Cause how, const Id& id) {
    // The day it was written, not one that was typed: the clock of our room cannot be set back.
    if (open_.erase(promise) == 0 || days_[how].contains(day)) return;
    if (reader_.on_day(day, how, 1.0, id)) days_[how].insert(day);
  }
  void withdrawn(const Id& promise) { open_.erase(promise); }

  [[nodiscard]] Promised counted() {
    const auto count = [&](Cause how) { return static_cast<std::int64_t>(days_[how].size()); };
    return {count(Cause::promise_kept), count(Cause::promise_broken), static_cast<std::int64_t>(open_.size())};
  }

 private:
  DiaryReader& reader_;
  std::set<Id> open_;
  std::map<Cause, std::set<std::int32_t>> days_;
};

void read_promises(const SharedLog& ours, const std::set<Id>& skip, DiaryReader& reader, Promised& count) {
  PromisesToMe promises(reader);
  for (const auto& entry : ours.entries.all()) {
    if (skip.contains(entry.event.id)) continue;
    const Body& body = entry.event.body;
    if (std::holds_alternative<PromiseMade>(body)) promises.made(entry);
    if (const auto* kept = std::get_if<PromiseKept>(&body))
      promises.ended(kept->promise, shared_day(entry), Cause::promise_kept, entry.event.id);
    if (const auto* missed = std::get_if<PromiseMissed>(&body))
      promises.ended(missed->promise, shared_day(entry), Cause::promise_broken, entry.event.id);
    if (const auto* back = std::get_if<PromiseWithdrawn>(&body)) promises.withdrawn(back->promise);
  }
  count = promises.counted();
}

// Only the receiver's rating of a repair, and only this person's of a talk.
void read_ratings(const SharedLog& ours, const std::set<Id>& skip, DiaryReader& reader) {
  std::set<Id> offered_to_me;
  for (const auto& entry : ours.entries.all()) {
    if (skip.contains(entry.event.id)) continue;
    const Body& body = entry.event.body;
    if (std::holds_alternative<RepairOffered>(body) && entry.author == Author::them)
      offered_to_me.insert(entry.event.id);
    if (entry.author != Author::me) continue;
    if (const auto* rated = std::get_if<RepairRated>(&body); rated != nullptr && offered_to_me.contains(rated->repair))
      reader.repair_rated(shared_day(entry), rated->quality, entry.event.id);
    if (const auto* talk = std::get_if<TalkRated>(&body); talk != nullptr && talk->heard.given())
      reader.on_day(shared_day(entry), Cause::safe_talk, talk->heard.value / 100.0, entry.event.id);
  }
}

}  // namespace

std::int32_t moment(std::string_view word) { return word_number(moment_words, word).value_or(-1); }

Diary diary_of(const PrivateLog<Me>& mine, const SharedLog& ours, Day from, Day today) {
  Diary out;
  DiaryReader reader(out, from, today);
  const auto skip = gone(mine);
  for (const auto& entry : mine.entries.all()) {
    if (skip.contains(entry.event.id)) continue;
    if (const auto* check_in = std::get_if<CheckedIn>(&entry.event.body)) reader.check_in(*check_in, entry.event.id);
    if (const auto* logged = std::get_if<MomentLogged>(&entry.event.body))
      reader.moment_logged(*logged, entry.event.id);
  }
  const auto back = asked_back(ours);
  read_promises(ours, back, reader, out.to_me);
  read_ratings(ours, back, reader);
  reader.finish();
  return out;
}

}  // namespace bothy
