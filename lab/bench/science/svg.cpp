// See svg.h. Colours are from Okabe & Ito 2008, told apart with any colour sight; lines differ in dashes too.
#include "lab/bench/science/svg.h"

#include <algorithm>
#include <cmath>

#include "lab/bench/science/report.h"

namespace bothy::science {
namespace {

// A panel among others, and one that stands alone.
constexpr double small_width = 300.0;
constexpr double small_height = 210.0;
constexpr double large_width = 620.0;
constexpr double large_height = 320.0;
constexpr double left = 52.0;
constexpr double right = 16.0;
constexpr double top = 28.0;
constexpr double bottom = 42.0;
constexpr double head_height = 34.0;
constexpr double legend_line = 18.0;

constexpr const char* style =
    "<style>"
    "text{font:12px sans-serif;fill:#222}.t{font-weight:bold}.h{font:bold 15px sans-serif}"
    ".a{stroke:#555;fill:none}.g{stroke:#ddd;fill:none}.r{stroke:#777;stroke-dasharray:3 3;fill:none}"
    ".b{fill:#9993}.f{fill:#0072b2}.paper{fill:#fff}"
    ".c0{stroke:#0072b2}.c1{stroke:#d55e00;stroke-dasharray:7 3}.c2{stroke:#009e73;stroke-dasharray:2 3}"
    ".c3{stroke:#cc79a7;stroke-dasharray:10 3 2 3}.c4{stroke:#b07d00;stroke-dasharray:4 2}.c5{stroke:#555}"
    ".l{fill:none;stroke-width:2}.d0{fill:#0072b2}.d1{fill:#d55e00}.d2{fill:#009e73}.d3{fill:#cc79a7}.d4{fill:#b07d00}"
    ".d5{fill:#555}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.paper{fill:#16181d}.g{stroke:#333}.a{stroke:#999}.r{stroke:#999}"
    ".f{fill:#56b4e9}.c0{stroke:#56b4e9}.d0{fill:#56b4e9}.c4{stroke:#f0e442}.d4{fill:#f0e442}.c5{stroke:#bbb}"
    ".d5{fill:#bbb}}"
    "</style>";

std::string number(double value) { return fixed(value, 1); }

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '>' ? "&gt;" : std::string(1, c);
  return out;
}

std::string words(double x, double y, const std::string& text, const std::string& more = "") {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\"" + more + ">" + escaped(text) + "</text>\n";
}

class Frame {
 public:
  Frame(const Panel& panel, double x, double y, double width, double height)
      : inner_width_(width - left - right),
        inner_height_(height - top - bottom),
        panel_(panel),
        x_(x + left),
        y_(y + top) {}

  std::string draw() const {
    std::string out = band() + grid() + bars();
    for (const double rule : panel_.rules) out += path("r", {{panel_.x.low, rule}, {panel_.x.high, rule}});
    for (const Curve& curve : panel_.curves) {
      const std::string colour = std::to_string(curve.colour);
      out += path("l c" + colour, curve.line);
      if (!curve.dots) continue;
      for (const auto& [px, py] : curve.line)
        out += "<circle class=\"d" + colour + "\" cx=\"" + number(at_x(px)) + "\" cy=\"" + number(at_y(py)) +
               "\" r=\"3\"/>\n";
    }
    return out + axes();
  }

 private:
  static double share(const Axis& axis, double value) {
    const double kept = std::clamp(value, std::min(axis.low, axis.high), std::max(axis.low, axis.high));
    return axis.log ? (std::log(kept) - std::log(axis.low)) / (std::log(axis.high) - std::log(axis.low))
                    : (kept - axis.low) / (axis.high - axis.low);
  }
  [[nodiscard]] double at_x(double value) const { return x_ + inner_width_ * share(panel_.x, value); }
  [[nodiscard]] double at_y(double value) const { return y_ + inner_height_ * (1.0 - share(panel_.y, value)); }

  [[nodiscard]] std::string path(const std::string& kind, const Line& line) const {
    std::string out = "<path class=\"" + kind + "\" d=\"";
    for (std::size_t i = 0; i < line.size(); ++i)
      out += (i == 0 ? "M" : "L") + number(at_x(line[i].first)) + " " + number(at_y(line[i].second));
    return out + "\"/>\n";
  }

  [[nodiscard]] std::string band() const {
    if (panel_.band_low.empty()) return "";
    Line around = panel_.band_low;
    around.insert(around.end(), panel_.band_high.rbegin(), panel_.band_high.rend());
    return path("b", around);
  }

  [[nodiscard]] std::string grid() const {
    std::string out;
    for (const double tick : panel_.y.ticks) out += path("g", {{panel_.x.low, tick}, {panel_.x.high, tick}});
    return out;
  }

  [[nodiscard]] std::string bars() const {
    std::string out;
    const double width = inner_width_ / static_cast<double>(std::max<std::size_t>(panel_.bars.size(), 1));
    for (std::size_t i = 0; i < panel_.bars.size(); ++i) {
      const double y = at_y(panel_.bars[i]);
      out += "<rect class=\"f\" x=\"" + number(x_ + width * static_cast<double>(i)) + "\" y=\"" + number(y) +
             "\" width=\"" + number(width * 0.9) + "\" height=\"" + number(y_ + inner_height_ - y) + "\"/>\n";
    }
    return out;
  }

  [[nodiscard]] std::string axes() const {
    std::string out = words(x_, y_ - 10, panel_.title, " class=\"t\"");
    out += path("a", {{panel_.x.low, panel_.y.high}, {panel_.x.low, panel_.y.low}, {panel_.x.high, panel_.y.low}});
    for (const double tick : panel_.x.ticks)
      out += words(at_x(tick), y_ + inner_height_ + 15, fixed(tick, panel_.x.digits), " text-anchor=\"middle\"");
    for (const double tick : panel_.y.ticks)
      out += words(x_ - 5, at_y(tick) + 4, fixed(tick, panel_.y.digits), " text-anchor=\"end\"");
    out += words(x_ + inner_width_ / 2, y_ + inner_height_ + 32, panel_.x.label, " text-anchor=\"middle\"");
    const std::string middle = number(y_ + inner_height_ / 2);
    const std::string edge = number(x_ - left + 12);
    return out + words(x_ - left + 12, y_ + inner_height_ / 2, panel_.y.label,
                       " text-anchor=\"middle\" transform=\"rotate(-90 " + edge + " " + middle + ")\"");
  }

  double inner_width_;
  double inner_height_;

  const Panel& panel_;
  double x_;
  double y_;
};

// One name for each colour, taken from the first panel that uses it.
std::string legend(const Picture& picture, double width, double y, double& height) {
  std::vector<std::pair<int, std::string>> names;
  for (const Panel& panel : picture.panels)
    for (const Curve& curve : panel.curves) {
      const std::pair<int, std::string> one{curve.colour, curve.name};
      if (!curve.name.empty() && std::ranges::find(names, one) == names.end()) names.push_back(one);
    }
  std::string out;
  double x = left;
  for (const auto& [colour, name] : names) {
    const double wide = 44.0 + 6.6 * static_cast<double>(name.size());
    if (x + wide > width) {
      x = left;
      y += legend_line;
      height += legend_line;
    }
    out += "<path class=\"l c" + std::to_string(colour) + "\" d=\"M" + number(x) + " " + number(y - 4) + "h24\"/>\n" +
           words(x + 30, y, name);
    x += wide;
  }
  if (!names.empty()) height += legend_line;
  return out;
}

}  // namespace

std::string drawn(const Picture& picture) {
  const int rows = (static_cast<int>(picture.panels.size()) + picture.columns - 1) / picture.columns;
  const double panel_width = picture.columns > 1 ? small_width : large_width;
  const double panel_height = picture.columns > 1 ? small_height : large_height;
  const double width = panel_width * picture.columns;
  double height = head_height + panel_height * rows;
  std::string inside = words(12, 22, picture.title, " class=\"h\"");
  for (std::size_t i = 0; i < picture.panels.size(); ++i) {
    const int column = static_cast<int>(i) % picture.columns;
    const int row = static_cast<int>(i) / picture.columns;
    const double y = head_height + panel_height * row;
    inside += Frame(picture.panels[i], panel_width * column, y, panel_width, panel_height).draw();
  }
  inside += legend(picture, width, height + 12, height);
  height += 8;
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + number(width) + " " +
         number(height) + "\" width=\"" + number(width) + "\">\n<title>" + escaped(picture.title) + "</title>\n<desc>" +
         escaped(picture.what) + "</desc>\n" + style + "\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n" +
         inside + "</svg>\n";
}

}  // namespace bothy::science
