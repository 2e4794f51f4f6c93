// See report.h.
#include "lab/bench/science/report.h"

#include <algorithm>
#include <cstdio>

namespace bothy::science {

std::string fixed(double value, int digits) {
  char out[64];
  std::snprintf(out, sizeof out, "%.*f", digits, value);
  const std::string text = out;
  const bool nothing = text.find_first_of("123456789") == std::string::npos;
  return nothing && text[0] == '-' ? text.substr(1) : text;
}

std::string short_form(double value, int digits) {
  char out[64];
  std::snprintf(out, sizeof out, "%.*g", digits, value);
  return out;
}

void Report::add(const std::string& lines) {
  text_ += lines;
  std::fputs(lines.c_str(), stdout);
  std::fflush(stdout);
}

void Report::heading(const std::string& text) { add("\n## " + text + "\n\n"); }

void Report::say(const std::string& text) {
  std::string out;
  std::size_t column = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (column + end - at > 118) {
      out.back() = '\n';
      column = 0;
    }
    out += text.substr(at, end - at) + " ";
    column += end - at + 1;
    at = end + 1;
  }
  if (!out.empty()) out.back() = '\n';
  add(out + "\n");
}

void Report::table(const Cells& head, const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& cell : head) widths.push_back(cell.size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  const auto line = [&](const Cells& cells) {
    std::string out = "|";
    for (std::size_t i = 0; i < cells.size(); ++i)
      out += " " + cells[i] + std::string(widths[i] - cells[i].size(), ' ') + " |";
    return out + "\n";
  };
  std::string out = line(head) + "|";
  for (const std::size_t width : widths) out += std::string(width + 2, '-') + "|";
  out += "\n";
  for (const auto& row : rows) out += line(row);
  add(out + "\n");
}

void Report::picture(const std::string& file, const std::string& what) {
  text_ += "![" + what + "](img/validation/" + file + ")\n\n";
  std::printf("drawn: docs/img/validation/%s\n\n", file.c_str());
}

}  // namespace bothy::science
