// See panel.h.
#include "lab/bench/science/panel.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

#include "lab/bench/science/figures.h"

namespace bothy::science {
namespace {

constexpr int first_item_column = 3;  // person, hours, prompt of the day, then the items
constexpr double least_between = 0.05;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at <= line.size()) {
    const std::size_t end = std::min(line.find(',', at), line.size());
    out.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::ifstream open_panel() {
  std::ifstream own(std::string(BOTHY_ROOT) + "/tests/data/fried2021.csv");
  if (own) return own;
  const char* folder = std::getenv("BOTHY_SHARED");
  return std::ifstream(std::string(folder != nullptr ? folder : "../shared") + "/data/science/fried2021.csv");
}

}  // namespace

std::vector<PanelPerson> panel() {
  struct Row {
    double day;
    int item;
    double value;
  };
  std::map<int, std::vector<Row>> rows;
  std::ifstream file = open_panel();
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = cells_of(line);
    for (int item = 0; item < panel_items && first_item_column + item < static_cast<int>(cells.size()); ++item) {
      const std::string& cell = cells[first_item_column + item];
      if (cell.empty() || cell == "\r") continue;
      rows[std::atoi(cells[0].c_str())].push_back({std::atof(cells[1].c_str()) / 24.0, item, std::atof(cell.c_str())});
    }
  }
  std::vector<PanelPerson> out;
  for (auto& [id, all] : rows) {
    std::ranges::sort(all, {}, [](const Row& row) { return std::pair(row.day, row.item); });
    PanelPerson person(panel_items);
    for (const Row& row : all) {
      person[row.item].days.push_back(row.day);
      person[row.item].values.push_back(row.value);
    }
    out.push_back(std::move(person));
  }
  return out;
}

OneItemPrior prior_from(const std::vector<PanelPerson>& people, int item) {
  std::vector<double> means;
  double within = 0.0;
  double freedom = 0.0;
  for (const PanelPerson& person : people) {
    const auto& values = person[item].values;
    if (values.size() < 2) continue;
    means.push_back(mean_of(values));
    const double sd = deviation_of(values);
    within += sd * sd * static_cast<double>(values.size() - 1);
    freedom += static_cast<double>(values.size() - 1);
  }
  OneItemPrior out;
  const double between = deviation_of(means);
  out.mean = {mean_of(means), std::max(least_between, between * between)};
  out.within = std::sqrt(within / freedom);
  return out;
}

}  // namespace bothy::science
