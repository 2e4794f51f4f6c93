// One series under one supposition of how it moves: a mean that stands still, a slow part, a quick part, noise, jumps
// at happenings, and a small grid of volatilities. It does not know people, points or units: the scale is 0..1 and time
// is counted in usual gaps between answers. Called by the reader of series, which averages several of these.
#pragma once
#include <span>

#include "dyad/mixture.h"
#include "dyad/prior.h"
#include "dyad/series_grid.h"

namespace bothy::dyad {

/// How a series may move. Shares are of the variance within a person; half-lives in usual gaps.
struct Manner {
  double noise = 0.5;
  double slow = 0.15;
  double quick_half_life = 3.0;
  double slow_half_life = 80.0;
  double usual_sd = 0.45;
  double passing_sd = 0.4;
  bool hears = true;  // happenings make it jump
};

/// What is supposed of an item before anybody answered it, on the scale 0..1.
struct SeriesPrior {
  Normal mean{0.5, 0.04};  // across people, docs/science.md#series
  double within = 0.17;    // root mean square deviation within a person, docs/science.md#series
};

/// `Jumps`: how many causes can make the series jump, 0 or cause_count.
template <int Jumps>
class Series {
 public:
  static constexpr int parts = 3 + Jumps;  // slow, quick, mean, then what one unit of each cause adds

  Series(const SeriesPrior& prior, const Manner& manner);

  /// Time goes on by `gaps` usual gaps. Two short steps equal one long one.
  void advance(double gaps);

  /// One happening, now. What it adds is learned for this series.
  void jump(Cause cause, double amount);

  /// What is expected of an answer now, noise included. Shape: most_pieces, weights sum to one.
  using Pieces = std::array<Piece, SeriesGrid::most_pieces>;
  std::span<const Piece> expect(Pieces& out) const;

  /// Learns an answer known to lie in `bounds`; returns the logarithm of how likely it was. Cost: 3 us, 7 us on points.
  double learn(const Bounds& bounds);

  /// Mean and variance of what is usual now: the mean that stands still and the slow part.
  [[nodiscard]] Normal level() const;
  /// Mean and variance of the logarithm of the usual deviation within the person.
  [[nodiscard]] Normal log_swing() const;
  /// The same of its passing part: above zero in uneven times.
  [[nodiscard]] Normal log_passing() const;

 private:
  struct Node {
    double weight = 0.0;
    std::array<double, SeriesGrid::most_passing> passing{};
    std::array<double, parts> mean{};
    std::array<double, parts * parts> covariance{};
  };
  struct Sums;

  void collapse(Node& node, const std::array<double, parts>& toward, const Sums& sums);

  SeriesGrid grid_;
  Manner manner_;
  double within_ = 0.0;   // deviation at volatility zero
  double pending_ = 0.0;  // variance of the quick part since the last answer, to be scaled by the volatility it shows
  std::array<Node, SeriesGrid::usual> nodes_{};
};

extern template class Series<0>;
extern template class Series<cause_count>;

}  // namespace bothy::dyad
