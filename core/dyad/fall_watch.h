// Has it been falling, slowly, for weeks? A straight fall since a given day leaves a trace in what the filter did not
// expect; the trace is a line in the slope, so slope and doubt have a closed form. Ordinary good and bad weeks are what
// the filter expects, and count for nothing. Called by the course of a person.
#pragma once
#include <cmath>
#include <span>

#include "dyad/grid_filter.h"

namespace bothy::dyad {

template <int N, int D>
class FallWatch {
 public:
  /// `days` pass before the next answer, all of them within the weeks that are looked at.
  void advance(const Matrix<D, D>& f, double days) {
    fallen_ += days;
    Vector<D> moved;
    for (int r = 0; r < D; ++r)
      for (int c = 0; c < D; ++c) moved[r] += f(r, c) * followed_[c];
    for (int r = 0; r < D; ++r) followed_[r] = moved[r];
  }

  /// Answers came, the one that is watched first: how each reads the state and how much of the fall it would show
  /// (`loads`), how far the watched one was from what was expected, with which variance, and how the filter moved by
  /// each of them.
  void learn(std::span<const Vector<N>> rows, std::span<const double> loads, double surprise, double variance,
             std::span<const Vector<N>> gains) {
    double shows[most_readings];
    for (std::size_t k = 0; k < rows.size(); ++k) shows[k] = loads[k] * fallen_ - dot(rows[k], followed_);
    weight_ += shows[0] * shows[0] / variance;
    pull_ += shows[0] * surprise / variance;
    for (std::size_t k = 0; k < rows.size(); ++k) followed_ += shows[k] * gains[k];
  }

  /// Change a day, and its standard deviation (infinite before anything speaks about it). Units of the state.
  [[nodiscard]] double slope() const { return weight_ > 0.0 ? pull_ / weight_ : 0.0; }
  [[nodiscard]] double sd() const { return 1.0 / std::sqrt(weight_); }

 private:
  Vector<N> followed_;   // how far the filter followed a fall of one a day
  double fallen_ = 0.0;  // days so far
  double weight_ = 0.0;
  double pull_ = 0.0;
};

}  // namespace bothy::dyad
