// See couple_life.h. Every number below is from docs/science.md#simulator.
#include "dyad/couple_life.h"

namespace bothy::dyad {
namespace {

// docs/science.md#simulator: the gate of risk regulation (Murray, Holmes & Collins 2006).
constexpr double gate_middle = -0.6, gate_width = 0.5;
// docs/science.md#simulator: what security goes towards, how fast, and how it trembles.
constexpr double from_trust = 0.9, neutral_trust = 0.6, from_unevenness = 2.0, neutral_unevenness = 0.17,
                 from_anxiety = 0.25, from_other = 0.06, pull = 1.2, tremble = 0.55;
// docs/science.md#simulator: disclosure, response, perception.
constexpr double disclosures = 2.0, by_security = 0.35, by_avoidance = 0.35, least_open = 0.25, response_gate = 0.8,
                 response_avoidance = 0.25, response_security = 0.25, doubt_of_anxious = 0.30, perception_noise = 0.4;
// docs/science.md#simulator: learning, with losses weighed twice as much as gains.
constexpr double learns_good = 0.06, learns_bad = 0.12, learns_unevenness = 0.08, lifts = 0.30, lifts_anxious = 0.25;
// docs/science.md#simulator: rupture and repair.
constexpr double ruptures = 0.10, ruptures_anxious = 0.5, deepest = 1.75, ruptures_guarded = 0.5, severity_scale = 0.3,
                 severity_anxious = 0.25, repair_rate = 0.7, repair_least = 0.3, repair_avoidance = 0.35,
                 repair_share = 0.8, repair_trust = 0.05, rupture_fades = 0.14;
// docs/science.md#simulator: promises.
constexpr double promise_weight = 0.5, kept_response = 0.9, broken_response = 0.1;

}  // namespace

double CoupleLife::gate(int person) const { return logistic((inner_[person].security - gate_middle) / gate_width); }

double CoupleLife::response(int person) const {
  const Temper& temper = tempers_[person];
  const double open = gate(person);
  return logistic(temper.warmth + inner_[person].mood + response_gate * (open - 0.5) -
                  response_avoidance * temper.avoidance * (1.0 - open) + response_security * inner_[person].security);
}

// The other's response reaches this person: through doubt when trust is low and anxiety high. Returns it as received.
double CoupleLife::perceive(int person, double response, double weight) {
  const Temper& temper = tempers_[person];
  Inner& self = inner_[person];
  const double received = logistic(logit(response) - doubt_of_anxious * temper.anxiety * (1.0 - self.trust) +
                                   perception_noise * dice_.normal());
  const double surprise = received - self.trust;
  self.trust += weight * (surprise > 0.0 ? learns_good : learns_bad) * surprise;
  self.unevenness += weight * learns_unevenness * (surprise * surprise - self.unevenness);
  self.security += weight * lifts * surprise * (1.0 + lifts_anxious * temper.anxiety);
  return received;
}

void CoupleLife::hurt(int person, double severity) {
  inner_[person].rupture += severity * (1.0 + severity_anxious * tempers_[person].anxiety);
}

void CoupleLife::promise(int person, bool kept) {
  perceive(person, kept ? kept_response : broken_response, promise_weight);
}

void CoupleLife::drift() {
  const std::array<Inner, 2> before = inner_;
  const double root = std::sqrt(life_step_days);
  for (int i = 0; i < 2; ++i) {
    const Inner& was = before[i];
    Inner& is = inner_[i];
    const double target = from_trust * (logit(was.trust) - logit(neutral_trust)) -
                          from_unevenness * (std::sqrt(was.unevenness) - neutral_unevenness) -
                          from_anxiety * tempers_[i].anxiety * (1.0 - was.trust) - was.rupture +
                          from_other * before[1 - i].security;
    is.security += pull * (target - was.security) * life_step_days + tremble * root * dice_.normal();
    is.mood += -was.mood * life_step_days + tempers_[i].hot_and_cold * std::sqrt(2.0) * root * dice_.normal();
    is.rupture *= exp(-rupture_fades * life_step_days);
  }
}

void CoupleLife::step(std::vector<LifeEvent>* events) {
  const auto note = [&](int person, LifeEvent::Kind kind, double size) {
    if (events != nullptr) events->push_back({day_, person, kind, size});
  };
  drift();
  day_ += life_step_days;
  for (int i = 0; i < 2; ++i) {
    const int j = 1 - i;
    const Temper& temper = tempers_[i];
    const double security = inner_[i].security;
    const double open = gate(i);
    const double tells = disclosures * exp(by_security * security - by_avoidance * temper.avoidance) *
                         (least_open + (1.0 - least_open) * open);
    if (dice_.chance(tells * life_step_days)) note(i, LifeEvent::Kind::disclosed, perceive(i, response(j), 1.0));

    // Beyond `deepest` more insecurity brings no more ruptures: without an end the days of an anxious pair run away.
    const double insecurity = security < -deepest ? deepest : security < 0.0 ? -security : 0.0;
    const double tears =
        ruptures * exp(ruptures_anxious * temper.anxiety * insecurity) * (1.0 + ruptures_guarded * (1.0 - open));
    if (dice_.chance(tears * life_step_days)) {
      const double severity = dice_.gamma_two(severity_scale);
      hurt(i, severity);
      note(i, LifeEvent::Kind::rupture, severity);
    }
    const double mends = repair_rate * tempers_[j].repairs * (repair_least + (1.0 - repair_least) * gate(j)) *
                         exp(-repair_avoidance * tempers_[j].avoidance);
    if (dice_.chance(mends * life_step_days)) {
      const double quality = response(j);
      inner_[i].rupture *= 1.0 - repair_share * quality;
      inner_[i].trust += repair_trust * (quality - inner_[i].trust);
      note(i, LifeEvent::Kind::repair, quality);
    }
  }
}

}  // namespace bothy::dyad
