// Where misfit comes from: the same couples with one thing switched off at a time, in the engine and in their lives. If
// the engine's doubt is then right, that thing is where it is taken too lightly.
#include <cmath>

#include "lab/bench/science/parallel.h"
#include "lab/bench/science/task.h"
#include "lab/bench/science/told.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

constexpr int day = 90;
constexpr std::uint64_t seed = 410'000;

struct World {
  std::string name;
  CouplePrior prior;
  LinearDays days;
};

std::vector<World> worlds() {
  World plain{"as it is", {}, {}};
  plain.days.days = day;
  std::vector<World> out(5, plain);
  out[1].name = "no passing volatility";
  for (PersonPrior& one : out[1].prior.person) one.volatility.passing_sd = 0.0;
  out[2].name = "no repairs";
  out[2].days.repair = 0.0;
  out[3].name = "nothing happens";
  out[3].days.rupture = out[3].days.disclosure = out[3].days.promise = out[3].days.safe_talk = out[3].days.stress = 0.0;
  out[4].name = "nothing joins the two";
  out[4].prior.coupling = out[4].prior.shared_shocks = out[4].days.coupling_sd = 0.0;
  return out;
}

}  // namespace

void sources(Task& task) {
  const std::size_t couples = task.draws;
  std::vector<Cells> rows;
  for (const World& world : worlds()) {
    std::vector<Guesses> all(couples);
    in_parallel("sources of misfit: " + world.name, couples, [&](std::size_t i) {
      all[i] = told_of(linear_life(world.prior, world.days, Dice(seed + i)), world.prior, {day})[0];
    });
    Cells row = {world.name};
    for (int q = 0; q < quantities; ++q) {
      double square = 0.0;
      for (const Guesses& one : all) {
        const double off = (one[q].mean - one[q].truth) / one[q].sd;
        square += off * off / static_cast<double>(couples);
      }
      row.push_back(fixed(std::sqrt(square), 3));
    }
    rows.push_back(row);
  }
  Cells head = {"world"};
  for (const char* name : quantity_names) head.push_back(name);
  task.report.say(
      "Where the rest comes from: errors in units of the deviation that the engine names, after 90 days, root "
      "mean square over " +
      std::to_string(couples) + " couples (1 is wanted; two standard errors are " +
      fixed(2.0 / std::sqrt(2.0 * static_cast<double>(couples)), 3) +
      "), with one thing at a time switched off in both the engine and the lives.");
  task.report.table(head, rows);
}

}  // namespace bothy::science
