// Recovery: how near the engine comes to the truth after 7 to 365 days, and whether its bands hold what they claim.
#include <array>
#include <cmath>

#include "lab/bench/science/figures.h"
#include "lab/bench/science/parallel.h"
#include "lab/bench/science/task.h"
#include "lab/bench/science/told.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

constexpr std::uint64_t seed = 50'000;
const std::vector<int> days_read = {7, 14, 30, 90, 365};
constexpr std::array<double, 3> bands = {0.5, 0.8, 0.95};

struct Recovered {
  double bias = 0.0;   // in the engine's own deviations
  double error = 0.0;  // root mean square
  double doubt = 0.0;  // mean of what the engine says of it
  double prior = 1.0;  // spread of the truth
  std::array<double, bands.size()> held{};
};

Recovered recovered(const std::vector<std::vector<Guesses>>& all, std::size_t day, int quantity) {
  Recovered out;
  std::vector<double> truths;
  const double n = static_cast<double>(all.size());
  for (const auto& one : all) {
    const Guess& guess = one[day][quantity];
    const double off = guess.mean - guess.truth;
    out.bias += off / guess.sd / n;
    out.error += off * off / n;
    out.doubt += guess.sd / n;
    truths.push_back(guess.truth);
    for (std::size_t b = 0; b < bands.size(); ++b)
      out.held[b] += std::fabs(guess.share - 0.5) <= 0.5 * bands[b] ? 1.0 / n : 0.0;
  }
  out.error = std::sqrt(out.error);
  out.prior = deviation_of(truths);
  return out;
}

Axis days_axis() { return {7.0, 365.0, {7, 14, 30, 90, 365}, true, 0, "days"}; }

Picture errors_by_days() {
  Picture out{"Recovery: error by days, as a share of the spread between people",
              "One line for each quantity, falling from the left to the right.",
              1,
              {}};
  out.panels.push_back(
      {"", days_axis(), {0.0, 1.05, {0.0, 0.25, 0.5, 0.75, 1.0}, false, 2, "error / spread"}, {}, {}, {}, {}, {}});
  return out;
}

Picture bands_by_days() {
  Picture out{"Recovery: how often bands of 50, 80 and 95 % hold the truth",
              "One panel for each band, a line for each quantity near the level named.",
              3,
              {}};
  for (const double band : bands) {
    const double high = std::fmin(band + 0.1, 1.0);
    Axis share{band - 0.1, high, {band - 0.05, band, std::fmin(band + 0.05, 1.0)}, false, 2, "share held"};
    out.panels.push_back({fixed(100 * band, 0) + " % bands", days_axis(), share, {}, {}, {}, {}, {band}});
  }
  return out;
}

// Two standard errors of a share: 3.2, 2.5 and 1.4 points at 1000 couples.
bool near(double share, double wanted, std::size_t draws) {
  return std::fabs(share - wanted) < 2.0 * std::sqrt(wanted * (1.0 - wanted) / static_cast<double>(draws)) + 5e-4;
}

}  // namespace

void recovery(Task& task) {
  const CouplePrior prior;
  LinearDays days;
  days.days = days_read.back();
  std::vector<std::vector<Guesses>> all(task.draws);
  in_parallel("recovery", task.draws,
              [&](std::size_t i) { all[i] = told_of(linear_life(prior, days, Dice(seed + i)), prior, days_read); });
  std::vector<Cells> rows;
  Picture errors = errors_by_days();
  Picture held = bands_by_days();
  int beyond = 0;
  for (int q = 0; q < quantities; ++q) {
    Curve error{{}, quantity_names[q], q, true};
    std::array<Curve, bands.size()> curves;
    curves.fill(error);
    for (std::size_t d = 0; d < days_read.size(); ++d) {
      const Recovered one = recovered(all, d, q);
      Cells row = {quantity_names[q],   std::to_string(days_read[d]), fixed(one.bias, 3),
                   fixed(one.error, 3), fixed(one.doubt, 3),          fixed(one.error / one.prior, 2)};
      bool good = std::fabs(one.bias) < 0.1;
      for (std::size_t b = 0; b < bands.size(); ++b) {
        good = good && near(one.held[b], bands[b], task.draws);
        row.push_back(fixed(100.0 * one.held[b], 1));
        curves[b].line.push_back({days_read[d], one.held[b]});
      }
      row.push_back(good ? "yes" : "no");
      beyond += good ? 0 : 1;
      rows.push_back(row);
      error.line.push_back({days_read[d], one.error / one.prior});
    }
    errors.panels[0].curves.push_back(error);
    for (std::size_t b = 0; b < bands.size(); ++b) held.panels[b].curves.push_back(curves[b]);
  }
  task.report.heading("Recovery");
  task.report.say(
      "The same kind of couples, " + std::to_string(task.draws) +
      " of them for a year, read after 7 to 365 days. Bias in the engine's own deviations (below .1 is wanted); "
      "root mean square error; the deviation the engine names; error as a share of the spread between people; "
      "percent of truths in bands of 50, 80 and 95 % (within two standard errors is wanted: 3.2, 2.5 and 1.4 "
      "points at 1000 couples). " +
      std::to_string(beyond) + " of " + std::to_string(rows.size()) + " rows lie outside in one of the four.");
  task.report.table({"quantity", "days", "bias", "error", "deviation named", "error / spread", "in 50 %", "in 80 %",
                     "in 95 %", "within"},
                    rows);
  task.show("recovery_error.svg", errors);
  task.show("recovery_bands.svg", held);
}

}  // namespace bothy::science
