// Names and sentences of import problems. "%v" stands for what was found, "%x" for what completes the sentence.
// Words only. Called by the other files of this room.
#include "import/problem.h"

#include "import/text.h"

namespace bothy {

using cells::quoted;
using cells::shortened;

namespace {

struct Row {
  std::string_view name;
  std::string_view sentence;
};

constexpr Row rows[problem_kind_count] = {
    {"not_text", "There are bytes here that are not letters (not UTF-8). Save the file as UTF-8 and try again."},
    {"quote_not_closed", "A quote mark opens here and never closes. Add the missing quote mark and try again."},
    {"text_after_quote",
     "There is text right after a closing quote mark. Put the whole cell inside quote marks, or take the extra mark "
     "out."},
    {"field_too_large", "This cell is longer than 64 KiB. Make it shorter and try again."},
    {"too_many_columns", "This line has more than 512 columns. Check the separator, or split the file."},
    {"too_many_rows", "The file has more than 1,000,000 rows. Split it into smaller files."},
    {"file_too_large", "The file is larger than 64 MiB. Split it into smaller files."},
    {"no_rows", "There are no rows to read. Choose another file."},
    {"not_daylio",
     "The first line is not the one that Daylio writes. Export again from Daylio as CSV, or import this as a plain "
     "table."},
    {"column_not_found", "There is no column called %v. The columns here are: %x."},
    {"column_twice", "There are two columns called %v. Name the column by its number instead (the first column is 1)."},
    {"time_not_chosen", "Choose the column that says when each row was written, then try again."},
    {"start_not_chosen",
     "This column counts hours. Say on which day and at which hour the count starts, then try again."},
    {"date_order_unclear", "%v can be read with the day first or the month first. Choose which, then try again."},
    {"wrong_width",
     "This line has %v cells, but the first line has %x. Look for a missing separator, or a separator inside a cell "
     "without quote marks."},
    {"time_missing", "This line has an answer but no time. Fill in the time, or take the line out."},
    {"bad_time", "%v is not a time written like %x. Correct the cell, or choose another form for this column."},
    {"time_to_come", "%v has not come yet. Check the date."},
    {"bad_number", "%v is not a number. Write it like 3 or 3.5, or leave the cell empty."},
    {"outside_scale", "%v is outside the scale %x. Check the cell, or give this column a wider scale."},
    {"unknown_mood",
     "The mood %v has no number yet. Say what it stands for from 0 (worst) to 100 (best), then try again."},
    {"note_too_long", "This note is longer than 8,000 bytes. Make it shorter, or choose to cut long notes."},
    {"too_many_check_ins",
     "There are more than 100,000 check-ins here. Split the file, or keep fewer rows with a filter."},
};

std::string filled(std::string_view sentence, std::string_view value, std::string_view extra) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const std::string_view two = sentence.substr(i, 2);
    if (two != "%v" && two != "%x") {
      out += sentence[i];
      continue;
    }
    out += two == "%v" ? value : extra;
    ++i;
  }
  return out;
}

ProblemKind kind_of(CsvFault fault) {
  switch (fault) {
    case CsvFault::not_text: return ProblemKind::not_text;
    case CsvFault::quote_not_closed: return ProblemKind::quote_not_closed;
    case CsvFault::text_after_quote: return ProblemKind::text_after_quote;
    case CsvFault::field_too_large: return ProblemKind::field_too_large;
    case CsvFault::too_many_columns: return ProblemKind::too_many_columns;
    case CsvFault::too_many_rows: return ProblemKind::too_many_rows;
  }
  return ProblemKind::not_text;
}

}  // namespace

std::string_view problem_name(ProblemKind kind) { return rows[static_cast<int>(kind)].name; }

void ProblemList::add(ProblemKind kind, std::uint32_t line, std::string_view column, std::string_view value,
                      std::string_view extra) {
  constexpr std::size_t readable = 60;
  ++total_;
  if (kept_.size() == max_problems_kept) return;
  // Counts read better without quote marks.
  const std::string shown = kind == ProblemKind::wrong_width ? std::string(value) : quoted(value);
  kept_.push_back({kind, line, shortened(column, readable), shortened(value, readable),
                   filled(rows[static_cast<int>(kind)].sentence, shown, extra)});
}

void ProblemList::add(const CsvBroken& broken, std::string_view column) {
  add(kind_of(broken.fault), broken.line, column, {});
}

}  // namespace bothy
