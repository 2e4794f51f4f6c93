// The JSON forms of what detect and propose say, for the column mapper of the app and the preview of the command line.
// Words and numbers only; nothing is decided here. Called by the door and the command line.
#pragma once
#include "import/detect.h"

namespace bothy {

/// {format, separator, header, rows_looked_at, columns:[{name, number, kind, form?, lo?, hi?, filled, samples}],
/// mapping,
///  hints:[{kind, column, value, what}], problems:[...]}.
[[nodiscard]] Value to_value(const Detected& detected);

/// {clean, proposed, counts:{...}, first_day?, last_day?, problems_total, problems:[{kind, line, column, value, what}],
///  rows:[{line, day, minute?, ratings:{...}, extra:{...}, note?}]} with the first `rows_shown` rows.
[[nodiscard]] Value to_value(const Proposal& proposal, std::size_t rows_shown);

}  // namespace bothy
