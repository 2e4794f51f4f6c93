// Looking back gives what all answers together say: the same as solving for every moment at once.
#include "dyad/smoother.h"

#include <doctest/doctest.h>

#include <cmath>

#include "dyad/dice.h"

using namespace bothy::dyad;

TEST_CASE("smoother: on a walk of thirty answers it is the exact conditional mean and covariance") {
  constexpr int n = 30;
  constexpr double keeps = 0.9, push = 0.3, noise = 0.5, first = 2.0;
  Dice dice(3);
  std::vector<double> answers;
  double x = std::sqrt(first) * dice.normal();
  for (int i = 0; i < n; ++i) {
    answers.push_back(x + std::sqrt(noise) * dice.normal());
    x = keeps * x + std::sqrt(push) * dice.normal();
  }
  std::vector<Passage<1>> passages;
  double mean = 0.0;
  double variance = first;
  for (int i = 0; i < n; ++i) {
    Passage<1> one;
    one.map(0, 0) = keeps;
    if (i > 0) {
      mean *= keeps;
      variance = keeps * keeps * variance + push;
    }
    one.expected.mean[0] = mean;
    one.expected.covariance(0, 0) = variance;
    const double gain = variance / (variance + noise);
    mean += gain * (answers[i] - mean);
    variance -= gain * variance;
    one.known.mean[0] = mean;
    one.known.covariance(0, 0) = variance;
    passages.push_back(one);
  }
  // All at once: the covariance of the moments, then conditioning on every answer.
  Matrix<n, n> all;
  double here = first;
  for (int i = 0; i < n; ++i) {
    double apart = here;
    for (int j = i; j < n; ++j) {
      all(i, j) = all(j, i) = apart;
      apart *= keeps;
    }
    here = keeps * keeps * here + push;
  }
  Matrix<n, n> seen = all + noise * identity<n>();
  Matrix<n, n> weights = all;
  REQUIRE(solve(seen, weights));  // seen^-1 all
  Vector<n> values;
  for (int i = 0; i < n; ++i) values[i] = answers[i];
  const Vector<n> exact = transposed(weights) * values;
  const Matrix<n, n> left = all - all * weights;

  std::vector<Matrix<1, 1>> reach;
  const auto back = smoothed<1>(passages, &reach);
  for (int i = 0; i < n; ++i) {
    CHECK(back[i].mean[0] == doctest::Approx(exact[i]).epsilon(1e-9));
    CHECK(back[i].covariance(0, 0) == doctest::Approx(left(i, i)).epsilon(1e-9));
    CHECK(reach[i](0, 0) == doctest::Approx(left(i, n - 1)).epsilon(1e-8));
    CHECK(back[i].covariance(0, 0) <= passages[i].known.covariance(0, 0) + 1e-12);
  }
}
