// Cells of a table of series: a time in whichever form the column uses, a number on a scale, words for what happened.
// One cell at a time; no rows, no files. Called by series_table.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/trouble.h"
#include "dyad/reader.h"
#include "import/when.h"

namespace bothy::cli {

/// How the cells of a time column are written: plain numbers of some unit, or dates.
struct SeriesTimeForm {
  std::optional<TimeForm> date;  ///< none: numbers
  double days = 0.0;             ///< of one unit of a number; 0 where nobody knows
};

/// Whether a cell is written like a date, be there such a day or not: 2025-02-30, 31/12/26.
[[nodiscard]] bool looks_like_date(std::string_view cell);

/// The form named after the column ("dmy"), or nothing. The words: iso date dmy mdy ymd number.
[[nodiscard]] std::optional<SeriesTimeForm> time_form_named(std::string_view word);

/// Days of one unit, from a word such as "hours", "h", "ms", "weeks"; nothing for other words.
[[nodiscard]] std::optional<double> days_of_unit(std::string_view word);

/// What a column with this name and these cells holds. Errors: usage when the dates read both ways, or are no times.
[[nodiscard]] Got<SeriesTimeForm> guess_time_form(std::string_view name, const std::vector<std::string>& cells);

/// A time as a number: days since 1970 for dates, the number itself otherwise. Nothing for what is no such time.
[[nodiscard]] std::optional<double> time_of(std::string_view cell, const SeriesTimeForm& form);

/// A finite number, with a point or a comma, or with an exponent.
[[nodiscard]] std::optional<double> number_of(std::string_view cell);

struct HappeningWord {
  dyad::Cause cause = dyad::Cause::rupture;
  double amount = 1.0;
};

/// "rupture", "rupture:2", "repair:0.8; safe talk". Nothing where a word is not known or an amount is beyond 10.
[[nodiscard]] std::optional<std::vector<HappeningWord>> happenings_of(std::string_view cell);

/// The known words, for a sentence.
[[nodiscard]] std::string happening_words();

/// "1..7", "-3..3", "0..100". Errors: usage.
[[nodiscard]] Got<dyad::Scale> scale_of(std::string_view text);

}  // namespace bothy::cli
