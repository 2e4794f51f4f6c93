// Reads one item of many people: every answer is foreseen before it is learned, from nothing but what stands further up
// and is no later. Many small filters are averaged by what they have foreseen; what people of the item have in common
// is learned as it goes. No files, no words of causes. Called by `bothy-cli read`, its bench and its tests.
#pragma once
#include <functional>

#include "base/error.h"

#include "dyad/answer_order.h"
#include "dyad/mixture.h"
#include "dyad/prior.h"

namespace bothy::dyad {

/// One row of a file. Times in any unit; people counted from 0.
struct AnswerRow {
  Placed at;
  double answer = 0.0;
  bool answered = true;
};

/// What happened in a row. It is learned with the row, not known before its answer.
struct RowHappening {
  std::uint32_t row = 0;  // index of the row; ascending in a list
  Cause cause = Cause::rupture;
  double amount = 1.0;
};

/// On the scale of the answer: mean, deviation, and the logarithm of the probability that a point or an end had, or of
/// the density per unit inside a slider. An answer within half a hundredth of an end of a slider counts as the end; so
/// the density from there to there and the two ends come to one.
struct Forecast {
  double mean = 0.0;
  double sd = 0.0;
  double log_density = 0.0;
};

/// What the answers of one person say in the end. Normal numbers; swing and unevenness as logarithms.
struct PersonEstimate {
  std::uint32_t person = 0;
  std::uint32_t answers = 0;
  Normal level;           // what is usual now, on the scale
  Normal log_swing;       // usual deviation from it, logarithm, on the scale
  Normal log_unevenness;  // of the deviation now against the usual one
};

/// What the people of the item have in common.
struct ItemEstimate {
  std::uint32_t people = 0;
  std::uint32_t answers = 0;
  double mean = 0.0;         // across people, on the scale
  double between = 0.0;      // deviation of people around it
  double within = 0.0;       // deviation within people
  double usual_gap = 0.0;    // between answers, in the unit of the times
  double log_density = 0.0;  // mean over all answers
};

struct ItemReading {
  std::vector<Forecast> forecasts;  // one a row; of rows without an answer they mean nothing
  std::vector<PersonEstimate> people;
  ItemEstimate item;
};

/// Leaves parts out, to show what each is worth.
struct ReaderParts {
  bool volatility = true;  // how much somebody varies is learned
  bool population = true;  // people learn from earlier people
  bool averaging = true;   // manners are averaged; else the likeliest one alone
  bool habits = true;      // how the scale is used
};

/// Reads one item. `scale`: low < high; answers of answered rows lie on it, whole steps where it has points, at most
/// most_points of them. `progress` is told now and then how many rows are done. Finite for any such rows.
///
/// Order: docs/science.md#series. Cost: about 0.2 ms an answer; memory as many answers and people: 70 kB (12 kB without
/// happenings) for each of the 2000 people of the latest rows, and for others between their ninth and last answer.
/// Errors: out_of_range when a number or a scale cannot be, or happenings are not by row.
[[nodiscard]] Result<ItemReading> read_item(const Scale& scale, std::span<const AnswerRow> rows,
                                            std::span<const RowHappening> happenings, const ReaderParts& use = {},
                                            const std::function<void(std::size_t)>& progress = {});

}  // namespace bothy::dyad
