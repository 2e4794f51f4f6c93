// Writing detections and proposals as values. Called by the door and the command line.
#include "import/preview.h"

#include <algorithm>

namespace bothy {
namespace {

Value count(std::size_t number) { return Value(static_cast<std::int64_t>(number)); }

Value problems_value(const std::vector<Problem>& problems) {
  List out;
  for (const auto& problem : problems) {
    Value row;
    row.set("kind", problem_name(problem.kind));
    row.set("line", std::int64_t{problem.line});
    if (!problem.column.empty()) row.set("column", problem.column);
    if (!problem.value.empty()) row.set("value", problem.value);
    row.set("what", problem.what);
    out.push_back(row);
  }
  return out;
}

Value column_value(const ColumnGuess& column) {
  Value out;
  out.set("name", column.name);
  out.set("number", std::int64_t{column.number});
  out.set("kind", column_kind_name(column.kind));
  if (column.form) out.set("form", time_form_name(*column.form));
  if (column.low) out.set("lo", to_text(*column.low));
  if (column.high) out.set("hi", to_text(*column.high));
  out.set("filled", count(column.filled));
  List samples;
  for (const auto& sample : column.samples) samples.emplace_back(sample);
  out.set("samples", samples);
  return out;
}

Value row_value(const ProposedCheckIn& row) {
  Value out;
  out.set("line", std::int64_t{row.line});
  out.set("day", to_iso(row.moment.day));
  if (row.moment.minute) out.set("minute", std::int64_t{*row.moment.minute});
  Value ratings{Fields{}};
  for (int i = 0; i < slider_count; ++i) {
    const auto target = static_cast<Target>(i);
    if (row.slider(target)) ratings.set(target_name(target), std::int64_t{*row.slider(target)});
  }
  out.set("ratings", ratings);
  if (!row.extra.empty()) {
    Value extra;
    for (const auto& rating : row.extra) extra.set(rating.label, std::int64_t{rating.value});
    out.set("extra", extra);
  }
  if (!row.note.empty()) out.set("note", row.note);
  return out;
}

Value counts_value(const ImportCounts& counts) {
  Value out;
  out.set("read", count(counts.read));
  out.set("filtered", count(counts.filtered));
  out.set("empty", count(counts.empty));
  out.set("repeated", count(counts.repeated));
  out.set("known", count(counts.known));
  out.set("faulty", count(counts.faulty));
  out.set("cut_notes", count(counts.cut_notes));
  return out;
}

}  // namespace

Value to_value(const Detected& detected) {
  Value out;
  out.set("format", detected.format == ImportFormat::daylio ? "daylio" : "csv");
  out.set("separator", std::string(1, detected.separator));
  out.set("header", detected.header);
  out.set("rows_looked_at", count(detected.rows_looked_at));
  List columns;
  for (const auto& column : detected.columns) columns.push_back(column_value(column));
  out.set("columns", columns);
  out.set("mapping", to_value(detected.suggested));
  List hints;
  for (const auto& hint : detected.hints) {
    Value row;
    row.set("kind", hint_name(hint.kind));
    if (!hint.column.empty()) row.set("column", hint.column);
    if (!hint.value.empty()) row.set("value", hint.value);
    row.set("what", hint.what);
    hints.push_back(row);
  }
  out.set("hints", hints);
  out.set("problems", problems_value(detected.problems));
  return out;
}

Value to_value(const Proposal& proposal, std::size_t rows_shown) {
  Value out;
  out.set("clean", proposal.is_clean());
  out.set("proposed", count(proposal.rows.size()));
  out.set("counts", counts_value(proposal.counts));
  if (proposal.first_day) out.set("first_day", to_iso(*proposal.first_day));
  if (proposal.last_day) out.set("last_day", to_iso(*proposal.last_day));
  out.set("problems_total", count(proposal.problems_total));
  out.set("problems", problems_value(proposal.problems));
  List rows;
  for (std::size_t i = 0; i < std::min(rows_shown, proposal.rows.size()); ++i)
    rows.push_back(row_value(proposal.rows[i]));
  out.set("rows", rows);
  return out;
}

}  // namespace bothy
