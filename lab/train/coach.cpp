// See coach.h.
#include "lab/train/coach.h"

#include <algorithm>
#include <cmath>

#include "lab/train/logistic.h"

namespace bothy::train {
namespace {

using Inputs = std::array<double, coach::fuse_inputs>;

// A message as a table that had not seen its family weighs it.
struct Unseen {
  const Message* message = nullptr;
  std::array<Inputs, coach::fuse_rows> inputs{};
};

bool holds(coach::Labels labels, std::size_t row) {
  return row == coach::label_count ? (labels & coach::harm_labels) != 0 : (labels >> row & 1U) != 0;
}

class Trainer {
 public:
  Trainer(const coach::Language& language, const std::vector<Message>& messages, const CoachOptions& options)
      : language_(language), messages_(messages), options_(options) {}

  CoachModel run() {
    read_all();
    for (unsigned f = 0; f < options_.folds; ++f) weigh_fold(f);
    CoachModel out;
    out.table = fit_those([](unsigned) { return true; });
    for (std::size_t row = 0; row < coach::fuse_rows; ++row) put_together(row);
    thresholds(out);
    return out;
  }

 private:
  [[nodiscard]] unsigned fold_of(const Message& m) const { return (part_of(m.family) - 1) % options_.folds; }
  [[nodiscard]] static bool is_held_out(const Message& m) { return part_of(m.family) == held_out; }

  void read_all() {
    coach::Draft draft;
    for (const Message& m : messages_) {
      auto& clauses = clauses_.emplace_back();
      Instance& whole = wholes_.emplace_back();
      if (is_held_out(m)) continue;
      coach::read_draft(language_, m.text, draft);
      for (std::size_t c = 0; c < draft.clauses.size(); ++c) {
        Instance& instance = clauses.emplace_back();
        coach::features_of(language_, draft, c, instance.features);
        instance.truth = labels_of(m, draft, draft.clauses[c]);
        instance.family = std::hash<std::string>{}(m.family);
        if (m.found) instance.known = coach::harm_labels;
        std::ranges::copy_if(instance.features, std::back_inserter(whole.features),
                             [](const coach::Feature& f) { return f.group != coach::Group::around; });
      }
      whole.truth = m.labels;
      whole.family = std::hash<std::string>{}(m.family);
      if (m.found) whole.known = coach::harm_labels;
    }
  }

  template <class Takes>
  std::vector<unsigned char> fit_those(Takes takes) {
    std::vector<Problem> problems(2);
    for (Problem& p : problems) p.columns = coach::label_count;
    for (std::size_t i = 0; i < messages_.size(); ++i) {
      if (is_held_out(messages_[i]) || !takes(fold_of(messages_[i]))) continue;
      problems[0].instances.insert(problems[0].instances.end(), clauses_[i].begin(), clauses_[i].end());
      problems[1].instances.push_back(wholes_[i]);
    }
    return fit(problems, options_.fit);
  }

  void weigh_fold(unsigned fold) {
    const auto bytes = fit_those([fold](unsigned f) { return f != fold; });
    const coach::Table table = *coach::Table::of(bytes);
    coach::Draft draft;
    std::vector<coach::Feature> features;
    coach::Weighed weighed;
    for (const Message& m : messages_) {
      if (is_held_out(m) || fold_of(m) != fold || options_.seen.contains(m.file)) continue;
      coach::read_draft(language_, m.text, draft);
      coach::weigh(language_, table, draft, features, weighed);
      Unseen u{&m, {}};
      for (std::size_t row = 0; row < coach::fuse_rows; ++row) {
        u.inputs[row] = coach::fuse_values(language_, draft, weighed, row);
      }
      unseen_.push_back(u);
    }
  }

  // The logistic of one row; its output is the calibrated logit.
  void put_together(std::size_t row) {
    std::vector<double> rows;
    std::vector<bool> truth;
    const bool of_care = row >= coach::harm_count && row < coach::label_count;
    for (const Unseen& u : unseen_) {
      if (u.message->found && of_care) continue;
      rows.insert(rows.end(), u.inputs[row].begin(), u.inputs[row].end());
      truth.push_back(holds(u.message->labels, row));
    }
    std::ranges::copy(logistic(rows, coach::fuse_inputs, truth, 1), weights_[row].begin());
  }

  [[nodiscard]] std::array<double, coach::fuse_rows> logits(const Unseen& u) const {
    std::array<double, coach::fuse_rows> out{};
    for (std::size_t row = 0; row < coach::fuse_rows; ++row) {
      for (std::size_t i = 0; i < coach::fuse_inputs; ++i) out[row] += weights_[row][i] * u.inputs[row][i];
    }
    return out;
  }

  // Mean distance between how likely a label was held to be and how often it was there, over ten bins.
  [[nodiscard]] double calibration_error(const std::vector<std::array<double, coach::fuse_rows>>& all) const {
    std::array<double, 10> apart{};
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t l = 0; l < coach::label_count; ++l) {
        const double p = 1 / (1 + std::exp(-all[i][l]));
        apart[std::min<std::size_t>(static_cast<std::size_t>(p * 10), 9)] +=
            p - (holds(unseen_[i].message->labels, l) ? 1 : 0);
      }
    }
    double sum = 0;
    for (const double a : apart) sum += std::abs(a);
    return sum / static_cast<double>(std::max<std::size_t>(all.size(), 1) * coach::label_count);
  }

  // Set on authored messages alone. Care: the best F1. Harm: only where "some harm is here" is right often enough, and there the best F1.
  void thresholds(CoachModel& out) {
    std::erase_if(unseen_, [](const Unseen& u) { return u.message->found; });
    std::vector<std::array<double, coach::fuse_rows>> all;
    for (const Unseen& u : unseen_) all.push_back(logits(u));
    const auto told = [&](std::size_t row, double gate) {
      std::vector<std::pair<double, bool>> pairs;
      for (std::size_t i = 0; i < all.size(); ++i) {
        const bool open = row >= coach::harm_count || all[i][coach::label_count] >= gate;
        pairs.emplace_back(open ? all[i][row] : -50, holds(unseen_[i].message->labels, row));
      }
      return pairs;
    };
    const double gate = sure_cut(told(coach::label_count, 0), options_.harm_precision).at;
    for (std::size_t row = 0; row < coach::fuse_rows; ++row) {
      out.fuse.insert(out.fuse.end(), weights_[row].begin(), weights_[row].end());
      const auto pairs = told(row, gate);
      const double cut = row == coach::label_count ? gate : best_cut(pairs).at;
      const double sure = sure_cut(pairs, row < coach::harm_count ? options_.sure_harm : options_.sure_care).at;
      out.fuse.push_back(cut);
      out.fuse.push_back(std::max(cut, sure));
    }
    out.calibration_error = calibration_error(all);
    for (std::size_t i = 0; i < all.size(); ++i) {
      out.across.count(unseen_[i].message->labels, coach::labels_from(all[i], out.fuse));
    }
  }

  const coach::Language& language_;
  const std::vector<Message>& messages_;
  const CoachOptions& options_;
  std::vector<std::vector<Instance>> clauses_;
  std::vector<Instance> wholes_;
  std::vector<Unseen> unseen_;
  std::array<Inputs, coach::fuse_rows> weights_{};
};

}  // namespace

coach::Labels labels_of(const Message& message, const coach::Draft& draft, const coach::Clause& clause) {
  const std::uint32_t begin = draft.text.tokens[clause.first].begin;
  const std::uint32_t end = draft.text.tokens[clause.last - 1].end;
  coach::Labels out = 0;
  for (const Mark& mark : message.marks) {
    const std::uint32_t from = std::max(begin, mark.begin);
    const std::uint32_t to = std::min(end, mark.end);
    if (to <= from) continue;
    if (2 * (to - from) >= end - begin || 2 * (to - from) >= mark.end - mark.begin) out |= coach::only(mark.label);
  }
  return out;
}

CoachModel train_coach(const coach::Language& language, const std::vector<Message>& messages,
                       const CoachOptions& options) {
  return Trainer(language, messages, options).run();
}

}  // namespace bothy::train
