// Trains the coach: the table of clause weights, then, on families that each table did not see, what puts the clauses
// together and the thresholds. Called by bothy-train and by the bench, which trains nothing but reads the same split.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "coach/reading.h"
#include "lab/train/fit.h"
#include "lab/train/messages.h"
#include "lab/train/metrics.h"

namespace bothy::train {

struct CoachModel {
  std::vector<unsigned char> table;
  std::vector<double> fuse;      // coach::fuse_row for each label
  Scores across;                 // on families that the table in question had not seen
  double calibration_error = 0;  // of the likelihoods on those, over ten bins
};

struct CoachOptions {
  FitOptions fit{.rows = 16'000, .cost = 3, .least_families = 20, .coarse = 24};
  unsigned folds = 4;
  std::set<std::string> seen;    // files that say nothing about how far the rules can be trusted
  double harm_precision = 0.88;  // of "some harm is here", over all messages
  double sure_harm = 0.85;       // a note is shown from this precision on (COACH.md 3.5)
  double sure_care = 0.75;
};

/// The labels of each clause: those whose mark covers half of it, or lies half in it.
[[nodiscard]] coach::Labels labels_of(const Message& message, const coach::Draft& draft, const coach::Clause& clause);

/// Trains on every family that is not held out. Cost: minutes.
[[nodiscard]] CoachModel train_coach(const coach::Language& language, const std::vector<Message>& messages,
                                     const CoachOptions& options);

}  // namespace bothy::train
