// The engine's own functions against the C library's, over a million places each, and the same bits every time.
#include "dyad/real.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

using namespace bothy;

namespace {

constexpr int places = 1'000'000;
constexpr double infinity = std::numeric_limits<double>::infinity();

// The largest relative difference over [low, high].
template <class Ours, class Theirs>
double apart(Ours ours, Theirs theirs, double low, double high) {
  double most = 0.0;
  for (int i = 0; i < places; ++i) {
    const double x = low + (high - low) * (i + 0.5) / places;
    const double right = theirs(x);
    most = std::fmax(most, std::fabs(ours(x) - right) / std::fabs(right));
  }
  return most;
}

double below(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("real: exp, log, tanh and logistic agree with the C library at a million places") {
  CHECK(apart(dyad::exp, [](double x) { return std::exp(x); }, -700.0, 700.0) < 3e-16);
  CHECK(apart(dyad::exp, [](double x) { return std::exp(x); }, -1.0, 1.0) < 3e-16);
  CHECK(apart(dyad::log, [](double x) { return std::log(x); }, 1e-9, 3.0) < 3e-16);
  CHECK(apart([](double x) { return dyad::log(std::exp(x)); }, [](double x) { return std::log(std::exp(x)); }, -700.0,
              700.0) < 3e-16);
  CHECK(apart(dyad::tanh, [](double x) { return std::tanh(x); }, -22.0, 22.0) < 1e-15);
  CHECK(apart(dyad::logistic, [](double x) { return 1.0 / (1.0 + std::exp(-x)); }, -30.0, 30.0) < 1e-15);
}

TEST_CASE("real: the normal distribution keeps its digits far into the tail") {
  CHECK(apart(dyad::normal_below, below, -37.0, 8.0) < 1e-12);
  CHECK(apart(dyad::log_normal_below, [](double x) { return std::log(below(x)); }, -37.0, 5.0) < 1e-9);
  CHECK(dyad::log_normal_below(-1e6) == doctest::Approx(-5e11));
  CHECK(dyad::mills(0.0) == doctest::Approx(1.2533141373155003).epsilon(1e-14));
  CHECK(dyad::mills(-1.0) == doctest::Approx(below(1.0) / dyad::normal_density(1.0)).epsilon(1e-13));
  for (double p = 1e-12; p < 1.0; p = p < 0.01 ? p * 3.0 : p + 0.0101)
    CHECK(dyad::normal_below(dyad::normal_quantile(p)) == doctest::Approx(p).epsilon(1e-10));
  CHECK(dyad::normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-12));
}

TEST_CASE("real: the ends of the line are what they are elsewhere") {
  CHECK(dyad::exp(-1e4) == 0.0);
  CHECK(dyad::exp(1e4) == infinity);
  CHECK(dyad::exp(0.0) == 1.0);
  CHECK(dyad::exp(-740.0) == doctest::Approx(std::exp(-740.0)));
  CHECK(dyad::log(0.0) == -infinity);
  CHECK(dyad::log(infinity) == infinity);
  CHECK(dyad::log(1.0) == 0.0);
  CHECK(std::isnan(dyad::log(-1.0)));
  CHECK(dyad::log(5e-324) == doctest::Approx(std::log(5e-324)));
  CHECK(dyad::tanh(1e3) == 1.0);
  CHECK(dyad::tanh(-0.3) == -dyad::tanh(0.3));
  CHECK(dyad::normal_below(-37.0) > 0.0);
  CHECK(dyad::normal_below(-40.0) == 0.0);
  CHECK(dyad::normal_below(-1e9) == 0.0);
  for (const auto f : {dyad::exp, dyad::log, dyad::tanh, dyad::logistic, dyad::normal_below, dyad::mills})
    CHECK(std::isnan(f(std::nan(""))));
}
