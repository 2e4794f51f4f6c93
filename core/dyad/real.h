// The few functions of real analysis that the engine needs, written with +, -, *, / and square roots alone.
// The C library's own differ by an ulp between native and WebAssembly; these give the same bits in both.
// Called by everything in dyad; nothing else in the core computes with real numbers.
#pragma once

namespace bothy::dyad {

inline constexpr double ln2 = 0.69314718055994530942;      // mathematics
inline constexpr double log_2pi = 1.83787706640934548356;  // mathematics

/// e^x. Within 1 ulp of the true value for |x| <= 708; 0 below -745, infinity above 709.8; NaN stays NaN.
[[nodiscard]] double exp(double x);

/// Natural logarithm. Within 1 ulp; -infinity at 0, NaN below 0 and for NaN.
[[nodiscard]] double log(double x);

/// Hyperbolic tangent, within 4 ulp. Odd: tanh(-x) == -tanh(x).
[[nodiscard]] double tanh(double x);

/// 1 / (1 + e^-x), within 3 ulp, in (0,1) for |x| < 36.
[[nodiscard]] double logistic(double x);

/// log(p / (1 - p)) for p in (0,1).
[[nodiscard]] double logit(double p);

/// Density of the standard normal distribution.
[[nodiscard]] double normal_density(double x);

/// Probability that a standard normal number is at most x; relative error below 1e-12, in the lower tail too.
[[nodiscard]] double normal_below(double x);

/// Its logarithm; finite for every finite x.
[[nodiscard]] double log_normal_below(double x);

/// Mills' ratio: (1 - Phi(x)) / phi(x). Relative error below 1e-12 for x >= -8; infinity far below.
/// Source: the ratio solves M' = x M - 1; Taylor steps between nodes, a continued fraction beyond (Abramowitz &
/// Stegun 26.2.14).
[[nodiscard]] double mills(double x);

/// The x with normal_below(x) == p, for p in (0,1); relative error below 1e-10. For quantiles and seeded draws.
[[nodiscard]] double normal_quantile(double p);

}  // namespace bothy::dyad
