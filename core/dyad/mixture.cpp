// See mixture.h.
#include "dyad/mixture.h"

#include <cmath>

namespace bothy::dyad {

Bounds bounds_of(double answer, const Scale& scale) {
  const double reach = scale.points ? 0.5 : end_step * (scale.high - scale.low);
  if (answer >= scale.high) return {scale.high - reach, no_bound};
  if (answer <= scale.low) return {-no_bound, scale.low + reach};
  return scale.points ? Bounds{answer - reach, answer + reach} : Bounds{answer, answer};
}

double mean_of(std::span<const Piece> pieces) {
  double sum = 0.0;
  for (const Piece& piece : pieces) sum += piece.weight * piece.mean;
  return sum;
}

double sd_of(std::span<const Piece> pieces) {
  const double mean = mean_of(pieces);
  double sum = 0.0;
  for (const Piece& piece : pieces)
    sum += piece.weight * (piece.sd * piece.sd + (piece.mean - mean) * (piece.mean - mean));
  return std::sqrt(sum);
}

double below(std::span<const Piece> pieces, double x) {
  double sum = 0.0;
  for (const Piece& piece : pieces) sum += piece.weight * normal_below((x - piece.mean) / piece.sd);
  return sum;
}

double quantile(std::span<const Piece> pieces, double p, const Scale& scale) {
  double low = scale.low;
  double high = scale.high;
  if (below(pieces, low) >= p) return low;
  if (below(pieces, high) <= p) return high;
  for (int halvings = 0; halvings < 60 && high - low > 1e-9 * (scale.high - scale.low); ++halvings) {
    const double middle = 0.5 * (low + high);
    (below(pieces, middle) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double log_score(std::span<const Piece> pieces, double answer, const Scale& scale) {
  const Bounds bounds = bounds_of(answer, scale);
  double most = -no_bound;
  std::array<double, usual_nodes * passing_nodes> logs{};
  for (std::size_t i = 0; i < pieces.size() && i < logs.size(); ++i) {
    const Piece& piece = pieces[i];
    if (!(piece.weight > 0.0)) {
      logs[i] = -no_bound;
      continue;
    }
    const double z = (answer - piece.mean) / piece.sd;
    logs[i] =
        log(piece.weight) + (bounds.low < bounds.high
                                 ? within({piece.mean, piece.sd * piece.sd}, bounds.low, bounds.high).log_probability
                                 : -0.5 * (log_2pi + z * z) - log(piece.sd));
    most = logs[i] > most ? logs[i] : most;
  }
  if (most == -no_bound) return most;
  double sum = 0.0;
  for (std::size_t i = 0; i < pieces.size() && i < logs.size(); ++i) sum += exp(logs[i] - most);
  return most + log(sum);
}

Bands bands_of(std::span<const Piece> pieces, const Scale& scale) {
  const double mean = mean_of(pieces);
  return {mean < scale.low    ? scale.low
          : mean > scale.high ? scale.high
                              : mean,
          {quantile(pieces, 0.25, scale), quantile(pieces, 0.75, scale)},
          {quantile(pieces, 0.05, scale), quantile(pieces, 0.95, scale)}};
}

}  // namespace bothy::dyad
