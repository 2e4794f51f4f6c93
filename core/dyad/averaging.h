// Several forecasters of the same answers, weighed by how well each has foreseen what came, the recent more than the
// old. What they forecast lives elsewhere. Called by the reader of series and its habits.
#pragma once
#include <array>
#include <cstddef>

#include "dyad/real.h"

namespace bothy::dyad {

template <std::size_t Many>
class Averaging {
 public:
  using Shares = std::array<double, Many>;

  /// `keeps`: what remains of an old answer's say with each new one.
  explicit Averaging(double keeps) : keeps_(keeps) {}

  /// The weights, given what is thought of each forecaster beforehand (shares above zero, in any unit).
  [[nodiscard]] Shares weights(const Shares& beforehand) const {
    Shares out;
    double most = -1e300;  // below every logarithm
    for (std::size_t i = 0; i < Many; ++i) {
      out[i] = log(beforehand[i]) + said_[i];
      most = out[i] > most ? out[i] : most;
    }
    double sum = 0.0;
    for (double& one : out) sum += one = exp(one - most);
    for (double& one : out) one /= sum;
    return out;
  }

  /// Logarithms of what each had given the answer that came.
  void learn(const Shares& logs) {
    for (std::size_t i = 0; i < Many; ++i) said_[i] = keeps_ * said_[i] + logs[i];
  }

 private:
  double keeps_;
  Shares said_{};
};

}  // namespace bothy::dyad
