// See real.h. Constants are mathematics, not choices: logarithms of 2, roots of pi, series.
#include "dyad/real.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace bothy::dyad {
namespace {

constexpr double ln2_high = 6.93147180369123816490e-01;  // the upper 33 bits of ln 2, so that k * ln2_high is exact
constexpr double ln2_low = 1.90821492927058770002e-10;   // the rest of it
constexpr double per_ln2 = 1.44269504088896338700;       // 1 / ln 2
constexpr double root_2pi = 2.50662827463100050242;      // mathematics
constexpr double infinity = std::numeric_limits<double>::infinity();  // where results overflow

// 2^k for -1022 <= k <= 1023.
constexpr double power_of_two(int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

// 1/n for the steps of a series: a product costs a fifth of a division.
constexpr std::array<double, 15> one_over = [] {
  std::array<double, 15> out{};
  for (int n = 1; n < 15; ++n) out[n] = 1.0 / n;
  return out;
}();

// 1/n!.
constexpr std::array<double, 15> over_factorial = [] {
  std::array<double, 15> out{1.0};
  double factorial = 1.0;
  for (int n = 1; n < 15; ++n) out[n] = 1.0 / (factorial *= n);
  return out;
}();

// e^r - 1 - r for |r| <= ln2 / 2: the series, whose first left-out term is below 1e-18.
constexpr double beyond_linear(double r) {
  double sum = over_factorial[14];
  for (std::size_t n = 13; n >= 2; --n) sum = sum * r + over_factorial[n];
  return sum * r * r;
}

constexpr double exp_of(double x) {
  if (x != x) return x;
  if (x > 709.782712893384) return infinity;
  if (x < -745.2) return 0.0;
  const double scaled = x * per_ln2;
  const int k = static_cast<int>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  const double r = (x - k * ln2_high) - k * ln2_low;
  const double value = 1.0 + (r + beyond_linear(r));
  // Two factors, for results below the normal range and for 2^1024.
  const int half = k / 2;
  return value * power_of_two(half) * power_of_two(k - half);
}

// --- Mills' ratio --------------------------------------------------------------

// Steps of an eighth at most: fourteen terms are exact to the last bits.
constexpr double node_step = 0.25;
constexpr int node_count = 41;                              // 0, 0.25, ... 10
constexpr double last_node = node_step * (node_count - 1);  // beyond it the fraction is exact

// 1/(x+1/(x+2/(x+3/...))): 40 stages are exact to the last bit from x = 5 on.
constexpr double mills_by_fraction(double x) {
  double below = x;
  for (int n = 40; n >= 1; --n) below = x + n / below;
  return 1.0 / below;
}

// The value at x + h from the value at x: derivatives follow from M' = x M - 1.
constexpr double mills_step(double x, double at_x, double h) {
  double before = at_x;
  double slope = x * at_x - 1.0;
  double power = h;
  double sum = at_x + slope * power;
  for (int n = 1; n <= 13; ++n) {
    const double next = x * slope + n * before;
    before = slope;
    slope = next;
    power *= h * one_over[n + 1];
    sum += slope * power;
  }
  return sum;
}

// From the far end to 0: in this direction an error dies out, in the other it grows.
constexpr std::array<double, node_count> make_nodes() {
  std::array<double, node_count> nodes{};
  nodes[node_count - 1] = mills_by_fraction(last_node);
  for (int i = node_count - 1; i > 0; --i) nodes[i - 1] = mills_step(i * node_step, nodes[i], -node_step);
  return nodes;
}

constexpr std::array<double, node_count> mills_nodes = make_nodes();

constexpr double mills_above(double x) {
  if (x != x) return x;
  if (x >= last_node) return mills_by_fraction(x);
  const int nearest = static_cast<int>(x / node_step + 0.5);
  return mills_step(nearest * node_step, mills_nodes[nearest], x - nearest * node_step);
}

}  // namespace

double exp(double x) { return exp_of(x); }

// 2/3, 2/5, ... 2/23.
constexpr std::array<double, 11> odd = [] {
  std::array<double, 11> out{};
  for (int n = 0; n < 11; ++n) out[n] = 2.0 / (2 * n + 3);
  return out;
}();

double log(double x) {
  if (!(x > 0.0)) return x == 0.0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
  if (x == infinity) return x;
  int k = 0;
  if (x < power_of_two(-1022)) {  // subnormal
    x *= power_of_two(54);
    k = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  k += static_cast<int>(bits >> 52) - 1023;
  double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  if (mantissa > 1.4142135623730951) {
    mantissa *= 0.5;
    k += 1;
  }
  const double f = mantissa - 1.0;
  const double s = f / (2.0 + f);
  const double square = s * s;
  double series = 0.0;  // log(1+f) = 2 (s + s^3/3 + s^5/5 + ...)
  for (std::size_t n = odd.size(); n-- > 0;) series = (series + odd[n]) * square;
  const double half_square = 0.5 * f * f;
  return k * ln2_high - ((half_square - (s * (half_square + series) + k * ln2_low)) - f);
}

double tanh(double x) {
  const double size = x < 0 ? -x : x;
  double value = 1.0;
  if (size < 0.17) {
    const double up = 2.0 * size + beyond_linear(2.0 * size);  // e^2x - 1
    value = up / (up + 2.0);
  } else if (size < 20.0) {
    value = 1.0 - 2.0 / (exp_of(2.0 * size) + 1.0);
  } else if (size != size) {
    value = size;
  }
  return x < 0 ? -value : value;
}

double logistic(double x) {
  if (x >= 0) return 1.0 / (1.0 + exp_of(-x));
  const double up = exp_of(x);
  return up / (1.0 + up);
}

double logit(double p) { return log(p) - log(1.0 - p); }

double normal_density(double x) { return exp_of(-0.5 * x * x) / root_2pi; }

double mills(double x) {
  if (x >= 0) return mills_above(x);
  return root_2pi * exp_of(0.5 * x * x) - mills_above(-x);
}

double normal_below(double x) {
  if (x < 0) return normal_density(x) * mills_above(-x);
  return 1.0 - normal_density(x) * mills_above(x);
}

double log_normal_below(double x) {
  if (x > 0) {
    const double above = normal_density(x) * mills_above(x);
    return above < 1e-9 ? -above : log(1.0 - above);
  }
  return -0.5 * x * x - 0.5 * log_2pi + log(mills_above(-x));
}

double normal_quantile(double p) {
  if (!(p > 0.0 && p < 1.0)) return p <= 0.0 ? -infinity : infinity;
  if (p > 0.5) return -normal_quantile(1.0 - p);
  // A first guess by the logistic curve, then Newton on the logarithm, which is smooth in the tail.
  double x = p < 0.02 ? -std::sqrt(-2.0 * log(p)) + 0.4 : logit(p) / 1.702;
  const double aim = log(p);
  for (int round = 0; round < 60; ++round) {
    const double step = (log_normal_below(x) - aim) * mills_above(x < 0 ? -x : 0.0);
    x -= step;
    if (step < 1e-14 && step > -1e-14) break;
  }
  return x;
}

}  // namespace bothy::dyad
