// See couple_diary.h.
#include "dyad/couple_diary.h"

#include "dyad/prior.h"

namespace bothy::dyad {
namespace {

constexpr double answer_noise = 0.5;      // of one slider, units of 16 points; docs/science.md#spread
constexpr double neutral_received = 0.6;  // docs/science.md#simulator

}  // namespace

std::array<DayLived, 2> live_a_day(CoupleLife& life, std::vector<LifeEvent>* events) {
  std::vector<LifeEvent> today;
  for (int step = 0; step < life_steps_a_day; ++step) life.step(&today);
  std::array<DayLived, 2> out;
  for (const LifeEvent& one : today) {
    DayLived& day = out[one.person];
    switch (one.kind) {
      case LifeEvent::Kind::disclosed:
        ++day.disclosures;
        day.received += one.size;
        break;
      case LifeEvent::Kind::rupture: ++day.ruptures; break;
      case LifeEvent::Kind::repair: ++day.repairs; break;
    }
  }
  for (int i = 0; i < 2; ++i) {
    DayLived& day = out[i];
    day.evening = life.of(i);
    day.leans_in = life.leans_in(i);
    day.received = day.disclosures > 0 ? day.received / day.disclosures : day.evening.trust;
  }
  if (events != nullptr) events->insert(events->end(), today.begin(), today.end());
  return out;
}

double on_slider(double units) {
  const double points = middle_points + points_per_unit * units;
  return points < 0.0 ? 0.0 : points > 100.0 ? 100.0 : points;
}

EveningAnswers evening_answers(const DayLived& day, Dice& dice) {
  const auto answered = [&](double units) { return on_slider(units + answer_noise * dice.normal()); };
  EveningAnswers out;
  out.security = answered(day.evening.security);
  out.responsiveness = answered(logit(day.received) - logit(neutral_received));
  out.closeness = answered(day.evening.closeness);
  return out;
}

std::vector<Mended> mended(const std::vector<LifeEvent>& events, int person) {
  struct Open {
    std::size_t at;
    double left;  // without fading
  };
  std::vector<Mended> out;
  std::vector<Open> open;
  for (const LifeEvent& one : events) {
    if (one.person != person) continue;
    if (one.kind == LifeEvent::Kind::rupture) {
      open.push_back({out.size(), 1.0});
      out.push_back({one.day, -1.0});
    }
    if (one.kind != LifeEvent::Kind::repair) continue;
    for (Open& rupture : open) {
      const double faded = exp(-rupture_fades * (one.day - out[rupture.at].day));
      const bool was_whole = rupture.left * faded > 0.5;
      rupture.left *= 1.0 - repair_share * one.size;
      if (was_whole && rupture.left * faded <= 0.5) out[rupture.at].mended = one.day - out[rupture.at].day;
    }
    std::erase_if(open, [&](const Open& rupture) {
      return rupture.left * exp(-rupture_fades * (one.day - out[rupture.at].day)) <= 0.5;
    });
  }
  return out;
}

}  // namespace bothy::dyad
