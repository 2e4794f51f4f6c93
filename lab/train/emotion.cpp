// See emotion.h.
#include "lab/train/emotion.h"

#include <algorithm>
#include <string_view>

#include "coach/hash.h"
#include "lab/train/packed.h"

namespace bothy::train {
namespace {

using Logits = std::array<double, coach::emotion_count>;

coach::Emotions emotions_of(std::string_view names) {
  coach::Emotions out = 0;
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    const auto at = std::ranges::find(coach::emotion_names, names.substr(0, comma));
    if (at != coach::emotion_names.end()) {
      out |= coach::only(static_cast<coach::Emotion>(at - coach::emotion_names.begin()));
    }
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  return out;
}

// How often a resample with repetition holds a text: Poisson with mean one, from a hash instead of chance.
unsigned times(std::size_t text, unsigned resample) {
  static constexpr std::array<double, 5> up_to = {0.3679, 0.7358, 0.9197, 0.9810, 0.9963};
  const double at = static_cast<double>(coach::mix(text, resample) >> 11U) * 0x1p-53;
  return static_cast<unsigned>(std::ranges::upper_bound(up_to, at) - up_to.begin());
}

struct Told {
  double logit = 0;
  bool truth = false;
  std::size_t text = 0;
};

// The threshold with the best F1 among texts, each taken as often as the resample holds it; `told` falls.
double best_of(const std::vector<Told>& told, unsigned resample) {
  double positive = 0;
  for (const Told& t : told) positive += t.truth ? times(t.text, resample) : 0;
  double hits = 0;
  double said = 0;
  double best = -1;
  double cut = 0;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const unsigned n = times(told[i].text, resample);
    said += n;
    hits += told[i].truth ? n : 0;
    if (n == 0 || 2 * hits / (said + positive) <= best) continue;
    best = 2 * hits / (said + positive);
    cut = i + 1 < told.size() ? (told[i].logit + told[i + 1].logit) / 2 : told[i].logit;
  }
  return cut;
}

class Trainer {
 public:
  Trainer(const coach::Language& language, const std::vector<Felt>& texts, const EmotionOptions& options)
      : language_(language), texts_(texts), options_(options), unseen_(texts.size()) {}

  EmotionModel run() {
    coach::Text text;
    for (const Felt& felt : texts_) {
      Instance& instance = instances_.emplace_back();
      coach::read_text(language_, felt.text, text);
      coach::emotion_features(language_, felt.text, text, instance.features);
      instance.truth = felt.emotions;
      instance.family = instances_.size();
    }
    for (unsigned f = 0; f < options_.folds; ++f) weigh_fold(f);
    EmotionModel out;
    for (unsigned f = 0; f < options_.folds; ++f) {
      const std::vector<double> cuts = cuts_from([&](std::size_t i) { return fold_of(i) != f; });
      for (std::size_t i = 0; i < texts_.size(); ++i) {
        if (fold_of(i) == f) out.across.count(texts_[i].emotions, coach::emotions_from(unseen_[i], cuts));
      }
    }
    out.cuts = cuts_from([](std::size_t) { return true; });
    if (!options_.only_try) out.table = fit_those([](std::size_t) { return true; });
    return out;
  }

 private:
  // By the text, so that one that occurs twice is never on both sides.
  [[nodiscard]] unsigned fold_of(std::size_t i) const {
    return static_cast<unsigned>(coach::hash_of(texts_[i].text) >> 32U) % options_.folds;
  }

  template <class Takes>
  std::vector<unsigned char> fit_those(Takes takes) {
    std::vector<Problem> problems(1);
    problems[0].columns = coach::emotion_count;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (takes(i)) problems[0].instances.push_back(instances_[i]);
    }
    return fit(problems, options_.fit);
  }

  void weigh_fold(unsigned fold) {
    const auto bytes = fit_those([&](std::size_t i) { return fold_of(i) != fold; });
    const coach::Table table = *coach::Table::of(bytes);
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (fold_of(i) != fold) continue;
      coach::Table::Sums sums;
      table.add(instances_[i].features, sums);
      table.finish(sums, 0, unseen_[i]);
    }
  }

  template <class Takes>
  std::vector<double> cuts_from(Takes takes) {
    std::vector<double> out;
    std::vector<Told> told;
    for (std::size_t e = 0; e < coach::emotion_count; ++e) {
      told.clear();
      for (std::size_t i = 0; i < texts_.size(); ++i) {
        if (takes(i)) told.push_back({unseen_[i][e], (texts_[i].emotions >> e & 1U) != 0, i});
      }
      std::ranges::sort(told, std::ranges::greater{}, &Told::logit);
      double sum = 0;
      for (unsigned r = 0; r < options_.resamples; ++r) sum += best_of(told, r);
      out.push_back(sum / options_.resamples);
    }
    return out;
  }

  const coach::Language& language_;
  const std::vector<Felt>& texts_;
  const EmotionOptions& options_;
  std::vector<Instance> instances_;
  std::vector<Logits> unseen_;  // of each text, by a table that had not seen it
};

}  // namespace

std::vector<Felt> read_felt(const std::string& path) {
  std::vector<Felt> out;
  for (Packed& line : read_packed(path)) out.push_back({std::move(line.text), emotions_of(line.labels)});
  return out;
}

void EmotionScores::count(coach::Emotions truth, coach::Emotions said) {
  for (std::size_t e = 0; e < coach::emotion_count; ++e) {
    emotions[e].count((truth >> e & 1U) != 0, (said >> e & 1U) != 0);
  }
}

double EmotionScores::macro() const {
  double sum = 0;
  for (const Counts& c : emotions) sum += c.f1();
  return sum / static_cast<double>(coach::emotion_count);
}

EmotionModel train_emotion(const coach::Language& language, const std::vector<Felt>& texts,
                           const EmotionOptions& options) {
  return Trainer(language, texts, options).run();
}

EmotionScores scores_of(const coach::Language& language, const EmotionModel& model, const std::vector<Felt>& texts) {
  coach::EmotionReader reader(language, *coach::Table::of(model.table), model.cuts);
  EmotionScores out;
  for (const Felt& felt : texts) out.count(felt.emotions, reader.read(felt.text));
  return out;
}

}  // namespace bothy::train
