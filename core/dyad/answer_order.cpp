// See answer_order.h.
#include "dyad/answer_order.h"

#include <algorithm>

namespace bothy::dyad {

std::vector<std::uint32_t> in_learning_order(std::span<const Placed> rows) {
  std::vector<std::uint32_t> order(rows.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (rows[a].person != rows[b].person) return rows[a].person < rows[b].person;
    return rows[a].time != rows[b].time ? rows[a].time < rows[b].time : a < b;
  });
  std::vector<std::uint32_t> place(rows.size());
  std::vector<std::uint32_t> turn(rows.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const std::uint32_t row = order[i];
    const bool first = i == 0 || rows[order[i - 1]].person != rows[row].person;
    place[row] = first ? row : std::max(row, place[order[i - 1]]);
    turn[row] = i;
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return place[a] != place[b] ? place[a] < place[b] : turn[a] < turn[b];
  });
  return order;
}

}  // namespace bothy::dyad
