// See loop.h.
#include "view/loop.h"

#include <array>
#include <optional>

#include "view/estimate_words.h"
#include "view/telling.h"

namespace bothy {
namespace {

constexpr int nodes = 4;  // the length of loop_words
constexpr std::int32_t week = 7;
constexpr std::int32_t weeks_back = 52;
constexpr std::int64_t days_of_a_week = 3;  // answered, below it a week says nothing; docs/science.md#loop
constexpr std::int64_t pairs_needed = 8;    // docs/science.md#loop

using Week = std::array<std::optional<double>, nodes>;

std::optional<double> mean_of(const std::vector<double>& numbers) {
  if (numbers.empty()) return std::nullopt;
  return telling::summary_of(numbers).mean;
}

Week week_of(const Diary& diary, std::int32_t first) {
  std::vector<double> safe, honest, trusting, close;
  const auto share = [](const DiaryDay& day, std::initializer_list<std::string_view> words) {
    for (const auto word : words)
      if (day.moments.contains(moment(word))) return 1.0;
    return 0.0;
  };
  for (auto at = diary.days.lower_bound(first); at != diary.days.end() && at->first < first + week; ++at) {
    const DiaryDay& day = at->second;
    for (const auto dot : day.myself) safe.push_back(dot);
    for (const auto dot : day.depend) trusting.push_back(dot);
    honest.push_back(share(day, {"shared_something", "admitted_mistake", "shared_worry"}) - share(day, {"held_back"}));
    close.push_back(share(day, {"heard", "small_kindness", "turned_toward"}));
  }
  if (static_cast<std::int64_t>(honest.size()) < days_of_a_week) return {};
  return {mean_of(safe), mean_of(honest), mean_of(trusting), mean_of(close)};
}

}  // namespace

Value view_loop(const Diary& diary, Day today) {
  std::vector<Week> weeks;
  for (std::int32_t back = weeks_back; back > 0; --back) weeks.push_back(week_of(diary, today.days + 1 - back * week));
  Value out{List{}};
  for (int from = 0; from < nodes; ++from) {
    const int to = (from + 1) % nodes;
    std::vector<double> first, second;
    for (std::size_t i = 0; i + 1 < weeks.size(); ++i)
      if (weeks[i][from] && weeks[i + 1][to]) {
        first.push_back(*weeks[i][from]);
        second.push_back(*weeks[i + 1][to]);
      }
    const auto pairs = static_cast<std::int64_t>(first.size());
    Value edge;
    edge.set("from", loop_words[from]).set("to", loop_words[to]).set("weeks", pairs);
    if (pairs < pairs_needed)
      edge.set("early", telling::early(pairs, pairs_needed));
    else if (auto together = telling::told_correlation(first, second))
      edge.set("together", std::move(*together));
    out.push(std::move(edge));
  }
  return out;
}

}  // namespace bothy
