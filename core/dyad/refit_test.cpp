// The nightly refit: it finds another pace and that pays on days it never saw, it is refused when the last fortnight is
// of another kind, and hard stories leave it whole.
#include "dyad/refit.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

#include "dyad/engine.h"
#include "dyad/linear_life.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

// The first `days` days of person 0 of a couple that lives by `prior`.
Story alone(const CouplePrior& prior, int days, std::uint64_t seed) {
  LinearDays how;
  how.days = days;
  how.coupling_sd = 0.0;
  Story out = linear_life(prior, how, Dice(seed)).story;
  std::erase_if(out.answers, [](const Answer& one) { return one.person != 0; });
  std::erase_if(out.happenings, [](const Happening& one) { return one.person != 0; });
  return out;
}

Story until(Story story, std::int64_t minute) {
  std::erase_if(story.answers, [&](const Answer& one) { return one.minute >= minute; });
  std::erase_if(story.happenings, [&](const Happening& one) { return one.minute >= minute; });
  return story;
}

double log_score_from(const CouplePrior& prior, const Story& story, std::int64_t minute) {
  Engine<1> engine(prior);
  double sum = 0.0;
  const auto moments = *in_order(story);
  for (const Moment& moment : moments) {
    const double one = engine.live(moment);
    if (moment.minute >= minute) sum += one;
  }
  return sum;
}

CouplePrior quick() { return with_pace({}, 0.7, 0.15, CouplePrior{}.coupling); }
CouplePrior noisy() { return with_pace({}, 12.0, 0.85, CouplePrior{}.coupling); }

}  // namespace

TEST_CASE("refit: another pace is found, and it foresees later days better") {
  double gained = 0.0;
  int accepted = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Story all = alone(quick(), 180, seed);
    const Refit refit = *refit_of(until(all, 120 * minutes_per_day), {});
    accepted += refit.accepted ? 1 : 0;
    CHECK(refit.half_life < 4.0);
    CHECK(refit.noise_share < 0.4);
    CHECK(refit.evaluations >= 10);
    CHECK(refit.evaluations <= 300);
    gained += log_score_from(refit.prior, all, 120 * minutes_per_day) - log_score_from({}, all, 120 * minutes_per_day);
  }
  MESSAGE("nats on 60 later days of six people: ", gained);
  CHECK(accepted >= 4);
  CHECK(gained > 0.0);
}

TEST_CASE("refit: when the last fortnight is of another kind, what was given stays") {
  int refused = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Story story = until(alone(quick(), 106, seed), 106 * minutes_per_day);
    Story other = alone(noisy(), 14, seed + 50);
    for (Answer& one : other.answers) one.minute += 106 * minutes_per_day;
    story.answers.insert(story.answers.end(), other.answers.begin(), other.answers.end());
    const Refit refit = *refit_of(story, {});
    CHECK(refit.accepted == (refit.gain >= 0.0));
    if (refit.accepted) continue;
    ++refused;
    CHECK(refit.prior.pace.security == CouplePrior{}.pace.security);
    CHECK(refit.prior.spread.noise == CouplePrior{}.spread.noise);
  }
  CHECK(refused >= 1);
}

TEST_CASE("refit: before sixty answered days nothing is fitted, and what was given comes back") {
  const Refit refit = *refit_of(alone({}, 50, 3), {});
  CHECK(refit.evaluations == 0);
  CHECK_FALSE(refit.accepted);
  CHECK(refit.half_life == CouplePrior{}.pace.security);
  CHECK_FALSE(refit_of({{{0, 0, Item::security, std::nan("")}}, {}}, {}).has_value());
  CHECK(refit_of({}, {})->evaluations == 0);
}

TEST_CASE("refit: two people are fitted together, their coupling stays near its prior, and it is the same each time") {
  LinearDays how;
  how.days = 80;
  const Story story = linear_life({}, how, Dice(5)).story;
  const Refit once = *refit_of(story, {});
  const Refit again = *refit_of(story, {});
  CHECK(once.coupling != CouplePrior{}.coupling);
  CHECK(std::fabs(once.coupling - CouplePrior{}.coupling) < 0.2);
  CHECK(once.half_life == again.half_life);
  CHECK(once.gain == again.gain);
  CHECK(once.evaluations == again.evaluations);
}

TEST_CASE("refit: constant answers, only ends, leaps and long silences leave finite numbers of a pace") {
  const auto hard = [](int kind) {
    Story story;
    for (int day = 0; day < 100; ++day) {
      const double points = kind == 0   ? 100.0
                            : kind == 1 ? 50.0
                            : kind == 2 ? (day % 2 == 0 ? 0.0 : 100.0)
                                        : (day < 50 ? 0.0 : 100.0);
      const std::int64_t at = kind == 3 && day >= 50 ? day + 3'650 : day;
      story.answers.push_back({at * minutes_per_day, 0, Item::security, points});
      if (kind == 2) story.happenings.push_back({at * minutes_per_day + 1, 0, Cause::repair, 1.0, 0});
    }
    return story;
  };
  for (int kind = 0; kind < 4; ++kind) {
    const Refit refit = *refit_of(hard(kind), {});
    CHECK(std::isfinite(refit.gain));
    CHECK(refit.prior.pace.security > 0.3);
    CHECK(refit.prior.pace.security < 50.0);
    CHECK(refit.prior.spread.noise > 0.0);
    CHECK(refit.prior.spread.security > 0.0);
    CHECK(std::isfinite(log_score_from(refit.prior, hard(kind), 0)));
  }
}

TEST_CASE(
    "refit: what happens after the last own answer moves nothing, and a fortnight almost unanswered judges nothing") {
  Story story = alone(quick(), 100, 7);
  const Refit before = *refit_of(story, {});
  CHECK(before.evaluations > 0);
  story.happenings.push_back({130 * minutes_per_day, 0, Cause::promise_kept, 1.0, 1});
  const Refit after = *refit_of(story, {});
  CHECK(after.gain == before.gain);
  CHECK(after.accepted == before.accepted);
  const std::int64_t fortnight = 86 * minutes_per_day;
  const std::int64_t last = 99 * minutes_per_day;
  std::erase_if(story.answers, [&](const Answer& one) { return one.minute >= fortnight && one.minute < last; });
  CHECK(refit_of(story, {})->evaluations == 0);
}
