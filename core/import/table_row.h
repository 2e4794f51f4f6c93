// One row of a plain table, read through a mapping. No loop over the file (propose has it), no Daylio (daylio has it).
// Called by propose.
#pragma once
#include "import/proposal.h"

namespace bothy {

/// What became of one row.
enum class RowFate : std::uint8_t { proposed, filtered, empty, faulty };

/// Where the columns of a mapping are in this file: indexes from 0, -1 where not mapped.
struct TablePlan {
  int time = -1;
  int clock = -1;
  int where = -1;
  std::vector<int> columns;
};

/// Everything that reading one row needs besides the row.
struct RowContext {
  const Mapping& mapping;
  const ImportContext& caller;
  const std::vector<std::string>& names;
  ProblemList& problems;
  ImportCounts& counts;
};

/// Finds a column by name or number. Adds column_not_found or column_twice at `line` and gives -1.
[[nodiscard]] int find_column(const ColumnRef& column, const std::vector<std::string>& names, std::uint32_t line,
                              ProblemList& problems);

/// Resolves every column of the mapping; problems say which are not there.
[[nodiscard]] TablePlan plan_table(const Mapping& mapping, const std::vector<std::string>& names, std::uint32_t line,
                                   ProblemList& problems);

/// Places a written time into the row and notices times to come. False with a problem when it lies ahead of now.
[[nodiscard]] bool set_moment(const RowContext& context, const WrittenTime& written, std::string_view column,
                              std::string_view cell, ProposedCheckIn& out);

/// Adds `text` to the note on lines of its own; line ends become LF.
void add_note(std::string_view text, ProposedCheckIn& out);

/// Holds the finished note to its limit: cuts it where the mapping asks for that, else gives false with a problem.
[[nodiscard]] bool settle_note(const RowContext& context, std::string_view column, ProposedCheckIn& out);

/// Reads a row. Its key is not set for rows that are not proposed.
[[nodiscard]] RowFate read_table_row(const RowContext& context, const TablePlan& plan, const CsvRow& row,
                                     ProposedCheckIn& out);

}  // namespace bothy
