// A table of series as `read` takes it: one row a moment, a time, perhaps a person and what happened, one column an
// item. Columns are found, cells checked, every problem named with its line. Nothing is foreseen here.
// Called by the command `read`.
#pragma once
#include <span>

#include "base/bytes.h"
#include "cli/args.h"
#include "cli/series_cells.h"
#include "import/problem.h"

namespace bothy::cli {

/// What was typed about the table.
struct SeriesPlan {
  std::string time;  ///< a column, perhaps with ":form"
  std::string unit;  ///< of a time in numbers; empty: from the name of the column
  std::vector<std::string> items;
  std::string person;  ///< empty: one person
  std::string events;  ///< empty: none
  dyad::Scale scale;
  bool scale_is_typed = false;  ///< --points or --slider was given: the first answer does not decide
};

/// One item of the table, ready for dyad::read_item.
struct SeriesItem {
  std::string name;
  dyad::Scale scale;
  std::vector<dyad::AnswerRow> rows;
};

struct SeriesTable {
  std::vector<SeriesItem> items;
  std::vector<dyad::RowHappening> happenings;
  std::vector<std::string> people;  ///< names, by number
  std::vector<std::string> times;   ///< as written, by row
  double days_of_unit = 0.0;        ///< of one unit of the times; 0 where nobody knows
  ProblemList problems;             ///< when there are any, nothing above is to be used
};

/// Errors: usage when a column is not there, and those of guess_time_form. Everything about cells is in `problems`.
[[nodiscard]] Got<SeriesTable> series_table(std::string_view text, const SeriesPlan& plan);

/// The plan from the options of `read`. Errors: usage.
[[nodiscard]] Got<SeriesPlan> series_plan(const Args& args);

}  // namespace bothy::cli
