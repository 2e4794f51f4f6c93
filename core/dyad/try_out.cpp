// See try_out.h. What the sliders mean: docs/science.md#trying.
#include "dyad/try_out.h"

#include <algorithm>

#include "dyad/couple_diary.h"

namespace bothy::dyad {
namespace {

constexpr int trial_days = 7 * trial_weeks;  // whole weeks
constexpr double mended_within = 3.0;        // days; docs/science.md#trying
constexpr double warmth_reach = 1.25;        // docs/science.md#trying
constexpr double unevenness_reach = 4.0;     // times; docs/science.md#trying
constexpr double attachment_reach = 1.5;     // z-scores; docs/science.md#trying
constexpr std::uint64_t trial_seed = 1988;   // any number; it only has to stay the same

// -1 .. 1 from the middle.
double off_middle(double slider) { return slider >= 0.0 ? (slider <= 100.0 ? slider / 50.0 - 1.0 : 1.0) : -1.0; }

std::array<Temper, 2> pair_of(const Trial& trial) {
  const Temper set = temper_of(trial);
  Temper self;
  self.anxiety = set.anxiety;
  self.avoidance = set.avoidance;
  Temper other;
  other.warmth = set.warmth;
  other.hot_and_cold = set.hot_and_cold;
  other.repairs = set.repairs;
  return {self, other};
}

// The value below which a share of `sorted` lies, straight between neighbours.
double quantile_of(const std::array<double, trial_couples>& sorted, double share) {
  const double place = share * (trial_couples - 1);
  const int below = static_cast<int>(place);
  const int above = below + 1 < trial_couples ? below + 1 : below;
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

}  // namespace

Temper temper_of(const Trial& sliders) {
  Temper out;
  out.anxiety = attachment_reach * off_middle(sliders.anxiety);
  out.avoidance = attachment_reach * off_middle(sliders.avoidance);
  out.warmth += warmth_reach * off_middle(sliders.warmth);
  out.hot_and_cold *= exp(-log(unevenness_reach) * off_middle(sliders.steadiness));
  const double share = 0.5 + 0.5 * off_middle(sliders.repair);
  out.repairs = share * (1.0 + 2.0 * share);  // 0, 1 and 3 at the ends and the middle
  return out;
}

TryOut try_out(const Trial& trial) {
  const std::array<Temper, 2> tempers = pair_of(trial);
  TryOut out;
  std::array<std::array<double, trial_couples>, trial_weeks> weekly{};
  double ruptures = 0.0;
  double mends = 0.0;
  for (int couple = 0; couple < trial_couples; ++couple) {
    CoupleLife life(tempers, trial_seed + static_cast<std::uint64_t>(couple));
    std::vector<LifeEvent> events;
    for (int day = 0; day < trial_days; ++day) {
      const DayLived lived = live_a_day(life, &events)[0];
      const double points = on_slider(lived.evening.security);
      weekly[day / 7][couple] += points / 7.0;
      out.told += lived.disclosures;
      out.low_days += points < low_day ? 1.0 : 0.0;
      if (couple == 0) out.one.push_back(points);
    }
    for (const Mended& rupture : mended(events, 0)) {
      ruptures += 1.0;
      mends += rupture.mended >= 0.0 && rupture.mended <= mended_within ? 1.0 : 0.0;
      if (couple > 0) continue;
      out.ruptures.push_back(std::min(static_cast<std::int32_t>(rupture.day), trial_days - 1));
      if (rupture.mended >= 0.0)
        out.repairs.push_back(std::min(static_cast<std::int32_t>(rupture.day + rupture.mended), trial_days - 1));
    }
  }
  std::ranges::sort(out.repairs);
  out.mended = ruptures > 0.0 ? mends / ruptures : 0.0;
  out.told /= trial_couples * trial_weeks;
  out.low_days /= static_cast<double>(trial_couples) * trial_days;
  for (int week = 0; week < trial_weeks; ++week) {
    std::ranges::sort(weekly[week]);
    out.weeks[week] = {quantile_of(weekly[week], 0.1), quantile_of(weekly[week], 0.5), quantile_of(weekly[week], 0.9)};
  }
  return out;
}

}  // namespace bothy::dyad
