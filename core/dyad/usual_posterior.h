// What is known of the volatility that is usual for a person, as a smooth distribution: the log-likelihoods at the
// seven nodes, a polynomial through them, and the normal prior, on a fine line. No filter lives here. Called by the
// grid filter for its weights and by what is told of steadiness.
#pragma once
#include "dyad/volatility.h"
#include "dyad/within.h"

namespace bothy::dyad {

/// A number for each usual node.
using Usual = std::array<double, usual_nodes>;

class UsualPosterior {
 public:
  static constexpr int points = 129;  // of the line: enough for a deviation of a hundredth, docs/science.md#volatility

  /// `evidence`: log-likelihood of all answers so far at each usual node, up to a constant. Cost: about 1 us.
  UsualPosterior(const VolatilityPrior& prior, const Usual& evidence);

  /// Mean and variance of the logarithm.
  [[nodiscard]] Normal moments() const;

  /// Probability that it is at most `h`.
  [[nodiscard]] double below(double h) const;

  /// The h below which a share `p` in (0,1) lies.
  [[nodiscard]] double quantile(double p) const;

  /// Weights of the nodes that stand for it: those of the quadrature while little is known; as it narrows, each bit of
  /// the line goes to its two neighbours by distance, so that somebody between two nodes is not forced onto one.
  /// Source: docs/science.md#volatility.
  [[nodiscard]] Usual weights() const;

 private:
  double mean_;
  double sd_;
  Usual nodes_{};                        // Bayes at the nodes alone
  std::array<double, points> weight_{};  // of the line, between the outermost nodes
  Normal standard_{0.0, 1.0};            // mean and variance in deviations of the prior
};

}  // namespace bothy::dyad
