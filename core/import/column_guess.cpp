// Judging a column by its cells. Called by detect.
#include "import/column_guess.h"

#include <algorithm>

#include "import/text.h"

namespace bothy {

using cells::is_missing;
using cells::lower;
using cells::shortened;
using cells::trimmed;

namespace {

constexpr std::size_t values_counted = 20;
constexpr std::size_t sample_bytes = 40;

/// The calendar forms in the order in which they are preferred when several fit.
constexpr TimeForm calendar_forms[5] = {TimeForm::iso_date, TimeForm::iso_date_time, TimeForm::year_month_day,
                                        TimeForm::day_month_year, TimeForm::month_day_year};

/// Seconds and milliseconds of the years 2001 to 2199, wide apart from any rating.
bool is_unix_seconds(Decimal low, Decimal high) { return low >= whole(1'000'000'000) && high < whole(7'260'000'000); }
bool is_unix_ms(Decimal low, Decimal high) {
  return low >= whole(1'000'000'000'000) && high < whole(7'260'000'000'000);
}

bool says(const std::string& name, std::string_view word) { return lower(name).find(word) != std::string::npos; }

}  // namespace

bool looks_like_data(std::string_view cell) {
  if (parse_decimal(cell, DecimalMark::either) || parse_clock(cell)) return true;
  for (const TimeForm form : calendar_forms)
    if (parse_date(cell, form)) return true;
  return false;
}

void ColumnWatcher::see(std::string_view cell) {
  cell = trimmed(cell);
  if (is_missing(cell)) return;
  ++filled_;
  if (values_.size() < values_counted) {
    const std::string value = shortened(cell, sample_bytes);
    if (std::ranges::find(values_, value) == values_.end()) values_.push_back(value);
  }
  if (const auto number = parse_decimal(cell, DecimalMark::either)) {
    ++numbers_;
    low_ = low_ ? std::min(*low_, *number) : *number;
    high_ = high_ ? std::max(*high_, *number) : *number;
    return;
  }
  if (parse_clock(cell)) ++clocks_;
  for (std::size_t i = 0; i < std::size(calendar_forms); ++i)
    if (parse_date(cell, calendar_forms[i])) ++forms_[i];
}

std::optional<TimeForm> ColumnWatcher::common_form() const {
  for (std::size_t i = 0; i < 3; ++i)
    if (forms_[i] == filled_) return calendar_forms[i];
  const bool day_first = forms_[3] == filled_;
  const bool month_first = forms_[4] == filled_;
  if (day_first && month_first) return TimeForm::day_or_month_first;
  if (day_first) return TimeForm::day_month_year;
  if (month_first) return TimeForm::month_day_year;
  return std::nullopt;
}

void ColumnWatcher::tell(ColumnGuess& out) const {
  out.filled = filled_;
  out.samples.assign(values_.begin(),
                     values_.begin() + static_cast<std::ptrdiff_t>(std::min(values_.size(), samples_shown)));
  if (filled_ == 0) return;
  if (numbers_ == filled_) {
    out.kind = ColumnKind::number;
    out.low = low_;
    out.high = high_;
    const bool hours = says(out.name, "hour");
    if (is_unix_ms(*low_, *high_))
      out.form = TimeForm::unix_milliseconds;
    else if (is_unix_seconds(*low_, *high_))
      out.form = TimeForm::unix_seconds;
    else if (hours)
      out.form = TimeForm::hours_since_start;
    if (out.form) out.kind = ColumnKind::time;
    return;
  }
  out.form = common_form();
  out.kind = out.form ? ColumnKind::time : clocks_ == filled_ ? ColumnKind::clock : ColumnKind::text;
}

}  // namespace bothy
