// See volatility.h.
#include "dyad/volatility.h"

#include <cmath>
#include <cstddef>

#include "dyad/real.h"

namespace bothy::dyad {
namespace {

// Gauss-Hermite nodes and weights for the standard normal distribution, n = 7 (Abramowitz & Stegun 25.10, rescaled).
constexpr std::array<double, usual_nodes> hermite_nodes = {
    -3.7504397177257427, -2.3667594107345416, -1.1544053947399682, 0.0,
    1.1544053947399682,  2.3667594107345416,  3.7504397177257427};
// Their weights, from the same table.
constexpr std::array<double, usual_nodes> hermite_weights = {
    5.482688559722179e-4,  3.0757123967586497e-2, 2.4012317860501271e-1, 4.5714285714285714e-1,
    2.4012317860501271e-1, 3.0757123967586497e-2, 5.482688559722179e-4};
constexpr int coins = passing_nodes - 1;  // heads of n coins: n + 1 places
// Rows of Pascal's triangle, over 256.
constexpr Passing binomial = {1, 8, 28, 56, 70, 56, 28, 8, 1};

}  // namespace

Volatility::Volatility(const VolatilityPrior& prior) : rate_(ln2 / prior.passing_half_life_days) {
  const double spacing = 2.0 * prior.passing_sd / std::sqrt(static_cast<double>(coins));
  for (std::size_t u = 0; u < usual_.size(); ++u) usual_[u] = prior.usual_mean + prior.usual_sd * hermite_nodes[u];
  for (std::size_t p = 0; p < passing_.size(); ++p) passing_[p] = spacing * (static_cast<double>(p) - 0.5 * coins);
  for (std::size_t u = 0; u < usual_.size(); ++u)
    for (std::size_t p = 0; p < passing_.size(); ++p) {
      root_[u][p] = exp(usual_[u] + passing_[p]);
      factor_[u][p] = root_[u][p] * root_[u][p];
    }
}

double Volatility::usual_node(int node) { return hermite_nodes[node]; }
double Volatility::usual_weight(int node) { return hermite_weights[node]; }
double Volatility::passing_weight(int node) { return binomial[node] / 256.0; }

Turns Volatility::turns(double days) const {
  const double keeps = exp(-rate_ * days);
  const double stay = 0.5 * (1.0 + keeps);
  const double turn = 0.5 * (1.0 - keeps);
  Turns out{};
  for (int from = 0; from < passing_nodes; ++from) {
    // Of `from` coins that show heads each stays with `stay`; of the others each turns up heads with `turn`.
    Passing& heads = out[from];
    heads[0] = 1.0;
    for (int coin = 0; coin < coins; ++coin) {
      const double up = coin < from ? stay : turn;
      for (int n = coin + 1; n > 0; --n) heads[n] = heads[n] * (1.0 - up) + heads[n - 1] * up;
      heads[0] *= 1.0 - up;
    }
  }
  return out;
}

Passing Volatility::later(const Passing& weights, const Turns& turns) {
  Passing out{};
  for (int from = 0; from < passing_nodes; ++from)
    for (int to = 0; to < passing_nodes; ++to) out[to] += weights[from] * turns[from][to];
  return out;
}

}  // namespace bothy::dyad
