// Dots on a grid of braille cells (2 by 4 dots each) or of characters. See chart.h.
// Values are placed, never smoothed.
#include "cli/chart.h"

#include <algorithm>

#include "cli/text.h"

namespace bothy::cli {
namespace {

constexpr int rows = 5;
constexpr int margin = 5;        // "100 |"
constexpr int min_days = 7;      // fewer days keep the width of a week, so that a dot stays near its date
constexpr int max_per_day = 12;  // dots of width for one day at most

// Braille dot bits by column (0, 1) and row (0..3) of a cell, Unicode 2800..28FF.
constexpr int braille[2][4] = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

std::string utf8_braille(int bits) {
  if (bits == 0) return " ";
  const int code = 0x2800 + bits;
  return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

struct Grid {
  int across = 1;  // dots per character cell
  int down = 1;
  int width = 0;  // in dots
  int per_day = 1;

  [[nodiscard]] int cells() const { return (width + across - 1) / across; }
};

Grid grid_for(int days, const DotStyle& style) {
  Grid grid;
  grid.across = style.ascii ? 1 : 2;
  grid.down = style.ascii ? 1 : 4;
  const int room = (std::clamp(style.columns, 40, 200) - margin - 1) * grid.across;
  grid.per_day = std::clamp(room / std::max(days, min_days), 1, max_per_day);
  // A day begins at a cell where there is room, so that dates and dots stand in line.
  if (grid.per_day > grid.across) grid.per_day -= grid.per_day % grid.across;
  grid.width = std::min(room, grid.per_day * days);
  return grid;
}

// How often each dot was hit: [row][column].
using Hits = std::vector<std::vector<int>>;

Hits place(const std::vector<DayDots>& days, Day first, const Grid& grid) {
  Hits hits(static_cast<std::size_t>(rows * grid.down), std::vector<int>(static_cast<std::size_t>(grid.width), 0));
  const int top = rows * grid.down - 1;
  for (const auto& day : days) {
    const int n = static_cast<int>(day.values.size());
    for (int i = 0; i < n; ++i) {
      const int value = std::clamp(day.values[static_cast<std::size_t>(i)], 0, 100);
      // Four answers on eight dots stand at 0, 2, 4, 6; one alone at the start of its day, below its date.
      const int column = (day.day.days - first.days) * grid.per_day + (n <= 1 ? 0 : i * grid.per_day / n);
      const int row = top - (value * top + 50) / 100;
      if (column >= 0 && column < grid.width) ++hits[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    }
  }
  return hits;
}

std::string row_text(const Hits& hits, int row, const Grid& grid) {
  std::string out;
  for (int cell = 0; cell < grid.cells(); ++cell) {
    int bits = 0;
    int most = 0;
    for (int dx = 0; dx < grid.across; ++dx) {
      const auto column = static_cast<std::size_t>(cell * grid.across + dx);
      for (int dy = 0; dy < grid.down && column < static_cast<std::size_t>(grid.width); ++dy) {
        const int here = hits[static_cast<std::size_t>(row * grid.down + dy)][column];
        most = std::max(most, here);
        if (here > 0) bits |= braille[dx][dy];
      }
    }
    if (grid.down == 1) {
      out += most == 0 ? " " : most == 1 ? "." : most == 2 ? "o" : "O";
    } else {
      out += utf8_braille(bits);
    }
  }
  return out;
}

std::string day_label(Day day) { return to_iso(day).substr(5); }

// Dates under the first column of their day, as many as stand apart.
std::string date_line(Day first, int days, const Grid& grid) {
  constexpr int label = 5;  // "03-21"
  std::string out;
  int next = 0;
  for (int i = 0; i < days; ++i) {
    const int at = i * grid.per_day / grid.across;
    if (at < next || at + label > std::max(grid.cells(), label)) continue;
    out.append(static_cast<std::size_t>(at) - out.size(), ' ');
    out += day_label({first.days + i});
    // A gap of a week where days are narrow, of one space where they are wide.
    next = at + std::max(label + 1, 7 * grid.per_day / grid.across);
    if (grid.per_day >= (label + 1) * grid.across) next = at + label + 1;
  }
  return out;
}

std::string without_end_spaces(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

int days_that_fit(const DotStyle& style) {
  return (std::clamp(style.columns, 40, 200) - margin - 1) * (style.ascii ? 1 : 2);
}

std::vector<std::string> dot_chart(const std::string& title, const std::vector<DayDots>& days, const DotStyle& style) {
  std::size_t answers = 0;
  for (const auto& day : days) answers += day.values.size();
  if (answers == 0) return {};
  const int last = days.back().day.days;
  const Day first{std::max(days.front().day.days, last - days_that_fit(style) + 1)};
  const int span = last - first.days + 1;
  const Grid grid = grid_for(span, style);
  const Hits hits = place(days, first, grid);

  const std::string bar = style.ascii ? "|" : "\u2502";
  constexpr const char* scale[rows] = {"100", "", " 50", "", "  0"};
  std::vector<std::string> out{title + "  (" + counted(static_cast<long long>(answers), "answer", "answers") + ")"};
  for (int row = 0; row < rows; ++row)
    out.push_back(without_end_spaces(pad_left(scale[row], 3) + " " + bar + row_text(hits, row, grid)));
  out.push_back(without_end_spaces(std::string(margin, ' ') + date_line(first, span, grid)));
  return out;
}

}  // namespace bothy::cli
