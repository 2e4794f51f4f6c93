// What the engine reads: answers and happenings of one or two people, checked and put into the one order it takes them
// in. Times are days since any fixed moment, rounded to the minute. Called by the engine, the reader and the views.
#pragma once
#include <cstdint>
#include <vector>

#include "base/error.h"
#include "dyad/prior.h"

namespace bothy::dyad {

inline constexpr std::int64_t minutes_per_day = 1'440;  // mathematics
/// A moment may lie this many minutes (about 300 years) before or after the fixed one.
inline constexpr std::int64_t furthest_minute = 160'000'000;  // beyond it a time is a mistake
inline constexpr std::size_t most_records = 200'000;          // twice the largest diary the project promises to open

/// The day a minute lies in; days begin at minute 0.
[[nodiscard]] constexpr std::int32_t day_of_minute(std::int64_t minute) {
  return static_cast<std::int32_t>(minute >= 0 ? minute / minutes_per_day
                                               : -((-minute + minutes_per_day - 1) / minutes_per_day));
}

/// 0 or 1: which of two people. Nothing else tells them apart.
using Person = unsigned char;

struct Answer {
  std::int64_t minute = 0;
  Person person = 0;
  Item item = Item::security;
  double points = 0.0;  // 0..100
  bool operator==(const Answer&) const = default;
};

/// `amount`: severity 1..3 of a rupture; quality -1..1 of a repair (the receiver's rating) or of how a disclosure was
/// met; 1 for a promise or a talk; -2..2 for stress. `person` is who felt it. Equal ids are one happening.
struct Happening {
  std::int64_t minute = 0;
  Person person = 0;
  Cause cause = Cause::rupture;
  double amount = 1.0;
  std::uint64_t id = 0;
  bool operator==(const Happening&) const = default;
};

struct Story {
  std::vector<Answer> answers;
  std::vector<Happening> happenings;
};

/// One minute in which something was said or happened.
struct Moment {
  std::int64_t minute = 0;
  std::vector<Answer> answers;        // one per person and item, by person, then item
  std::vector<Happening> happenings;  // by person, cause, id
};

/// The moments of a story in order. Several answers to one item in one minute become their mean; equal ids one
/// happening. Cost: O(n log n). Errors: out_of_range for a time, a number or a person that cannot be; too_many beyond
/// most_records.
[[nodiscard]] Result<std::vector<Moment>> in_order(const Story& story);

}  // namespace bothy::dyad
