// See linear_life.h. The equations are those of docs/science.md#pace, one step of half an hour after the other.
#include "dyad/linear_life.h"

#include <cmath>

#include "dyad/mixture.h"

namespace bothy::dyad {
namespace {

constexpr int steps_a_day = 48;                  // half an hour is a hundredth of the quickest half-life
constexpr double step_days = 1.0 / steps_a_day;  // arithmetic
constexpr std::int64_t minutes_a_step = 30;      // arithmetic
constexpr int settling_days = 40;                // ten half-lives of security before the first day

double drawn(const Normal& from, Dice& dice) { return from.mean + std::sqrt(from.variance) * dice.normal(); }

LinearTruth drawn_couple(const CouplePrior& prior, const LinearDays& days, Dice& dice) {
  LinearTruth out;
  for (int i = 0; i < 2; ++i) {
    const PersonPrior& one = prior.person[i];
    out.mu[i] = drawn(one.mu, dice);
    out.usual[i] = one.volatility.usual_mean + one.volatility.usual_sd * dice.normal();
    for (int cause = 0; cause < cause_count; ++cause) out.sensitivity[i][cause] = drawn(one.sensitivity[cause], dice);
  }
  out.coupling = prior.coupling + days.coupling_sd * dice.normal();
  return out;
}

struct Parts {
  double level = 0.0;
  double responsiveness = 0.0;
  double security = 0.0;
  double rupture = 0.0;
  double passing = 0.0;  // of volatility
  bool waits = false;    // a rupture that no repair has followed
};

// What a rate leaves after one step, and the deviation of the noise that keeps `variance`.
struct Fading {
  double keeps;
  double noise;
  Fading(double half_life, double variance)
      : keeps(exp(-ln2 / half_life * step_days)), noise(std::sqrt(variance * (1.0 - keeps * keeps))) {}
};

Fading of_passing(const VolatilityPrior& prior) {
  return {prior.passing_half_life_days, prior.passing_sd * prior.passing_sd};
}

class Living {
 public:
  Living(const CouplePrior& prior, const LinearDays& days, Dice& dice)
      : prior_(prior), days_(days), dice_(dice), truth_(drawn_couple(prior, days, dice)) {
    for (int i = 0; i < 2; ++i) {
      now_[i].level = std::sqrt(prior.spread.level) * dice.normal();
      now_[i].passing = prior.person[i].volatility.passing_sd * dice.normal();
    }
    for (int step = 0; step < settling_days * steps_a_day; ++step) drift();
  }

  LinearLife live() {
    LinearLife out;
    out.truth = truth_;
    for (int day = 0; day < days_.days; ++day) {
      std::array<int, 2> answers_at{};
      for (int& at : answers_at)
        at = dice_.chance(days_.answered) ? static_cast<int>(dice_.uniform() * steps_a_day) : -1;
      for (int step = 0; step < steps_a_day; ++step) {
        drift();
        minute_ = day * minutes_per_day + (step + 1) * minutes_a_step;
        for (int i = 0; i < 2; ++i) events(i, out.story);
        for (int i = 0; i < 2; ++i)
          if (step == answers_at[i]) answer(i, out.story);
      }
      out.security.push_back({now_[0].security, now_[1].security});
    }
    return out;
  }

 private:
  void drift() {
    const std::array<Parts, 2> before = now_;
    const double common = dice_.normal();
    for (int i = 0; i < 2; ++i) {
      Parts& is = now_[i];
      const double e = exp(truth_.usual[i] + before[i].passing);
      is.passing = passing_[i].keeps * is.passing + passing_[i].noise * dice_.normal();
      is.level = level_.keeps * is.level + level_.noise * dice_.normal();
      is.responsiveness = responsiveness_.keeps * is.responsiveness + e * responsiveness_.noise * dice_.normal();
      const double shock =
          std::sqrt(prior_.shared_shocks) * common + std::sqrt(1.0 - prior_.shared_shocks) * dice_.normal();
      const double goal = prior_.follows * before[i].responsiveness + truth_.coupling * before[1 - i].security;
      is.security = goal + security_.keeps * (is.security - goal) + e * security_.noise * shock;
      is.rupture *= rupture_.keeps;
    }
  }

  // Whether something of this many a day happens in this step.
  bool comes(double a_day) { return dice_.chance(a_day * step_days); }
  double between(double low, double high) { return low + (high - low) * dice_.uniform(); }

  void note(int i, Cause cause, double amount, Story& story) {
    story.happenings.push_back({minute_, static_cast<Person>(i), cause, amount, story.happenings.size() + 1});
    Parts& is = now_[i];
    const double by = truth_.sensitivity[i][static_cast<int>(cause)] * amount;
    switch (cause) {
      case Cause::rupture: is.rupture += by; break;
      case Cause::repair:
        if (by > 0.0 && amount > 0.0) is.rupture *= by < 1.0 ? 1.0 - by : 0.0;
        break;
      case Cause::disclosure_met:
        is.responsiveness += by;
        is.security += 0.5 * by;
        break;
      case Cause::promise_kept:
      case Cause::promise_broken: is.responsiveness += by; break;
      case Cause::safe_talk:
      case Cause::stress: is.security += by; break;
    }
  }

  void events(int i, Story& story) {
    if (comes(days_.rupture)) {
      note(i, Cause::rupture, 1.0 + static_cast<int>(3.0 * dice_.uniform()), story);
      now_[i].waits = true;
    }
    if (now_[i].waits && comes(days_.repair)) {
      note(i, Cause::repair, between(-0.2, 1.0), story);
      now_[i].waits = false;
    }
    if (comes(days_.disclosure)) note(i, Cause::disclosure_met, between(-1.0, 1.0), story);
    if (comes(days_.promise)) note(i, dice_.chance(0.7) ? Cause::promise_kept : Cause::promise_broken, 1.0, story);
    if (comes(days_.safe_talk)) note(i, Cause::safe_talk, 1.0, story);
    if (comes(days_.stress)) note(i, Cause::stress, between(-2.0, 2.0), story);
  }

  void answer(int i, Story& story) {
    const Parts& is = now_[i];
    for (const Item item : {Item::security, Item::responsiveness}) {
      if (item == Item::responsiveness && !days_.responsiveness) continue;
      const ItemPrior& reads = prior_.items[static_cast<int>(item)];
      const double noise = exp(truth_.usual[i] + is.passing) * std::sqrt(prior_.spread.noise) * dice_.normal();
      const double z = reads.level + reads.security * (truth_.mu[i] + is.level + is.security - is.rupture) +
                       reads.responsiveness * is.responsiveness + noise;
      const double points = std::floor(middle_points + points_per_unit * z + 0.5);
      const Scale slider;
      story.answers.push_back({minute_, static_cast<Person>(i), item,
                               points < slider.low    ? slider.low
                               : points > slider.high ? slider.high
                                                      : points});
    }
  }

  const CouplePrior& prior_;
  const LinearDays& days_;
  Dice& dice_;
  LinearTruth truth_;
  std::array<Parts, 2> now_{};
  std::int64_t minute_ = 0;
  std::array<Fading, 2> passing_{of_passing(prior_.person[0].volatility), of_passing(prior_.person[1].volatility)};
  Fading level_{prior_.pace.level, prior_.spread.level};
  Fading responsiveness_{prior_.pace.responsiveness, prior_.spread.responsiveness};
  Fading security_{prior_.pace.security, prior_.spread.security};
  Fading rupture_{prior_.pace.rupture, 0.0};
};

}  // namespace

LinearLife linear_life(const CouplePrior& prior, const LinearDays& days, Dice dice) {
  return Living(prior, days, dice).live();
}

}  // namespace bothy::dyad
