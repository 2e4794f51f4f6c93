// Days and answers as small dot charts for a terminal: one dot per answer, nothing averaged, nothing joined.
// Text only; no input or output, no view is asked for here. Called by the command `me`.
#pragma once
#include <string>
#include <vector>

#include "base/instant.h"

namespace bothy::cli {

/// The answers of one day to one question, 0..100, in the order they were given.
struct DayDots {
  Day day;
  std::vector<int> values;
};

struct DotStyle {
  int columns = 80;    ///< width of the terminal, 40..200
  bool ascii = false;  ///< plain characters instead of braille dots
};

/// How many days a chart of that width can keep apart.
[[nodiscard]] int days_that_fit(const DotStyle& style);

/// A chart of five rows and a line of days: `title` first, 100 at the top. Several answers of a day stand side by side
/// where there is room, in order. Rows have no spaces at their ends.
///
/// `days` ascending; days without answers may be left out, their place stays empty. Empty when there is no answer.
[[nodiscard]] std::vector<std::string> dot_chart(const std::string& title, const std::vector<DayDots>& days,
                                                 const DotStyle& style);

}  // namespace bothy::cli
