// Trains the guard: a table over whole texts, then what puts rules and weights together, on families that the table did
// not see. Called by bothy-train.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "guard/guard.h"
#include "lab/train/fit.h"
#include "lab/train/metrics.h"
#include "lab/train/signals.h"

namespace bothy::train {

/// What the guard told of texts against what they were written as.
struct GuardScores {
  std::array<Counts, guard::sign_count> signs{};
  Counts danger;  // tier T2 or higher
  Counts t3;
  Counts now;                                           // urgent now: whether it was told as danger
  Counts fear_control;                                  // the same for fear and control
  std::size_t safe = 0;                                 // texts without danger
  std::vector<std::pair<double, guard::Tier>> leaning;  // towards danger, with the truth, of each text
  std::size_t quarrels = 0;
  std::size_t quarrels_t3 = 0;
  std::size_t quarrels_t2 = 0;
  std::size_t kind = 0;     // messages of the coach that do no harm
  std::size_t kind_t1 = 0;  // told as heated
  std::size_t concerns = 0;     // texts of T2
  std::size_t concerns_t3 = 0;  // told as urgent
  std::size_t safe_t3 = 0;      // without danger, told as urgent
  std::size_t voices = 0;       // right among dangers

  void count(const Signal& truth, const guard::Alarm& told);
  void count_quarrel(const guard::Alarm& told);
  void count_kind(const guard::Alarm& told);
  /// A table and a summary, on stdout.
  void print(const char* name) const;
  /// How much danger would be found at other thresholds.
  void print_choices() const;
};

struct GuardModel {
  GuardScores across;  // on families that the table in question had not seen
  std::vector<unsigned char> table;
  std::vector<double> fuse;  // guard::fuse_row for each column
  std::vector<std::pair<Signal, guard::Alarm>>
      wrong;  // danger that was not told, or told where there is none; unseen too
};

/// Which features are kept is decided by the tiers first, by signs and voices half as much.
[[nodiscard]] inline std::vector<double> tiers_most() {
  std::vector<double> out(guard::column_count, 0.45);
  for (const guard::Column tier : {guard::at_least_t1, guard::at_least_t2, guard::is_t3}) out[tier] = 1;
  return out;
}

struct GuardOptions {
  FitOptions fit{.rows = 26'000, .matters = tiers_most(), .cost = 4, .least_families = 20, .coarse = 24};
  unsigned folds = 4;
  std::set<std::string> seen;   // files that say nothing about how far the rules can be trusted
  double false_t3 = 0.002;      // of ordinary quarrels (SAFETY.md 4.4)
  unsigned one_concern_in = 5;  // of the texts of T2 so many are shown to what decides T3
  double false_t1 = 0.02;       // of kind and of everyday messages: what is heated is not every feeling
  double false_alarm = 0.16;    // of look-alikes, most of which were written to be taken for danger (docs/guard.md)
};

/// Trains on every family that is not held out. `ordinary` are quarrels: they set the threshold of the highest tier.
[[nodiscard]] GuardModel train_guard(const coach::Language& language, const std::vector<Signal>& signals,
                                     const std::vector<Signal>& ordinary, const GuardOptions& options);

}  // namespace bothy::train
