// A Kalman filter in which nobody knows beforehand how much the answers vary: one Gaussian for each usual volatility,
// and within each the passing ones are weighed and collapsed after every occasion. No meaning of the parts lives here.
// Called by the engine of a couple and by the reader of one series.
#pragma once
#include <span>

#include "dyad/node_fit.h"
#include "dyad/usual_posterior.h"
#include "dyad/volatility.h"

namespace bothy::dyad {

template <int N>
struct Gaussian {
  Vector<N> mean;
  Matrix<N, N> covariance;
};

/// A step of the first D parts, the moving ones; the others stand still. Noise is calm + e^2h own + e^h shared: what
/// the volatility of this grid leaves alone, what is this person's, and what two people's shocks have in common.
template <int D>
struct Motion {
  Matrix<D, D> f = identity<D>();
  Matrix<D, D> calm;
  Matrix<D, D> own;
  Matrix<D, D> shared;
};

/// One part of a predictive mixture.
struct Piece {
  double weight = 0.0;
  double mean = 0.0;
  double sd = 1.0;
};
using Mixture = std::array<Piece, usual_nodes * passing_nodes>;

/// How the last occasion moved one Gaussian: mean' = mean - sum_k by[k] (row_k . mean) + sum_k from[k], over its
/// answers k.
template <int N>
struct Gain {
  std::array<Vector<N>, most_readings> by{};
  std::array<Vector<N>, most_readings> from{};
};

/// N parts, of which the first D move; `Shared`: some noise is shared with another person's filter.
template <int N, int D, bool Shared = false>
class GridFilter {
 public:
  GridFilter(const Gaussian<N>& first, const VolatilityPrior& prior) : prior_(prior), volatility_(prior) {
    for (int u = 0; u < usual_nodes; ++u) {
      parts_[u] = first;
      weight_[u] = Volatility::usual_weight(u);
      for (int p = 0; p < passing_nodes; ++p) passing_[u][p] = Volatility::passing_weight(p);
    }
  }

  /// `days` pass, over which the moving parts go by `motion`. Two short steps equal one long one.
  void advance(const Motion<D>& motion, double days) {
    pending_[0] = motion.f * pending_[0] * transposed(motion.f) + motion.own;
    if (Shared) pending_[1] = motion.f * pending_[1] * transposed(motion.f) + motion.shared;
    const Turns turns = volatility_.turns(days);
    for (int u = 0; u < usual_nodes; ++u) {
      move(parts_[u], motion);
      passing_[u] = Volatility::later(passing_[u], turns);
    }
  }

  /// Part `into` becomes itself plus `amount` times part `of`. `of` stands still. For jumps at events.
  void add(int into, int of, double amount) { mix(into, 1.0, of, amount, 0.0); }

  /// Part `into` becomes `keep` times itself, plus `amount` times part `of`, plus `shift`. No noise may wait for `into`
  /// unless `keep` is 1.
  void mix(int into, double keep, int of, double amount, double shift) {
    for (auto& part : parts_) {
      part.mean[into] = keep * part.mean[into] + amount * part.mean[of] + shift;
      for (int i = 0; i < N; ++i)
        part.covariance(into, i) = keep * part.covariance(into, i) + amount * part.covariance(of, i);
      for (int i = 0; i < N; ++i)
        part.covariance(i, into) = keep * part.covariance(i, into) + amount * part.covariance(i, of);
    }
  }

  /// Expected value of one part.
  [[nodiscard]] double mean_of(int part) const {
    double sum = 0.0;
    for (int u = 0; u < usual_nodes; ++u) sum += weight_[u] * parts_[u].mean[part];
    return sum;
  }

  /// Learns from the answers of one moment, at most `most_readings`; returns their joint log-likelihood.
  /// The order of numbers does not matter; intervals are taken in the order given.
  double observe(std::span<const Reading<N>> readings) {
    Usual logs;
    for (int u = 0; u < usual_nodes; ++u) {
      const Look seen = look(u, readings);
      logs[u] = weigh(passing_[u], seen.fits);
      collapse(u, static_cast<int>(readings.size()), seen);
    }
    pending_ = {};
    const double log_likelihood = under_all(logs);
    for (int u = 0; u < usual_nodes; ++u) evidence_[u] += logs[u];
    weight_ = usual().weights();
    return log_likelihood;
  }

  /// What is expected of `row . x` plus noise of variance `noise` (times e^2h when `own`), before it is seen.
  [[nodiscard]] Mixture expect(const Vector<N>& row, double noise, bool own = true) const {
    Mixture out;
    double moved[noises];
    for (int j = 0; j < noises; ++j) moved[j] = form(pending_[j], row);
    for (int u = 0; u < usual_nodes; ++u) {
      const double mean = dot(row, parts_[u].mean);
      double still = 0.0;
      for (int r = 0; r < N; ++r) {
        if (row[r] == 0.0) continue;
        for (int c = 0; c < N; ++c) still += row[r] * parts_[u].covariance(r, c) * row[c];
      }
      for (int p = 0; p < passing_nodes; ++p) {
        const auto scale = scales(u, p);
        double variance = still + noise * (own ? scale[1] : 1.0);
        for (int j = 0; j < noises; ++j) variance += scale[1 + j] * moved[j];
        out[u * passing_nodes + p] = {weight_[u] * passing_[u][p], mean, std::sqrt(variance)};
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
      out.covariance += weight_[u] * (parts_[u].covariance + apart * transposed(apart));
    }
    for (int j = 0; j < noises; ++j) {
      const double scale = j == 0 ? powers().second : powers().first;
      for (int r = 0; r < D; ++r)
        for (int c = 0; c < D; ++c) out.covariance(r, c) += scale * pending_[j](r, c);
    }
    return out;
  }

  /// The usual volatility of this person, and its mean and variance. Cost: about 1 us.
  [[nodiscard]] UsualPosterior usual() const { return {prior_, evidence_}; }
  [[nodiscard]] Normal usual_volatility() const { return usual().moments(); }

  /// Mean and variance of the volatility now.
  [[nodiscard]] Normal volatility_now() const {
    Normal out{0.0, 0.0};
    for (int u = 0; u < usual_nodes; ++u)
      for (int p = 0; p < passing_nodes; ++p) out.mean += weight_[u] * passing_[u][p] * volatility_.h(u, p);
    for (int u = 0; u < usual_nodes; ++u)
      for (int p = 0; p < passing_nodes; ++p) {
        const double apart = volatility_.h(u, p) - out.mean;
        out.variance += weight_[u] * passing_[u][p] * apart * apart;
      }
    return out;
  }

  /// Expected e^h and e^2h: what the other's filter takes for this person's noise.
  struct Powers {
    double first = 0.0;
    double second = 0.0;
  };
  [[nodiscard]] Powers powers() const { return powers_of(weight_, passing_); }

  /// The same as it will be once these answers are known; nothing is learned yet.
  [[nodiscard]] Powers powers_after(std::span<const Reading<N>> readings) const {
    std::array<Passing, usual_nodes> passing = passing_;
    Usual evidence = evidence_;
    for (int u = 0; u < usual_nodes; ++u) evidence[u] += weigh(passing[u], look(u, readings).fits);
    return powers_of(UsualPosterior(prior_, evidence).weights(), passing);
  }

  [[nodiscard]] const std::array<Gaussian<N>, usual_nodes>& parts() const { return parts_; }
  [[nodiscard]] const Usual& weights() const { return weight_; }
  [[nodiscard]] const std::array<Gain<N>, usual_nodes>& gains() const { return gains_; }
  [[nodiscard]] const Volatility& volatility() const { return volatility_; }

 private:
  static constexpr int noises = Shared ? 2 : 1;  // kinds of noise that wait for the volatility of the next answers
  static constexpr int blocks = 1 + noises;      // of covariances with the answers: what stood, then each noise
  using Toward = std::array<Vector<N>, blocks * most_readings>;

  [[nodiscard]] std::array<double, 3> scales(int u, int p) const {
    return {1.0, volatility_.factor(u, p), Shared ? volatility_.root(u, p) : 1.0};
  }

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

  // What the answers look like to one Gaussian: how the state leans on them, and how each passing volatility takes
  // them.
  struct Look {
    Toward toward;
    double expected[most_readings];
    std::array<detail::NodeFit, passing_nodes> fits;
  };

  [[nodiscard]] Look look(int u, std::span<const Reading<N>> readings) const {
    const int n = static_cast<int>(readings.size());
    const Gaussian<N>& part = parts_[u];
    Look out;
    for (int k = 0; k < n; ++k) {
      const Vector<N>& row = readings[k].row;
      for (int c = 0; c < N; ++c) {
        if (row[c] == 0.0) continue;
        for (int r = 0; r < N; ++r) out.toward[k][r] += part.covariance(r, c) * row[c];
        for (int j = 0; j < noises && c < D; ++j)
          for (int r = 0; r < D; ++r) out.toward[(1 + j) * n + k][r] += pending_[j](r, c) * row[c];
      }
      out.expected[k] = dot(row, part.mean);
    }
    std::array<detail::Square<most_readings>, blocks> between;
    for (int j = 0; j < blocks; ++j)
      for (int k = 0; k < n; ++k)
        for (int l = 0; l < n; ++l) between[j][k][l] = dot(readings[k].row, out.toward[j * n + l]);
    for (int p = 0; p < passing_nodes; ++p)
      out.fits[p] = detail::fit<N, blocks>(readings, scales(u, p), out.expected, between);
    return out;
  }

  // Bayes' rule over the passing volatilities; returns the log-likelihood under all of them.
  static double weigh(Passing& weights, const std::array<detail::NodeFit, passing_nodes>& fits) {
    double most = -no_bound;
    for (const auto& one : fits) most = one.log_likelihood > most ? one.log_likelihood : most;
    double sum = 0.0;
    for (int p = 0; p < passing_nodes; ++p) sum += weights[p] *= exp(fits[p].log_likelihood - most);
    for (double& weight : weights) weight /= sum;
    return most + log(sum);
  }

  // The log-likelihood under all the usual ones.
  [[nodiscard]] double under_all(const Usual& logs) const {
    double most = logs[0];
    for (double one : logs) most = one > most ? one : most;
    double sum = 0.0;
    for (int u = 0; u < usual_nodes; ++u) sum += weight_[u] * exp(logs[u] - most);
    return most + log(sum);
  }

  [[nodiscard]] Powers powers_of(const Usual& weight, const std::array<Passing, usual_nodes>& passing) const {
    Powers out;
    for (int u = 0; u < usual_nodes; ++u)
      for (int p = 0; p < passing_nodes; ++p) {
        out.first += weight[u] * passing[u][p] * volatility_.root(u, p);
        out.second += weight[u] * passing[u][p] * volatility_.factor(u, p);
      }
    return out;
  }

  // One Gaussian with the mean and covariance of what the passing volatilities make of it, weighed.
  void collapse(int u, int n, const Look& seen) {
    const int columns = blocks * n;
    double shift[blocks * most_readings];              // of the mean, along the columns of `toward`
    detail::Square<blocks * most_readings> bend;       // of the covariance, between them; its lower half
    double by[blocks * most_readings][most_readings];  // the gains, and the gains times the answers
    double from[blocks * most_readings][most_readings];
    for (int a = 0; a < columns; ++a) {
      shift[a] = 0.0;
      for (int b = 0; b <= a; ++b) bend[a][b] = 0.0;
      for (int l = 0; l < n; ++l) by[a][l] = from[a][l] = 0.0;
    }
    std::array<double, 3> scale{};
    for (int p = 0; p < passing_nodes; ++p) {
      const detail::NodeFit& one = seen.fits[p];
      const double weight = passing_[u][p];
      for (int j = 0; j < blocks; ++j) scale[j] += weight * one.scale[j];
      double each[blocks * most_readings];
      for (int a = 0; a < columns; ++a) {
        each[a] = 0.0;
        const double share = weight * one.scale[a / n];
        for (int l = 0; l < n; ++l) {
          const double gain = share * one.precision[a % n][l];
          each[a] += one.scale[a / n] * one.precision[a % n][l] * (one.value[l] - seen.expected[l]);
          by[a][l] += gain;
          from[a][l] += gain * one.value[l];
        }
        shift[a] += weight * each[a];
        for (int b = 0; b <= a; ++b)
          bend[a][b] += weight * each[a] * each[b] - share * one.scale[b / n] * one.precision[a % n][b % n];
      }
    }
    for (int a = 0; a < columns; ++a)
      for (int b = 0; b <= a; ++b) bend[a][b] = bend[b][a] = bend[a][b] - shift[a] * shift[b];
    apply(u, n, seen.toward, shift, bend, scale);
    for (int l = 0; l < n; ++l) gains_[u].by[l] = gains_[u].from[l] = {};
    for (int a = 0; a < columns; ++a)
      for (int l = 0; l < n; ++l)
        for (int r = 0; r < reach(a, n); ++r) {
          gains_[u].by[l][r] += by[a][l] * seen.toward[a][r];
          gains_[u].from[l][r] += from[a][l] * seen.toward[a][r];
        }
  }

  // Rows of a column of `toward` that hold something: noise waits for the moving parts alone.
  static constexpr int reach(int column, int n) { return column < n ? N : D; }

  void apply(int u, int n, const Toward& toward, const double* shift,
             const detail::Square<blocks * most_readings>& bend, const std::array<double, 3>& scale) {
    Gaussian<N>& part = parts_[u];
    for (int a = 0; a < blocks * n; ++a) {
      Vector<N> column;
      for (int b = 0; b < blocks * n; ++b) {
        const double weight = bend[b][a];
        for (int r = 0; r < reach(b, n); ++r) column[r] += toward[b][r] * weight;
      }
      const int end = reach(a, n);
      for (int r = 0; r < end; ++r) part.mean[r] += toward[a][r] * shift[a];
      for (int r = 0; r < N; ++r) {
        const int last = r < end ? r + 1 : end;
        for (int c = 0; c < last; ++c) part.covariance(r, c) += column[r] * toward[a][c];
      }
    }
    for (int j = 0; j < noises; ++j)
      for (int r = 0; r < D; ++r)
        for (int c = 0; c <= r; ++c) part.covariance(r, c) += scale[1 + j] * pending_[j](r, c);
    for (int r = 0; r < N; ++r)
      for (int c = 0; c < r; ++c) part.covariance(c, r) = part.covariance(r, c);
  }

  VolatilityPrior prior_;
  Volatility volatility_;
  std::array<Gaussian<N>, usual_nodes> parts_{};
  Usual evidence_{};  // log-likelihood of all answers so far under each usual volatility
  Usual weight_{};    // what it says about them, with the prior
  std::array<Passing, usual_nodes> passing_{};
  std::array<Matrix<D, D>, noises>
      pending_{};  // noise since the last answers, to be scaled by the volatility they speak for
  std::array<Gain<N>, usual_nodes> gains_{};
};

}  // namespace bothy::dyad
