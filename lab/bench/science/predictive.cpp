// Posterior predictive checks: does a person made up from what the engine learned of a real one look like that one? Six
// things are compared that the engine was never fitted to.
#include <algorithm>
#include <array>
#include <cmath>

#include "dyad/dice.h"
#include "dyad/grid_filter.h"
#include "lab/bench/science/diary.h"
#include "lab/bench/science/figures.h"
#include "lab/bench/science/panel.h"
#include "lab/bench/science/parallel.h"
#include "lab/bench/science/task.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

constexpr int features = 6;
constexpr std::array<const char*, features> names = {
    "deviation (iSD)",           "successive differences (RMSSD)", "lag-1 correlation",
    "share at the lowest point", "share at the highest point",     "longest run below the own mean"};
constexpr int copies = 200;
constexpr std::size_t least_answers = 20;

using Features = std::array<double, features>;

Features features_of(const std::vector<double>& values, const Scale& scale) {
  const double n = static_cast<double>(values.size());
  const double mean = mean_of(values);
  const double sd = deviation_of(values);
  Features out{};
  out[0] = sd;
  int run = 0;
  int longest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    out[3] += values[i] <= scale.low ? 1.0 / n : 0.0;
    out[4] += values[i] >= scale.high ? 1.0 / n : 0.0;
    run = values[i] < mean ? run + 1 : 0;
    longest = std::max(longest, run);
    if (i == 0) continue;
    out[1] += (values[i] - values[i - 1]) * (values[i] - values[i - 1]) / (n - 1.0);
    if (sd > 0.0) out[2] += (values[i] - mean) * (values[i - 1] - mean) / (sd * sd * (n - 1.0));
  }
  out[1] = std::sqrt(out[1]);
  out[5] = longest;
  return out;
}

// The reader of one series, opened: its state after all answers, and people made up from that.
class Person {
 public:
  Person(const OneItemPrior& prior, const Scale& scale, const Answers& seen)
      : prior_(prior), scale_(scale), days_(seen.days), filter_(first(prior), prior.volatility) {
    const double square = prior.within * prior.within;
    quick_ = (1.0 - prior.noise_share - prior.slow_share) * square;
    slow_ = prior.slow_share * square;
    noise_ = prior.noise_share * square;
    Motion<2> begin;
    begin.own(1, 1) = quick_;
    filter_.advance(begin, 0.0);
    for (std::size_t i = 0; i < days_.size(); ++i) {
      if (i > 0 && days_[i] > days_[i - 1]) filter_.advance(over(days_[i] - days_[i - 1]), days_[i] - days_[i - 1]);
      const Bounds bounds = bounds_of(seen.values[i], scale);
      const Reading<3> one{{{1.0, 1.0, 1.0}}, noise_, bounds.low, bounds.high, true};
      filter_.observe({&one, 1});
    }
  }

  std::vector<double> made_up(Dice& dice) const {
    const auto state = filter_.together();
    const double mean = state.mean[2] + std::sqrt(state.covariance(2, 2)) * dice.normal();
    const double usual = filter_.usual().quantile(dice.uniform());
    const VolatilityPrior& volatility = prior_.volatility;
    double passing = volatility.passing_sd * dice.normal();
    double slow = std::sqrt(slow_) * dice.normal();
    double quick = exp(usual + passing) * std::sqrt(quick_) * dice.normal();
    std::vector<double> out;
    for (std::size_t i = 0; i < days_.size(); ++i) {
      const double days = i == 0 ? 0.0 : std::max(0.0, days_[i] - days_[i - 1]);
      const auto moved = [&](double value, double half_life, double sd) {
        const double keeps = exp(-ln2 / half_life * days);
        return keeps * value + sd * std::sqrt(1.0 - keeps * keeps) * dice.normal();
      };
      passing = moved(passing, volatility.passing_half_life_days, volatility.passing_sd);
      const double e = exp(usual + passing);
      slow = moved(slow, prior_.slow_half_life_days, std::sqrt(slow_));
      quick = moved(quick, prior_.quick_half_life_days, e * std::sqrt(quick_));
      const double value = mean + slow + quick + e * std::sqrt(noise_) * dice.normal();
      out.push_back(std::clamp(std::floor(value + 0.5), scale_.low, scale_.high));
    }
    return out;
  }

 private:
  static Gaussian<3> first(const OneItemPrior& prior) {
    Gaussian<3> out;
    out.mean[2] = prior.mean.mean;
    out.covariance(0, 0) = prior.slow_share * prior.within * prior.within;
    out.covariance(2, 2) = prior.mean.variance;
    return out;
  }

  [[nodiscard]] Motion<2> over(double days) const {
    Motion<2> motion;
    const double slow = exp(-ln2 / prior_.slow_half_life_days * days);
    const double quick = exp(-ln2 / prior_.quick_half_life_days * days);
    motion.f = {{slow, 0.0, 0.0, quick}};
    motion.calm(0, 0) = slow_ * (1.0 - slow * slow);
    motion.own(1, 1) = quick_ * (1.0 - quick * quick);
    return motion;
  }

  OneItemPrior prior_;
  Scale scale_;
  std::vector<double> days_;
  GridFilter<3, 2> filter_;
  double quick_ = 0.0;
  double slow_ = 0.0;
  double noise_ = 0.0;
};

// Share of made-up people above the real one, halves for ties.
Features places(const OneItemPrior& prior, const Scale& scale, const Answers& seen, std::uint64_t seed) {
  const Person person(prior, scale, seen);
  const Features real = features_of(seen.values, scale);
  Dice dice(seed);
  Features out{};
  for (int copy = 0; copy < copies; ++copy) {
    const Features made = features_of(person.made_up(dice), scale);
    for (int f = 0; f < features; ++f) out[f] += (made[f] > real[f] ? 1.0 : made[f] == real[f] ? 0.5 : 0.0) / copies;
  }
  return out;
}

struct Subject {
  OneItemPrior prior;
  Scale scale;
  Answers answers;
};

std::vector<Subject> of_panel() {
  const auto people = panel();
  std::vector<Subject> out;
  for (int item = 0; item < panel_items && !people.empty(); ++item) {
    const OneItemPrior prior = prior_from(people, item);
    for (const PanelPerson& person : people)
      if (person[item].values.size() >= least_answers) out.push_back({prior, panel_scale, person[item]});
  }
  return out;
}

std::vector<Subject> of_simulator(std::size_t people) {
  std::vector<Subject> out;
  for (std::size_t i = 0; i < people; ++i) {
    Subject one;
    one.prior.quick_half_life_days = Pace{}.security;  // one answer a day
    one.prior.volatility = {};
    for (const Answer& answer : diary_of({}, 90, 130'000 + i).answers) {
      if (answer.person != 0) continue;
      one.answers.days.push_back(static_cast<double>(answer.minute) / minutes_per_day);
      one.answers.values.push_back(answer.points);
    }
    out.push_back(one);
  }
  return out;
}

std::array<std::string, features> shares_inside(const std::string& name, const std::vector<Subject>& subjects) {
  std::vector<Features> all(subjects.size());
  in_parallel(name, subjects.size(), [&](std::size_t i) {
    all[i] = places(subjects[i].prior, subjects[i].scale, subjects[i].answers, 170'000 + i);
  });
  std::array<std::string, features> out;
  for (int f = 0; f < features; ++f) {
    double inside = 0.0;
    for (const Features& one : all) inside += one[f] > 0.025 && one[f] < 0.975 ? 1.0 : 0.0;
    out[f] = all.empty() ? "not at hand" : fixed(100.0 * inside / static_cast<double>(all.size()), 1);
  }
  return out;
}

}  // namespace

void predictive(Task& task) {
  const auto real = of_panel();
  const auto made = of_simulator(std::max<std::size_t>(task.draws / 5, 20));
  const auto real_inside = shares_inside("predictive: real people", real);
  const auto made_inside = shares_inside("predictive: made-up people", made);
  std::vector<Cells> rows;
  for (int f = 0; f < features; ++f) rows.push_back({names[f], real_inside[f], made_inside[f]});
  task.report.heading("Predictive checks");
  task.report.say("For each series people are made up from what the reader of one series learned of it, " +
                  std::to_string(copies) +
                  " of them, answering at the same times. Percent of series that lie among their "
                  "copies (p between .025 and .975; 95 is wanted): " +
                  std::to_string(real.size()) +
                  " series of real students (Fried, Papanikolaou & Epskamp 2021, 18 items on five points, at least 20 "
                  "answers) and " +
                  std::to_string(made.size()) + " of the nonlinear simulator (sliders, 90 days).");
  task.report.table({"feature", "real, percent inside", "made up, percent inside"}, rows);
}

}  // namespace bothy::science
