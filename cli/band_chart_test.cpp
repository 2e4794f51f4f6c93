// A band in the terminal stands where its numbers are.
#include "cli/band_chart.h"

#include <doctest/doctest.h>

using namespace bothy::cli;

TEST_CASE("band chart: the middle is drawn over the band, and empty places have no spaces at their ends") {
  const std::vector<BandColumn> columns = {{40, 50, 60}, {0, 0, 0}, {100, 100, 100}};
  const auto lines = band_chart("Security", columns, "days", {80, true});
  REQUIRE(lines.size() == 13);
  CHECK(lines[0] == "Security");
  CHECK(lines[1] == "100 |  o");
  CHECK(lines[2] == "    |");
  CHECK(lines[5] == "    |:");
  CHECK(lines[6] == " 50 |o");
  CHECK(lines[7] == "    |:");
  CHECK(lines[11] == "  0 | o");
  CHECK(lines[12] == "     days");
}

TEST_CASE("band chart: no column is no chart, and what does not fit is left out") {
  CHECK(band_chart("x", {}, "", {80, true}).empty());
  const std::vector<BandColumn> many(500, {50, 50, 50});
  for (const auto& line : band_chart("x", many, "", {60, true})) CHECK(line.size() <= 60);
  CHECK(columns_that_fit({60, true}) == 54);
}

TEST_CASE("band chart: values beyond the scale lie on its ends") {
  const auto lines = band_chart("x", {{-20, -5, 300}}, "", {80, false});
  CHECK(lines[1] == "100 \u2502\u2591");
  CHECK(lines[11] == "  0 \u2502\u25cf");
}
