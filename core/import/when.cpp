// Reading dates and clocks. No zone tables, no locale. Called by propose, daylio and detect.
#include "import/when.h"

#include <algorithm>
#include <array>
#include <string>

#include "import/text.h"

namespace bothy {

using cells::lower;
using cells::small_number;
using cells::trimmed;

namespace {

constexpr std::int32_t ms_per_hour = 3'600'000;
constexpr std::size_t max_time_text = 64;
constexpr int first_year = 1900;
constexpr int last_year = 2199;

bool in_years(Day day) {
  const int year = civil_of(day).year;
  return year >= first_year && year <= last_year;
}

std::optional<Day> real_day(int year, int month, int day) {
  if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const CivilDate date{year, month, day};
  const Day found = day_of(date);
  // 31 February would come back as another date.
  if (civil_of(found) != date) return std::nullopt;
  return found;
}

/// Two digits are a year of 1969..2068, the reading POSIX strptime gives them.
int full_year(std::string_view text) {
  const int year = small_number(text);
  if (text.size() == 4) return year;
  if (text.size() != 2 || year < 0) return -1;
  return year < 69 ? 2000 + year : 1900 + year;
}

/// Takes the digits, then one separator with its spaces, off the front of `text`.
std::string_view take_part(std::string_view& text, std::string_view separators, char& separator) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view digits = text.substr(0, end);
  text = trimmed(text.substr(end));
  if (!text.empty() && separators.find(text.front()) != std::string_view::npos) {
    separator = text.front();
    text = trimmed(text.substr(1));
  }
  return digits;
}

/// "+01:00", "-0530", "+01": minutes east of UTC.
std::optional<std::int32_t> parse_zone(std::string_view text) {
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int hours = small_number(text.substr(1, 2));
  std::string_view rest = text.substr(3);
  if (!rest.empty() && rest[0] == ':') rest.remove_prefix(1);
  const int minutes = rest.empty() && text.size() == 3 ? 0 : rest.size() == 2 ? small_number(rest) : -1;
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return std::nullopt;
  const int all = hours * 60 + minutes;
  return text[0] == '-' ? -all : all;
}

/// What follows a date: nothing, or a clock with perhaps a zone after it.
bool read_rest(std::string_view text, WrittenTime& out) {
  text = trimmed(text);
  if (text.empty()) return true;
  if (text.ends_with("UTC") || text.ends_with("GMT")) {
    out.utc = true;
    out.zone_min = 0;
    out.clock_ms = parse_clock(text.substr(0, text.size() - 3));
    return out.clock_ms.has_value();
  }
  const std::size_t zone = text.find_first_of("Zz+-");
  if (zone != std::string_view::npos) {
    out.utc = text[zone] == 'Z' || text[zone] == 'z';
    out.zone_min = out.utc && zone + 1 == text.size() ? 0 : parse_zone(text.substr(zone));
    if (!out.zone_min) return false;
    text = text.substr(0, zone);
  }
  out.clock_ms = parse_clock(text);
  return out.clock_ms.has_value();
}

std::optional<WrittenTime> parse_iso(std::string_view text) {
  const auto day = day_from_iso(text.substr(0, 10));
  if (!day || !in_years(*day)) return std::nullopt;
  WrittenTime out{*day, {}, {}, false};
  std::string_view rest = text.substr(10);
  if (!rest.empty() && rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ') return std::nullopt;
  if (rest.size() == 1) return std::nullopt;
  if (!rest.empty()) rest.remove_prefix(1);
  if (!read_rest(rest, out)) return std::nullopt;
  return out;
}

std::optional<WrittenTime> parse_parts(std::string_view text, TimeForm form) {
  std::array<std::string_view, 3> part;
  std::array<char, 2> separator{};
  char after = 0;
  part[0] = take_part(text, "/.-", separator[0]);
  part[1] = take_part(text, "/.-", separator[1]);
  const std::size_t year_end = std::min(text.find_first_not_of("0123456789"), text.size());
  // The year is followed by a gap, or by the mark that ends a date in some countries.
  if (year_end < text.size() && std::string_view(" ,.T\xC2\xE2").find(text[year_end]) == std::string_view::npos)
    return std::nullopt;
  part[2] = take_part(text, ",.T", after);
  if (separator[0] == 0 || separator[0] != separator[1]) return std::nullopt;
  const bool year_first = form == TimeForm::year_month_day;
  const std::size_t month_at = form == TimeForm::month_day_year ? 0 : 1;
  const std::size_t day_at = year_first ? 2 : 1 - month_at;
  for (const std::size_t i : {month_at, day_at})
    if (part[i].size() > 2) return std::nullopt;
  const auto day =
      real_day(full_year(part[year_first ? 0 : 2]), small_number(part[month_at]), small_number(part[day_at]));
  if (!day) return std::nullopt;
  WrittenTime out{*day, {}, {}, false};
  if (!read_rest(text, out)) return std::nullopt;
  return out;
}

std::optional<WrittenTime> from_local_ms(std::int64_t ms) {
  constexpr std::int64_t far = 400LL * 366 * ms_per_day;
  if (ms < -far || ms > far) return std::nullopt;
  const Day day = day_of(Instant{ms}, 0);
  if (!in_years(day)) return std::nullopt;
  return WrittenTime{day, static_cast<std::int32_t>(ms - day.days * ms_per_day), {}, false};
}

}  // namespace

std::optional<std::int32_t> parse_clock(std::string_view text) {
  if (text.size() > max_time_text) return std::nullopt;
  std::string digits;
  std::string half;
  for (text = trimmed(text); !text.empty(); text = trimmed(text.substr(1))) {
    const char c = text[0];
    if (c >= '0' && c <= '9' && !half.empty()) return std::nullopt;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
      half += c;
    else if (half.empty())
      digits += c;
    else if (c != '.')
      return std::nullopt;
  }
  half = lower(half);
  // Some countries write 20.30.
  if (const std::size_t point = digits.find('.'); point != std::string::npos && digits.find(':') == std::string::npos)
    digits[point] = ':';
  if (digits.empty() || digits.back() == ':' || digits.back() == '.') return std::nullopt;
  if (!half.empty() && half != "am" && half != "pm") return std::nullopt;
  std::array<std::string_view, 4> part{"", "0", "0", ""};
  std::string_view rest = digits;
  std::size_t parts = 0;
  for (; parts < 4 && !rest.empty(); ++parts) {
    const std::size_t end = std::min(rest.find_first_of(parts == 2 ? "." : ":"), rest.size());
    part[parts] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const int hour = small_number(part[0]);
  const int minute = small_number(part[1]);
  const int second = small_number(part[2]);
  const bool named_half = !half.empty();
  if (!rest.empty() || parts < (named_half ? 1u : 2u) || part[0].size() > 2 || part[1].size() > 2 || part[2].size() > 2)
    return std::nullopt;
  if (hour < (named_half ? 1 : 0) || hour > (named_half ? 12 : 23) || minute < 0 || minute > 59 || second < 0 ||
      second > 59)
    return std::nullopt;
  int ms = 0;
  for (std::size_t i = 0, unit = 100; i < part[3].size(); ++i, unit /= 10) {
    if (part[3][i] < '0' || part[3][i] > '9') return std::nullopt;
    ms += (part[3][i] - '0') * static_cast<int>(unit);
  }
  const int hour24 = !named_half ? hour : hour % 12 + (half == "pm" ? 12 : 0);
  return hour24 * ms_per_hour + minute * 60'000 + second * 1'000 + ms;
}

std::optional<WrittenTime> parse_date(std::string_view text, TimeForm form) {
  text = trimmed(text);
  if (text.empty() || text.size() > max_time_text) return std::nullopt;
  switch (form) {
    case TimeForm::iso_date: {
      const auto found = parse_iso(text);
      if (!found || found->clock_ms) return std::nullopt;
      return found;
    }
    case TimeForm::iso_date_time: return parse_iso(text);
    case TimeForm::day_month_year:
    case TimeForm::month_day_year:
    case TimeForm::year_month_day: return parse_parts(text, form);
    case TimeForm::day_or_month_first: {
      const auto day_first = parse_parts(text, TimeForm::day_month_year);
      return day_first ? day_first : parse_parts(text, TimeForm::month_day_year);
    }
    case TimeForm::hours_since_start:
    case TimeForm::unix_seconds:
    case TimeForm::unix_milliseconds: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Day> parse_month_name(std::string_view text, int year) {
  constexpr std::string_view months = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (text.size() > max_time_text) return std::nullopt;
  std::string digits;
  std::string letters;
  for (const char c : lower(text)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c >= 'a' && c <= 'z')
      letters += c;
    else if (c != ' ' && c != '.' && c != ',')
      return std::nullopt;
  }
  if (letters.size() < 3) return std::nullopt;
  const std::size_t at = months.find(letters.substr(0, 3));
  if (at == std::string_view::npos || at % 3 != 0 || digits.size() > 2) return std::nullopt;
  return real_day(year, static_cast<int>(at / 3) + 1, small_number(digits));
}

std::optional<WrittenTime> hours_after(const WrittenTime& start, Decimal hours) {
  constexpr Decimal most = whole(10'000'000);
  if (hours > most || hours < Decimal{-most.micro}) return std::nullopt;
  // One millionth of an hour is 3.6 ms. Whole seconds, so that 0.333333 h is 20 minutes and not a breath less.
  const std::int64_t half = hours.micro < 0 ? -5'000 : 5'000;
  const std::int64_t seconds = (hours.micro * 36 + half) / 10'000;
  return from_local_ms(start.day.days * ms_per_day + start.clock_ms.value_or(0) + seconds * 1'000);
}

std::optional<WrittenTime> from_unix_ms(std::int64_t ms) {
  auto out = from_local_ms(ms);
  if (!out) return std::nullopt;
  out->utc = true;
  out->zone_min = 0;
  return out;
}

PlacedTime place_time(const WrittenTime& written, std::int32_t tz_min) {
  constexpr std::int32_t noon = 12 * ms_per_hour;
  const std::int32_t zone = written.zone_min.value_or(tz_min);
  const Instant at{written.day.days * ms_per_day + written.clock_ms.value_or(noon) - zone * ms_per_minute};
  if (!written.clock_ms) return {at, written.day, std::nullopt, zone};
  const std::int32_t own = written.utc ? tz_min : zone;
  const Day day = day_of(at, own);
  const std::int64_t local = at.ms + own * ms_per_minute - day.days * ms_per_day;
  return {at, day, static_cast<std::int32_t>(local / ms_per_minute), own};
}

}  // namespace bothy
