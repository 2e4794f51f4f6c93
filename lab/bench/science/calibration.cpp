// Simulation-based calibration: where the truth, drawn from the prior, lies in what the engine says. If the engine is
// right about its own doubt, anywhere is as likely as anywhere else. Source: Talts et al. 2018.
#include <algorithm>
#include <array>
#include <cmath>

#include "dyad/engine.h"
#include "lab/bench/science/figures.h"
#include "lab/bench/science/parallel.h"
#include "lab/bench/science/task.h"
#include "lab/bench/science/told.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

constexpr int bins = 100;
constexpr int shown = quantities + 1;  // and the coupling
constexpr std::uint64_t seed = 10'000;

// What is known of the coupling: seven engines, each with one value of it. The likelihoods
// go through the same smooth line as those of the usual volatility: both have a normal prior.
UsualPosterior coupling_of(const LinearLife& life, const CouplePrior& prior, const LinearDays& days) {
  const VolatilityPrior line{prior.coupling, days.coupling_sd, 0.0, 1.0};
  const auto moments = *in_order(life.story);
  Usual evidence{};
  for (int u = 0; u < usual_nodes; ++u) {
    CouplePrior one = prior;
    one.coupling = prior.coupling + days.coupling_sd * Volatility::usual_node(u);
    Engine<2> engine(one);
    for (const Moment& moment : moments) evidence[u] += engine.live(moment);
  }
  return {line, evidence};
}

Panel difference(const std::string& name, std::vector<double> shares) {
  std::ranges::sort(shares);
  const double n = static_cast<double>(shares.size());
  const double bound = distance_bound(shares.size());
  Panel out;
  out.title = name;
  out.x = {0.0, 1.0, {0.0, 0.5, 1.0}, false, 1, "share below the truth"};
  out.y = {-0.08, 0.08, {-0.05, 0.0, 0.05}, false, 2, "seen less expected"};
  out.band_low = {{0.0, -bound}, {1.0, -bound}};
  out.band_high = {{0.0, bound}, {1.0, bound}};
  out.rules = {0.0};
  Curve curve;
  for (int i = 0; i <= 200; ++i) {
    const double x = i / 200.0;
    const auto count = static_cast<double>(std::ranges::upper_bound(shares, x) - shares.begin());
    curve.line.push_back({x, count / n - x});
  }
  out.curves = {curve};
  return out;
}

Panel histogram(const std::string& name, const std::vector<double>& shares) {
  const double expected = static_cast<double>(shares.size()) / bins;
  Panel out;
  out.title = name;
  out.x = {0.0, 100.0, {0.0, 50.0, 100.0}, false, 0, "rank of the truth in hundredths"};
  out.y = {0.0, 3.0, {0.0, 1.0, 2.0, 3.0}, false, 0, "times the expected"};
  out.bars.resize(bins);
  for (const double share : shares) out.bars[std::clamp(static_cast<int>(share * bins), 0, bins - 1)] += 1.0 / expected;
  const double reach = 1.96 / std::sqrt(expected);
  out.band_low = {{0.0, 1.0 - reach}, {100.0, 1.0 - reach}};
  out.band_high = {{0.0, 1.0 + reach}, {100.0, 1.0 + reach}};
  return out;
}

}  // namespace

void calibration(Task& task) {
  const CouplePrior prior;
  const LinearDays days;
  std::array<std::vector<double>, shown> shares;
  for (auto& one : shares) one.resize(task.draws);
  std::vector<double> coupling_doubt(task.draws);
  in_parallel("calibration", task.draws, [&](std::size_t i) {
    const LinearLife life = linear_life(prior, days, Dice(seed + i));
    const Guesses told = told_of(life, prior, {days.days})[0];
    for (int q = 0; q < quantities; ++q) shares[q][i] = told[q].share;
    const UsualPosterior coupling = coupling_of(life, prior, days);
    shares[quantities][i] = coupling.below(life.truth.coupling);
    coupling_doubt[i] = std::sqrt(coupling.moments().variance) / days.coupling_sd;
  });
  Picture differences{"Calibration: distribution of the ranks, less the even one",
                      "Six panels; a line inside the grey band is what a calibrated engine gives in 95 of 100 runs.",
                      3,
                      {}};
  Picture ranks{"Calibration: ranks of the truth", "Six histograms of 100 bins; even bars are what is wanted.", 3, {}};
  std::vector<Cells> rows;
  for (int q = 0; q < shown; ++q) {
    const std::string name = q < quantities ? quantity_names[q] : "coupling c";
    const double p = chi_square_tail(chi_square_of(shares[q], bins), bins - 1);
    const double distance = distance_of(shares[q]);
    const double bound = distance_bound(task.draws);
    rows.push_back(
        {name, fixed(p, 3), fixed(distance, 3), fixed(bound, 3), p > 0.01 && distance < bound ? "yes" : "no"});
    differences.panels.push_back(difference(name, shares[q]));
    ranks.panels.push_back(histogram(name, shares[q]));
  }
  task.report.heading("Calibration");
  task.report.say(
      "Couples drawn from the engine's own prior live 60 days by its own law (core/dyad/linear_life.h), " +
      std::to_string(task.draws) +
      " of them; each person answers two items on nine days of ten, with ruptures, repairs, disclosures, promises, "
      "talks "
      "and stress. Where does the truth of one person lie in what the engine of two says at the end? Ranks in 100 "
      "bins; p "
      "of chi-square above .01, and the largest distance of the distribution from the even one inside its 95 % band. "
      "The "
      "coupling differs between couples and the engine takes it at its mean; the last row is what seven engines with "
      "different couplings, weighed by their likelihood, say of it: their doubt is still " +
      fixed(mean_of(coupling_doubt), 2) + " of the spread between couples, which is why it is never told.");
  task.report.table({"quantity", "p of chi-square", "distance", "95 % bound", "within"}, rows);
  task.show("calibration_difference.svg", differences);
  task.show("calibration_ranks.svg", ranks);
}

}  // namespace bothy::science
