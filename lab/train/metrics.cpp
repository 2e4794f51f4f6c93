// See metrics.h.
#include "lab/train/metrics.h"

#include <algorithm>

namespace bothy::train {
namespace {


template <class Better>
Cut choose(std::vector<std::pair<double, bool>>& told, Better better) {
  std::ranges::sort(told, std::greater{});
  Cut chosen;
  if (told.empty()) return chosen;
  chosen.at = told.front().first + 1;
  const auto positive = static_cast<std::size_t>(std::ranges::count_if(told, [](const auto& t) { return t.second; }));
  std::size_t hit = 0;
  for (std::size_t i = 0; i < told.size(); ++i) {
    hit += told[i].second ? 1 : 0;
    if (i + 1 < told.size() && told[i + 1].first == told[i].first) continue;
    const Cut here{i + 1 < told.size() ? (told[i].first + told[i + 1].first) / 2 : told[i].first - 1,
                   Counts::ratio(2 * hit, i + 1 + positive), Counts::ratio(hit, i + 1), Counts::ratio(hit, positive)};
    if (better(here, chosen)) chosen = here;
  }
  return chosen;
}

}  // namespace

void Scores::count(coach::Labels truth, coach::Labels said) {
  for (std::size_t l = 0; l < coach::label_count; ++l) labels[l].count((truth >> l & 1U) != 0, (said >> l & 1U) != 0);
  any_harm.count((truth & coach::harm_labels) != 0, (said & coach::harm_labels) != 0);
  without_harm += (truth & coach::harm_labels) == 0 ? 1 : 0;
}

double Scores::macro(std::size_t from, std::size_t to) const {
  double sum = 0;
  for (std::size_t l = from; l < to; ++l) sum += labels[l].f1();
  return sum / static_cast<double>(to - from);
}

Cut best_cut(std::vector<std::pair<double, bool>> told) {
  return choose(told, [](const Cut& here, const Cut& chosen) { return here.f1 > chosen.f1; });
}

Cut sure_cut(std::vector<std::pair<double, bool>> told, double precision) {
  return choose(told, [precision](const Cut& here, const Cut& chosen) {
    return here.precision >= precision && here.recall > chosen.recall;
  });
}

}  // namespace bothy::train
