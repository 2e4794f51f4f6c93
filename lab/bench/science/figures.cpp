// See figures.h.
#include "lab/bench/science/figures.h"

#include <algorithm>
#include <cmath>

#include "dyad/real.h"

namespace bothy::science {

double mean_of(std::span<const double> values) {
  double sum = 0.0;
  for (const double one : values) sum += one;
  return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

double deviation_of(std::span<const double> values) {
  const double mean = mean_of(values);
  double sum = 0.0;
  for (const double one : values) sum += (one - mean) * (one - mean);
  return values.size() < 2 ? 0.0 : std::sqrt(sum / static_cast<double>(values.size() - 1));
}

double chi_square_tail(double value, double freedom) {
  const double part = 2.0 / (9.0 * freedom);
  return dyad::normal_below(-(std::cbrt(value / freedom) - (1.0 - part)) / std::sqrt(part));
}

double chi_square_of(std::span<const double> shares, int bins) {
  std::vector<double> counts(bins);
  for (const double share : shares) ++counts[std::clamp(static_cast<int>(share * bins), 0, bins - 1)];
  const double expected = static_cast<double>(shares.size()) / bins;
  double sum = 0.0;
  for (const double count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

double distance_of(std::span<const double> shares) {
  std::vector<double> sorted(shares.begin(), shares.end());
  std::ranges::sort(sorted);
  const double n = static_cast<double>(sorted.size());
  double most = 0.0;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    most = std::max({most, static_cast<double>(i + 1) / n - sorted[i], sorted[i] - static_cast<double>(i) / n});
  return most;
}

double distance_bound(std::size_t n) {
  const double root = std::sqrt(static_cast<double>(n));
  return 1.358 / (root + 0.12 + 0.11 / root);
}

double ranked_right(std::span<const double> lower, std::span<const double> higher) {
  std::vector<double> sorted(lower.begin(), lower.end());
  std::ranges::sort(sorted);
  double sum = 0.0;
  for (const double one : higher) {
    const auto [from, to] = std::ranges::equal_range(sorted, one);
    sum += static_cast<double>(from - sorted.begin()) + 0.5 * static_cast<double>(to - from);
  }
  return sum / (static_cast<double>(lower.size()) * static_cast<double>(higher.size()));
}

}  // namespace bothy::science
