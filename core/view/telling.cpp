// See telling.h.
#include "view/telling.h"

#include <algorithm>
#include <cmath>

#include "dyad/real.h"

namespace bothy::telling {
namespace {

constexpr double grain =
    1.0 / 12.0;  // variance of a whole number of points: days that never differ are not known exactly

// Student's t at nine tenths between, from the normal number and the degrees of freedom.
double wide(double freedom) {
  constexpr double z = band_deviations;
  return z + (z * z * z + z) / (4.0 * std::max(1.0, freedom));
}

}  // namespace

double tenth(double x) { return std::floor(x * 10.0 + 0.5) / 10.0; }

Value told(double middle, double low, double high) {
  Value out;
  out.set("middle", tenth(middle)).set("low", tenth(low)).set("high", tenth(high));
  return out;
}

Value told(const dyad::Told& number, bool slider) {
  const double low = number.mean - band_deviations * number.sd;
  const double high = number.mean + band_deviations * number.sd;
  if (!slider) return told(number.mean, low, high);
  return told(std::clamp(number.mean, 0.0, 100.0), std::clamp(low, 0.0, 100.0), std::clamp(high, 0.0, 100.0));
}

Value waiting(std::int64_t n, std::int64_t needed) {
  constexpr std::int64_t a_week = 7;
  return early(n, n < needed ? needed : n + a_week);
}

Value early(std::int64_t n, std::int64_t of) {
  Value out;
  out.set("n", n).set("of", of);
  return out;
}

Summary summary_of(std::span<const double> numbers) {
  Summary out;
  out.n = static_cast<std::int64_t>(numbers.size());
  if (numbers.empty()) return out;
  for (const double one : numbers) out.mean += one / static_cast<double>(out.n);
  double square = 0.0;
  for (const double one : numbers) square += (one - out.mean) * (one - out.mean);
  if (out.n > 1) out.sd = std::sqrt(square / static_cast<double>(out.n - 1));
  return out;
}

Value told_mean(const Summary& numbers) {
  const double n = static_cast<double>(numbers.n);
  const double away = wide(n - 1.0) * std::sqrt((numbers.sd * numbers.sd + grain) / n);
  return told(numbers.mean, numbers.mean - away, numbers.mean + away);
}

Value told_difference(const Summary& with, const Summary& without) {
  const double a = (with.sd * with.sd + grain) / static_cast<double>(with.n);
  const double b = (without.sd * without.sd + grain) / static_cast<double>(without.n);
  const double both = a + b;
  const double each = a * a / static_cast<double>(with.n - 1) + b * b / static_cast<double>(without.n - 1);
  const double away = wide(each > 0.0 ? both * both / each : 1.0) * std::sqrt(both);
  const double apart = with.mean - without.mean;
  return told(apart, apart - away, apart + away);
}

std::optional<Value> told_correlation(std::span<const double> a, std::span<const double> b) {
  const Summary one = summary_of(a);
  const Summary two = summary_of(b);
  if (one.n < 4 || one.sd <= 0.0 || two.sd <= 0.0) return std::nullopt;
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - one.mean) * (b[i] - two.mean);
  const double r = sum / (static_cast<double>(one.n - 1) * one.sd * two.sd);
  constexpr double nearly_one = 0.999;  // Fisher's z has no value at one
  const double held = std::clamp(r, -nearly_one, nearly_one);
  const double z = 0.5 * dyad::log((1.0 + held) / (1.0 - held));
  const double away = band_deviations / std::sqrt(static_cast<double>(one.n - 3));
  Value out;
  const auto hundredth = [](double x) { return std::floor(x * 100.0 + 0.5) / 100.0; };
  out.set("middle", hundredth(r))
      .set("low", hundredth(dyad::tanh(z - away)))
      .set("high", hundredth(dyad::tanh(z + away)));
  return out;
}

dyad::Bands trust_of(std::int64_t kept, std::int64_t missed) {
  const double a = 1.0 + static_cast<double>(kept);
  const double b = 1.0 + 2.0 * static_cast<double>(missed);
  const double mean = a / (a + b);
  const double sd = std::sqrt(a * b / ((a + b) * (a + b) * (a + b + 1.0)));
  // On the scale of log odds the band stays within what can be.
  const double middle = dyad::logit(mean);
  const double away = band_deviations * sd / (mean * (1.0 - mean));
  return {100.0 * mean, {}, {100.0 * dyad::logistic(middle - away), 100.0 * dyad::logistic(middle + away)}};
}

}  // namespace bothy::telling
