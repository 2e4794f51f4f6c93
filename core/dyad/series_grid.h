// The volatilities that one series may have: seven usual ones times five passing ones, or one passing one for a series
// supposed to be steady. A smaller sister of volatility.h for many series at once. Called by series alone.
#pragma once
#include <array>

namespace bothy::dyad {

class SeriesGrid {
 public:
  static constexpr int usual = 7;                           // docs/science.md#series
  static constexpr int most_passing = 5;                    // docs/science.md#series
  static constexpr int most_pieces = usual * most_passing;  // every pair
  using Passing = std::array<double, most_passing>;
  /// How likely each passing volatility becomes each other one: [from][to].
  using Turn = std::array<Passing, most_passing>;

  /// Deviations of the logarithm between people and within one; a passing one below least_passing counts as none.
  SeriesGrid(double usual_sd, double passing_sd);

  [[nodiscard]] int passing() const { return passing_; }
  /// e^2h of the pair of nodes.
  [[nodiscard]] double factor(int u, int p) const { return factor_[u][p]; }
  /// The logarithms themselves.
  [[nodiscard]] double usual_log(int u) const;
  [[nodiscard]] double passing_log(int p) const;
  [[nodiscard]] static double usual_weight(int u);
  [[nodiscard]] double passing_weight(int p) const;
  /// Over `gaps` usual gaps, with a half-life of passing_half_life of them.
  [[nodiscard]] Turn over(double gaps) const;

 private:
  double usual_sd_;
  double passing_sd_;
  int passing_;
  std::array<Passing, usual> factor_{};
};

}  // namespace bothy::dyad
