// Trains the emotion head: the table of emotion weights, then, from texts that each table did not see, the thresholds.
// Reads the found data of GoEmotions; nothing people wrote to each other here. Called by bothy-train.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "coach/emotion.h"
#include "lab/train/fit.h"
#include "lab/train/metrics.h"

namespace bothy::train {

/// One text of the found data and the emotions that its readers saw in it.
struct Felt {
  std::string text;
  coach::Emotions emotions = 0;
};

/// The lines `id TAB text TAB emotions` of a packed file (`.tsv.gz`); none when it cannot be read. Needs gzip.
[[nodiscard]] std::vector<Felt> read_felt(const std::string& path);

/// Emotions as told against emotions as seen, text by text.
struct EmotionScores {
  std::array<Counts, coach::emotion_count> emotions{};
  void count(coach::Emotions truth, coach::Emotions said);
  [[nodiscard]] double macro() const;
};

struct EmotionModel {
  std::vector<unsigned char> table;
  std::vector<double> cuts;  // emotion_count thresholds
  EmotionScores across;      // of texts that neither table nor threshold had seen
};

struct EmotionOptions {
  FitOptions fit{.rows = 46'000, .often = 0, .cost = 0.5, .balance = 1, .least_families = 3};
  unsigned folds = 5;
  unsigned resamples = 25;  // a threshold is the mean of the best ones of so many resamples
  bool only_try = false;    // no table is made: only `across` is wanted
};

/// Trains on all of `texts`. Cost: ten minutes on two cores for the 43,000 of GoEmotions.
[[nodiscard]] EmotionModel train_emotion(const coach::Language& language, const std::vector<Felt>& texts,
                                         const EmotionOptions& options);

/// What a model says of texts that it was not trained on.
[[nodiscard]] EmotionScores scores_of(const coach::Language& language, const EmotionModel& model,
                                      const std::vector<Felt>& texts);

}  // namespace bothy::train
