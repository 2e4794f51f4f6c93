// Reading one row of a plain table through a mapping. Called by propose; daylio borrows the moment and the note.
#include "import/table_row.h"

#include "import/row_key.h"
#include "import/text.h"

namespace bothy {

using cells::is_missing;
using cells::shortened;
using cells::trimmed;

namespace {

std::string_view cell_at(const CsvRow& row, int index) {
  return index >= 0 && static_cast<std::size_t>(index) < row.fields.size()
             ? std::string_view(row.fields[static_cast<std::size_t>(index)])
             : std::string_view();
}

std::string name_at(const RowContext& context, int index) {
  const auto i = static_cast<std::size_t>(index);
  if (index < 0) return {};
  return i < context.names.size() && !context.names[i].empty() ? context.names[i] : "column " + std::to_string(i + 1);
}

/// One rating cell: nothing when not answered; false with a problem when it cannot be read.
bool read_rating(const RowContext& context, const CsvRow& row, int index, const MappedColumn& column,
                 ProposedCheckIn& out) {
  const std::string_view cell = cell_at(row, index);
  if (is_missing(cell)) return true;
  const auto number = parse_decimal(cell, context.mapping.decimal);
  if (!number) {
    context.problems.add(ProblemKind::bad_number, row.line, name_at(context, index), trimmed(cell));
    return false;
  }
  const auto rating = rating_on(column.scale, *number);
  if (!rating) {
    context.problems.add(ProblemKind::outside_scale, row.line, name_at(context, index), trimmed(cell),
                         to_text(column.scale.low) + " to " + to_text(column.scale.high));
    return false;
  }
  if (column.target == Target::custom)
    out.extra.push_back({column.label, *rating});
  else
    out.sliders[static_cast<std::size_t>(column.target)] = rating;
  return true;
}

bool read_answers(const RowContext& context, const TablePlan& plan, const CsvRow& row, ProposedCheckIn& out) {
  bool whole = true;
  int note_index = -1;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    const MappedColumn& column = context.mapping.columns[i];
    const int index = plan.columns[i];
    if (column.target != Target::note) {
      whole = read_rating(context, row, index, column, out) && whole;
      continue;
    }
    note_index = index;
    if (!is_missing(cell_at(row, index))) add_note(cell_at(row, index), out);
  }
  return settle_note(context, name_at(context, note_index), out) && whole;
}

/// Unix times and hours are numbers; the rest are dates.
std::optional<WrittenTime> read_form(const Mapping& mapping, std::string_view cell) {
  const TimeForm form = mapping.time.form;
  const bool is_count =
      form == TimeForm::hours_since_start || form == TimeForm::unix_seconds || form == TimeForm::unix_milliseconds;
  if (!is_count) return parse_date(cell, form);
  const auto number = parse_decimal(cell, mapping.decimal);
  if (!number) return std::nullopt;
  if (form == TimeForm::hours_since_start) return hours_after(mapping.time.start.value_or(WrittenTime{}), *number);
  const std::int64_t per_ms = form == TimeForm::unix_seconds ? micro_per_one / 1'000 : micro_per_one;
  return from_unix_ms(number->micro / per_ms);
}

std::optional<WrittenTime> read_time(const RowContext& context, const TablePlan& plan, const CsvRow& row) {
  const std::string_view cell = trimmed(cell_at(row, plan.time));
  if (is_missing(cell)) {
    context.problems.add(ProblemKind::time_missing, row.line, name_at(context, plan.time), {});
    return std::nullopt;
  }
  auto written = read_form(context.mapping, cell);
  if (!written) {
    context.problems.add(ProblemKind::bad_time, row.line, name_at(context, plan.time), cell,
                         time_form_example(context.mapping.time.form));
    return std::nullopt;
  }
  const std::string_view clock = trimmed(cell_at(row, plan.clock));
  if (plan.clock < 0 || is_missing(clock)) return written;
  written->clock_ms = parse_clock(clock);
  if (written->clock_ms) return written;
  context.problems.add(ProblemKind::bad_time, row.line, name_at(context, plan.clock), clock, "20:30 or 8:30 pm");
  return std::nullopt;
}

}  // namespace

int find_column(const ColumnRef& column, const std::vector<std::string>& names, std::uint32_t line,
                ProblemList& problems) {
  constexpr std::size_t readable = 400;
  if (column.name.empty() && column.number >= 1 && static_cast<std::size_t>(column.number) <= names.size())
    return column.number - 1;
  int found = -1;
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (all.size() <= readable) all += (i == 0 ? "" : ", ") + names[i];
    if (column.name.empty() || names[i] != column.name) continue;
    if (found >= 0) {
      problems.add(ProblemKind::column_twice, line, {}, column.name);
      return -1;
    }
    found = static_cast<int>(i);
  }
  if (found < 0) problems.add(ProblemKind::column_not_found, line, {}, column_text(column), shortened(all, readable));
  return found;
}

TablePlan plan_table(const Mapping& mapping, const std::vector<std::string>& names, std::uint32_t line,
                     ProblemList& problems) {
  TablePlan plan;
  if (mapping.time.column == ColumnRef{}) {
    problems.add(ProblemKind::time_not_chosen, line, {}, {});
    return plan;
  }
  if (mapping.time.form == TimeForm::hours_since_start && !mapping.time.start)
    problems.add(ProblemKind::start_not_chosen, line, column_text(mapping.time.column), {});
  plan.time = find_column(mapping.time.column, names, line, problems);
  if (mapping.time.clock) plan.clock = find_column(*mapping.time.clock, names, line, problems);
  if (mapping.where) plan.where = find_column(mapping.where->column, names, line, problems);
  for (const auto& column : mapping.columns) plan.columns.push_back(find_column(column.column, names, line, problems));
  return plan;
}

bool set_moment(const RowContext& context, const WrittenTime& written, std::string_view column, std::string_view cell,
                ProposedCheckIn& out) {
  out.moment = place_time(written, context.mapping.tz_min.value_or(context.caller.tz_min));
  // A day of grace: it may be tomorrow already where the person was.
  if (!context.caller.now || out.moment.at.ms <= context.caller.now->ms + ms_per_day) return true;
  context.problems.add(ProblemKind::time_to_come, out.line, column, cell);
  return false;
}

void add_note(std::string_view text, ProposedCheckIn& out) {
  text = trimmed(text);
  if (text.empty()) return;
  if (!out.note.empty()) out.note += '\n';
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && text.substr(i, 2) == "\r\n") continue;
    out.note += text[i] == '\r' ? '\n' : text[i];
  }
}

bool settle_note(const RowContext& context, std::string_view column, ProposedCheckIn& out) {
  if (out.note.size() <= max_note_bytes) return true;
  if (!context.mapping.cut_long_notes) {
    context.problems.add(ProblemKind::note_too_long, out.line, column, out.note);
    return false;
  }
  out.note = shortened(out.note, max_note_bytes);
  ++context.counts.cut_notes;
  return true;
}

RowFate read_table_row(const RowContext& context, const TablePlan& plan, const CsvRow& row, ProposedCheckIn& out) {
  out.line = row.line;
  if (plan.where >= 0 && trimmed(cell_at(row, plan.where)) != context.mapping.where->is) return RowFate::filtered;
  const bool whole = read_answers(context, plan, row, out);
  if (whole && out.is_empty()) return RowFate::empty;
  const auto written = read_time(context, plan, row);
  if (!written || !set_moment(context, *written, name_at(context, plan.time), trimmed(cell_at(row, plan.time)), out) ||
      !whole)
    return RowFate::faulty;
  out.row_key = row_key(out, *written);
  return RowFate::proposed;
}

}  // namespace bothy
