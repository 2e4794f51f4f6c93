// See band_chart.h.
#include "cli/band_chart.h"

#include <algorithm>

#include "cli/text.h"

namespace bothy::cli {
namespace {

constexpr int rows = 11;   // one for each ten points
constexpr int margin = 5;  // "100 |"

// The row of a value, 0 at the top.
int row_of(double value) {
  const double clamped = std::clamp(value, 0.0, 100.0);
  return rows - 1 - static_cast<int>(clamped / 100.0 * (rows - 1) + 0.5);
}

}  // namespace

int columns_that_fit(const DotStyle& style) { return std::clamp(style.columns, 40, 200) - margin - 1; }

std::vector<std::string> band_chart(const std::string& title, const std::vector<BandColumn>& columns,
                                    const std::string& below, const DotStyle& style) {
  if (columns.empty()) return {};
  const std::string bar = style.ascii ? "|" : "\u2502";
  const std::string middle = style.ascii ? "o" : "\u25cf";
  const std::string within = style.ascii ? ":" : "\u2591";
  const std::size_t shown = std::min(columns.size(), static_cast<std::size_t>(columns_that_fit(style)));
  std::vector<std::string> out{title};
  for (int row = 0; row < rows; ++row) {
    const std::string label = row % 5 == 0 ? std::to_string(100 - 10 * row) : "";
    std::string line = pad_left(label, 3) + " " + bar;
    std::string spaces;
    for (std::size_t i = 0; i < shown; ++i) {
      const BandColumn& one = columns[i];
      const bool here = row == row_of(one.middle);
      if (!here && (row < row_of(one.high) || row > row_of(one.low))) {
        spaces += ' ';
        continue;
      }
      line += spaces + (here ? middle : within);
      spaces.clear();
    }
    out.push_back(std::move(line));
  }
  if (!below.empty()) out.push_back(std::string(margin, ' ') + below);
  return out;
}

}  // namespace bothy::cli
