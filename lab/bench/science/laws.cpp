// The laws of the engine with their figures: likelihoods that other programs print, the algebra of a step, and what
// must change nothing. The unit tests hold them; here they are shown.
#include <algorithm>
#include <cmath>

#include "dyad/data_testing.h"
#include "dyad/engine.h"
#include "dyad/linear_life.h"
#include "dyad/minimum.h"
#include "lab/bench/science/task.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

using testing::likelihood;
using testing::model_of;

double highest_likelihood() {
  const std::vector<double> start = {-0.5, 0.10, 0.15, -0.4, 0.8,  0.8,  5.0,  5.5, 5.2,
                                     5.0,  0.4,  0.1,  0.5,  0.25, 0.36, 0.25, 0.36};
  const auto unlikely = [](const std::vector<double>& t) {
    const double value = -likelihood(model_of(t));
    return std::isfinite(value) ? value : 1e300;
  };
  return -minimise(unlikely, start).value;
}

void likelihoods(Task& task) {
  LinearModel<2, 4> even = testing::truth();
  even.drift(0, 1) = even.drift(1, 0) = 0.12;
  even.first_covariance = *stationary(even.drift, even.diffusion);
  LinearModel<2, 4> turned = testing::truth();
  turned.drift = transposed(turned.drift);
  task.report.heading("Laws");
  task.report.say(
      "The simulated year of one couple (tests/data/couple365.csv, 994 answers), beside numbers that other "
      "programs print for it.");
  task.report.table(
      {"log-likelihood", "here", "printed elsewhere"},
      {{"at the true values", fixed(likelihood(testing::truth()), 6), "-1118.989967"},
       {"with the even drift of .12", fixed(likelihood(even), 6), "-1119.639488"},
       {"the highest of the model's 17 numbers", fixed(highest_likelihood(), 4), "-1112.8319"},
       {"with the drift transposed by mistake", fixed(likelihood(turned), 6), "another number is wanted"}});
}

void algebra(Task& task) {
  Dice dice(3);
  double step = 0.0;
  double noise = 0.0;
  double least = 1e300;
  constexpr int tries = 1'000;
  for (int i = 0; i < tries; ++i) {
    Matrix<3, 3> a;
    Matrix<3, 3> root;
    for (int r = 0; r < 3; ++r)
      for (int c = 0; c < 3; ++c) {
        a(r, c) = (r == c ? -0.7 : 0.0) + 0.15 * (2.0 * dice.uniform() - 1.0);
        root(r, c) = dice.normal();
      }
    const Matrix<3, 3> q = root * transposed(root);
    const auto p = stationary(a, q);
    const double days = 10.0 * dice.uniform();
    const double more = 10.0 * dice.uniform();
    const auto one = step_over(a, q, days, p);
    const auto two = step_over(a, q, more, p);
    const auto both = step_over(a, q, days + more, p);
    const double size = 1.0 + largest(*p);
    step = std::max(step, largest(both.f - two.f * one.f));
    noise = std::max(noise, largest(both.qd - (two.f * one.qd * transposed(two.f) + two.qd)) / size);
    Matrix<3, 3> lower;
    if (!cholesky(both.qd + 1e-12 * size * identity<3>(), lower)) least = -1.0;
    least = std::min(least, lower(2, 2));
  }
  task.report.table({"algebra over 1000 random drifts", "largest error", "wanted"},
                    {{"one long step less two short ones, F", short_form(step), "below 1e-12"},
                     {"the same of the noise, relative", short_form(noise), "below 1e-12"},
                     {"smallest pivot of the noise", short_form(least), "above 0"}});
}

struct Said {
  double security = 0.0;
  double doubt = 0.0;
  double usual = 0.0;
  bool operator==(const Said&) const = default;
};

std::array<Said, 2> said(const Story& story, bool in_halves = false) {
  Engine<2> engine{CouplePrior{}};
  const auto moments = *in_order(story);
  for (const Moment& moment : moments) {
    if (in_halves && moment.minute > engine.minute() + 1) engine.wait_until((engine.minute() + moment.minute) / 2);
    engine.live(moment);
  }
  std::array<Said, 2> out;
  const auto row = Layout<2>::row(0, engine.prior().items[0]);
  for (Person i = 0; i < 2; ++i) {
    const auto state = engine.of(i).together();
    out[i] = {points_per_unit * dot(row, state.mean), std::sqrt(dot(row, state.covariance * row)),
              engine.of(i).usual_volatility().mean};
  }
  return out;
}

void invariances(Task& task) {
  constexpr int stories = 100;
  LinearDays days;
  days.days = 20;
  int swapped = 0;
  int shifted = 0;
  int shuffled = 0;
  int twice = 0;
  double halves = 0.0;
  for (int i = 0; i < stories; ++i) {
    Dice dice(7'000 + i);
    const Story story = linear_life({}, days, dice).story;
    const auto plain = said(story);
    Story other = story;
    for (auto& one : other.answers) one.person = 1 - one.person;
    for (auto& one : other.happenings) one.person = 1 - one.person;
    const auto turned = said(other);
    swapped += plain[0] == turned[1] && plain[1] == turned[0] ? 1 : 0;
    other = story;
    for (auto& one : other.answers) one.minute += 60 * (i - 50);
    for (auto& one : other.happenings) one.minute += 60 * (i - 50);
    shifted += said(other) == plain ? 1 : 0;
    other = story;
    for (std::size_t k = other.answers.size(); k > 1; --k)
      std::swap(other.answers[k - 1], other.answers[dice.bits() % k]);
    for (std::size_t k = other.happenings.size(); k > 1; --k)
      std::swap(other.happenings[k - 1], other.happenings[dice.bits() % k]);
    shuffled += said(other) == plain ? 1 : 0;
    other.happenings.insert(other.happenings.end(), story.happenings.begin(), story.happenings.end());
    other.answers.insert(other.answers.end(), story.answers.begin(), story.answers.end());
    twice += said(other) == plain ? 1 : 0;
    halves = std::max(halves, std::fabs(said(story, true)[0].security - plain[0].security));
  }
  const std::string of = " of " + std::to_string(stories);
  task.report.table({"what must change nothing, 100 stories of two", "same to the last bit"},
                    {{"the two people in each other's place", std::to_string(swapped) + of},
                     {"another time zone", std::to_string(shifted) + of},
                     {"another order of the same records", std::to_string(shuffled) + of},
                     {"every record twice", std::to_string(twice) + of},
                     {"an empty moment in every gap", "to " + short_form(halves) + " points"}});
}

}  // namespace

void laws(Task& task) {
  likelihoods(task);
  algebra(task);
  invariances(task);
}

}  // namespace bothy::science
