// The lowest point of a smooth function of a few numbers, and how sharply it is bent there.
// Quasi-Newton (BFGS) with differences for slopes: deterministic, no library. Called by refit, the tests and the
// benchmarks.
#pragma once
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace bothy::dyad {

struct Minimum {
  std::vector<double> at;
  double value = std::numeric_limits<double>::infinity();
  int rounds = 0;
  bool settled = false;  // false: the rounds ran out, `at` is the best point seen
};

namespace detail {

/// Central differences; a step of 1e-5 of the size of each number keeps about ten digits.
template <class Function>
std::vector<double> slope(Function& f, std::vector<double> at) {
  std::vector<double> out(at.size());
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double here = at[i];
    const double step = 1e-5 * (1.0 + std::fabs(here));
    at[i] = here + step;
    const double above = f(at);
    at[i] = here - step;
    const double below = f(at);
    at[i] = here;
    out[i] = (above - below) / (2.0 * step);
  }
  return out;
}

/// The inverse of the bend, kept up to date from one step and the change of slope along it.
inline void learn_bend(std::vector<double>& inverse, const std::vector<double>& step,
                       const std::vector<double>& change) {
  const std::size_t n = step.size();
  double along = 0.0;
  for (std::size_t i = 0; i < n; ++i) along += step[i] * change[i];
  if (!(along > 1e-12)) return;
  std::vector<double> bent(n);
  double across = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) bent[i] += inverse[i * n + j] * change[j];
    across += change[i] * bent[i];
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      inverse[i * n + j] +=
          (1.0 + across / along) * step[i] * step[j] / along - (bent[i] * step[j] + step[i] * bent[j]) / along;
}

}  // namespace detail

/// A local minimum of `f` near `start`; `f` may give infinity where it is not defined, not at `start`. It has settled
/// when no step promises or gives a share of `enough` of the value. Cost: about 2 n + 2 calls of `f` a round. Source:
/// Nocedal & Wright, Numerical Optimization, 6.1 (BFGS), 3.1 (Armijo).
template <class Function>
[[nodiscard]] Minimum minimise(Function&& f, std::vector<double> start, int most_rounds = 200, double enough = 1e-12) {
  const std::size_t n = start.size();
  Minimum best{std::move(start), 0.0, 0, false};
  best.value = f(best.at);
  std::vector<double> slope = detail::slope(f, best.at);
  std::vector<double> inverse(n * n);
  const auto forget = [&] {
    for (std::size_t i = 0; i < n * n; ++i) inverse[i] = i % (n + 1) == 0 ? 1.0 : 0.0;
  };
  forget();
  bool fresh = true;
  for (; best.rounds < most_rounds; ++best.rounds) {
    std::vector<double> way(n);
    double down = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) way[i] -= inverse[i * n + j] * slope[j];
      down += way[i] * slope[i];
    }
    std::vector<double> next(n);
    double length = 1.0;
    double value = std::numeric_limits<double>::infinity();
    const double least = enough * (1.0 + std::fabs(best.value));
    for (int halvings = 0; halvings < 50 && -length * down > 0.01 * least; ++halvings, length *= 0.5) {
      for (std::size_t i = 0; i < n; ++i) next[i] = best.at[i] + length * way[i];
      value = f(next);
      if (value <= best.value + 1e-4 * length * down) break;
    }
    if (!(value < best.value - least)) {
      if (fresh) {
        best.settled = true;
        return best;
      }
      forget();  // perhaps only the remembered bend is wrong
      fresh = true;
      continue;
    }
    fresh = false;
    std::vector<double> next_slope = detail::slope(f, next);
    std::vector<double> step(n);
    std::vector<double> change(n);
    for (std::size_t i = 0; i < n; ++i) {
      step[i] = next[i] - best.at[i];
      change[i] = next_slope[i] - slope[i];
    }
    detail::learn_bend(inverse, step, change);
    best.at = std::move(next);
    best.value = value;
    slope = std::move(next_slope);
  }
  return best;
}

/// The matrix of second derivatives of `f` at `at`, row by row, by differences of `step` each.
template <class Function>
[[nodiscard]] std::vector<double> bend(Function&& f, std::vector<double> at, double step = 1e-3) {
  const std::size_t n = at.size();
  std::vector<double> out(n * n);
  const auto shifted = [&](std::size_t i, double a, std::size_t j, double b) {
    std::vector<double> there = at;
    there[i] += a;
    there[j] += b;
    return f(there);
  };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      const double both = shifted(i, step, j, step) - shifted(i, step, j, -step) - shifted(i, -step, j, step) +
                          shifted(i, -step, j, -step);
      out[i * n + j] = out[j * n + i] = both / (4.0 * step * step);
    }
  return out;
}

}  // namespace bothy::dyad
