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
  double one_off_each = 60.0;   // answers between two that are far off for one day; docs/science.md#jumps
  double one_off_sd = 2.0;      // units of 16 points; docs/science.md#jumps
};

template <int N, int D>
class ChangeWatch {
 public:
  ChangeWatch(const JumpPrior& prior, int level) : prior_(prior), level_(level) {}

  /// `days` pass before the next answer; a jump may have come at the start of them.
  void advance(const Matrix<D, D>& f, double days) {
    day_ += days;
    std::erase_if(traces_, [&](const Trace& one) { return day_ - one.day > prior_.window_days; });
    const double jumps = 1.0 - exp(-days / prior_.days_between);
    Trace jump{false, true, day_, jumps, prior_.sd, {}, 0.0, 0.0};
    const Trace once{true, true, day_, 1.0 / prior_.one_off_each, prior_.one_off_sd, {}, 0.0, 0.0};
    for (Trace& one : traces_) {
      Vector<D> moved;
      for (int r = 0; r < D; ++r)
        for (int c = 0; c < D; ++c) moved[r] += f(r, c) * one.state[c];
      for (int r = 0; r < D; ++r) one.state[r] = moved[r];
    }
    jump.state[level_] = 1.0;
    traces_.push_back(jump);
    traces_.push_back(once);
  }

  /// Answers came, the one that is watched first: how far it was from what was expected, with which variance, and how
  /// the filter moved by each of them.
  void learn(std::span<const Vector<N>> rows, double surprise, double variance, std::span<const Vector<N>> gains) {
    for (Trace& one : traces_) {
      double shows[most_readings];
      for (std::size_t k = 0; k < rows.size(); ++k) shows[k] = dot(rows[k], one.state);
      // A one-off shows in its own answer alone; afterwards only in what the filter made of it.
      if (one.one_off && one.fresh) shows[0] += 1.0;
      one.fresh = false;
      one.weight += shows[0] * shows[0] / variance;
      one.pull += shows[0] * surprise / variance;
      for (std::size_t k = 0; k < rows.size(); ++k) one.state -= shows[k] * gains[k];
    }
  }

  /// Probability that the level jumped within the window, against a day or two that were only far off, and against
  /// nothing.
  [[nodiscard]] double jumped() const {
    double jumps = 0.0;
    double others = 1.0;
    for (const Trace& one : traces_)
      (one.one_off ? others : jumps) += one.prior / (1.0 - one.prior) * exp(one.log_odds());
    return jumps / (jumps + others);
  }

  /// Expected size of the likeliest jump, in units of 16 points; 0 when nothing speaks for one.
  [[nodiscard]] double size() const {
    double best = 0.0;
    double size = 0.0;
    for (const Trace& one : traces_) {
      if (one.one_off || one.log_odds() <= best) continue;
      best = one.log_odds();
      size = one.size();
    }
    return size;
  }

 private:
  struct Trace {
    bool one_off;
    bool fresh;  // no answer has come since
    double day;
    double prior;
    double sd;
    Vector<N> state;  // what a shift of one unit would still be in the state
    double weight;    // how much the answers since speak about it
    double pull;      // and which way

    [[nodiscard]] double log_odds() const {
      const double spread = 1.0 + sd * sd * weight;
      return 0.5 * sd * sd * pull * pull / spread - 0.5 * log(spread);
    }
    [[nodiscard]] double size() const { return sd * sd * pull / (1.0 + sd * sd * weight); }
  };

  JumpPrior prior_;
  int level_;
  double day_ = 0.0;
  std::vector<Trace> traces_;
};

}  // namespace bothy::dyad
