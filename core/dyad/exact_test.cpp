// The exact filter against printed numbers of other programs, and the laws that every step over a gap obeys.
#include "dyad/exact.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "dyad/data_testing.h"
#include "dyad/minimum.h"

using namespace bothy::dyad;

namespace {

Matrix<3, 3> some_drift() {
  const auto off = [] { return *rc::gen::inRange(-30, 30) / 100.0; };
  Matrix<3, 3> a;
  for (int r = 0; r < 3; ++r)
    for (int c = 0; c < 3; ++c) a(r, c) = r == c ? -0.7 + off() / 2 : off() / 2;
  return a;
}

Matrix<3, 3> some_noise() {
  Matrix<3, 3> root;
  for (double& value : root.values) value = *rc::gen::inRange(-100, 100) / 100.0;
  return root * transposed(root);
}

}  // namespace

TEST_CASE("exact: the simulated year has the likelihood that three other programs give it") {
  CHECK(testing::couple_of_a_year().size() == 365);
  CHECK(testing::likelihood(testing::truth()) == doctest::Approx(-1118.989967).epsilon(1e-9));
  LinearModel<2, 4> even = testing::truth();
  even.drift(0, 1) = even.drift(1, 0) = 0.12;
  even.first_covariance = *stationary(even.drift, even.diffusion);
  CHECK(testing::likelihood(even) == doctest::Approx(-1119.639488).epsilon(1e-9));
}

TEST_CASE("exact: a drift that is transposed, or noise taken for it, gives another likelihood") {
  LinearModel<2, 4> turned = testing::truth();
  turned.drift = transposed(turned.drift);
  CHECK(std::fabs(testing::likelihood(turned) - -1118.989967) > 0.1);
  // One step: the noise covariance of A and of its transpose differ, which one known program confuses.
  const auto model = testing::truth();
  const Matrix<2, 2> across = transposed(model.drift);
  const auto right = step_over(model.drift, model.diffusion, 1.0, stationary(model.drift, model.diffusion));
  const auto wrong = step_over(across, model.diffusion, 1.0, stationary(across, model.diffusion));
  CHECK(largest(right.qd - wrong.qd) > 1e-3);
}

TEST_CASE("exact: the most likely model is found, with the 17 estimates printed for it") {
  const std::vector<double> start = {-0.5, 0.10, 0.15, -0.4, 0.8,  0.8,  5.0,  5.5, 5.2,
                                     5.0,  0.4,  0.1,  0.5,  0.25, 0.36, 0.25, 0.36};
  const auto unlikely = [](const std::vector<double>& t) {
    const double value = -testing::likelihood(testing::model_of(t));
    return std::isfinite(value) ? value : 1e300;
  };
  const Minimum best = minimise(unlikely, start);
  CHECK(best.settled);
  CHECK(-best.value == doctest::Approx(-1112.8319).epsilon(1e-7));
  const std::vector<double> printed = {-0.54852, 0.05718, 0.23023, -0.39178, 0.77603, 0.75938,
                                       5.02892,  5.48596, 5.29290, 5.03168,  0.57156, 0.04480,
                                       0.54368,  0.16489, 0.37953, 0.29092,  0.34009};
  for (std::size_t i = 0; i < printed.size(); ++i) CHECK(std::fabs(best.at[i] - printed[i]) < 2e-5);
  // Their standard errors, from the bend at the lowest point: a11 .1226, a21 .1215, a12 .1105, a22 .1080.
  const auto curved = bend(unlikely, best.at);
  Matrix<17, 17> information;
  information.values = {};
  for (std::size_t i = 0; i < curved.size(); ++i) information.values[i] = curved[i];
  Matrix<17, 17> inverse = identity<17>();
  REQUIRE(solve(information, inverse));
  const double errors[] = {0.1226, 0.1215, 0.1105, 0.1080};
  for (int i = 0; i < 4; ++i) CHECK(std::sqrt(inverse(i, i)) == doctest::Approx(errors[i]).epsilon(0.01));
}

TEST_CASE("step: no time leaves everything as it is; two short steps are one long one; noise stays a covariance") {
  CHECK(rc::check("for any stable drift and any noise", [] {
    const Matrix<3, 3> a = some_drift();
    const Matrix<3, 3> q = some_noise();
    const auto p = stationary(a, q);
    RC_ASSERT(p.has_value());
    const double days = *rc::gen::inRange(1, 500) / 50.0;
    const double more = *rc::gen::inRange(1, 500) / 50.0;
    const auto none = step_over(a, q, 0.0, p);
    RC_ASSERT(largest(none.f - identity<3>()) < 1e-15);
    RC_ASSERT(largest(none.qd) < 1e-12 * (1.0 + largest(*p)));
    const auto one = step_over(a, q, days, p);
    const auto two = step_over(a, q, more, p);
    const auto both = step_over(a, q, days + more, p);
    RC_ASSERT(largest(both.f - two.f * one.f) < 1e-12);
    RC_ASSERT(largest(both.qd - (two.f * one.qd * transposed(two.f) + two.qd)) < 1e-12 * (1.0 + largest(*p)));
    RC_ASSERT(both.qd == transposed(both.qd));
    Matrix<3, 3> lower;
    RC_ASSERT(cholesky(both.qd + 1e-12 * (1.0 + largest(*p)) * identity<3>(), lower));
  }));
}

TEST_CASE("step: the block form of Van Loan gives what the stationary covariance gives") {
  CHECK(rc::check("for any stable drift", [] {
    const Matrix<3, 3> a = some_drift();
    const Matrix<3, 3> q = some_noise();
    const double days = *rc::gen::inRange(0, 200) / 50.0;
    const auto closed = step_over(a, q, days, stationary(a, q));
    const auto block = step_over(a, q, days, std::optional<Matrix<3, 3>>());
    RC_ASSERT(largest(closed.f - block.f) < 1e-11);
    RC_ASSERT(largest(closed.qd - block.qd) < 1e-11 * (1.0 + largest(q)));
  }));
}

TEST_CASE("exact: an empty moment in a gap changes nothing, and neither does the order of items") {
  const auto model = testing::truth();
  auto year = testing::couple_of_a_year();
  const double before = log_likelihood<2, 4>(model, year);
  Occasion<4> empty;
  empty.answers = {{std::nan(""), std::nan(""), std::nan(""), std::nan("")}};
  for (std::size_t i = year.size() - 1; i > 0; i -= 7) {
    empty.day = 0.3 * year[i - 1].day + 0.7 * year[i].day;
    year.insert(year.begin() + static_cast<std::ptrdiff_t>(i), empty);
    if (i < 7) break;
  }
  CHECK(log_likelihood<2, 4>(model, year) == doctest::Approx(before).epsilon(1e-12));

  LinearModel<2, 4> turned = model;
  auto answers = testing::couple_of_a_year();
  for (int k = 0; k < 4; ++k) {
    turned.level[k] = model.level[3 - k];
    turned.noise[k] = model.noise[3 - k];
    for (int n = 0; n < 2; ++n) turned.loadings(k, n) = model.loadings(3 - k, n);
  }
  for (auto& one : answers) {
    std::swap(one.answers[0], one.answers[3]);
    std::swap(one.answers[1], one.answers[2]);
  }
  CHECK(log_likelihood<2, 4>(turned, answers) == doctest::Approx(before).epsilon(1e-12));
}

TEST_CASE("exact: a model that is none has no likelihood") {
  LinearModel<2, 4> model = testing::truth();
  model.noise[0] = -5.0;
  CHECK(testing::likelihood(model) == -std::numeric_limits<double>::infinity());
}
