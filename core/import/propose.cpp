// The loop over a file: first line, rows, counts, repeated rows. Reading a row is in table_row.cpp and daylio.cpp.
// Called by the door.
#include "import/propose.h"

#include <algorithm>

#include "import/text.h"

namespace bothy {

using cells::trimmed;

Importer::Importer(std::string_view text, Mapping mapping, ImportContext context)
    : mapping_(std::move(mapping)),
      context_(context),
      text_(text),
      reader_(text, mapping_.separator != 0 ? mapping_.separator : detect_separator(text)) {
  if (text.size() > max_import_bytes) {
    problems_.add(ProblemKind::file_too_large, 0, {}, {});
    stop();
  }
}

// The first row names the columns, or only counts them.
void Importer::read_first() {
  started_ = true;
  const CsvStep step = reader_.next(row_);
  if (step == CsvStep::end) {
    problems_.add(ProblemKind::no_rows, 0, {}, {});
    stop();
    return;
  }
  if (step == CsvStep::broken) {
    problems_.add(reader_.broken(), {});
    stop();
    return;
  }
  width_ = row_.fields.size();
  const bool header = mapping_.header || mapping_.format == ImportFormat::daylio;
  for (const auto& field : row_.fields) names_.emplace_back(header ? trimmed(field) : std::string_view());
  use_header(row_.line);
  if (!header && !done_) read_row();
}

void Importer::use_header(std::uint32_t line) {
  if (mapping_.format == ImportFormat::daylio) {
    daylio_ = plan_daylio(names_);
    if (!daylio_) problems_.add(ProblemKind::not_daylio, line, {}, {});
  } else {
    table_ = plan_table(mapping_, names_, line, problems_);
  }
  if (problems_.total() > 0) stop();
}

/// Empty cells past the last column are harmless: spreadsheets leave them behind.
bool Importer::has_right_width() {
  while (row_.fields.size() > width_ && trimmed(row_.fields.back()).empty()) row_.fields.pop_back();
  return row_.fields.size() == width_;
}

void Importer::keep(ProposedCheckIn&& proposed) {
  if (proposal_.rows.size() < max_check_ins) {
    proposal_.rows.push_back(std::move(proposed));
    return;
  }
  problems_.add(ProblemKind::too_many_check_ins, proposed.line, {}, {});
  ++proposal_.counts.faulty;
  stop();
}

void Importer::read_row() {
  ImportCounts& counts = proposal_.counts;
  ++counts.read;
  if (!has_right_width()) {
    problems_.add(ProblemKind::wrong_width, row_.line, {}, std::to_string(row_.fields.size()), std::to_string(width_));
    ++counts.faulty;
    return;
  }
  const RowContext context{mapping_, context_, names_, problems_, counts};
  ProposedCheckIn proposed;
  const bool unclear = mapping_.format == ImportFormat::csv && mapping_.time.form == TimeForm::day_or_month_first;
  if (unclear) {
    // One word from the person settles all rows, so one problem is enough.
    problems_.add(ProblemKind::date_order_unclear, row_.line, names_[static_cast<std::size_t>(table_.time)],
                  trimmed(row_.fields[static_cast<std::size_t>(table_.time)]));
    ++counts.faulty;
    stop();
    return;
  }
  const RowFate fate =
      daylio_ ? read_daylio_row(context, *daylio_, row_, proposed) : read_table_row(context, table_, row_, proposed);
  switch (fate) {
    case RowFate::proposed: keep(std::move(proposed)); return;
    case RowFate::filtered: ++counts.filtered; return;
    case RowFate::empty: ++counts.empty; return;
    case RowFate::faulty: ++counts.faulty; return;
  }
}

double Importer::feed(std::size_t max_rows) {
  if (!started_ && !done_) read_first();
  for (std::size_t i = 0; i < max_rows && !done_; ++i) {
    const CsvStep step = reader_.next(row_);
    if (step == CsvStep::row) {
      read_row();
    } else if (step == CsvStep::end) {
      stop();
    } else {
      const std::size_t column = reader_.broken().column;
      const bool named = column >= 1 && column <= names_.size() && !names_[column - 1].empty();
      problems_.add(reader_.broken(), named         ? names_[column - 1]
                                      : column == 0 ? std::string()
                                                    : "column " + std::to_string(column));
      ++proposal_.counts.read;
      ++proposal_.counts.faulty;
    }
  }
  if (done_) return 1.0;
  return std::min(0.999, static_cast<double>(reader_.offset()) / static_cast<double>(text_.size()));
}

// Takes out rows that stand earlier in the file, and puts the rest in order of time. Sorts places, not rows.
void Importer::settle_rows() {
  auto& rows = proposal_.rows;
  std::vector<std::uint32_t> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::sort(order.begin(), order.end(), [&rows](std::uint32_t a, std::uint32_t b) {
    return rows[a].row_key != rows[b].row_key ? rows[a].row_key < rows[b].row_key : a < b;
  });
  const auto same_key = [&rows](std::uint32_t a, std::uint32_t b) { return rows[a].row_key == rows[b].row_key; };
  order.erase(std::unique(order.begin(), order.end(), same_key), order.end());
  proposal_.counts.repeated = rows.size() - order.size();
  std::sort(order.begin(), order.end(), [&rows](std::uint32_t a, std::uint32_t b) {
    return rows[a].moment.at != rows[b].moment.at ? rows[a].moment.at < rows[b].moment.at : a < b;
  });
  std::vector<ProposedCheckIn> settled;
  settled.reserve(order.size());
  for (const auto i : order) settled.push_back(std::move(rows[i]));
  rows = std::move(settled);
}

Proposal Importer::finish() {
  while (!done_) feed(max_csv_rows);
  if (proposal_.counts.read == 0 && problems_.total() == 0) problems_.add(ProblemKind::no_rows, 0, {}, {});
  settle_rows();
  proposal_.problems = std::move(problems_.kept());
  proposal_.problems_total = problems_.total();
  set_days(proposal_);
  return std::move(proposal_);
}

void set_days(Proposal& proposal) {
  proposal.first_day.reset();
  proposal.last_day.reset();
  for (const auto& row : proposal.rows) {
    // Offsets differ between rows, so the order of instants is not quite the order of days.
    if (!proposal.first_day || row.moment.day < *proposal.first_day) proposal.first_day = row.moment.day;
    if (!proposal.last_day || row.moment.day > *proposal.last_day) proposal.last_day = row.moment.day;
  }
}

Proposal propose(std::string_view text, const Mapping& mapping, const ImportContext& context) {
  return Importer(text, mapping, context).finish();
}

void drop_known(Proposal& proposal, std::span<const Id> known) {
  const auto is_known = [known](const ProposedCheckIn& row) { return std::ranges::binary_search(known, row.row_key); };
  proposal.counts.known += static_cast<std::size_t>(std::erase_if(proposal.rows, is_known));
  set_days(proposal);
}

}  // namespace bothy
