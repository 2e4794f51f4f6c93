// The small statistics that judge the engine are judged first; and a picture is whole whatever words are in it.
#include "lab/bench/science/figures.h"

#include <doctest/doctest.h>

#include "lab/bench/science/report.h"
#include "lab/bench/science/svg.h"

using namespace bothy::science;

TEST_CASE("figures: the tail of chi-square is that of the printed tables") {
  CHECK(chi_square_tail(123.225, 99) == doctest::Approx(0.05).epsilon(0.01));
  CHECK(chi_square_tail(134.642, 99) == doctest::Approx(0.01).epsilon(0.02));
  CHECK(chi_square_tail(99.0, 99) == doctest::Approx(0.481).epsilon(0.01));
}

TEST_CASE("figures: even shares are even, and shares at one end are not") {
  std::vector<double> even;
  for (int i = 0; i < 1'000; ++i) even.push_back((i + 0.5) / 1'000);
  CHECK(chi_square_of(even, 100) == doctest::Approx(0.0));
  CHECK(distance_of(even) == doctest::Approx(0.0005));
  std::vector<double> heaped = even;
  for (double& one : heaped) one *= one;
  CHECK(distance_of(heaped) == doctest::Approx(0.25).epsilon(0.01));
  CHECK(distance_of(heaped) > distance_bound(heaped.size()));
  CHECK(chi_square_tail(chi_square_of(heaped, 100), 99) < 1e-6);
  CHECK(distance_bound(1'000) == doctest::Approx(0.0428).epsilon(0.01));
}

TEST_CASE("figures: pairs are ranked right, half right when tied") {
  const std::vector<double> low = {1.0, 2.0, 3.0};
  const std::vector<double> high = {2.0, 4.0};
  CHECK(ranked_right(low, high) == doctest::Approx((1.5 + 3.0) / 6.0));
  CHECK(ranked_right(low, low) == doctest::Approx(0.5));
}

TEST_CASE("figures: numbers look as they are, and nothing has no minus") {
  CHECK(fixed(-0.0004, 3) == "0.000");
  CHECK(fixed(-0.0006, 3) == "-0.001");
  CHECK(fixed(12.345, 1) == "12.3");
}

TEST_CASE("svg: words with signs of their own stay words, and light and dark are both there") {
  Panel panel;
  panel.title = "a < b & c";
  panel.curves = {{{{0.0, 0.0}, {1.0, 1.0}}, "rising", 0, true}};
  const std::string text = drawn({"first", "a line", 1, {panel}});
  CHECK(text.find("a &lt; b &amp; c") != std::string::npos);
  CHECK(text.find("prefers-color-scheme:dark") != std::string::npos);
  CHECK(text.find("<title>first</title>") != std::string::npos);
  CHECK(text.find("nan") == std::string::npos);
  CHECK(text.ends_with("</svg>\n"));
}
