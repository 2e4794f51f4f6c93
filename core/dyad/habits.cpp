// See habits.h. All amounts of belief are counted in answers.
#include "dyad/habits.h"

#include <cmath>

namespace bothy::dyad {
namespace {

constexpr double keeps = 0.97;           // of an old answer's weight with each new one, docs/science.md#series
constexpr double people_answers = 20.0;  // others' use of a point bends from about as many, docs/science.md#series
constexpr double own_answers = 20.0;     // and the own use, docs/science.md#series
constexpr double least_bend = 0.05;      // docs/science.md#series
constexpr double most_bend = 10.0;       // docs/science.md#series
constexpr double point_doubt = 4.0;      // answers that the shares of everybody count for, docs/science.md#series
constexpr double share_doubt = 2.0;      // answers that the filters count for among everybody, docs/science.md#series
constexpr double place_doubt = 3.0;      // answers that the filters count for on a slider, docs/science.md#series
constexpr double kernel = 0.04;          // of a slider: how wide a place is, docs/science.md#series
constexpr double stays = 0.6;            // share of the last answer again, docs/science.md#series
constexpr std::size_t hundredths = 101;  // cells of a slider; what lies in 0 and 100 is an end
constexpr std::size_t low_end = hundredths;       // behind the cells
constexpr std::size_t high_end = hundredths + 1;  // behind them too

// What a place's kernel holds inside the ends; it is spread over the rest, so that no place loses anything beyond them.
double inside_of(std::size_t cell) {
  static const auto all = [] {
    std::array<double, hundredths> out;
    for (std::size_t i = 0; i < hundredths; ++i) {
      const double at = static_cast<double>(i) * 0.01;
      out[i] = normal_below((1.0 - end_step - at) / kernel) - normal_below((end_step - at) / kernel);
    }
    return out;
  }();
  return all[cell];
}

}  // namespace

double Pooled::at(double x) const {
  if (points > 0) return mass[static_cast<std::size_t>(x * static_cast<double>(points - 1) + 0.5)];
  double sum = 0.0;
  for (const Piece& piece : pieces) {
    if (x >= 1.0) {
      sum += piece.weight * normal_below((piece.mean - (1.0 - end_step)) / piece.sd);
    } else if (x <= 0.0) {
      sum += piece.weight * normal_below((end_step - piece.mean) / piece.sd);
    } else {
      sum += piece.weight * normal_density((x - piece.mean) / piece.sd) / piece.sd;
    }
  }
  return sum;
}

void set_moments(Pooled& pooled) {
  constexpr double far = 6.0;  // deviations beyond which a normal number holds nothing that is seen
  pooled.mean = pooled.square = 0.0;
  for (std::size_t i = 0; i < pooled.points; ++i) {
    const double x = static_cast<double>(i) / static_cast<double>(pooled.points - 1);
    pooled.mean += pooled.mass[i] * x;
    pooled.square += pooled.mass[i] * x * x;
  }
  if (pooled.points > 0) return;
  for (const Piece& piece : pooled.pieces) {
    if (!(piece.weight > 1e-9)) continue;  // too little to be seen
    double mean = piece.mean;
    double square = mean * mean + piece.sd * piece.sd;
    if (mean - far * piece.sd < 0.0 || mean + far * piece.sd > 1.0) {
      // Moments of a normal number cut to [0, 1].
      const double a = -mean / piece.sd;
      const double b = (1.0 - mean) / piece.sd;
      const double above = normal_below(-b);
      const double inside = 1.0 - normal_below(a) - above;
      const double da = normal_density(a);
      const double db = normal_density(b);
      const double m = mean * inside + piece.sd * (da - db);
      square = (mean * mean + piece.sd * piece.sd) * inside + piece.sd * (mean * da - (mean + 1.0) * db) + above;
      mean = m + above;
    }
    pooled.mean += piece.weight * mean;
    pooled.square += piece.weight * square;
  }
}

Habits::Habits(std::size_t points)
    : points_(points),
      been_(points > 0 ? points : hundredths + 2),
      taken_(points),
      expected_(points),
      bent_(points),
      share_(points) {}

std::size_t Habits::place_of(double x) const {
  if (points_ > 0) return static_cast<std::size_t>(x * static_cast<double>(points_ - 1) + 0.5);
  if (x <= 0.0) return low_end;
  if (x >= 1.0) return high_end;
  const auto cell = static_cast<std::size_t>(x * 100.0 + 0.5);
  return cell < 1 ? 1 : cell > hundredths - 2 ? hundredths - 2 : cell;
}

void Habits::look(const Pooled& pooled, const Population& people) {
  pooled_ = pooled;
  if (points_ == 0) return;
  double all = 0.0;
  double bent = 0.0;
  for (std::size_t i = 0; i < points_; ++i) {
    const double mass = pooled.mass[i] + 1e-9;  // a point nobody expects is still a point
    const double by_all = (people.counted(i) + people_answers * mass) / (people.expected(i) + people_answers * mass);
    double by_own = by_all * (taken_[i] + own_answers * mass * by_all) / ((expected_[i] + own_answers * mass) * by_all);
    by_own = by_own < least_bend ? least_bend : by_own > most_bend ? most_bend : by_own;
    bent += bent_[i] = mass * by_own;
    all += share_[i] = people.counted(i) + share_doubt * mass;
  }
  for (double& one : bent_) one /= bent;
  for (double& one : share_) one /= all;
}

Habits::Shares Habits::at_point(std::size_t point) const {
  Shares out;
  out[0] = pooled_.mass[point];
  out[1] = bent_[point];
  out[2] = (been_[point] + point_doubt * share_[point]) / (weight_ + point_doubt);
  out[3] = any_ ? (1.0 - stays) * bent_[point] + (place_of(last_) == point ? stays : 0.0) : bent_[point];
  return out;
}

Habits::Shares Habits::along(double x) const {
  const double by_filters = pooled_.at(x);
  const std::size_t cell = place_of(x);
  const bool end = cell >= hundredths;
  const double per_unit = end ? 1.0 : 100.0;  // a hundredth wide
  double near = end ? been_[cell] : 0.0;
  for (std::size_t i = 0; i < hundredths && !end; ++i)
    if (been_[i] > 1e-6)
      near += been_[i] * normal_density((x - static_cast<double>(i) * 0.01) / kernel) / (kernel * inside_of(i));
  Shares out;
  out[0] = by_filters;
  out[1] = (been_[cell] * per_unit + place_doubt * by_filters) / (weight_ + place_doubt);
  out[2] = (near + place_doubt * by_filters) / (weight_ + place_doubt);
  out[3] = any_ ? (1.0 - stays) * by_filters + (place_of(last_) == cell ? stays * per_unit : 0.0) : by_filters;
  return out;
}

Habits::Shares Habits::at(double x) const { return points_ > 0 ? at_point(place_of(x)) : along(x); }

std::array<std::array<double, 2>, habit_count> Habits::moments() const {
  std::array<double, 2> second = {pooled_.mean, pooled_.square};
  std::array<double, 2> third = second;
  if (points_ > 0) {
    second = third = {};
    for (std::size_t i = 0; i < points_; ++i) {
      const double x = static_cast<double>(i) / static_cast<double>(points_ - 1);
      const double been = (been_[i] + point_doubt * share_[i]) / (weight_ + point_doubt);
      second[0] += bent_[i] * x;
      second[1] += bent_[i] * x * x;
      third[0] += been * x;
      third[1] += been * x * x;
    }
  } else {
    const double all = weight_ + place_doubt;
    second = {(sum_ + place_doubt * pooled_.mean) / all, (squares_ + place_doubt * pooled_.square) / all};
    third = {second[0], second[1] + weight_ * kernel * kernel / all};
  }
  const std::array<double, 2> base = points_ > 0 ? second : std::array{pooled_.mean, pooled_.square};
  std::array<double, 2> fourth = base;
  if (any_) fourth = {(1.0 - stays) * base[0] + stays * last_, (1.0 - stays) * base[1] + stays * last_ * last_};
  return {{{pooled_.mean, pooled_.square}, second, third, fourth}};
}

void Habits::learn(double x, const Pooled& pooled) {
  for (double& one : been_) one *= keeps;
  weight_ = keeps * weight_ + 1.0;
  sum_ = keeps * sum_ + x;
  squares_ = keeps * squares_ + x * x;
  been_[place_of(x)] += 1.0;
  for (std::size_t i = 0; i < points_; ++i) expected_[i] += pooled.mass[i];
  if (points_ > 0) taken_[place_of(x)] += 1.0;
  any_ = true;
  last_ = x;
}

}  // namespace bothy::dyad
