// What the nightly refit brings: people whose pace differs as the prior says, fitted after 90, 180 and 365 days, and
// scored on sixty days that the refit never saw.
#include <cmath>

#include "dyad/engine.h"
#include "dyad/linear_life.h"
#include "dyad/refit.h"
#include "lab/bench/science/figures.h"
#include "lab/bench/science/parallel.h"
#include "lab/bench/science/task.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

constexpr int later_days = 60;
constexpr std::uint64_t seed = 310'000;

struct Outcome {
  bool accepted = false;
  double gain = 0.0;        // nats an answer on the later days, with what was accepted
  double if_always = 0.0;   // the same with what was fitted, whatever the fortnight said
  double off_before = 0.0;  // of the logarithm of the half-life, the prior's and the fitted
  double off_after = 0.0;
  double evaluations = 0.0;
};

double later_score(const CouplePrior& prior, const std::vector<Moment>& moments, std::int64_t from) {
  Engine<1> engine(prior);
  double sum = 0.0;
  double count = 0.0;
  for (const Moment& moment : moments) {
    const double one = engine.live(moment);
    if (moment.minute < from) continue;
    sum += one;
    count += static_cast<double>(moment.answers.size());
  }
  return sum / std::max(count, 1.0);
}

Outcome outcome(int days, std::uint64_t from) {
  Dice dice(from);
  const CouplePrior plain;
  const double half_life = plain.pace.security * exp(0.6 * dice.normal());
  const CouplePrior own = with_pace(plain, half_life, logistic(logit(0.4) + 0.84 * dice.normal()), plain.coupling);
  LinearDays how;
  how.days = days + later_days;
  Story story = linear_life(own, how, dice).story;
  std::erase_if(story.answers, [](const Answer& one) { return one.person != 0; });
  std::erase_if(story.happenings, [](const Happening& one) { return one.person != 0; });
  const std::int64_t then = days * minutes_per_day;
  Story known = story;
  std::erase_if(known.answers, [&](const Answer& one) { return one.minute >= then; });
  std::erase_if(known.happenings, [&](const Happening& one) { return one.minute >= then; });
  const auto refit = refit_of(known, plain);
  if (!refit) return {};
  const auto moments = *in_order(story);
  const double before = later_score(plain, moments, then);
  const CouplePrior fitted = with_pace(plain, refit->half_life, refit->noise_share, refit->coupling);
  Outcome out;
  out.accepted = refit->accepted;
  out.if_always = later_score(fitted, moments, then) - before;
  out.gain = refit->accepted ? out.if_always : 0.0;
  out.off_before = std::fabs(log(plain.pace.security / half_life));
  out.off_after = std::fabs(log(refit->prior.pace.security / half_life));
  out.evaluations = refit->evaluations;
  return out;
}

}  // namespace

void refits(Task& task) {
  const std::size_t people = std::max<std::size_t>(task.draws / 10, 20);
  std::vector<Cells> rows;
  for (const int days : {90, 180, 365}) {
    std::vector<Outcome> all(people);
    in_parallel("refits after " + std::to_string(days) + " days", people,
                [&](std::size_t i) { all[i] = outcome(days, seed + i); });
    std::vector<double> gain;
    std::vector<double> always;
    std::vector<double> before;
    std::vector<double> after;
    std::vector<double> evaluations;
    double accepted = 0.0;
    for (const Outcome& one : all) {
      gain.push_back(one.gain);
      always.push_back(one.if_always);
      before.push_back(one.off_before);
      after.push_back(one.off_after);
      evaluations.push_back(one.evaluations);
      accepted += one.accepted ? 1.0 : 0.0;
    }
    const double doubt = 2.0 * deviation_of(gain) / std::sqrt(static_cast<double>(people));
    rows.push_back({std::to_string(days), fixed(100.0 * accepted / static_cast<double>(people), 0),
                    fixed(mean_of(gain), 4) + " +- " + fixed(doubt, 4), fixed(mean_of(always), 4),
                    fixed(mean_of(before), 2), fixed(mean_of(after), 2), fixed(mean_of(evaluations), 0)});
  }
  task.report.heading("Refit");
  task.report.say(
      "The nightly refit of one person: " + std::to_string(people) +
      " people whose half-life of security and share of noise differ as the priors say, fitted once and then "
      "scored on 60 later days. Nats an answer gained with the refit where it was accepted; the same had it "
      "always been taken; how far the half-life is off (logarithm) without and with it; likelihoods computed.");
  task.report.table({"days", "accepted, percent", "gain", "if always", "off, given", "off, refitted", "likelihoods"},
                    rows);
}

}  // namespace bothy::science
