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
                 repair_trust = 0.05;
// docs/science.md#simulator: promises.
constexpr double promise_weight = 0.5, kept_response = 0.9, broken_response = 0.1;
// docs/science.md#simulator: closeness, which nothing else follows.
constexpr double closer_by_telling = 0.07, closer_by_listening = 0.01, closeness_fades = 0.10;

// Up to this security the bound on the rate of telling holds; above it every rate is worked out.
constexpr double usual_security = 3.0;  // speed alone hangs on it, not what happens

double gate(const Inner& inner) { return logistic((inner.security - gate_middle) / gate_width); }

// Responsiveness of somebody of this temper, as they are now.
double response(const Temper& temper, const Inner& inner) {
  const double open = gate(inner);
  return logistic(temper.warmth + inner.mood + response_gate * (open - 0.5) -
                  response_avoidance * temper.avoidance * (1.0 - open) + response_security * inner.security);
}

// Noise of one step, for two numbers at once: -root 3, 0 or root 3 with chances 1/6, 2/3, 1/6. Its first five moments
// are those of a normal number, and so over a day is all else; docs/science.md#simulator.
constexpr std::array<double, 6> three_points = {-1.7320508075688772, 0.0, 0.0, 0.0, 0.0, 1.7320508075688772};
struct Noise {
  double first;
  double second;
};
Noise noise(Dice& dice) {
  const std::uint64_t both = ((dice.bits() >> 32) * 36) >> 32;
  return {three_points[both / 6], three_points[both % 6]};
}

// Chances of one step; the rate, at most `most` a day, is worked out only when the die leaves it possible.
template <class Rate>
bool happens(Dice& dice, double most, const Rate& rate) {
  const double die = dice.uniform();
  return die < most * life_step_days && die < rate() * life_step_days;
}

}  // namespace

CoupleLife::CoupleLife(const std::array<Temper, 2>& tempers, const std::array<std::uint64_t, 2>& seeds)
    : people_{{{tempers[0], Dice(seeds[0])}, {tempers[1], Dice(seeds[1])}}},
      onlooker_(mixed(seeds[0]) + mixed(seeds[1])) {
  for (int i = 0; i < 2; ++i) {
    become(i, tempers[i]);
    begin(i, {});
  }
}

void CoupleLife::begin(int person, const Inner& inner) {
  inner_[person] = inner;
  trusts(person, inner.trust);
}

void CoupleLife::trusts(int person, double trust) {
  inner_[person].trust = trust;
  people_[person].logit_of_trust = logit(trust);
}

void CoupleLife::become(int person, const Temper& temper) {
  Person& self = people_[person];
  self.temper = temper;
  self.most_telling = disclosures * exp(by_security * usual_security - by_avoidance * temper.avoidance);
  const double at_worst = ruptures_anxious * temper.anxiety * deepest;
  self.most_tearing = ruptures * temper.ruptures * exp(at_worst > 0.0 ? at_worst : 0.0) * (1.0 + ruptures_guarded);
  self.most_mending = repair_rate * temper.repairs * exp(-repair_avoidance * temper.avoidance);
}

double CoupleLife::leans_in(int person) const { return gate(inner_[person]); }

// The other's response reaches this person: through doubt when trust is low and anxiety high. Returns it as received.
double CoupleLife::perceive(int person, double response, double weight) {
  const Temper& temper = people_[person].temper;
  Inner& self = inner_[person];
  const double received = logistic(logit(response) - doubt_of_anxious * temper.anxiety * (1.0 - self.trust) +
                                   perception_noise * people_[person].dice.normal());
  const double surprise = received - self.trust;
  trusts(person, self.trust + weight * (surprise > 0.0 ? learns_good : learns_bad) * surprise);
  self.unevenness += weight * learns_unevenness * (surprise * surprise - self.unevenness);
  self.security += weight * lifts * surprise * (1.0 + lifts_anxious * temper.anxiety);
  return received;
}

void CoupleLife::hurt(int person, double severity) {
  inner_[person].rupture += severity * (1.0 + severity_anxious * people_[person].temper.anxiety);
}

double CoupleLife::mend(int person) { return mend_by(person, inner_[1 - person]); }

double CoupleLife::mend_by(int person, const Inner& other) {
  const double quality = response(people_[1 - person].temper, other);
  inner_[person].rupture *= 1.0 - repair_share * quality;
  trusts(person, inner_[person].trust + repair_trust * (quality - inner_[person].trust));
  return quality;
}

void CoupleLife::promise(int person, bool kept) {
  perceive(person, kept ? kept_response : broken_response, promise_weight);
}

void CoupleLife::drift() {
  static const double fades = exp(-rupture_fades * life_step_days);
  static const double parts = exp(-closeness_fades * life_step_days);
  static const double root = std::sqrt(life_step_days);
  static const double neutral = logit(neutral_trust);
  const std::array<double, 2> before = {inner_[0].security, inner_[1].security};
  for (int i = 0; i < 2; ++i) {
    Inner& is = inner_[i];
    Person& self = people_[i];
    const Noise step = noise(self.dice);
    const double target = from_trust * (self.logit_of_trust - neutral) -
                          from_unevenness * (std::sqrt(is.unevenness) - neutral_unevenness) -
                          from_anxiety * self.temper.anxiety * (1.0 - is.trust) - is.rupture +
                          from_other * before[1 - i];
    is.security += pull * (target - is.security) * life_step_days + tremble * root * step.first;
    is.mood += -is.mood * life_step_days + self.temper.hot_and_cold * std::sqrt(2.0) * root * step.second;
    is.rupture *= fades;
    is.closeness *= parts;
  }
}

// Both act on how things are `now`, so that neither comes first.
CoupleLife::Told CoupleLife::act(int i, const std::array<Inner, 2>& now, std::vector<LifeEvent>* events) {
  const auto note = [&](LifeEvent::Kind kind, double size) {
    if (events != nullptr) events->push_back({day(), i, kind, size});
  };
  Person& self = people_[i];
  const Person& other = people_[1 - i];
  const Inner& mine = now[i];
  const Inner& theirs = now[1 - i];
  const Temper& temper = self.temper;
  Told told = Told::no;
  const double most_telling = mine.security <= usual_security ? self.most_telling : 1.0 / life_step_days;
  if (happens(self.dice, most_telling, [&] {
        return disclosures * exp(by_security * mine.security - by_avoidance * temper.avoidance) *
               (least_open + (1.0 - least_open) * gate(mine));
      })) {
    const double received = perceive(i, response(other.temper, theirs), 1.0);
    inner_[i].closeness += closer_by_telling * (2.0 * received - 1.0);
    note(LifeEvent::Kind::disclosed, received);
    told = Told::yes;
  }
  // Beyond `deepest` more insecurity brings no more ruptures: without an end the days of an anxious pair run away.
  const double insecurity = mine.security < -deepest ? deepest : mine.security < 0.0 ? -mine.security : 0.0;
  if (happens(self.dice, self.most_tearing, [&] {
        return ruptures * temper.ruptures * exp(ruptures_anxious * temper.anxiety * insecurity) *
               (1.0 + ruptures_guarded * (1.0 - gate(mine)));
      })) {
    const double severity = self.dice.gamma_two(severity_scale);
    hurt(i, severity);
    note(LifeEvent::Kind::rupture, severity);
  }
  if (happens(self.dice, other.most_mending, [&] {
        return repair_rate * other.temper.repairs * (repair_least + (1.0 - repair_least) * gate(theirs)) *
               exp(-repair_avoidance * other.temper.avoidance);
      })) {
    const double quality = mend_by(i, theirs);
    note(LifeEvent::Kind::repair, quality);
  }
  return told;
}

void CoupleLife::step(std::vector<LifeEvent>* events) {
  drift();
  ++steps_;
  const std::array<Inner, 2> now = inner_;
  std::array<Told, 2> told;
  for (int i = 0; i < 2; ++i) told[i] = act(i, now, events);
  for (int i = 0; i < 2; ++i)
    if (told[1 - i] == Told::yes) inner_[i].closeness += closer_by_listening;
}

}  // namespace bothy::dyad
