// See made_up_series.h.
#include "lab/bench/made_up_series.h"

#include <functional>

#include "dyad/data_testing.h"
#include "dyad/dice.h"

namespace bothy::lab {
namespace {

using namespace bothy::dyad;
using testing::HeldOutItem;

// What a person answers after `days`.
using Answers = std::function<double(double days)>;

/// A walk that returns to its mean, on the answer's own scale, with usual and passing volatility.
struct Walk {
  double mean = 50.0;
  double between = 15.0;
  double within = 13.0;
  double half_life_days = 2.0;
  double noise_share = 0.4;
  double usual_sd = 0.0;
  double passing_sd = 0.0;
};

struct Plan {
  const char* name;
  Scale scale;
  bool whole;  // answers are whole numbers
  int people;
  int answers;
  bool six_a_day;  // else one a day
};

Answers walker(const Walk& walk, Dice& dice) {
  const double mean = walk.mean + walk.between * dice.normal();
  const double usual = walk.usual_sd * dice.normal();
  const double moving = walk.within * std::sqrt(1.0 - walk.noise_share);
  double passing = walk.passing_sd * dice.normal();
  double state = moving * dyad::exp(usual + passing) * dice.normal();
  return [=, &dice](double days) mutable {
    const double keep = dyad::exp(-ln2 * days / 5.0);
    passing = keep * passing + std::sqrt(1.0 - keep * keep) * walk.passing_sd * dice.normal();
    const double stay = dyad::exp(-ln2 * days / walk.half_life_days);
    const double volatility = dyad::exp(usual + passing);
    state = stay * state + std::sqrt(1.0 - stay * stay) * moving * volatility * dice.normal();
    return mean + state + walk.within * std::sqrt(walk.noise_share) * volatility * dice.normal();
  };
}

HeldOutItem make(const Plan& plan, Dice& dice, const std::function<Answers()>& person) {
  constexpr double missing = 0.15;
  HeldOutItem out{plan.name, plan.scale, {}, {}};
  for (int who = 0; who < plan.people; ++who) {
    const Answers answers = person();
    double day = 0.0;
    for (int i = 0; i < plan.answers; ++i) {
      const double gap = !plan.six_a_day ? 1.0 : i % 6 == 0 ? 0.6 : 0.08;
      day += gap;
      double answer = answers(gap);
      if (plan.whole) answer = std::round(answer);
      answer = std::clamp(answer, plan.scale.low, plan.scale.high);
      if (dice.chance(missing)) continue;
      out.rows.push_back({{static_cast<std::uint32_t>(who), day}, answer, true});
      out.fitted.push_back(plan.people > 1 ? who < plan.people / 2 : i < plan.answers / 3);
    }
  }
  return out;
}

std::vector<HeldOutItem> walks(Dice& dice) {
  const Scale slider{0.0, 100.0, false};
  const Scale seven{1.0, 7.0, true};
  const Scale five{1.0, 5.0, true};
  const struct {
    Plan plan;
    Walk walk;
  } kinds[] = {
      {{"uneven, daily 0..100", slider, true, 40, 120, false}, {55, 15, 13, 2, .4, .35, .45}},
      {{"even, daily 0..100", slider, false, 40, 120, false}, {55, 15, 13, 2, .4, 0, 0}},
      {{"uneven, 6 a day 1..7", seven, true, 60, 60, true}, {4, .9, 1, .3, .4, .35, .3}},
      {{"even AR(1), daily 1..7", seven, true, 30, 80, false}, {4.2, .8, 1.1, 1.2, 0, 0, 0}},
      {{"pure noise, daily 1..5", five, true, 40, 60, false}, {3, .7, .9, .01, 0, 0, 0}},
      {{"near a random walk 0..100", slider, true, 20, 100, false}, {50, 5, 25, 60, .02, 0, 0}},
      {{"at the floor, 6 a day 1..5", five, true, 60, 56, true}, {.6, .6, .9, .5, .5, .4, .4}},
      {{"at the floor, daily 0..100", slider, true, 40, 60, false}, {-5, 15, 20, 2, .5, .4, .4}},
      {{"one person, a year 0..100", slider, true, 1, 365, false}, {60, 10, 12, 3, .5, .3, .5}},
      {{"one person, a year 1..10", {1, 10, true}, true, 1, 365, false}, {6, 1, 1.5, 3, .5, .3, .3}},
      {{"one person, noise 0..100", slider, true, 1, 365, false}, {60, 10, 12, .01, .5, 0, 0}},
  };
  std::vector<HeldOutItem> out;
  for (const auto& kind : kinds) out.push_back(make(kind.plan, dice, [&] { return walker(kind.walk, dice); }));
  return out;
}

void add_odd(std::vector<HeldOutItem>& out, Dice& dice) {
  const Scale slider{0.0, 100.0, false};
  out.push_back(make({"round tens 0..100", slider, true, 20, 60, false}, dice, [&] {
    return [f = walker({55, 15, 15, 2, .4, .3, .3}, dice)](double days) { return std::round(f(days) / 10.0) * 10.0; };
  }));
  out.push_back(make({"sticky 1..5", {1.0, 5.0, true}, true, 30, 60, false}, dice, [&] {
    return [now = 1.0 + std::floor(5.0 * dice.uniform()), &dice](double) mutable {
      return now = dice.chance(0.25) ? 1.0 + std::floor(5.0 * dice.uniform()) : now;
    };
  }));
  out.push_back(make({"constant 0..100", slider, true, 6, 60, false}, dice,
                     [&] { return [now = std::floor(101.0 * dice.uniform())](double) { return now; }; }));
  out.push_back(make({"hot and cold 0..100", slider, true, 20, 80, false}, dice, [&] {
    return [side = 1.0, &dice](double) mutable {
      side = dice.chance(0.3) ? -side : side;
      return 50.0 + 30.0 * side + 6.0 * dice.normal();
    };
  }));
}

}  // namespace

std::vector<HeldOutItem> made_up_series(std::uint64_t seed) {
  Dice dice(seed);
  std::vector<HeldOutItem> out = walks(dice);
  add_odd(out, dice);
  return out;
}

std::vector<HeldOutItem> drifting_series(std::uint64_t seed) {
  Dice dice(seed);
  const Scale slider{0.0, 100.0, false};
  std::vector<HeldOutItem> out;
  for (const int days : {100, 300}) {
    const auto named = [&](const char* name) { return std::string(name) + ", " + std::to_string(days) + " days"; };
    const auto add = [&](const char* name, const Answers& answers) {
      out.push_back(make({name, slider, false, 1, days, false}, dice, [&] { return answers; }));
      out.back().name = named(name);
    };
    add("random walk", [&, at = 50.0](double) mutable {
      at += 4.0 * dice.normal();
      at = at < 0.0 ? -at : at > 100.0 ? 200.0 - at : at;
      return at;
    });
    add("ramp", [&, at = 20.0](double) mutable { return (at += 0.2) + 5.0 * dice.normal(); });
    add("level shift", [&, day = 0](double) mutable { return (++day * 2 > days ? 35.0 : 70.0) + 5.0 * dice.normal(); });
  }
  return out;
}

std::vector<HeldOutItem> couple_series() {
  std::vector<HeldOutItem> out;
  const auto year = testing::couple_of_a_year();
  const char* names[4] = {"couple, a: security 0..10", "couple, a: response 0..10", "couple, b: security 0..10",
                          "couple, b: response 0..10"};
  for (int item = 0; item < 4; ++item) {
    HeldOutItem one{names[item], {0.0, 10.0, false}, {}, {}};
    for (const auto& moment : year) {
      const double answer = moment.answers[item];
      const bool answered = answer == answer;
      one.rows.push_back({{0, moment.day}, answered ? std::clamp(answer, 0.0, 10.0) : 0.0, answered});
      one.fitted.push_back(one.rows.size() <= year.size() / 3);
    }
    out.push_back(one);
  }
  return out;
}

}  // namespace bothy::lab
