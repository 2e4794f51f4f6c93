// The row reader: a small state machine over bytes. No allocation beyond the cells it hands out.
// Called by propose and detect.
#include "import/csv.h"

#include <algorithm>

#include "base/bytes.h"

namespace bothy {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Rows that detect_separator looks at, and how many bytes of them at most.
constexpr std::size_t probe_rows = 20;
constexpr std::size_t probe_bytes = 256 * 1024;

bool is_text(std::string_view line) { return line.find('\0') == std::string_view::npos && is_utf8(line); }

/// Share of the probed rows, in percent, that are as wide as the first; 0 when it has one column only.
int evenness(std::string_view text, char separator) {
  CsvReader reader(text, separator);
  CsvRow row;
  std::size_t width = 0;
  int rows = 0;
  int even = 0;
  for (std::size_t i = 0; i < probe_rows; ++i) {
    const CsvStep step = reader.next(row);
    if (step == CsvStep::end) break;
    if (rows++ == 0) width = row.fields.size();
    if (step == CsvStep::row && row.fields.size() == width) ++even;
  }
  return width < 2 || rows == 0 ? 0 : even * 100 / rows;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, char separator)
    : text_(text), separator_(separator), stops_{separator, '\n', '\r'} {
  if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  // Excel writes "sep=;" as a first line of its own to name the separator.
  if (text_.substr(at_).starts_with("sep=") && text_.size() > at_ + 5 &&
      (text_[at_ + 5] == '\n' || text_[at_ + 5] == '\r')) {
    at_ += 5;
    take_line_end();
  }
}

void CsvReader::note(CsvFault fault, std::uint32_t line, std::uint32_t column) {
  if (row_broken_) return;
  row_broken_ = true;
  broken_ = {fault, line, column};
}

bool CsvReader::take_line_end() {
  if (at_ >= text_.size() || (text_[at_] != '\n' && text_[at_] != '\r')) return false;
  at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
  ++line_;
  return true;
}

bool CsvReader::take_separator() {
  if (at_ >= text_.size() || text_[at_] != separator_) return false;
  ++at_;
  return true;
}

void CsvReader::skip_blank_lines() {
  while (take_line_end()) {
  }
}

void CsvReader::keep(std::string& cell, std::string_view run, std::uint32_t column) {
  if (cell.size() + run.size() > max_csv_field) {
    note(CsvFault::field_too_large, line_, column);
    return;
  }
  cell += run;
}

// A line end cannot lie inside a UTF-8 sequence, so looking line by line finds the line to name.
void CsvReader::check_text(std::string_view cell, std::uint32_t first_line, std::uint32_t column) {
  if (is_text(cell)) return;
  std::uint32_t line = first_line;
  for (std::size_t from = 0; from < cell.size(); ++line) {
    const std::size_t end = std::min(cell.find_first_of("\r\n", from), cell.size());
    if (!is_text(cell.substr(from, end - from))) break;
    from = end + (cell.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  note(CsvFault::not_text, line, column);
}

void CsvReader::read_quoted(std::string& cell, std::uint32_t column) {
  const std::uint32_t opened = line_;
  ++at_;
  for (;;) {
    const std::size_t end = std::min(text_.find_first_of("\"\r\n", at_), text_.size());
    keep(cell, text_.substr(at_, end - at_), column);
    at_ = end;
    if (at_ == text_.size()) {
      row_broken_ = false;
      note(CsvFault::quote_not_closed, opened, column);
      stopped_ = true;
      return;
    }
    if (text_[at_] != '"') {
      const std::size_t from = at_;
      take_line_end();
      keep(cell, text_.substr(from, at_ - from), column);
    } else if (text_.substr(at_, 2) == "\"\"") {
      keep(cell, "\"", column);
      at_ += 2;
    } else {
      ++at_;
      return;
    }
  }
}

void CsvReader::read_cell(std::string& cell, std::uint32_t column) {
  cell.clear();
  const std::uint32_t first_line = line_;
  if (at_ < text_.size() && text_[at_] == '"') {
    read_quoted(cell, column);
    if (stopped_) return;
    const std::size_t end = std::min(text_.find_first_of(std::string_view(stops_, 3), at_), text_.size());
    // Spaces after the closing quote are harmless; anything else means that a quote mark is out of place.
    if (text_.substr(at_, end - at_).find_first_not_of(' ') != std::string_view::npos)
      note(CsvFault::text_after_quote, first_line, column);
    at_ = end;
  } else {
    const std::size_t end = std::min(text_.find_first_of(std::string_view(stops_, 3), at_), text_.size());
    keep(cell, text_.substr(at_, end - at_), column);
    at_ = end;
  }
  check_text(cell, first_line, column);
}

CsvStep CsvReader::next(CsvRow& row) {
  row_broken_ = false;
  skip_blank_lines();
  if (stopped_ || at_ >= text_.size()) return CsvStep::end;
  row.line = line_;
  if (rows_ == max_csv_rows) {
    stopped_ = true;
    note(CsvFault::too_many_rows, line_, 0);
    return CsvStep::broken;
  }
  ++rows_;
  std::string spare;
  std::uint32_t column = 0;
  do {
    ++column;
    if (column > max_csv_columns) {
      note(CsvFault::too_many_columns, row.line, column);
      read_cell(spare, column);
      continue;
    }
    if (row.fields.size() < column) row.fields.emplace_back();
    read_cell(row.fields[column - 1], column);
  } while (!stopped_ && take_separator());
  row.fields.resize(std::min<std::size_t>(column, max_csv_columns));
  take_line_end();
  return row_broken_ ? CsvStep::broken : CsvStep::row;
}

char detect_separator(std::string_view text) {
  const std::string_view start = text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text;
  if (start.starts_with("sep=") && start.size() > 5 && (start[5] == '\n' || start[5] == '\r') &&
      std::string_view(",;\t").find(start[4]) != std::string_view::npos)
    return start[4];
  // The comma comes last: it also stands inside decimal numbers.
  char best = ',';
  int best_evenness = 0;
  for (const char candidate : {'\t', ';', ','}) {
    const int even = evenness(text.substr(0, probe_bytes), candidate);
    if (even > best_evenness) {
      best = candidate;
      best_evenness = even;
    }
  }
  return best;
}

}  // namespace bothy
