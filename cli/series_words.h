// What was read from series, as words for a file, for a program and for a person: rows of forecasts, estimates as JSON,
// a chart for a terminal. Numbers come from dyad; nothing is computed here but ends of bands. Called by `read`.
#pragma once
#include "base/value.h"
#include "cli/series_table.h"

namespace bothy::cli {

/// person,time,item,answer,mean,sd,log_density: one line an answer, in the order of the file, items of a row together.
[[nodiscard]] std::string forecasts_csv(const SeriesTable& table, const std::vector<dyad::ItemReading>& readings);

/// Shape: docs/science.md#series.
[[nodiscard]] Value estimates_value(const SeriesTable& table, const std::vector<dyad::ItemReading>& readings);

struct SeriesChartStyle {
  int columns = 80;
  bool ascii = false;
};

/// Answers of one person to one item over time, with the middle four fifths of what had been expected before each.
/// Where several fall into one column they are averaged. Rows have no spaces at their ends.
[[nodiscard]] std::vector<std::string> series_chart(const SeriesItem& item, const dyad::ItemReading& reading,
                                                    std::uint32_t person, const std::string& title,
                                                    const SeriesChartStyle& style);

}  // namespace bothy::cli
