// See sample_days.h.
#include "door/sample_days.h"

#include <algorithm>

#include "door/sample_story.h"
#include "dyad/couple_diary.h"
#include "dyad/prior.h"

namespace bothy::story {
namespace {

using dyad::DayLived;
using dyad::LifeEvent;
using dyad::Temper;

constexpr std::uint64_t seed = 11'465;  // of many, one whose small quarrels fall where the story mends them
constexpr int days_before = 30;         // lived together before the first day
constexpr double quarrel = 2.9;         // how deep the trip that was booked alone cut, units of 16 points
constexpr std::size_t most_words = 3;   // a person ticks a few

// How the two were, and how full the days, from a day on.
struct Stretch {
  int from;
  double warmth;  // of the other
  double unevenness;
  double repairs;
  double ruptures;  // of me
  double strain;    // of the days, on energy and stress, points
};
constexpr Stretch stretches[] = {{0, 1.15, 0.35, 0.8, 0.8, 0.0},  {27, 0.5, 0.7, 0.3, 1.5, 18.0},
                                 {38, 0.0, 0.5, 0.0, 0.0, 22.0},  {44, 0.9, 0.3, 0.6, 0.4, 12.0},
                                 {52, 1.15, 0.25, 0.8, 0.8, 2.0}, {68, 1.4, 0.2, 1.2, 0.5, -4.0}};

Temper other_in(const Stretch& stretch) {
  Temper out;
  out.warmth = stretch.warmth;
  out.hot_and_cold = stretch.unevenness;
  out.repairs = stretch.repairs;
  return out;
}

Temper self_in(const Stretch& stretch) {
  Temper out;
  out.ruptures = stretch.ruptures;
  return out;
}

int points(double x) { return static_cast<int>(std::clamp(x, 0.0, 100.0) + 0.5); }

class Ninety {
 public:
  Ninety() : life_({self_in(stretches[0]), other_in(stretches[0])}, seed), days_(seed + 1'000) {
    for (int day = 0; day < days_before; ++day) (void)dyad::live_a_day(life_);
  }

  std::vector<LivedDay> all() {
    std::vector<LivedDay> out;
    for (int day = 0; day < days; ++day) {
      for (const Stretch& one : stretches)
        if (one.from == day) begin(one);
      LivedDay today;
      if (day == quarrel_day) {
        life_.hurt(0, quarrel);
        today.hurt = points(dyad::points_per_unit * quarrel);
      }
      told(day, today);
      live(today);
      out.push_back(std::move(today));
    }
    return out;
  }

 private:
  void begin(const Stretch& stretch) {
    life_.become(0, self_in(stretch));
    life_.become(1, other_in(stretch));
    strain_ = stretch.strain;
  }

  // What the story has both do on a day happens to the made-up couple too.
  void told(int day, LivedDay& today) {
    for (const Shared& row : shared()) {
      if (row.day != day) continue;
      const int receiver = row.who == Author::me ? 1 : 0;
      if (row.what == Tells::kept || row.what == Tells::missed) life_.promise(receiver, row.what == Tells::kept);
      if (row.what == Tells::repair_felt)
        (row.who == Author::me ? today.repair : today.repair_theirs) =
            points(100.0 * life_.mend(row.who == Author::me ? 0 : 1));
      if (row.what == Tells::talk_ended)
        for (const int person : {0, 1}) life_.receive(person, 0.9);
    }
  }

  void live(LivedDay& out) {
    std::vector<LifeEvent> events;
    const double open_before = life_.of(0).rupture;
    out.morning = points(dyad::on_slider(life_.of(0).security) + 8.0 * days_.normal());
    const auto lived = dyad::live_a_day(life_, &events);
    const DayLived& mine = lived[0];
    for (const LifeEvent& one : events)
      if (one.person == 0 && one.kind == LifeEvent::Kind::rupture) out.hurt += points(dyad::points_per_unit * one.size);
    if (mine.disclosures > 0) out.received = points(100.0 * mine.received);
    sliders(mine, out);
    words(mine, lived[1], open_before, out);
  }

  // Energy and stress have days of their own; the couple's machine knows neither.
  void sliders(const DayLived& day, LivedDay& out) {
    constexpr double keeps = 0.6;   // of yesterday's
    constexpr double shakes = 7.0;  // points
    energy_ = keeps * energy_ + shakes * days_.normal();
    stress_ = keeps * stress_ + shakes * days_.normal();
    const dyad::EveningAnswers said = dyad::evening_answers(day, life_.dice());
    out.myself = points(said.security);
    out.depend = points(said.responsiveness);
    const double trust = dyad::logit(day.evening.trust) - dyad::logit(0.6);
    out.know = points(58.0 + 18.0 * trust + 5.0 * days_.normal());
    out.feel = points(dyad::on_slider(day.evening.security) + 6.0 * days_.normal());
    const double weight = 8.0 * day.evening.rupture;
    out.energy = points(60.0 + energy_ - 0.7 * strain_ - weight);
    out.stress = points(34.0 + stress_ + strain_ + weight);
    out.valence = points(0.5 * out.energy + 0.5 * dyad::on_slider(day.evening.security) + 5.0 * days_.normal());
  }

  // What somebody would tick who lived this day; what weighs most comes first.
  void words(const DayLived& mine, const DayLived& theirs, double open_before, LivedDay& out) {
    const auto tick = [&](std::string_view word) {
      if (out.moments.size() < most_words) out.moments.push_back(word);
    };
    const bool met = mine.disclosures > 0 && mine.received > 0.82;
    constexpr std::string_view small[] = {"sharp_word", "withdrawn_silence", "unpredictable_mood"};
    constexpr int felt = 5;  // points: below it a difference stays kind
    constexpr int deep = 16;
    if (out.hurt >= deep)
      tick("hurt");
    else if (out.hurt >= felt)
      tick(small[static_cast<std::size_t>(out.hurt) % std::size(small)]);
    else if (out.hurt > 0)
      tick("disagreed_with_care");
    constexpr double seen = 0.15;  // a repair of less is not noticed
    if (out.repair >= 0 || (mine.repairs > 0 && open_before > seen)) tick("repaired");
    if (mine.leans_in < 0.55 && mine.disclosures < 2) tick("held_back");
    if (mine.leans_in < 0.7 && met) tick("took_a_risk");
    if (met && out.stress > 58) tick("shared_worry");
    if (met && out.valence < 45) tick("bad_mood_was_safe");
    if (met) tick("heard");
    if (mine.disclosures >= 3) tick("shared_something");
    if (theirs.disclosures >= 3 && theirs.received > 0.82) tick("turned_toward");
    if (mine.received > 0.86 || (mine.disclosures == 0 && mine.evening.security > 0.6)) tick("small_kindness");
    if (out.moments.empty()) tick(out.stress < 35 ? "rested" : "nothing_much");
  }

  dyad::CoupleLife life_;
  dyad::Dice days_;
  double strain_ = 0.0;
  double energy_ = 0.0;
  double stress_ = 0.0;
};

}  // namespace

std::vector<LivedDay> lived_days() { return Ninety().all(); }

}  // namespace bothy::story
