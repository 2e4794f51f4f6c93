// A forecast before the answer is seen: a mixture of normal numbers on the scale of the answer, its bands, and what it
// thought of the answer once it came. Called by the engine's forecast, the reader of series and the views.
#pragma once
#include <span>

#include "dyad/grid_filter.h"

namespace bothy::dyad {

/// The scale an answer is given on. With points > 0 only low, low + 1, ... high exist; else it is a slider whose ends
/// are "at least" and "at most".
struct Scale {
  double low = 0.0;
  double high = 100.0;
  bool points = false;
};

/// What a point or an end of the scale means for the hidden number: low == high is the number itself.
struct Bounds {
  double low = 0.0;
  double high = 0.0;
};
[[nodiscard]] Bounds bounds_of(double answer, const Scale& scale);

/// Half a slider step: an end holds everything beyond it.
inline constexpr double end_step = 0.005;  // of the range: half of a step of a slider of 100, docs/science.md#censored

[[nodiscard]] double mean_of(std::span<const Piece> pieces);
[[nodiscard]] double sd_of(std::span<const Piece> pieces);
[[nodiscard]] double below(std::span<const Piece> pieces, double x);

/// The x below which a share `p` of the mixture lies, within [low, high] of the scale. Cost: 60 looks at the mixture.
[[nodiscard]] double quantile(std::span<const Piece> pieces, double p, const Scale& scale);

/// Logarithm of the probability of a point or an end, or of the density of a slider's number (per unit of the scale).
[[nodiscard]] double log_score(std::span<const Piece> pieces, double answer, const Scale& scale);

/// The middle half and the middle nine tenths of what is expected.
struct Bands {
  double mean = 0.0;
  Bounds half;
  Bounds most;
};
[[nodiscard]] Bands bands_of(std::span<const Piece> pieces, const Scale& scale);

}  // namespace bothy::dyad
