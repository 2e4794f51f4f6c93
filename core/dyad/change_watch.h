// Has the level jumped lately? For each of the last days it weighs "the level jumped here" against "it did not": a
// jump's trace through the filter is a straight line in its size, so the odds have a closed form. Called by the course
// of a person.
#pragma once
#include <vector>

#include "dyad/grid_filter.h"

namespace bothy::dyad {

/// How often levels jump, how far, and how long back one looks.
struct JumpPrior {
  double days_between = 120.0;  // docs/science.md#jumps
  double sd = 1.0;              // units of 16 points; docs/science.md#jumps
  double window_days = 14.0;    // docs/science.md#jumps
};

template <int N, int D>
class ChangeWatch {
 public:
  ChangeWatch(const JumpPrior& prior, int level) : prior_(prior), level_(level) {}

  /// `days` pass before the next answer; a jump may have come at the start of them.
  void advance(const Matrix<D, D>& f, double days) {
    day_ += days;
    std::erase_if(traces_, [&](const Trace& one) { return day_ - one.day > prior_.window_days; });
    Trace trace{day_, 1.0 - exp(-days / prior_.days_between), {}, 0.0, 0.0};
    for (Trace& one : traces_) {
      Vector<D> moved;
      for (int r = 0; r < D; ++r)
        for (int c = 0; c < D; ++c) moved[r] += f(r, c) * one.state[c];
      for (int r = 0; r < D; ++r) one.state[r] = moved[r];
    }
    trace.state[level_] = 1.0;
    traces_.push_back(trace);
  }

  /// An answer came: how far it was from what was expected, with which variance, and how the filter moved by it.
  void learn(const Vector<N>& row, double surprise, double variance, const Vector<N>& gain) {
    for (Trace& one : traces_) {
      const double shows = dot(row, one.state);
      one.weight += shows * shows / variance;
      one.pull += shows * surprise / variance;
      one.state -= shows * gain;
    }
  }

  /// Probability that the level jumped within the window.
  [[nodiscard]] double jumped() const {
    double odds = 0.0;
    for (const Trace& one : traces_) {
      const double weight = 1.0 + prior_.sd * prior_.sd * one.weight;
      odds += one.prior / (1.0 - one.prior) * exp(0.5 * prior_.sd * prior_.sd * one.pull * one.pull / weight) /
              std::sqrt(weight);
    }
    return odds / (1.0 + odds);
  }

  /// Its expected size where it is likeliest, in units of 16 points; 0 when nothing was seen.
  [[nodiscard]] double size() const {
    double best = 0.0;
    double size = 0.0;
    for (const Trace& one : traces_) {
      const double weight = 1.0 + prior_.sd * prior_.sd * one.weight;
      const double log_odds = 0.5 * prior_.sd * prior_.sd * one.pull * one.pull / weight - 0.5 * log(weight);
      if (log_odds <= best) continue;
      best = log_odds;
      size = prior_.sd * prior_.sd * one.pull / weight;
    }
    return size;
  }

 private:
  struct Trace {
    double day;
    double prior;
    Vector<N> state;  // what a jump of one unit would still be
    double weight;    // how much the answers since speak about it
    double pull;      // and which way
  };

  JumpPrior prior_;
  int level_;
  double day_ = 0.0;
  std::vector<Trace> traces_;
};

}  // namespace bothy::dyad
