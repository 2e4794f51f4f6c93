// Small matrices whose size is known to the compiler: plain arrays, row by row, every sum in one fixed order.
// No allocation and no expression tricks, so that native and WebAssembly give the same bits. Called by the engine.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace bothy::dyad {

template <int Rows, int Columns>
struct Matrix {
  std::array<double, Rows * Columns> values{};

  [[nodiscard]] double& operator()(int row, int column) { return values[row * Columns + column]; }
  [[nodiscard]] double operator()(int row, int column) const { return values[row * Columns + column]; }
  [[nodiscard]] double& operator[](int row)
    requires(Columns == 1)
  {
    return values[row];
  }
  [[nodiscard]] double operator[](int row) const
    requires(Columns == 1)
  {
    return values[row];
  }

  Matrix& operator+=(const Matrix& other) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += other.values[i];
    return *this;
  }
  Matrix& operator-=(const Matrix& other) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= other.values[i];
    return *this;
  }
  Matrix& operator*=(double factor) {
    for (double& value : values) value *= factor;
    return *this;
  }
  friend Matrix operator+(Matrix a, const Matrix& b) { return a += b; }
  friend Matrix operator-(Matrix a, const Matrix& b) { return a -= b; }
  friend Matrix operator*(double factor, Matrix a) { return a *= factor; }
  bool operator==(const Matrix&) const = default;
};

template <int N>
using Vector = Matrix<N, 1>;

template <int Rows, int Inner, int Columns>
[[nodiscard]] Matrix<Rows, Columns> operator*(const Matrix<Rows, Inner>& a, const Matrix<Inner, Columns>& b) {
  Matrix<Rows, Columns> out;
  for (int r = 0; r < Rows; ++r)
    for (int i = 0; i < Inner; ++i)
      for (int c = 0; c < Columns; ++c) out(r, c) += a(r, i) * b(i, c);
  return out;
}

template <int Rows, int Columns>
[[nodiscard]] Matrix<Columns, Rows> transposed(const Matrix<Rows, Columns>& a) {
  Matrix<Columns, Rows> out;
  for (int r = 0; r < Rows; ++r)
    for (int c = 0; c < Columns; ++c) out(c, r) = a(r, c);
  return out;
}

template <int N>
[[nodiscard]] Matrix<N, N> identity() {
  Matrix<N, N> out;
  for (int i = 0; i < N; ++i) out(i, i) = 1.0;
  return out;
}

template <int N>
[[nodiscard]] double dot(const Vector<N>& a, const Vector<N>& b) {
  double sum = 0.0;
  for (int i = 0; i < N; ++i) sum += a[i] * b[i];
  return sum;
}

/// The mean of a matrix and its transpose: rounding leaves a covariance a little lopsided.
template <int N>
[[nodiscard]] Matrix<N, N> symmetric(const Matrix<N, N>& a) {
  Matrix<N, N> out;
  for (int r = 0; r < N; ++r)
    for (int c = 0; c < N; ++c) out(r, c) = 0.5 * (a(r, c) + a(c, r));
  return out;
}

/// Largest absolute entry.
template <int Rows, int Columns>
[[nodiscard]] double largest(const Matrix<Rows, Columns>& a) {
  double most = 0.0;
  for (double value : a.values) most = value > most ? value : (-value > most ? -value : most);
  return most;
}

/// X with a X = b, by elimination with row exchange. False, and `b` unusable, when a pivot is below 1e-300.
template <int N, int Columns>
[[nodiscard]] bool solve(Matrix<N, N> a, Matrix<N, Columns>& b) {
  for (int k = 0; k < N; ++k) {
    int pivot = k;
    for (int r = k + 1; r < N; ++r)
      if (std::fabs(a(r, k)) > std::fabs(a(pivot, k))) pivot = r;
    if (!(std::fabs(a(pivot, k)) > 1e-300)) return false;
    for (int c = 0; c < N; ++c) std::swap(a(k, c), a(pivot, c));
    for (int c = 0; c < Columns; ++c) std::swap(b(k, c), b(pivot, c));
    for (int r = k + 1; r < N; ++r) {
      const double factor = a(r, k) / a(k, k);
      for (int c = k; c < N; ++c) a(r, c) -= factor * a(k, c);
      for (int c = 0; c < Columns; ++c) b(r, c) -= factor * b(k, c);
    }
  }
  for (int k = N - 1; k >= 0; --k)
    for (int c = 0; c < Columns; ++c) {
      for (int i = k + 1; i < N; ++i) b(k, c) -= a(k, i) * b(i, c);
      b(k, c) /= a(k, k);
    }
  return true;
}

/// The lower triangle with lower * lower' = a. False when `a` is not positive definite.
template <int N>
[[nodiscard]] bool cholesky(const Matrix<N, N>& a, Matrix<N, N>& lower) {
  lower = {};
  for (int r = 0; r < N; ++r)
    for (int c = 0; c <= r; ++c) {
      double sum = a(r, c);
      for (int k = 0; k < c; ++k) sum -= lower(r, k) * lower(c, k);
      if (r != c) {
        lower(r, c) = sum / lower(c, c);
      } else if (sum > 0.0) {
        lower(r, r) = std::sqrt(sum);
      } else {
        return false;
      }
    }
  return true;
}

}  // namespace bothy::dyad
