// How much somebody's answers vary, as a grid: seven steady values (what is usual for this person) by nine passing ones
// (calmer or wilder weeks). h is the logarithm of a standard deviation; noise variances are multiplied by e^2h.
// No data here: nodes, first weights, and how the passing part moves. Called by the grid filter.
#pragma once
#include <array>

namespace bothy::dyad {

inline constexpr int usual_nodes = 7;    // docs/science.md#volatility
inline constexpr int passing_nodes = 9;  // docs/science.md#volatility

using Passing = std::array<double, passing_nodes>;
using Turns = std::array<Passing, passing_nodes>;  // from each node to each

struct VolatilityPrior {
  double usual_mean = 0.0;
  double usual_sd = 0.35;               // docs/science.md#volatility
  double passing_sd = 0.30;             // docs/science.md#volatility
  double passing_half_life_days = 5.0;  // docs/science.md#volatility
};

class Volatility {
 public:
  explicit Volatility(const VolatilityPrior& prior);

  /// h of the pair of nodes.
  [[nodiscard]] double h(int usual, int passing) const { return usual_[usual] + passing_[passing]; }
  [[nodiscard]] double usual(int node) const { return usual_[node]; }
  [[nodiscard]] double passing(int node) const { return passing_[node]; }
  /// e^2h of the pair of nodes.
  [[nodiscard]] double factor(int usual, int passing) const { return factor_[usual][passing]; }
  /// e^h of the pair of nodes.
  [[nodiscard]] double root(int usual, int passing) const { return root_[usual][passing]; }
  /// Where a usual node stands, in deviations of the prior.
  [[nodiscard]] static double usual_node(int node);
  /// First weight of a usual node: Gauss-Hermite, exact for polynomials of h up to degree 13.
  [[nodiscard]] static double usual_weight(int node);
  /// First and lasting weights of the passing nodes: binomial, with the variance of the Ornstein-Uhlenbeck process.
  [[nodiscard]] static double passing_weight(int node);

  /// Where the weight of each passing node goes in `days`. Eight coins that turn at random: mean and variance follow the
  /// Ornstein-Uhlenbeck process exactly, and two short steps equal one long one. Source: Ehrenfest's urn in continuous
  /// time; docs/science.md#volatility.
  [[nodiscard]] Turns turns(double days) const;
  [[nodiscard]] static Passing later(const Passing& weights, const Turns& turns);
  [[nodiscard]] Passing later(const Passing& weights, double days) const { return later(weights, turns(days)); }

 private:
  double rate_;
  std::array<double, usual_nodes> usual_{};
  Passing passing_{};
  std::array<Passing, usual_nodes> factor_{};
  std::array<Passing, usual_nodes> root_{};
};

}  // namespace bothy::dyad
