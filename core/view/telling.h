// How numbers of the engine are told: a middle and a band of nine tenths, in slider points, to a tenth. The little
// statistics of the patterns too. No logs here. Called by the views of estimates.
#pragma once
#include <optional>
#include <span>

#include "base/value.h"
#include "dyad/course.h"

namespace bothy::telling {

inline constexpr double band_deviations = 1.645;  // nine tenths of a normal distribution

/// Nearest tenth.
[[nodiscard]] double tenth(double x);

/// {middle, low, high}; held within the slider when `slider`.
[[nodiscard]] Value told(double middle, double low, double high);
[[nodiscard]] Value told(const dyad::Told& number, bool slider = true);

/// {n, of}: how far something is from being said: `needed` at first, a week more whenever that was not enough.
[[nodiscard]] Value waiting(std::int64_t n, std::int64_t needed);

/// {n, of}: a count.
[[nodiscard]] Value early(std::int64_t n, std::int64_t of);

/// Mean and deviation of numbers; n of them.
struct Summary {
  double mean = 0.0;
  double sd = 0.0;
  std::int64_t n = 0;
};
[[nodiscard]] Summary summary_of(std::span<const double> numbers);

/// A mean with the doubt of its standard error, by Student's t (Cornish-Fisher's first term).
[[nodiscard]] Value told_mean(const Summary& numbers);

/// Difference of two means with its doubt (Welch 1947).
[[nodiscard]] Value told_difference(const Summary& with, const Summary& without);

/// Correlation with its doubt (Fisher's z); nothing when either side never varies. Sizes are equal, at least four.
[[nodiscard]] std::optional<Value> told_correlation(std::span<const double> a, std::span<const double> b);

/// Share of times kept, a miss weighing two: mean and band of a Beta distribution that began even.
/// Source: docs/science.md#trust.
[[nodiscard]] dyad::Bands trust_of(std::int64_t kept, std::int64_t missed);

}  // namespace bothy::telling
