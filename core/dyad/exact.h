// The exact likelihood of one linear model in continuous time, with gaps and missing answers: the plain Kalman filter.
// It is the measure that the engine is checked against, and what a refit maximises. No volatility and no events here.
// Called by refit, the tests and the benchmarks.
#pragma once
#include <cmath>
#include <limits>
#include <span>

#include "dyad/drift.h"
#include "dyad/real.h"

namespace bothy::dyad {

/// N hidden parts, K items. Item k reads level[k] + loadings(k, .) x + noise of variance noise[k].
template <int N, int K>
struct LinearModel {
  Matrix<N, N> drift;
  Matrix<N, N> diffusion;
  Matrix<K, N> loadings;
  Vector<K> level;
  Vector<K> noise;
  Vector<N> first;
  Matrix<N, N> first_covariance;
};

/// One moment with up to K answers; NaN where an item was not answered.
template <int K>
struct Occasion {
  double day = 0.0;
  Vector<K> answers;
};

/// Log-likelihood of `occasions`, sorted by day; the first has the mean and covariance of `first`.
/// -infinity when the model is none (a variance that is not positive). Cost: 0.1 us an occasion for N = 2, K = 4.
/// Source: docs/science.md#filter; Kalman & Bucy 1961, scalar updates one item after the other.
template <int N, int K>
[[nodiscard]] double log_likelihood(const LinearModel<N, K>& model, std::span<const Occasion<K>> occasions) {
  const auto p = stationary(model.drift, model.diffusion);
  Vector<N> mean = model.first;
  Matrix<N, N> covariance = model.first_covariance;
  double squares = 0.0;
  double logs = 0.0;
  double product = 1.0;
  int answers = 0;
  double day = occasions.empty() ? 0.0 : occasions[0].day;
  double cached_gap = -1.0;
  Step<N> step;
  for (const auto& occasion : occasions) {
    const double gap = occasion.day - day;
    day = occasion.day;
    if (gap > 0.0) {
      if (gap != cached_gap) step = step_over(model.drift, model.diffusion, gap, p);
      cached_gap = gap;
      mean = step.f * mean;
      covariance = step.f * covariance * transposed(step.f) + step.qd;
    }
    for (int k = 0; k < K; ++k) {
      if (std::isnan(occasion.answers[k])) continue;
      Vector<N> toward;  // covariance of the hidden parts with this item
      double expected = model.level[k];
      double variance = model.noise[k];
      for (int r = 0; r < N; ++r) {
        for (int c = 0; c < N; ++c) toward[r] += covariance(r, c) * model.loadings(k, c);
        expected += model.loadings(k, r) * mean[r];
      }
      for (int r = 0; r < N; ++r) variance += model.loadings(k, r) * toward[r];
      if (!(variance > 0.0)) return -std::numeric_limits<double>::infinity();
      const double surprise = occasion.answers[k] - expected;
      const double precision = 1.0 / variance;
      for (int r = 0; r < N; ++r) {
        const double gain = toward[r] * precision;
        mean[r] += gain * surprise;
        for (int c = 0; c < N; ++c) covariance(r, c) -= gain * toward[c];
      }
      squares += surprise * surprise * precision;
      ++answers;
      // One logarithm for many variances, before their product leaves the numbers.
      product *= variance;
      if (product > 1e100 || product < 1e-100) {
        logs += log(product);
        product = 1.0;
      }
    }
  }
  return -0.5 * (answers * log_2pi + logs + log(product) + squares);
}

}  // namespace bothy::dyad
