// A Kalman filter in which nobody knows beforehand how much the answers vary: one Gaussian for each usual volatility,
// and within each the passing ones are weighed and collapsed after every occasion. No meaning of the parts lives here.
// Called by the engine of a couple and by the reader of one series.
#pragma once
#include <span>

#include "dyad/matrix.h"
#include "dyad/real.h"
#include "dyad/volatility.h"
#include "dyad/within.h"

namespace bothy::dyad {

inline constexpr int most_readings = 8;  // items of one occasion

template <int N>
struct Gaussian {
  Vector<N> mean;
  Matrix<N, N> covariance;
};

/// One answer as a statement about the hidden parts: row . x + noise lies in [low, high]; low == high is a number.
template <int N>
struct Reading {
  Vector<N> row;
  double noise = 1.0;  // variance; times e^2h when `own`
  double low = 0.0;
  double high = 0.0;
  bool own = true;  // the volatility of this grid applies to it
};

/// A step of the first D parts, the moving ones; the others stand still. Noise is calm + e^2h own.
template <int D>
struct Motion {
  Matrix<D, D> f = identity<D>();
  Matrix<D, D> calm;
  Matrix<D, D> own;
};

/// One part of a predictive mixture.
struct Piece {
  double weight = 0.0;
  double mean = 0.0;
  double sd = 1.0;
};
using Mixture = std::array<Piece, usual_nodes * passing_nodes>;

/// How the last occasion moved one Gaussian: mean' = mean - sum_k by[k] (row_k . mean) + sum_k from[k].
template <int N>
struct Gain {
  std::array<Vector<N>, most_readings> by{};
  std::array<Vector<N>, most_readings> from{};
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
  double factor = 1.0;
  Square<most_readings> precision;          // of the answers together, as predicted; n x n of it is used
  std::array<double, most_readings> value;  // the answer, or the number that stands for an interval
};

}  // namespace detail

/// N parts, of which the first D move.
template <int N, int D>
class GridFilter {
 public:
  GridFilter(const Gaussian<N>& first, const VolatilityPrior& prior) : volatility_(prior) {
    for (int u = 0; u < usual_nodes; ++u) {
      parts_[u] = first;
      weight_[u] = Volatility::usual_weight(u);
      for (int p = 0; p < passing_nodes; ++p) passing_[u][p] = Volatility::passing_weight(p);
    }
  }

  /// `days` pass, over which the moving parts go by `motion`. Two short steps equal one long one.
  void advance(const Motion<D>& motion, double days) {
    pending_ = motion.f * pending_ * transposed(motion.f) + motion.own;
    for (int u = 0; u < usual_nodes; ++u) {
      move(parts_[u], motion);
      passing_[u] = volatility_.later(passing_[u], days);
    }
  }

  /// Part `into` becomes itself plus `amount` times part `of`. `of` stands still. For jumps at events.
  void add(int into, int of, double amount) {
    for (auto& part : parts_) {
      part.mean[into] += amount * part.mean[of];
      for (int i = 0; i < N; ++i) part.covariance(into, i) += amount * part.covariance(of, i);
      for (int i = 0; i < N; ++i) part.covariance(i, into) += amount * part.covariance(i, of);
    }
  }

  /// Learns from the answers of one moment, at most `most_readings`; returns their joint log-likelihood.
  /// The order of numbers does not matter; intervals are taken in the order given.
  double observe(std::span<const Reading<N>> readings) {
    double logs[usual_nodes];
    for (int u = 0; u < usual_nodes; ++u) logs[u] = learn(u, readings);
    pending_ = {};
    double most = logs[0];
    for (double one : logs) most = one > most ? one : most;
    double sum = 0.0;
    for (int u = 0; u < usual_nodes; ++u) sum += weight_[u] *= exp(logs[u] - most);
    for (double& weight : weight_) weight /= sum;
    return most + log(sum);
  }

  /// What is expected of `row . x` plus noise of variance `noise` (times e^2h when `own`), before it is seen.
  [[nodiscard]] Mixture expect(const Vector<N>& row, double noise, bool own = true) const {
    Mixture out;
    const double moved = form(pending_, row);
    for (int u = 0; u < usual_nodes; ++u) {
      const double mean = dot(row, parts_[u].mean);
      double still = 0.0;
      for (int r = 0; r < N; ++r)
        for (int c = 0; c < N; ++c) still += row[r] * parts_[u].covariance(r, c) * row[c];
      for (int p = 0; p < passing_nodes; ++p) {
        const double factor = volatility_.factor(u, p);
        out[u * passing_nodes + p] = {weight_[u] * passing_[u][p], mean,
                                      std::sqrt(still + factor * moved + noise * (own ? factor : 1.0))};
      }
    }
    return out;
  }

  /// All Gaussians as one.
  [[nodiscard]] Gaussian<N> together() const {
    Gaussian<N> out;
    for (int u = 0; u < usual_nodes; ++u) out.mean += weight_[u] * parts_[u].mean;
    for (int u = 0; u < usual_nodes; ++u) {
      const Vector<N> apart = parts_[u].mean - out.mean;
      Matrix<N, N> one = parts_[u].covariance + apart * transposed(apart);
      const double factor = mean_factor(u);
      for (int r = 0; r < D; ++r)
        for (int c = 0; c < D; ++c) one(r, c) += factor * pending_(r, c);
      out.covariance += weight_[u] * one;
    }
    return out;
  }

  /// Mean and variance of the usual volatility of this person, and of the volatility now.
  [[nodiscard]] Normal usual_volatility() const {
    return moments([](const Volatility& v, int u, int) { return v.usual(u); });
  }
  [[nodiscard]] Normal volatility_now() const {
    return moments([](const Volatility& v, int u, int p) { return v.h(u, p); });
  }
  /// Expected e^h and e^2h now: what the other's filter takes for this person's noise.
  [[nodiscard]] double expected_power(double times) const {
    double sum = 0.0;
    for (int u = 0; u < usual_nodes; ++u)
      for (int p = 0; p < passing_nodes; ++p) sum += weight_[u] * passing_[u][p] * exp(times * volatility_.h(u, p));
    return sum;
  }

  [[nodiscard]] const std::array<Gaussian<N>, usual_nodes>& parts() const { return parts_; }
  [[nodiscard]] const std::array<double, usual_nodes>& weights() const { return weight_; }
  [[nodiscard]] const std::array<Gain<N>, usual_nodes>& gains() const { return gains_; }
  [[nodiscard]] const Volatility& volatility() const { return volatility_; }

 private:
  static double form(const Matrix<D, D>& a, const Vector<N>& row) {
    double sum = 0.0;
    for (int r = 0; r < D; ++r)
      for (int c = 0; c < D; ++c) sum += row[r] * a(r, c) * row[c];
    return sum;
  }

  static void move(Gaussian<N>& part, const Motion<D>& motion) {
    Vector<D> mean;
    Matrix<D, N> rows;
    for (int r = 0; r < D; ++r)
      for (int k = 0; k < D; ++k) {
        const double f = motion.f(r, k);
        if (f == 0.0) continue;
        mean[r] += f * part.mean[k];
        for (int c = 0; c < N; ++c) rows(r, c) += f * part.covariance(k, c);
      }
    for (int r = 0; r < D; ++r) {
      part.mean[r] = mean[r];
      for (int c = D; c < N; ++c) part.covariance(r, c) = part.covariance(c, r) = rows(r, c);
    }
    for (int r = 0; r < D; ++r)
      for (int c = 0; c <= r; ++c) {
        double sum = motion.calm(r, c);
        for (int k = 0; k < D; ++k) sum += rows(r, k) * motion.f(c, k);
        part.covariance(r, c) = part.covariance(c, r) = sum;
      }
  }

  [[nodiscard]] double mean_factor(int u) const {
    double sum = 0.0;
    for (int p = 0; p < passing_nodes; ++p) sum += passing_[u][p] * volatility_.factor(u, p);
    return sum;
  }

  template <class Of>
  [[nodiscard]] Normal moments(Of of) const {
    Normal out{0.0, 0.0};
    for (int u = 0; u < usual_nodes; ++u)
      for (int p = 0; p < passing_nodes; ++p) out.mean += weight_[u] * passing_[u][p] * of(volatility_, u, p);
    for (int u = 0; u < usual_nodes; ++u)
      for (int p = 0; p < passing_nodes; ++p) {
        const double apart = of(volatility_, u, p) - out.mean;
        out.variance += weight_[u] * passing_[u][p] * apart * apart;
      }
    return out;
  }

  // The answers under one pair of nodes. An interval is replaced by the number and noise that move the state as it
  // does.
  static detail::NodeFit fit(std::span<const Reading<N>> readings, double factor, const double* expected,
                             const detail::Square<most_readings>& still, const detail::Square<most_readings>& moved) {
    constexpr double least_news = 1e-9;  // an interval that says nothing becomes a number with this much weight
    const int n = static_cast<int>(readings.size());
    detail::NodeFit out;
    out.factor = factor;
    detail::Square<most_readings> doubt;
    double mean[most_readings];
    for (int k = 0; k < n; ++k) {
      mean[k] = expected[k];
      for (int l = 0; l < n; ++l) out.precision[k][l] = doubt[k][l] = still[k][l] + factor * moved[k][l];
    }
    for (int k = 0; k < n; ++k) {
      const Reading<N>& reading = readings[k];
      double noise = reading.noise * (reading.own ? factor : 1.0);
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
      const double total = doubt[k][k] + noise;
      const double surprise = out.value[k] - mean[k];
      double toward[most_readings];
      for (int l = 0; l < n; ++l) toward[l] = doubt[l][k];
      for (int l = 0; l < n; ++l) {
        mean[l] += toward[l] * surprise / total;
        for (int j = 0; j < n; ++j) doubt[l][j] -= toward[l] * toward[j] / total;
      }
    }
    detail::invert(out.precision, n);
    return out;
  }

  // Weighs the passing volatilities of one Gaussian by the answers, and collapses what each makes of the state.
  double learn(int u, std::span<const Reading<N>> readings) {
    const int n = static_cast<int>(readings.size());
    Gaussian<N>& part = parts_[u];
    std::array<Vector<N>, 2 * most_readings> toward;  // covariances with the answers: what stood, then what moved
    double expected[most_readings];
    detail::Square<most_readings> still;
    detail::Square<most_readings> moved;
    for (int k = 0; k < n; ++k) {
      const Vector<N>& row = readings[k].row;
      for (int c = 0; c < N; ++c) {
        if (row[c] == 0.0) continue;
        for (int r = 0; r < N; ++r) toward[k][r] += part.covariance(r, c) * row[c];
        if (c < D)
          for (int r = 0; r < D; ++r) toward[n + k][r] += pending_(r, c) * row[c];
      }
      expected[k] = dot(row, part.mean);
    }
    for (int k = 0; k < n; ++k)
      for (int l = 0; l < n; ++l) {
        still[k][l] = dot(readings[k].row, toward[l]);
        moved[k][l] = dot(readings[k].row, toward[n + l]);
      }
    std::array<detail::NodeFit, passing_nodes> fits;
    double most = -no_bound;
    for (int p = 0; p < passing_nodes; ++p) {
      fits[p] = fit(readings, volatility_.factor(u, p), expected, still, moved);
      most = fits[p].log_likelihood > most ? fits[p].log_likelihood : most;
    }
    double sum = 0.0;
    for (int p = 0; p < passing_nodes; ++p) sum += passing_[u][p] *= exp(fits[p].log_likelihood - most);
    for (double& weight : passing_[u]) weight /= sum;
    collapse(u, n, expected, toward, fits);
    return most + log(sum);
  }

  void collapse(int u, int n, const double* expected, const std::array<Vector<N>, 2 * most_readings>& toward,
                const std::array<detail::NodeFit, passing_nodes>& fits) {
    Gaussian<N>& part = parts_[u];
    Gain<N>& gain = gains_[u];
    gain = {};
    double shift[2 * most_readings] = {};
    detail::Square<2 * most_readings> middle{};  // what is added to the covariance, between the columns of `toward`
    double factor_mean = 0.0;
    for (int p = 0; p < passing_nodes; ++p) {
      const detail::NodeFit& one = fits[p];
      const double weight = passing_[u][p];
      factor_mean += weight * one.factor;
      double each[2 * most_readings] = {};
      for (int k = 0; k < n; ++k) {
        for (int l = 0; l < n; ++l) each[k] += one.precision[k][l] * (one.value[l] - expected[l]);
        each[n + k] = one.factor * each[k];
      }
      for (int a = 0; a < 2 * n; ++a) {
        shift[a] += weight * each[a];
        for (int b = 0; b < 2 * n; ++b) {
          const double scale = (a < n ? 1.0 : one.factor) * (b < n ? 1.0 : one.factor);
          middle[a][b] += weight * (each[a] * each[b] - scale * one.precision[a % n][b % n]);
        }
      }
      for (int l = 0; l < n; ++l)
        for (int k = 0; k < n; ++k) {
          const double by = weight * one.precision[k][l];
          for (int r = 0; r < N; ++r) {
            const double moves = by * (toward[k][r] + one.factor * toward[n + k][r]);
            gain.by[l][r] += moves;
            gain.from[l][r] += moves * one.value[l];
          }
        }
    }
    for (int a = 0; a < 2 * n; ++a)
      for (int b = 0; b < 2 * n; ++b) middle[a][b] -= shift[a] * shift[b];
    for (int a = 0; a < 2 * n; ++a) {
      Vector<N> column;
      for (int b = 0; b < 2 * n; ++b)
        for (int r = 0; r < N; ++r) column[r] += toward[b][r] * middle[b][a];
      for (int r = 0; r < N; ++r) {
        part.mean[r] += toward[a][r] * shift[a];
        for (int c = 0; c < N; ++c) part.covariance(r, c) += column[r] * toward[a][c];
      }
    }
    for (int r = 0; r < D; ++r)
      for (int c = 0; c < D; ++c) part.covariance(r, c) += factor_mean * pending_(r, c);
    part.covariance = symmetric(part.covariance);
  }

  Volatility volatility_;
  std::array<Gaussian<N>, usual_nodes> parts_{};
  std::array<double, usual_nodes> weight_{};
  std::array<Passing, usual_nodes> passing_{};
  Matrix<D, D> pending_;  // noise of the step since the last answers, to be scaled by the volatility they speak for
  std::array<Gain<N>, usual_nodes> gains_{};
};

}  // namespace bothy::dyad
