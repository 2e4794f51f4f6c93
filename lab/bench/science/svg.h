// Plain pictures of numbers: panels with axes, lines, bars and bands, light or dark as the reader's screen is.
// A writer of its own, for three shapes need no library. Called by the parts of `bothy bench science`.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace bothy::science {

using Line = std::vector<std::pair<double, double>>;

struct Axis {
  double low = 0.0;
  double high = 1.0;
  std::vector<double> ticks;
  bool log = false;
  int digits = 0;     // after the point, at the ticks
  std::string label;  // with its unit
};

struct Curve {
  Line line;
  std::string name;
  int colour = 0;  // 0..5; also how it is dashed, for who sees no colours
  bool dots = false;
};

struct Panel {
  std::string title;
  Axis x;
  Axis y;
  std::vector<Curve> curves;
  Line band_low;  // with band_high: an area behind everything
  Line band_high;
  std::vector<double> bars;   // of equal width over the whole of x
  std::vector<double> rules;  // level lines
};

struct Picture {
  std::string title;
  std::string what;  // for who does not see it
  int columns = 1;
  std::vector<Panel> panels;
};

/// The picture as SVG.
[[nodiscard]] std::string drawn(const Picture& picture);

}  // namespace bothy::science
