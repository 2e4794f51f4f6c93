// See guard.h.
#include "lab/train/guard.h"

#include <algorithm>
#include <cstdio>

#include "lab/train/logistic.h"

namespace bothy::train {
namespace {

std::uint32_t truth_of(const Signal& s) {
  std::uint32_t t = s.signs;
  const auto set = [&t](std::size_t column, bool holds) { t |= holds ? 1U << column : 0U; };
  if (s.voice != guard::Voice::none) set(guard::voice_self + static_cast<std::size_t>(s.voice) - 1, true);
  set(guard::is_now, s.urgency == guard::Urgency::now);
  set(guard::is_soon, s.urgency >= guard::Urgency::soon);
  set(guard::at_least_t1, s.tier >= guard::Tier::t1);
  set(guard::at_least_t2, s.tier >= guard::Tier::t2);
  set(guard::is_t3, s.tier == guard::Tier::t3);
  return t;
}

struct Text {
  std::uint32_t truth = 0;
  unsigned fold = 0;
  bool quarrel = false;  // an ordinary one: sets the threshold of the highest tier
  const Signal* signal = nullptr;
  bool from_coach = false;
  bool fresh = false;  // nobody who wrote a rule had read it
  std::array<double, guard::fuse_inputs> inputs{};
};

// So many texts with a sign are enough to learn how far its rules can be trusted.
constexpr std::ptrdiff_t least_fresh = 20;

class Trainer {
 public:
  Trainer(const coach::Language& language, const GuardOptions& options) : language_(language), options_(options) {}

  void add(const std::vector<Signal>& signals, bool ordinary) {
    coach::Draft draft;
    std::vector<coach::Feature> scratch;
    for (const Signal& s : signals) {
      if (part_of(s.family) == held_out) continue;
      Text text{truth_of(s),
                (part_of(s.family) - 1) % options_.folds,
                ordinary || s.family.starts_with("quarrel"),
                &s,
                ordinary,
                !options_.seen.contains(s.file),
                {}};
      Instance instance;
      coach::read_draft(language_, s.text, draft);
      guard::features_of(language_, draft, scratch, instance.features);
      instance.truth = text.truth;
      instance.family = std::hash<std::string>{}(s.family);
      texts_.push_back(text);
      instances_.push_back(std::move(instance));
    }
  }

  GuardModel run() {
    for (unsigned f = 0; f < options_.folds; ++f) weigh_fold(f);
    GuardModel out;
    out.table = fit_those([](unsigned) { return true; });
    for (std::size_t c = 0; c < guard::column_count; ++c) put_together(c, out.fuse);
    for (const Text& t : texts_) {
      if (!t.fresh || t.signal->found) continue;
      std::array<double, guard::column_count> fused{};
      for (std::size_t c = 0; c < fused.size(); ++c) {
        for (std::size_t i = 0; i < guard::fuse_inputs; ++i)
          fused[c] += out.fuse[c * guard::fuse_row + i] * t.inputs[i];
      }
      const guard::Alarm alarm = guard::alarm_from(fused, out.fuse);
      if (t.quarrel) out.across.count_quarrel(alarm);
      if (t.from_coach && !t.signal->harsh) out.across.count_kind(alarm);
      if (!t.from_coach) {
        out.across.count(*t.signal, alarm);
        out.across.leaning.emplace_back(fused[guard::at_least_t2], t.signal->tier);
      }
      const bool told = alarm.tier >= guard::Tier::t2;
      if (told != (t.signal->tier >= guard::Tier::t2)) out.wrong.emplace_back(*t.signal, alarm);
    }
    return out;
  }

 private:
  template <class Takes>
  std::vector<unsigned char> fit_those(Takes takes) {
    std::vector<Problem> problems(1);
    problems[0].columns = guard::column_count;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (takes(texts_[i].fold)) problems[0].instances.push_back(instances_[i]);
    }
    return fit(problems, options_.fit);
  }

  void weigh_fold(unsigned fold) {
    const auto bytes = fit_those([fold](unsigned f) { return f != fold; });
    const coach::Table table = *coach::Table::of(bytes);
    coach::Draft draft;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (texts_[i].fold != fold) continue;
      coach::Table::Sums sums;
      table.add(instances_[i].features, sums);
      std::array<double, guard::column_count> columns{};
      table.finish(sums, 0, columns);
      coach::read_draft(language_, texts_[i].signal->text, draft);
      texts_[i].inputs = guard::fuse_values(language_, draft, columns);
    }
  }

  void put_together(std::size_t column, std::vector<double>& fuse) {
    std::vector<double> rows;
    std::vector<bool> truth;
    std::size_t concerns = 0;
    const auto holds = [column](const Text& t) { return (t.truth >> column & 1U) != 0; };
    const auto fresh = std::ranges::count_if(texts_, [&](const Text& t) { return t.fresh && holds(t); });
    // What only files tell of that rule writers had read is learned from those.
    const auto counts = [&](const Text& t) {
      return (t.fresh || fresh < least_fresh) && !(column == guard::at_least_t1 && t.signal->harsh);
    };
    for (const Text& t : texts_) {
      if (!counts(t)) continue;
      // A concern told as urgent weighs less than an urgent danger told as a concern.
      if (column == guard::is_t3 && t.signal->tier == guard::Tier::t2 && concerns++ % options_.one_concern_in != 0)
        continue;
      rows.insert(rows.end(), t.inputs.begin(), t.inputs.end());
      truth.push_back(holds(t));
    }
    const auto weights = logistic(rows, guard::fuse_inputs, truth, 0.3);
    fuse.insert(fuse.end(), weights.begin(), weights.end());
    std::vector<std::pair<double, bool>> told;
    std::vector<double> ordinary;
    std::vector<double> alike;
    std::vector<double> kind;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (!counts(texts_[i]) || texts_[i].signal->found) continue;
      double logit = 0;
      for (std::size_t k = 0; k < weights.size(); ++k) logit += weights[k] * texts_[i].inputs[k];
      // Which sign it is, whose and how soon is asked of dangers alone.
      const bool of_danger = column < guard::danger_count || (column >= guard::voice_self && column <= guard::is_soon);
      if (!of_danger || (texts_[i].truth >> guard::at_least_t2 & 1U) != 0)
        told.emplace_back(logit, (texts_[i].truth >> column & 1U) != 0);
      if (texts_[i].quarrel) ordinary.push_back(logit);
      if (texts_[i].from_coach) kind.push_back(logit);
      if (!texts_[i].quarrel && (texts_[i].truth >> guard::at_least_t2 & 1U) == 0) alike.push_back(logit);
    }
    double cut = best_cut(told).at;
    if (column == guard::at_least_t1) cut = std::max(cut, above(kind, options_.false_t1));
    if (column == guard::is_t3) cut = above(ordinary, options_.false_t3);
    if (column == guard::at_least_t2) cut = above(alike, options_.false_alarm);
    fuse.push_back(cut);
  }

  // The threshold that lets through this share of the values.
  static double above(std::vector<double>& values, double share) {
    std::ranges::sort(values, std::greater{});
    return values[std::min(static_cast<std::size_t>(share * static_cast<double>(values.size())), values.size() - 1)] +
           1e-9;
  }

  const coach::Language& language_;
  const GuardOptions& options_;
  std::vector<Text> texts_;
  std::vector<Instance> instances_;
};

}  // namespace

void GuardScores::count(const Signal& truth, const guard::Alarm& told) {
  const bool is_danger = truth.tier >= guard::Tier::t2;
  const bool is_told = told.tier >= guard::Tier::t2;
  for (std::size_t i = 0; i < signs.size(); ++i)
    signs[i].count((truth.signs >> i & 1U) != 0, (told.signs >> i & 1U) != 0);
  danger.count(is_danger, is_told);
  t3.count(truth.tier == guard::Tier::t3, told.tier == guard::Tier::t3);
  constexpr std::uint32_t held =
      1U << static_cast<unsigned>(guard::Sign::fear) | 1U << static_cast<unsigned>(guard::Sign::control);
  if ((truth.signs & held) != 0) fear_control.count(true, is_told);
  if (truth.urgency == guard::Urgency::now) now.count(true, is_told);
  safe += is_danger ? 0 : 1;
  concerns += truth.tier == guard::Tier::t2 ? 1 : 0;
  if (told.tier == guard::Tier::t3) {
    concerns_t3 += truth.tier == guard::Tier::t2 ? 1 : 0;
    safe_t3 += is_danger ? 0 : 1;
  }
  voices += is_danger && told.voice == truth.voice ? 1 : 0;
}

void GuardScores::count_quarrel(const guard::Alarm& told) {
  ++quarrels;
  quarrels_t2 += told.tier >= guard::Tier::t2 ? 1 : 0;
  quarrels_t3 += told.tier == guard::Tier::t3 ? 1 : 0;
}

void GuardScores::count_kind(const guard::Alarm& told) {
  ++kind;
  kind_t1 += told.tier >= guard::Tier::t1 ? 1 : 0;
}

void GuardScores::print(const char* name) const {
  std::printf("\nguard, %s\n%-12s %5s %9s %7s %6s\n", name, "", "n", "precision", "recall", "F1");
  for (std::size_t i = 0; i < signs.size(); ++i) {
    std::printf("%-12s %5zu %9.3f %7.3f %6.3f\n", guard::sign_names[i].data(), signs[i].hit + signs[i].missed,
                signs[i].precision(), signs[i].recall(), signs[i].f1());
  }
  std::printf(
      "danger recall %.3f of %zu (aim .95), look-alikes alarmed %.3f of %zu (aim .03); T3 recall %.3f of %zu (aim "
      ".95); "
      "now %.3f of %zu; fear and control %.3f (aim .90); voice right %.3f\n"
      "of %zu ordinary quarrels T3 %zu (aim 2 in 1,000), T2 %zu; of T2 texts told as T3 %.3f, of look-alikes %.3f; of %zu kind messages T1 %zu\n",
      danger.recall(), danger.hit + danger.missed, Counts::ratio(danger.added, safe), safe, t3.recall(),
      t3.hit + t3.missed, now.recall(), now.hit + now.missed, fear_control.recall(),
      Counts::ratio(voices, danger.hit + danger.missed), quarrels, quarrels_t3, quarrels_t2,
      Counts::ratio(concerns_t3, concerns), Counts::ratio(safe_t3, safe), kind, kind_t1);
}

void GuardScores::print_choices() const {
  std::vector<double> alike;
  for (const auto& [value, tier] : leaning) {
    if (tier < guard::Tier::t2) alike.push_back(value);
  }
  std::ranges::sort(alike, std::greater{});
  if (alike.empty()) return;
  std::printf("danger found when so many look-alikes are alarmed:");
  for (const double share : {0.03, 0.06, 0.10, 0.15, 0.20, 0.30}) {
    const double cut = alike[static_cast<std::size_t>(share * static_cast<double>(alike.size()))];
    std::size_t all = 0;
    std::size_t found = 0;
    for (const auto& [value, tier] : leaning) {
      all += tier >= guard::Tier::t2 ? 1 : 0;
      found += tier >= guard::Tier::t2 && value > cut ? 1 : 0;
    }
    std::printf("  %.2f: %.3f", share, Counts::ratio(found, all));
  }
  std::printf("\n");
}

GuardModel train_guard(const coach::Language& language, const std::vector<Signal>& signals,
                       const std::vector<Signal>& ordinary, const GuardOptions& options) {
  Trainer trainer(language, options);
  trainer.add(signals, false);
  trainer.add(ordinary, true);
  return trainer.run();
}

}  // namespace bothy::train
