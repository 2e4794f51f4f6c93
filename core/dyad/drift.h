// Motion in continuous time: dx = A x dt + noise of covariance Q per day. The exact step over any gap, in closed form.
// No data and no meaning of the parts lives here. Called by the exact filter and by the engine.
#pragma once
#include <optional>

#include "dyad/matrix.h"

namespace bothy::dyad {

/// e^a by scaling, a series, and squaring. Relative error about 1e-14 for norms below 100.
template <int N>
[[nodiscard]] Matrix<N, N> exponential(Matrix<N, N> a) {
  double norm = 0.0;
  for (int r = 0; r < N; ++r) {
    double row = 0.0;
    for (int c = 0; c < N; ++c) row += std::fabs(a(r, c));
    norm = row > norm ? row : norm;
  }
  int squarings = 0;
  for (; norm > 0.25 && squarings < 60; ++squarings) {
    norm *= 0.5;
    a *= 0.5;
  }
  // Sixteen terms of the series, gathered so that six products are enough (Paterson & Stockmeyer 1973). The first term
  // left out is below 0.25^16 / 16! = 1e-23.
  const Matrix<N, N> powers[] = {a, a * a, a * a * a};
  const Matrix<N, N> fourth = powers[1] * powers[1];
  Matrix<N, N> sum;
  double factor = 1.0 / 1'307'674'368'000.0;  // 1 / 15!
  for (int block = 3; block >= 0; --block) {
    Matrix<N, N> part = block < 3 ? sum * fourth : sum;
    for (int k = 3; k >= 0; --k) {
      if (k > 0) part += factor * powers[k - 1];
      if (k == 0)
        for (int i = 0; i < N; ++i) part(i, i) += factor;
      factor *= 4 * block + k;
    }
    sum = part;
  }
  for (int i = 0; i < squarings; ++i) sum = sum * sum;
  return sum;
}

/// The stationary covariance: A P + P A' + Q = 0. Empty when A has no single answer (an eigenvalue on the axis).
/// Cost: one elimination in N (N+1) / 2 unknowns.
template <int N>
[[nodiscard]] std::optional<Matrix<N, N>> stationary(const Matrix<N, N>& a, const Matrix<N, N>& q) {
  constexpr int unknowns = N * (N + 1) / 2;
  const auto place = [](int r, int c) { return r >= c ? r * (r + 1) / 2 + c : c * (c + 1) / 2 + r; };
  Matrix<unknowns, unknowns> left;
  Vector<unknowns> right;
  for (int r = 0; r < N; ++r)
    for (int c = 0; c <= r; ++c) {
      const int row = place(r, c);
      right[row] = -q(r, c);
      for (int k = 0; k < N; ++k) {
        left(row, place(k, c)) += a(r, k);
        left(row, place(r, k)) += a(c, k);
      }
    }
  if (!solve(left, right)) return std::nullopt;
  Matrix<N, N> out;
  for (int r = 0; r < N; ++r)
    for (int c = 0; c < N; ++c) out(r, c) = right[place(r, c)];
  return out;
}

/// One step over a gap: x(t + gap) = F x(t) + noise of covariance Qd.
template <int N>
struct Step {
  Matrix<N, N> f = identity<N>();
  Matrix<N, N> qd;
};

/// The exact step over `days` >= 0. With a stationary covariance P: Qd = P - F P F'; without one, by Van Loan's block.
/// Source: Van Loan 1978 (block form); Qd from P by the Lyapunov identity, docs/science.md#step.
template <int N>
[[nodiscard]] Step<N> step_over(const Matrix<N, N>& a, const Matrix<N, N>& q, double days,
                                const std::optional<Matrix<N, N>>& p) {
  Step<N> step;
  if (p) {
    step.f = exponential(days * a);
    step.qd = symmetric(*p - step.f * *p * transposed(step.f));
    return step;
  }
  Matrix<2 * N, 2 * N> block;
  for (int r = 0; r < N; ++r)
    for (int c = 0; c < N; ++c) {
      block(r, c) = -days * a(r, c);
      block(r, N + c) = days * q(r, c);
      block(N + r, N + c) = days * a(c, r);
    }
  const auto powers = exponential(block);
  Matrix<N, N> upper;
  for (int r = 0; r < N; ++r)
    for (int c = 0; c < N; ++c) {
      step.f(r, c) = powers(N + c, N + r);
      upper(r, c) = powers(r, N + c);
    }
  step.qd = symmetric(step.f * upper);
  return step;
}

}  // namespace bothy::dyad
