// A normal number of which only this is known: that it lies between two bounds. How likely that was, and what it is
// then. An answer at the end of a slider is "at most" or "at least"; a point on a scale is an interval. Called by the
// grid filter.
#pragma once
#include <limits>

namespace bothy::dyad {

inline constexpr double no_bound = std::numeric_limits<double>::infinity();

struct Normal {
  double mean = 0.0;
  double variance = 1.0;
};

struct Within {
  double log_probability = 0.0;
  Normal then;
};

/// The normal number `before`, known to lie in (low, high), low < high; bounds may be infinite.
/// Cost: three exponentials. Exact to about 1e-11 down to intervals of a hundredth of the standard deviation.
/// Source: moments of the truncated normal distribution, docs/science.md#censored.
[[nodiscard]] Within within(const Normal& before, double low, double high);

}  // namespace bothy::dyad
