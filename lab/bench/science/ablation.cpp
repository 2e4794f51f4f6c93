// What each part of the engine is worth: the same engine without it, in nats an answer on answers not yet seen.
#include <array>
#include <cmath>

#include "dyad/engine.h"
#include "dyad/linear_life.h"
#include "lab/bench/science/diary.h"
#include "lab/bench/science/figures.h"
#include "lab/bench/science/panel.h"
#include "lab/bench/science/parallel.h"
#include "lab/bench/science/task.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

constexpr int days = 120;
constexpr int early_days = 14;
constexpr std::uint64_t seed = 210'000;

enum class Without : unsigned char { nothing, grid, events, partner, attachment };
constexpr std::array<const char*, 5> names = {"nothing", "the volatility grid", "what happened", "the partner",
                                              "attachment"};
constexpr int variants = 5;  // the length of the list above

struct World {
  Story story;
  CouplePrior prior;  // with what the two said of attachment
  CouplePrior plain;  // without
};

// Everybody has the volatility that is the root mean square between and within people.
VolatilityPrior known_volatility(const VolatilityPrior& prior) {
  return {prior.usual_mean + prior.usual_sd * prior.usual_sd + prior.passing_sd * prior.passing_sd, 0.0, 0.0,
          prior.passing_half_life_days};
}

CouplePrior prior_of(const World& world, Without without) {
  CouplePrior out = without == Without::attachment ? world.plain : world.prior;
  if (without == Without::grid)
    for (PersonPrior& one : out.person) one.volatility = known_volatility(one.volatility);
  if (without == Without::partner) out.coupling = out.shared_shocks = 0.0;
  return out;
}

// Log score an answer to the marker: of the first fortnight, and of the days after it.
std::array<double, 2> scores(const World& world, Without without) {
  Story story = world.story;
  if (without == Without::events) story.happenings.clear();
  Engine<2> engine(prior_of(world, without));
  const auto moments = *in_order(story);
  std::array<double, 2> sum{};
  std::array<double, 2> count{};
  for (const Moment& moment : moments) {
    engine.wait_until(moment.minute);
    engine.happen(moment.happenings);
    const int when = moment.minute < early_days * minutes_per_day ? 0 : 1;
    for (const Answer& answer : moment.answers) {
      if (answer.item != Item::security) continue;
      sum[when] += log_score(engine.expect(answer.person, answer.item), answer.points, Scale{});
      ++count[when];
    }
    engine.learn(moment.answers);
  }
  return {sum[0] / std::max(count[0], 1.0), sum[1] / std::max(count[1], 1.0)};
}

World linear_world(std::size_t i) {
  Dice dice(seed + i);
  World out;
  for (PersonPrior& one : out.prior.person) {
    const double anxiety = dice.normal();
    one = with_attachment(one, anxiety, dice.normal());
  }
  LinearDays how;
  how.days = days;
  out.story = linear_life(out.prior, how, dice).story;
  return out;
}

World nonlinear_world(std::size_t i) {
  Dice dice(seed + 50'000 + i);
  World out;
  std::array<Temper, 2> tempers;
  for (int who = 0; who < 2; ++who) {
    tempers[who].anxiety = dice.normal();
    tempers[who].avoidance = dice.normal();
    tempers[who].warmth += 0.3 * dice.normal();
    tempers[who].hot_and_cold *= exp(0.5 * dice.normal());
    out.prior.person[who] = with_attachment(out.prior.person[who], tempers[who].anxiety, tempers[who].avoidance);
  }
  out.story = diary_of(tempers, days, dice.bits());
  return out;
}

using Scores = std::vector<std::array<std::array<double, 2>, variants>>;

Scores all_scores(const std::string& name, std::size_t couples, World (*world)(std::size_t)) {
  Scores out(couples);
  in_parallel(name, couples, [&](std::size_t i) {
    const World one = world(i);
    for (int v = 0; v < variants; ++v) out[i][v] = scores(one, static_cast<Without>(v));
  });
  return out;
}

struct Worth {
  std::string text;
  bool pays = false;
};

// What is lost without it, with twice its standard error over couples.
Worth worth(const Scores& scores, int variant, int when) {
  std::vector<double> lost;
  for (const auto& one : scores) lost.push_back(one[0][when] - one[variant][when]);
  const double doubt = 2.0 * deviation_of(lost) / std::sqrt(static_cast<double>(lost.size()));
  return {fixed(mean_of(lost), 4) + " +- " + fixed(doubt, 4), mean_of(lost) > doubt};
}

// The grid on real people: the second half of them, each from the first answer.
std::vector<double> grid_on_panel() {
  const auto people = panel();
  const std::vector<PanelPerson> first(people.begin(), people.begin() + static_cast<std::ptrdiff_t>(people.size() / 2));
  std::vector<double> out(people.empty() ? 0 : panel_items);
  in_parallel("ablations: real people", out.size(), [&](std::size_t item) {
    const OneItemPrior prior = prior_from(first, static_cast<int>(item));
    OneItemPrior without = prior;
    without.volatility = {0.0, 0.0, 0.0, prior.volatility.passing_half_life_days};
    double count = 0.0;
    for (std::size_t i = first.size(); i < people.size(); ++i) {
      const Answers& answers = people[i][item];
      OneItem with_grid(prior, panel_scale);
      OneItem no_grid(without, panel_scale);
      for (std::size_t k = 0; k < answers.values.size(); ++k) {
        out[item] +=
            with_grid.live(answers.days[k], answers.values[k]) - no_grid.live(answers.days[k], answers.values[k]);
        ++count;
      }
    }
    out[item] /= count;
  });
  return out;
}

}  // namespace

void ablations(Task& task) {
  const std::size_t couples = std::max<std::size_t>(task.draws / 5, 20);
  const Scores linear = all_scores("ablations: own law", couples, linear_world);
  const Scores nonlinear = all_scores("ablations: nonlinear", couples, nonlinear_world);
  std::vector<Cells> rows;
  std::string idle;
  for (int v = 1; v < variants; ++v) {
    const std::array<Worth, 4> all = {worth(linear, v, 0), worth(linear, v, 1), worth(nonlinear, v, 0),
                                      worth(nonlinear, v, 1)};
    rows.push_back({names[v], all[0].text, all[1].text, all[2].text, all[3].text});
    if (!all[2].pays && !all[3].pays) idle += (idle.empty() ? "" : ", ") + std::string(names[v]);
  }
  task.report.heading("Ablations");
  task.report.say(
      "What is lost without a part, nats an answer to the marker, each scored before it is seen; +- is two "
      "standard errors over " +
      std::to_string(couples) +
      " couples of 120 days. Own law: couples of the linear "
      "model, attachment drawn and told. Nonlinear: couples of the simulator, whose warmth, unevenness and "
      "attachment differ. Both are made up: no real couple's diary is at hand. " +
      (idle.empty() ? "Every part pays among the nonlinear couples in one of the two spans."
                    : "Does not pay among the nonlinear couples: " + idle + "."));
  task.report.table({"without", "own law, days 1-14", "own law, after", "nonlinear, days 1-14", "nonlinear, after"},
                    rows);
  const auto items = grid_on_panel();
  if (items.empty()) {
    task.report.say("The answers of real people are not at hand here; the grid's worth on them is not shown.");
    return;
  }
  int pays = 0;
  for (const double one : items) pays += one > 0.0 ? 1 : 0;
  task.report.say(
      "On real people (the second half of the students of Fried et al. 2021, from the first answer, the first "
      "half giving the prior) the grid is worth " +
      fixed(mean_of(items), 4) + " nats an answer; it pays on " + std::to_string(pays) + " of " +
      std::to_string(items.size()) + " items.");
}

}  // namespace bothy::science
