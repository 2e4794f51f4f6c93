// Points in time as they are handed in: the core never asks a clock.
// No time zones are looked up here; the person's offset arrives with each request. Called by every room.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace bothy {

inline constexpr std::int64_t ms_per_minute = 60'000;
inline constexpr std::int64_t ms_per_day = 86'400'000;

/// Milliseconds since 1970-01-01T00:00Z.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};

/// A civil day as days since 1970-01-01, in the person's own calendar.
struct Day {
  std::int32_t days = 0;
  auto operator<=>(const Day&) const = default;
};

/// The day that `at` falls on, `tz_min` minutes east of UTC.
[[nodiscard]] Day day_of(Instant at, int tz_min);

struct CivilDate {
  int year = 1970;
  int month = 1;
  int day = 1;
  auto operator<=>(const CivilDate&) const = default;
};

/// Proleptic Gregorian calendar, both ways. Source: H. Hinnant, days_from_civil (algorithm).
[[nodiscard]] CivilDate civil_of(Day day);
[[nodiscard]] Day day_of(CivilDate date);

/// "2026-03-01"; years 1..9999.
[[nodiscard]] std::string to_iso(Day day);
/// Errors: malformed unless `text` is a real date written YYYY-MM-DD.
[[nodiscard]] Result<Day> day_from_iso(std::string_view text);

}  // namespace bothy
