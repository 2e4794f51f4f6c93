// Dates and times as tables write them, turned into a local day and minute.
// No time zones are looked up: an offset is given or written in the cell. Called by propose, daylio and detect.
#pragma once
#include <optional>
#include <string_view>

#include "base/instant.h"
#include "import/number.h"

namespace bothy {

enum class TimeForm : std::uint8_t {
  iso_date,            ///< 2024-03-31
  iso_date_time,       ///< 2024-03-31T20:30, with or without seconds and a zone
  day_month_year,      ///< 31/03/2024, 31.3.24, with or without a time after it
  month_day_year,      ///< 03/31/2024
  year_month_day,      ///< 2024/03/31, 2024.3.31
  day_or_month_first,  ///< every date seen reads both ways: a person chooses before an import
  hours_since_start,   ///< 27.5, counted from a given start
  unix_seconds,
  unix_milliseconds,
};
inline constexpr int time_form_count = static_cast<int>(TimeForm::unix_milliseconds) + 1;

/// A cell's time as written. `clock_ms` is the local time of day where one was given; `zone_min` an offset written
/// beside it (minutes east of UTC); `utc` marks "Z" and unix times, which say nothing of the person's own calendar.
struct WrittenTime {
  Day day;
  std::optional<std::int32_t> clock_ms;
  std::optional<std::int32_t> zone_min;
  bool utc = false;
  bool operator==(const WrittenTime&) const = default;
};

/// A point in time with the person's own day. `minute` is 0..1439 where the time of day is known, else `at` is local
/// noon.
struct PlacedTime {
  Instant at;
  Day day;
  std::optional<std::int32_t> minute;
  std::int32_t tz_min = 0;
  bool operator==(const PlacedTime&) const = default;
};

/// Milliseconds of the day from "20:30", "20:30:15.5", "8:30 pm", "8:30 p. m."; nothing for anything else.
[[nodiscard]] std::optional<std::int32_t> parse_clock(std::string_view text);

/// Reads a cell in a calendar form (the first five of TimeForm); `iso_date` takes no time of day.
/// Nothing for a date that does not exist or lies outside the years 1900 to 2199.
[[nodiscard]] std::optional<WrittenTime> parse_date(std::string_view text, TimeForm form);

/// Reads "29 March", "March 29", "Mar 29." of the given year (English month names only).
[[nodiscard]] std::optional<Day> parse_month_name(std::string_view text, int year);

/// `hours` after the local start. Nothing outside the years 1900 to 2199.
[[nodiscard]] std::optional<WrittenTime> hours_after(const WrittenTime& start, Decimal hours);

/// Milliseconds since 1970 as a UTC time. Nothing outside the years 1900 to 2199.
[[nodiscard]] std::optional<WrittenTime> from_unix_ms(std::int64_t ms);

/// Places a written time: its own zone where it names one, else `tz_min`.
[[nodiscard]] PlacedTime place_time(const WrittenTime& written, std::int32_t tz_min);

}  // namespace bothy
