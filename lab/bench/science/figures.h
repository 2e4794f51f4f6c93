// Small statistics of the validation: means, tails, distances between distributions. No model lives here.
// Called by the parts of `bothy bench science`.
#pragma once
#include <span>
#include <vector>

namespace bothy::science {

[[nodiscard]] double mean_of(std::span<const double> values);
[[nodiscard]] double deviation_of(std::span<const double> values);

/// Probability of a chi-square at least this large. Source: Wilson & Hilferty 1931, good to three digits here.
[[nodiscard]] double chi_square_tail(double value, double freedom);

/// Chi-square of shares in [0,1] against even bins.
[[nodiscard]] double chi_square_of(std::span<const double> shares, int bins);

/// Largest distance of the shares' distribution function from the straight line.
[[nodiscard]] double distance_of(std::span<const double> shares);
/// What that distance exceeds once in twenty for n even shares. Source: Kolmogorov 1933, Stephens' correction.
[[nodiscard]] double distance_bound(std::size_t n);

/// Share of pairs in which the second is higher, halves for ties.
[[nodiscard]] double ranked_right(std::span<const double> lower, std::span<const double> higher);

}  // namespace bothy::science
