// Real people, where their answers are at hand: the students of Fried, Papanikolaou & Epskamp 2021 (CC BY 4.0), 18
// items on five points, four prompts a day for two weeks. Called by the predictive checks and the ablations.
#pragma once
#include <vector>

#include "lab/bench/science/one_item.h"

namespace bothy::science {

inline constexpr int panel_items = 18;

/// The answers of one person to one item, in order of time; days since the first prompt.
struct Answers {
  std::vector<double> days;
  std::vector<double> values;
};
using PanelPerson = std::vector<Answers>;  // one for each item

/// From tests/data/fried2021.csv or the reference data folder beside the checkout; empty where neither is there.
[[nodiscard]] std::vector<PanelPerson> panel();

/// What is supposed of an item, from what `people` answered.
[[nodiscard]] OneItemPrior prior_from(const std::vector<PanelPerson>& people, int item);

inline constexpr dyad::Scale panel_scale = {1.0, 5.0, true};

}  // namespace bothy::science
