// How long it takes until half of an open rupture is gone, rupture by rupture. Called by the course of one person.
#pragma once
#include <cmath>
#include <vector>

#include "dyad/real.h"

namespace bothy::dyad {

class Recovery {
 public:
  /// `half_life`: days in which an open rupture fades to half by itself.
  explicit Recovery(double half_life) : rate_(ln2 / half_life) {}

  /// The load at `day`; between two looks it only faded.
  void look(double day, double load) {
    for (Open& one : open_) {
      if (load > 0.5 * one.peak) continue;
      const double fading = last_load_ > 0.5 * one.peak ? log(last_load_ / (0.5 * one.peak)) / rate_ : 0.0;
      const double then = last_day_ + fading < day ? last_day_ + fading : day;
      days_.push_back(then - one.day);
      one.done = true;
    }
    std::erase_if(open_, [](const Open& one) { return one.done; });
    last_day_ = day;
    last_load_ = load;
  }

  /// A rupture came at `day`; the load is that after it.
  void torn(double day, double load) {
    constexpr double least_load = 0.1;  // units of 16 points: below it nothing was felt, docs/science.md#earned
    if (load > least_load) open_.push_back({day, load, false});
    last_day_ = day;
    last_load_ = load;
  }

  [[nodiscard]] int count() const { return static_cast<int>(days_.size()); }

  /// Mean of the days, and its standard error; of one rupture, as wide as it is long.
  struct Days {
    double mean = 0.0;
    double sd = 0.0;
  };
  [[nodiscard]] Days days() const {
    if (days_.empty()) return {};
    const double n = static_cast<double>(days_.size());
    double mean = 0.0;
    double square = 0.0;
    for (double one : days_) mean += one / n;
    for (double one : days_) square += (one - mean) * (one - mean);
    constexpr double half_a_day = 0.5;  // a load is looked at once or twice a day, docs/science.md#earned
    return {mean, n > 1.0 ? std::sqrt((square / (n - 1.0) + half_a_day * half_a_day) / n) : mean};
  }

 private:
  struct Open {
    double day;
    double peak;
    bool done;
  };
  double rate_;
  double last_day_ = 0.0;
  double last_load_ = 0.0;
  std::vector<Open> open_;
  std::vector<double> days_;
};

}  // namespace bothy::dyad
