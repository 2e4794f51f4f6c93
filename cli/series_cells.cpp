// See series_cells.h. Dates are read by the import room; numbers and words here.
#include "cli/series_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "import/text.h"

namespace bothy::cli {
namespace {

using cells::is_missing;
using cells::lower;
using cells::trimmed;

constexpr double ms_in_day = 86'400'000.0;

struct Unit {
  std::string_view word;
  double days;
};
// Longer words first: "ms" is not "m".
constexpr Unit units[] = {
    {"milliseconds", 1.0 / ms_in_day},
    {"ms", 1.0 / ms_in_day},
    {"seconds", 1.0 / 86'400},
    {"secs", 1.0 / 86'400},
    {"sec", 1.0 / 86'400},
    {"s", 1.0 / 86'400},
    {"minutes", 1.0 / 1'440},
    {"mins", 1.0 / 1'440},
    {"minute", 1.0 / 1'440},
    {"min", 1.0 / 1'440},
    {"hours", 1.0 / 24},
    {"hour", 1.0 / 24},
    {"hrs", 1.0 / 24},
    {"hr", 1.0 / 24},
    {"h", 1.0 / 24},
    {"days", 1.0},
    {"day", 1.0},
    {"d", 1.0},
    {"weeks", 7.0},
    {"week", 7.0},
    {"w", 7.0},
};

struct Named {
  std::string_view word;
  std::optional<TimeForm> form;
};
constexpr Named forms[] = {{"iso", TimeForm::iso_date_time},  {"date", TimeForm::iso_date},
                           {"dmy", TimeForm::day_month_year}, {"mdy", TimeForm::month_day_year},
                           {"ymd", TimeForm::year_month_day}, {"number", std::nullopt}};

struct CauseWord {
  std::string_view word;
  dyad::Cause cause;
};
constexpr CauseWord causes[] = {
    {"rupture", dyad::Cause::rupture},
    {"repair", dyad::Cause::repair},
    {"disclosure", dyad::Cause::disclosure_met},
    {"promise_kept", dyad::Cause::promise_kept},
    {"safe_talk", dyad::Cause::safe_talk},
    {"promise_broken", dyad::Cause::promise_broken},
    {"stress", dyad::Cause::stress},
};

std::optional<double> with_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double out = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(out)) return std::nullopt;
  return out;
}

// "promise kept" and "promise-kept" are the same word.
std::string joined(std::string_view text) {
  std::string out = lower(trimmed(text));
  for (char& c : out) c = c == ' ' || c == '-' ? '_' : c;
  return out;
}

double unit_of_column(std::string_view name) {
  const std::string low = lower(name);
  // The last word of the name, such as "since_start_hours" or "time (h)".
  std::string word;
  for (const char c : low) {
    if (c >= 'a' && c <= 'z') {
      word += c;
    } else if (!word.empty()) {
      if (const auto days = days_of_unit(word)) return *days;
      word.clear();
    }
  }
  return days_of_unit(word).value_or(0.0);
}

}  // namespace

std::optional<SeriesTimeForm> time_form_named(std::string_view word) {
  for (const Named& each : forms)
    if (each.word == word) return SeriesTimeForm{each.form, each.form ? 1.0 : 0.0};
  return std::nullopt;
}

bool looks_like_date(std::string_view cell) {
  cell = trimmed(cell);
  std::size_t groups = 0;
  for (std::size_t at = 0; groups < 3; ++at, ++groups) {
    const std::size_t begun = at;
    while (at < cell.size() && cell[at] >= '0' && cell[at] <= '9') ++at;
    if (at == begun || at - begun > 4) return false;
    if (groups < 2 && (at == cell.size() || std::string_view("-/.").find(cell[at]) == std::string_view::npos))
      return false;
  }
  return true;
}

std::optional<double> days_of_unit(std::string_view word) {
  for (const Unit& unit : units)
    if (unit.word == lower(word)) return unit.days;
  return std::nullopt;
}

std::optional<double> number_of(std::string_view cell) {
  cell = trimmed(cell);
  if (const auto exact = with_exponent(cell)) return exact;
  const auto decimal = parse_decimal(cell, DecimalMark::either);
  if (!decimal) return std::nullopt;
  return static_cast<double>(decimal->micro) / static_cast<double>(micro_per_one);
}

std::optional<double> time_of(std::string_view cell, const SeriesTimeForm& form) {
  constexpr double most = 1e15;  // epoch microseconds still lie within; beyond, two moments cannot be told apart
  if (!form.date) {
    const auto number = number_of(cell);
    if (!number || std::fabs(*number) >= most) return std::nullopt;
    return number;
  }
  const auto written = parse_date(cell, *form.date);
  if (!written) return std::nullopt;
  return static_cast<double>(place_time(*written, 0).at.ms) / ms_in_day;
}

Got<SeriesTimeForm> guess_time_form(std::string_view name, const std::vector<std::string>& column) {
  constexpr TimeForm order[] = {TimeForm::iso_date_time, TimeForm::year_month_day, TimeForm::day_month_year,
                                TimeForm::month_day_year};
  std::size_t filled = 0;
  std::size_t numbers = 0;
  std::size_t reads[4] = {};
  std::size_t dates = 0;  // in writing alone: there may be no such day
  std::size_t year_first = 0;
  double largest = 0.0;
  for (const std::string& cell : column) {
    if (is_missing(cell)) continue;
    ++filled;
    if (const auto number = number_of(cell)) {
      ++numbers;
      largest = std::max(largest, *number);
    }
    for (std::size_t i = 0; i < 4; ++i) reads[i] += parse_date(cell, order[i]) ? 1 : 0;
    if (!looks_like_date(cell)) continue;
    ++dates;
    year_first += trimmed(cell).find_first_of("-/.") == 4 ? 1 : 0;
  }
  // The form that most cells have; a cell in another one is named with its line later.
  std::size_t best = 0;
  for (std::size_t i = 1; i < 4; ++i) best = reads[i] > reads[best] ? i : best;
  if (reads[best] == 0 && dates > numbers)
    return SeriesTimeForm{year_first > 0 ? TimeForm::iso_date_time : TimeForm::day_month_year, 1.0};
  if (numbers >= reads[best]) {
    double days = unit_of_column(name);
    if (days == 0.0 && largest >= 1e12 && largest < 7.26e12) days = 1.0 / ms_in_day;
    if (days == 0.0 && largest >= 1e9 && largest < 7.26e9) days = 1'000.0 / ms_in_day;
    return SeriesTimeForm{std::nullopt, days};
  }
  if (best == 2 && reads[3] == reads[2] && filled > 0)
    return usage("The dates in '" + std::string(name) + "' read both ways. Say which: --time " + std::string(name) +
                 ":dmy (day first) or --time " + std::string(name) + ":mdy (month first).");
  return SeriesTimeForm{order[best], 1.0};
}

std::optional<std::vector<HappeningWord>> happenings_of(std::string_view cell) {
  constexpr double most = 10.0;
  std::vector<HappeningWord> out;
  if (is_missing(cell)) return out;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of(";,+|"), cell.size());
    std::string_view one = trimmed(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
    if (is_missing(one)) continue;
    HappeningWord word;
    if (const std::size_t colon = one.find(':'); colon != std::string_view::npos) {
      const auto amount = number_of(one.substr(colon + 1));
      if (!amount || std::fabs(*amount) > most) return std::nullopt;
      word.amount = *amount;
      one = one.substr(0, colon);
    }
    const std::string name = joined(one);
    const auto* known =
        std::find_if(std::begin(causes), std::end(causes), [&](const auto& c) { return c.word == name; });
    if (known == std::end(causes)) return std::nullopt;
    word.cause = known->cause;
    out.push_back(word);
  }
  return out;
}

std::string happening_words() {
  std::string out;
  for (const CauseWord& each : causes) out += (out.empty() ? "" : ", ") + std::string(each.word);
  return out;
}

Got<dyad::Scale> scale_of(std::string_view text) {
  constexpr double most_points_by_default = 10.0;  // steps: eleven points, docs/science.md#series
  const std::size_t dots = text.find("..");
  const auto low = dots == std::string_view::npos ? std::nullopt : number_of(text.substr(0, dots));
  const auto high = dots == std::string_view::npos ? std::nullopt : number_of(text.substr(dots + 2));
  const std::string typed = "--scale " + std::string(text);
  if (low && high && *low > *high) return usage(typed + ": the low end comes first, as in --scale 0..100.");
  if (!low || !high || !(*low < *high) || *high - *low > 1e9)
    return usage(typed + ": it takes both ends of the answers, such as 0..100 or 1..7.");
  const bool whole = std::floor(*low) == *low && std::floor(*high) == *high;
  return dyad::Scale{*low, *high, whole && *high - *low <= most_points_by_default};
}

}  // namespace bothy::cli
