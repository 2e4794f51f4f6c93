// Calendar arithmetic on integers. Called by import, practice, view and the command line.
#include "base/instant.h"

namespace bothy {
namespace {

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

void put_digits(std::string& out, int value, int width) {
  std::string digits(static_cast<std::size_t>(width), '0');
  for (int i = width - 1; i >= 0; --i, value /= 10) digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
  out += digits;
}

int read_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Day day_of(Instant at, int tz_min) {
  return {static_cast<std::int32_t>(floor_div(at.ms + tz_min * ms_per_minute, ms_per_day))};
}

// March-based years make the leap day the last of its year, which keeps the arithmetic even.
CivilDate civil_of(Day day) {
  const std::int64_t z = std::int64_t{day.days} + 719468;
  const std::int64_t era = floor_div(z, 146097);
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  return {static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0)), month, static_cast<int>(doy - (153 * mp + 2) / 5 + 1)};
}

Day day_of(CivilDate date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t yoe = year - era * 400;
  const std::int64_t doy = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 + date.day - 1;
  const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return {static_cast<std::int32_t>(era * 146097 + doe - 719468)};
}

std::string to_iso(Day day) {
  const CivilDate date = civil_of(day);
  std::string out;
  put_digits(out, date.year, 4);
  out += '-';
  put_digits(out, date.month, 2);
  out += '-';
  put_digits(out, date.day, 2);
  return out;
}

Result<Day> day_from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return no(Error::malformed);
  const CivilDate date{read_digits(text.substr(0, 4)), read_digits(text.substr(5, 2)), read_digits(text.substr(8, 2))};
  if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1) return no(Error::malformed);
  const Day day = day_of(date);
  // 31 February would come back as another date.
  if (civil_of(day) != date) return no(Error::malformed);
  return day;
}

}  // namespace bothy
