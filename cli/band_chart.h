// Many lines at once as a band for a terminal: where the middle one lies, and where eight in ten of them do.
// Text only; no input or output, and nothing is computed here. Called by the command `simulate`.
#pragma once
#include <string>
#include <vector>

#include "cli/chart.h"

namespace bothy::cli {

/// One column of a band, 0..100.
struct BandColumn {
  double low = 0.0;
  double middle = 0.0;
  double high = 0.0;
};

/// How many columns stand side by side at that width.
[[nodiscard]] int columns_that_fit(const DotStyle& style);

/// A chart of eleven rows: `title` first, 100 at the top, `below` under it. Columns beyond columns_that_fit are left
/// out. Rows have no spaces at their ends. Empty when there is no column.
[[nodiscard]] std::vector<std::string> band_chart(const std::string& title, const std::vector<BandColumn>& columns,
                                                  const std::string& below, const DotStyle& style);

}  // namespace bothy::cli
