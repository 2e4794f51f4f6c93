// See series_grid.h. Passing volatilities are four coins that turn at random: volatility.cpp says why.
#include "dyad/series_grid.h"

#include "dyad/real.h"
#include "dyad/volatility.h"

namespace bothy::dyad {
namespace {

constexpr int coins = SeriesGrid::most_passing - 1;  // heads of n coins: n + 1 places
constexpr double least_passing = 0.05;               // below it one place is as good as five, docs/science.md#series
constexpr double passing_half_life = 15.0;           // usual gaps, docs/science.md#series
// Pascal's triangle over 16.
constexpr SeriesGrid::Passing binomial = {0.0625, 0.25, 0.375, 0.25, 0.0625};

// Gauss-Hermite nodes of the one grid that exists: those of deviation one.
const Volatility& unit_grid() {
  static const Volatility grid({0.0, 1.0, 0.0, 1.0});
  return grid;
}

}  // namespace

SeriesGrid::SeriesGrid(double usual_sd, double passing_sd)
    : usual_sd_(usual_sd), passing_sd_(passing_sd), passing_(passing_sd < least_passing ? 1 : most_passing) {
  for (int u = 0; u < usual; ++u)
    for (int p = 0; p < passing_; ++p) factor_[u][p] = exp(2.0 * (usual_log(u) + passing_log(p)));
}

double SeriesGrid::usual_log(int u) const { return usual_sd_ * unit_grid().usual(u); }
double SeriesGrid::passing_log(int p) const {
  // Coins of spacing s have the variance s^2 coins / 4.
  return passing_ == 1 ? 0.0 : passing_sd_ * (static_cast<double>(p) - 0.5 * coins);
}
double SeriesGrid::usual_weight(int u) { return Volatility::usual_weight(u); }
double SeriesGrid::passing_weight(int p) const { return passing_ == 1 ? 1.0 : binomial[p]; }

SeriesGrid::Turn SeriesGrid::over(double gaps) const {
  const double keeps = exp(-ln2 / passing_half_life * gaps);
  const double stay = 0.5 * (1.0 + keeps);
  const double turn = 0.5 * (1.0 - keeps);
  Turn out{};
  for (int from = 0; from < passing_; ++from) {
    out[from][0] = 1.0;
    for (int coin = 0; coin < passing_ - 1; ++coin) {
      const double up = coin < from ? stay : turn;
      for (int n = coin + 1; n > 0; --n) out[from][n] = out[from][n] * (1.0 - up) + out[from][n - 1] * up;
      out[from][0] *= 1.0 - up;
    }
  }
  return out;
}

}  // namespace bothy::dyad
