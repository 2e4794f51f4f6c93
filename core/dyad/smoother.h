// Looking back: what each moment looks like once the later answers are known. The filter's moments, as one Gaussian
// each, are gone through from the last to the first. Called by the course of one person, for charts of the past.
#pragma once
#include <vector>

#include "dyad/grid_filter.h"

namespace bothy::dyad {

/// One moment as the filter went through it: expected before its answers, known after them, and the map that led here
/// from the moment before (time, then jumps).
template <int N>
struct Passage {
  Matrix<N, N> map = identity<N>();
  Gaussian<N> expected;
  Gaussian<N> known;
};

/// The moments with all answers known, in the same order. `reach` gets the covariance of each with the last one.
/// Cost: one elimination in N a moment. Source: Rauch, Tung & Striebel 1965; docs/science.md#smoother.
template <int N>
[[nodiscard]] std::vector<Gaussian<N>> smoothed(std::span<const Passage<N>> passages,
                                                std::vector<Matrix<N, N>>* reach = nullptr) {
  std::vector<Gaussian<N>> out(passages.size());
  if (passages.empty()) return out;
  const std::size_t last = passages.size() - 1;
  out[last] = passages[last].known;
  if (reach != nullptr) reach->assign(passages.size(), out[last].covariance);
  for (std::size_t i = last; i-- > 0;) {
    const Passage<N>& next = passages[i + 1];
    const Gaussian<N>& here = passages[i].known;
    // Parts that never moved, such as an open rupture before the first, have no variance: a grain keeps the solution
    // whole.
    const Matrix<N, N> whole = next.expected.covariance + 1e-12 * identity<N>();
    Matrix<N, N> back = next.map * here.covariance;
    if (!solve(whole, back)) {
      out[i] = here;
      continue;
    }
    const Matrix<N, N> gain = transposed(back);
    out[i].mean = here.mean + gain * (out[i + 1].mean - next.expected.mean);
    out[i].covariance = symmetric(here.covariance + gain * (out[i + 1].covariance - next.expected.covariance) * back);
    if (reach != nullptr) (*reach)[i] = gain * (*reach)[i + 1];
  }
  return out;
}

}  // namespace bothy::dyad
