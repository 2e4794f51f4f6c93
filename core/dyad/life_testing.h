// Many made-up couples at once, and how sure their mean is: for tests of what the theory claims. In tests only.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "dyad/couple_diary.h"
#include "dyad/story.h"

namespace bothy::dyad::testing {

/// A mean over couples and the standard error of it.
struct Finding {
  double mean = 0.0;
  double error = 0.0;

  /// Beyond what luck does: four standard errors.
  [[nodiscard]] bool above(double bound) const { return mean - 4.0 * error > bound; }
  [[nodiscard]] bool below(double bound) const { return mean + 4.0 * error < bound; }
};

inline Finding finding_of(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size());
  double mean = 0.0;
  double square = 0.0;
  for (const double one : values) mean += one / n;
  for (const double one : values) square += (one - mean) * (one - mean);
  return {mean, std::sqrt(square / (n - 1.0) / n)};
}

/// `of(seed)` for each of many couples.
template <class F>
Finding over(int couples, const F& of) {
  std::vector<double> values;
  for (int couple = 0; couple < couples; ++couple) values.push_back(of(static_cast<std::uint64_t>(couple + 1)));
  return finding_of(values);
}

inline Temper like(double warmth, double hot_and_cold) {
  Temper out;
  out.warmth = warmth;
  out.hot_and_cold = hot_and_cold;
  return out;
}

inline Temper anxious(double anxiety) {
  Temper out;
  out.anxiety = anxiety;
  return out;
}

inline Temper avoidant(double avoidance) {
  Temper out;
  out.avoidance = avoidance;
  return out;
}

inline Temper mends(double repairs) {
  Temper out;
  out.repairs = repairs;
  return out;
}

inline Temper never_hurt() {
  Temper out;
  out.ruptures = 0.0;
  return out;
}

/// A couple that has lived together for a while.
inline CoupleLife settled(const Temper& a, const Temper& b, std::uint64_t seed, int days = 40) {
  CoupleLife out({a, b}, seed);
  for (int day = 0; day < days; ++day) (void)live_a_day(out);
  return out;
}

/// The next days of one person.
inline std::vector<DayLived> days_of(CoupleLife& life, int days, int person = 0) {
  std::vector<DayLived> out;
  for (int day = 0; day < days; ++day) out.push_back(live_a_day(life)[person]);
  return out;
}

inline double mean_security(const std::vector<DayLived>& days) {
  double sum = 0.0;
  for (const DayLived& day : days) sum += day.evening.security;
  return sum / static_cast<double>(days.size());
}

inline double disclosures_a_day(const std::vector<DayLived>& days) {
  double sum = 0.0;
  for (const DayLived& day : days) sum += day.disclosures;
  return sum / static_cast<double>(days.size());
}

/// Least squares slope of y on x; 0 when x never moves.
inline double slope_of(const std::vector<double>& x, const std::vector<double>& y) {
  const double n = static_cast<double>(x.size());
  double mx = 0.0;
  double my = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) mx += x[i] / n, my += y[i] / n;
  double xx = 0.0;
  double xy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) xx += (x[i] - mx) * (x[i] - mx), xy += (x[i] - mx) * (y[i] - my);
  return xx > 0.0 ? xy / xx : 0.0;
}

inline double correlation_of(const std::vector<double>& x, const std::vector<double>& y) {
  const double there = slope_of(x, y);
  const double back = slope_of(y, x);
  return there * back > 0.0 ? (there > 0.0 ? 1.0 : -1.0) * std::sqrt(there * back) : 0.0;
}

/// What a diary holds beside two sliders each evening, at half past nine.
enum class Noted : unsigned char { answers, everything };

/// What person A would tell the engine of the next day, which is `day` of the diary. With everything: ruptures that
/// were felt, repairs as A rates them, and how disclosures were met.
inline void tell_a_day(Story& out, CoupleLife& life, int day, Noted noted) {
  std::vector<LifeEvent> events;
  const double first = life.day();
  const DayLived lived = live_a_day(life, &events)[0];
  const std::int64_t midnight = day * minutes_per_day;
  const auto happened = [&](const LifeEvent& one, Cause cause, double amount) {
    const auto minute = midnight + static_cast<std::int64_t>((one.day - first) * 1'200.0);
    out.happenings.push_back({minute, 0, cause, amount, out.happenings.size() + 1});
  };
  for (const LifeEvent& one : events) {
    if (noted == Noted::answers || one.person != 0) continue;
    switch (one.kind) {
      case LifeEvent::Kind::rupture:
        if (one.size > 0.3) happened(one, Cause::rupture, std::min(3.0, 1.0 + one.size));
        break;
      case LifeEvent::Kind::repair: happened(one, Cause::repair, 2.0 * one.size - 1.0); break;
      case LifeEvent::Kind::disclosed: happened(one, Cause::disclosure_met, 2.0 * one.size - 1.0); break;
    }
  }
  const EveningAnswers said = evening_answers(lived, life.dice());
  out.answers.push_back({midnight + 1'290, 0, Item::security, std::round(said.security)});
  out.answers.push_back({midnight + 1'290, 0, Item::responsiveness, std::round(said.responsiveness)});
}

inline Story told_diary(CoupleLife& life, int days, Noted noted = Noted::answers) {
  Story out;
  for (int day = 0; day < days; ++day) tell_a_day(out, life, day, noted);
  return out;
}

}  // namespace bothy::dyad::testing
