// See population.h. Every estimate leans on a guess from the scale as if a few people or answers had said so before.
#include "dyad/population.h"

namespace bothy::dyad {
namespace {

constexpr double scale_mean = 0.5;          // the middle of the scale, docs/science.md#series
constexpr double scale_within = 0.17;       // of the scale, docs/science.md#series
constexpr double scale_between = 0.15;      // of the scale, docs/science.md#series
constexpr double people_for_mean = 1.0;     // how many people the guess counts for, docs/science.md#series
constexpr double people_for_spread = 4.0;   // docs/science.md#series
constexpr double answers_for_within = 4.0;  // docs/science.md#series

constexpr double usual_alike = 0.4;           // correlation of neighbouring answers, docs/science.md#series
constexpr double answers_for_alike = 10.0;    // docs/science.md#series
constexpr double least_alike = 0.05;          // docs/science.md#series
constexpr double most_alike = 0.97;           // docs/science.md#series
constexpr double manners_from_nowhere = 1.0;  // people, spread evenly, docs/science.md#series
constexpr double habits_from_nowhere = 1.0;   // people, docs/science.md#series
// Of the habits before anybody showed any: the filters alone count double.
constexpr std::array<double, habit_count> first_habits = {0.4, 0.2, 0.2, 0.2};  // docs/science.md#series
constexpr double answers_for_logs = 50.0;  // a mean log of others counts from about as many, docs/science.md#series
constexpr double manner_answers = 20.0;    // own answers that the mean log of others is worth, docs/science.md#series
constexpr double habit_answers = 8.0;      // docs/science.md#series

}  // namespace

SeriesPrior Population::prior() const {
  const double n = sums_[SumAt::people];
  const double mean = (sums_[SumAt::means] + people_for_mean * scale_mean) / (n + people_for_mean);
  const double freedom = n > 1.5 ? n - 1.0 : 0.0;
  const double inverse = freedom > 0.0 ? sums_[SumAt::inverse_counts] / n : 1.0;
  const double spread =
      freedom > 0.0 ? sums_[SumAt::squared_means] - sums_[SumAt::means] * sums_[SumAt::means] / n : 0.0;
  // First answers alone show how far people and moments lie apart together; the scale's guess says how that splits.
  const double guessed = scale_between * scale_between + inverse * scale_within * scale_within;
  const double seen = (spread + people_for_spread * guessed) / ((freedom + people_for_spread) * guessed);
  const double within = (sums_[SumAt::squares] + answers_for_within * seen * scale_within * scale_within) /
                        (sums_[SumAt::freedom] + answers_for_within);
  const double apart = spread - freedom * within * inverse;
  const double between = ((apart > 0.0 ? apart : 0.0) + people_for_spread * seen * scale_between * scale_between) /
                         (freedom + people_for_spread);
  return {{mean, between + (between + within) / (n + people_for_mean)}, std::sqrt(within)};
}

double Population::half_life(double step) const {
  const double within = prior().within;
  const double rounding = step * step / 12.0;  // variance of a number rounded to steps
  const double answers = sums_[SumAt::freedom] + answers_for_alike;
  double doubled = 2.0 * (within * within - rounding);
  if (doubled < within * within) doubled = within * within;
  const double unlike = (sums_[SumAt::steps] - 2.0 * rounding * sums_[SumAt::freedom] +
                         answers_for_alike * doubled * (1.0 - usual_alike)) /
                        (doubled * answers);
  const double alike = 1.0 - unlike;
  return -ln2 / log(alike < least_alike ? least_alike : alike > most_alike ? most_alike : alike);
}

Averaging<manner_count>::Shares Population::manners() const {
  Averaging<manner_count>::Shares out;
  for (std::size_t i = 0; i < manner_count; ++i) {
    const double share = sums_[SumAt::manners + i] + manners_from_nowhere / static_cast<double>(manner_count);
    const double better = sums_[SumAt::manner_logs + i] / (sums_[SumAt::answers] + answers_for_logs);
    out[i] = (share > 0.0 ? share : 0.0) * exp(manner_answers * better) + 1e-9;  // never quite zero
  }
  return out;
}

Averaging<habit_count>::Shares Population::habits() const {
  Averaging<habit_count>::Shares out;
  for (std::size_t i = 0; i < habit_count; ++i) {
    const double share = sums_[SumAt::habits + i] + habits_from_nowhere * first_habits[i];
    const double better = sums_[SumAt::habit_logs + i] / (sums_[SumAt::answers] + answers_for_logs);
    out[i] = (share > 0.0 ? share : 0.0) * exp(habit_answers * better) + 1e-9;  // never quite zero
  }
  return out;
}

void OwnSums::answer(double x, std::span<double> row) {
  const double mean_before = mean_;
  const double squares_before = squares_;
  const double count_before = count_;
  count_ += 1.0;
  mean_ += (x - mean_) / count_;
  squares_ += (x - mean_before) * (x - mean_);
  row[SumAt::people] = count_before == 0.0 ? 1.0 : 0.0;
  row[SumAt::means] = mean_ - (count_before == 0.0 ? 0.0 : mean_before);
  row[SumAt::squared_means] = mean_ * mean_ - (count_before == 0.0 ? 0.0 : mean_before * mean_before);
  row[SumAt::inverse_counts] = 1.0 / count_ - (count_before == 0.0 ? 0.0 : 1.0 / count_before);
  row[SumAt::squares] = squares_ - squares_before;
  row[SumAt::freedom] = count_before == 0.0 ? 0.0 : 1.0;
  row[SumAt::steps] = count_before == 0.0 ? 0.0 : (x - last_) * (x - last_);
  row[SumAt::answers] = 1.0;
  last_ = x;
}

}  // namespace bothy::dyad
