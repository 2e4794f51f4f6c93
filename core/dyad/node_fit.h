// The answers of one moment under one volatility: how likely they were, and the numbers and precisions they stand for.
// Called by the grid filter for every pair of nodes.
#pragma once
#include <array>
#include <cstddef>
#include <span>

#include "dyad/matrix.h"
#include "dyad/real.h"
#include "dyad/within.h"

namespace bothy::dyad {

inline constexpr int most_readings = 6;  // of one moment: three items of two people

/// One answer as a statement about the hidden parts: row . x + noise lies in [low, high]; low == high is a number.
template <int N>
struct Reading {
  Vector<N> row;
  double noise = 1.0;  // variance; times e^2h when `own`
  double low = 0.0;
  double high = 0.0;
  bool own = true;  // the volatility of this grid applies to it
};

namespace detail {

template <std::size_t Size>
using Square = std::array<std::array<double, Size>, Size>;

/// The inverse of the leading n x n block of a symmetric positive definite matrix, in place.
template <std::size_t Size>
void invert(Square<Size>& a, int n) {
  for (int k = 0; k < n; ++k) {
    const double pivot = 1.0 / a[k][k];
    a[k][k] = 1.0;
    for (int c = 0; c < n; ++c) a[k][c] *= pivot;
    for (int r = 0; r < n; ++r) {
      if (r == k) continue;
      const double factor = a[r][k];
      a[r][k] = 0.0;
      for (int c = 0; c < n; ++c) a[r][c] -= factor * a[k][c];
    }
  }
}

/// What one passing volatility makes of an occasion.
struct NodeFit {
  double log_likelihood = 0.0;
  std::array<double, 3> scale{1.0, 1.0, 1.0};  // of what stood, of the own noise, of the shared noise: 1, e^2h, e^h
  Square<most_readings> precision;             // of the answers together, as predicted; n x n of it is used
  std::array<double, most_readings> value;     // the answer, or the number that stands for an interval
};

/// What the other answers of the moment are expected to be, now that answer k is known.
inline void condition(int n, int k, double noise, double value, double* mean, Square<most_readings>& doubt) {
  const double total = doubt[k][k] + noise;
  const double surprise = value - mean[k];
  double toward[most_readings];
  for (int l = 0; l < n; ++l) toward[l] = doubt[l][k];
  for (int l = 0; l < n; ++l) {
    mean[l] += toward[l] * surprise / total;
    for (int j = 0; j < n; ++j) doubt[l][j] -= toward[l] * toward[j] / total;
  }
}

/// The answers under one pair of nodes. An interval is replaced by the number and noise that move the state as it does.
template <int N, std::size_t Blocks>
NodeFit fit(std::span<const Reading<N>> readings, const std::array<double, 3>& scale, const double* expected,
            const std::array<Square<most_readings>, Blocks>& between) {
  constexpr double least_news = 1e-9;  // an interval that says nothing becomes a number with this much weight
  const int n = static_cast<int>(readings.size());
  NodeFit out;
  out.scale = scale;
  Square<most_readings> doubt;
  double mean[most_readings];
  for (int k = 0; k < n; ++k) {
    mean[k] = expected[k];
    for (int l = 0; l < n; ++l) {
      doubt[k][l] = between[0][k][l];
      for (std::size_t j = 1; j < Blocks; ++j) doubt[k][l] += scale[j] * between[j][k][l];
      out.precision[k][l] = doubt[k][l];
    }
  }
  for (int k = 0; k < n; ++k) {
    const Reading<N>& reading = readings[k];
    double noise = reading.noise * (reading.own ? scale[1] : 1.0);
    const double variance = doubt[k][k] + noise;
    out.value[k] = reading.low;
    if (reading.low < reading.high) {
      const Within seen = within({mean[k], variance}, reading.low, reading.high);
      double news = 1.0 - seen.then.variance / variance;
      if (news < least_news) news = least_news;
      out.log_likelihood += seen.log_probability;
      out.value[k] = mean[k] + (seen.then.mean - mean[k]) / news;
      noise = variance / news - doubt[k][k];
    } else {
      const double surprise = reading.low - mean[k];
      out.log_likelihood -= 0.5 * (log_2pi + log(variance) + surprise * surprise / variance);
    }
    out.precision[k][k] += noise;
    condition(n, k, noise, out.value[k], mean, doubt);
  }
  invert(out.precision, n);
  return out;
}

}  // namespace detail

}  // namespace bothy::dyad
