// Which of 28 emotions a text carries: its features, the learned table and the thresholds put together.
// It reads only words, not who does what to whom (reading.h). Called by the command line and the trainer; the browser's
// program leaves it out.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "coach/features.h"
#include "coach/table.h"
#include "coach/text.h"

namespace bothy::coach {

/// The emotions in the order of GoEmotions (Demszky et al. 2020), which is also that of the table's columns.
enum class Emotion : std::uint8_t {
  admiration,
  amusement,
  anger,
  annoyance,
  approval,
  caring,
  confusion,
  curiosity,
  desire,
  disappointment,
  disapproval,
  disgust,
  embarrassment,
  excitement,
  fear,
  gratitude,
  grief,
  joy,
  love,
  nervousness,
  optimism,
  pride,
  realization,
  relief,
  remorse,
  sadness,
  surprise,
  neutral,
};
inline constexpr std::size_t emotion_count = 28;

inline constexpr std::array<std::string_view, emotion_count> emotion_names = {
    "admiration", "amusement",   "anger",          "annoyance",   "approval", "caring",        "confusion",
    "curiosity",  "desire",      "disappointment", "disapproval", "disgust",  "embarrassment", "excitement",
    "fear",       "gratitude",   "grief",          "joy",         "love",     "nervousness",   "optimism",
    "pride",      "realization", "relief",         "remorse",     "sadness",  "surprise",      "neutral"};

/// What a person is shown: few and plain (docs/coach.md#emotion).
enum class Family : std::uint8_t { joy, love, sadness, fear, anger, shame, surprise, calm };
inline constexpr std::array<std::string_view, 8> family_names = {"joy",   "love",  "sadness",  "fear",
                                                                 "anger", "shame", "surprise", "calm"};
/// The family of an emotion; whatever is neither warm nor hard is `calm`.
[[nodiscard]] Family family_of(Emotion emotion);

/// A set of emotions, one bit each.
using Emotions = std::uint32_t;
[[nodiscard]] constexpr Emotions only(Emotion emotion) { return Emotions{1} << static_cast<unsigned>(emotion); }
[[nodiscard]] constexpr bool has(Emotions set, Emotion emotion) { return (set & only(emotion)) != 0; }

/// The features of a whole text, each once, ordered by key; `out` is overwritten.
///
/// Words and marks, alone and in pairs; letters of two to five in a row; classes of words, their pairs and what negates
/// them; how it is typed (capitals, stretched words, pictures, length). Cost: linear in the text but for one sort.
void emotion_features(const Language& language, std::string_view bytes, const Text& text, std::vector<Feature>& out);

/// The emotions whose logit reaches its threshold; the nearest to its own where none does. Never empty.
[[nodiscard]] Emotions emotions_from(std::span<const double, emotion_count> logits, std::span<const double> thresholds);

/// Reads texts one after the other; keeps its working memory, so that a warm reader allocates nothing.
class EmotionReader {
 public:
  /// `thresholds`: emotion_count logits, kept as a view.
  EmotionReader(const Language& language, Table table, std::span<const double> thresholds)
      : language_(language), table_(table), thresholds_(thresholds) {}

  /// The emotions of any bytes, at least one. Cost: about 20 us for 70 letters; 64 KiB are read, the rest is left.
  Emotions read(std::string_view bytes);
  /// Of the last text read; what a logit is worth differs from emotion to emotion.
  [[nodiscard]] std::span<const double, emotion_count> logits() const { return logits_; }

 private:
  Language language_;
  Table table_;
  std::span<const double> thresholds_;
  Text text_;
  std::vector<Feature> features_;
  std::array<double, emotion_count> logits_{};
};

/// The reader for English with the tables that are built in.
[[nodiscard]] EmotionReader english_emotions();

}  // namespace bothy::coach
