// Looks at a file before an import: what it is, what its columns hold, and a mapping to start from.
// Guesses only; a person confirms them. Called by the door and the command line.
#pragma once
#include "import/propose.h"

namespace bothy {

enum class ColumnKind : std::uint8_t { empty, time, clock, number, text };
inline constexpr int column_kind_count = static_cast<int>(ColumnKind::text) + 1;

/// What one column seems to hold.
struct ColumnGuess {
  std::string name;         ///< from the first line; empty without one
  std::int32_t number = 0;  ///< from 1
  ColumnKind kind = ColumnKind::empty;
  std::optional<TimeForm> form;  ///< for time
  std::optional<Decimal> low;    ///< for number: the smallest and the largest value seen
  std::optional<Decimal> high;
  std::size_t filled = 0;            ///< cells with an answer among the rows looked at
  std::vector<std::string> samples;  ///< the first different values, at most samples_shown, shortened
};

enum class HintKind : std::uint8_t {
  choose_date_order,   ///< the dates read both ways: choose day first or month first
  choose_time_column,  ///< no column looks like a time
  choose_start,        ///< hours need the day and hour they are counted from
  choose_ratings,      ///< no column has a name that says which rating it is
  check_scale,         ///< the scale of `column` is a guess from its values
  choose_person,       ///< `column` names several people: keep one with a filter
  name_moods,          ///< moods in `value` need a number each
};
inline constexpr int hint_kind_count = static_cast<int>(HintKind::name_moods) + 1;

/// Something for a person to settle before the import.
struct ImportHint {
  HintKind kind = HintKind::choose_ratings;
  std::string column;
  std::string value;
  std::string what;
};

struct Detected {
  ImportFormat format = ImportFormat::csv;
  char separator = ',';
  bool header = true;
  std::vector<ColumnGuess> columns;
  /// Complete only where no hint says otherwise; `columns` may be empty.
  Mapping suggested;
  std::vector<ImportHint> hints;
  std::vector<Problem> problems;  ///< rows that could not be read at all
  std::size_t rows_looked_at = 0;
};

inline constexpr std::size_t detect_rows = 2'000;
inline constexpr std::size_t samples_shown = 3;

/// Looks at the first detect_rows rows. Cost: linear in their bytes; any bytes at all are safe.
[[nodiscard]] Detected detect(std::string_view text);

[[nodiscard]] std::string_view column_kind_name(ColumnKind kind);
[[nodiscard]] std::string_view hint_name(HintKind kind);

}  // namespace bothy
