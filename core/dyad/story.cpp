// See story.h.
#include "dyad/story.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace bothy::dyad {
namespace {

bool possible(std::int64_t minute, Person person) {
  return minute >= -furthest_minute && minute <= furthest_minute && person <= 1;
}

struct Range {
  double low;
  double high;
};

Range range_of(Cause cause) {
  switch (cause) {
    case Cause::rupture: return {0.0, 3.0};
    case Cause::repair: return {-1.0, 1.0};
    case Cause::disclosure_met: return {-1.0, 1.0};
    case Cause::promise_kept: return {0.0, 1.0};
    case Cause::promise_broken: return {0.0, 1.0};
    case Cause::safe_talk: return {0.0, 1.0};
    case Cause::stress: return {-2.0, 2.0};
  }
  return {0.0, 0.0};
}

Outcome check(const Story& story) {
  if (story.answers.size() + story.happenings.size() > most_records) return no(Error::too_many);
  for (const Answer& one : story.answers) {
    if (!possible(one.minute, one.person) || static_cast<int>(one.item) >= item_count) return no(Error::out_of_range);
    if (!(one.points >= 0.0 && one.points <= 100.0)) return no(Error::out_of_range);
  }
  for (const Happening& one : story.happenings) {
    if (!possible(one.minute, one.person) || static_cast<int>(one.cause) >= cause_count) return no(Error::out_of_range);
    const Range range = range_of(one.cause);
    if (!(one.amount >= range.low && one.amount <= range.high)) return no(Error::out_of_range);
  }
  return {};
}

auto key(const Answer& one) { return std::tuple(one.minute, one.person, one.item); }
auto key(const Happening& one) { return std::tuple(one.minute, one.person, one.cause, one.id, one.amount); }

// Sorted answers with the same key become their mean; summed in order of size, so that no order of arrival shows.
std::vector<Answer> without_repeats(std::vector<Answer> sorted) {
  std::vector<Answer> out;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    double sum = 0.0;
    for (; end < sorted.size() && key(sorted[end]) == key(sorted[i]); ++end) sum += sorted[end].points;
    out.push_back(sorted[i]);
    out.back().points = sum / static_cast<double>(end - i);
    i = end;
  }
  return out;
}

}  // namespace

Result<std::vector<Moment>> in_order(const Story& story) {
  BOTHY_CHECK(check(story));
  std::vector<Answer> answers = story.answers;
  std::ranges::sort(answers, {}, [](const Answer& one) { return std::tuple_cat(key(one), std::tuple(one.points)); });
  answers = without_repeats(std::move(answers));

  std::vector<Happening> happenings = story.happenings;
  std::ranges::sort(happenings, {}, [](const Happening& one) { return std::tuple_cat(std::tuple(one.id), key(one)); });
  const auto same = [](const Happening& a, const Happening& b) { return a.id != 0 && a.id == b.id; };
  happenings.erase(std::unique(happenings.begin(), happenings.end(), same), happenings.end());
  std::ranges::sort(happenings, {}, [](const Happening& one) { return key(one); });

  std::vector<Moment> out;
  std::size_t a = 0;
  std::size_t h = 0;
  while (a < answers.size() || h < happenings.size()) {
    Moment moment;
    moment.minute = a == answers.size()      ? happenings[h].minute
                    : h == happenings.size() ? answers[a].minute
                                             : std::min(answers[a].minute, happenings[h].minute);
    for (; h < happenings.size() && happenings[h].minute == moment.minute; ++h)
      moment.happenings.push_back(happenings[h]);
    for (; a < answers.size() && answers[a].minute == moment.minute; ++a) moment.answers.push_back(answers[a]);
    out.push_back(std::move(moment));
  }
  return out;
}

}  // namespace bothy::dyad
