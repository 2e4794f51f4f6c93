// See rules_report.h.
#include "lab/train/rules_report.h"

#include <cstdio>

#include "coach/features.h"

namespace bothy::train {

void print_rules_report(const coach::Language& language, const std::vector<Message>& messages,
                        const std::vector<std::string>& rule_names, const std::string& label) {
  const auto rules = language.rules();
  const auto wanted = coach::label_called(label);
  std::vector<std::size_t> hits(rules.size());
  std::vector<std::size_t> right(rules.size());
  std::size_t with_label = 0;
  std::size_t found = 0;
  coach::Draft draft;
  for (const Message& m : messages) {
    if (part_of(m.family) == held_out) continue;
    coach::read_draft(language, m.text, draft);
    bool seen = false;
    for (const coach::Match& match : draft.matches) {
      const coach::Rule& rule = rules[match.rule];
      if (rule.label >= coach::label_count) continue;
      const bool is_right = (m.labels >> rule.label & 1U) != 0;
      ++hits[match.rule];
      right[match.rule] += is_right ? 1 : 0;
      const bool of_label = wanted && rule.label == static_cast<std::uint8_t>(*wanted);
      seen = seen || of_label;
      if (of_label && !is_right) std::printf("wrong %s: %s\n", rule_names[match.rule].c_str(), m.text.c_str());
    }
    if (!wanted || !coach::has(m.labels, *wanted)) continue;
    ++with_label;
    found += seen ? 1 : 0;
    if (!seen) std::printf("missed: %s\n", m.text.c_str());
  }
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (rules[r].label >= coach::label_count) continue;
    if (wanted && rules[r].label != static_cast<std::uint8_t>(*wanted)) continue;
    std::printf("rule %-34s holds %4zu  right %4zu  %.2f\n", rule_names[r].c_str(), hits[r], right[r],
                hits[r] == 0 ? 0.0 : static_cast<double>(right[r]) / static_cast<double>(hits[r]));
  }
  if (wanted) std::printf("%s: %zu of %zu messages found by a rule\n", label.c_str(), found, with_label);
}

void print_guard_report(const coach::Language& language, const std::vector<Signal>& signals,
                        const std::vector<Signal>& ordinary, const std::vector<std::string>& rule_names,
                        guard::Sign sign) {
  const auto rules = language.rules();
  struct Tally {
    std::size_t hits = 0;
    std::size_t right = 0;
    std::size_t in_ordinary = 0;
  };
  std::vector<Tally> tallies(rules.size());
  std::size_t with_sign = 0;
  std::size_t found = 0;
  std::size_t urgent = 0;
  std::size_t urgent_found = 0;
  coach::Draft draft;
  const auto look = [&](const Signal& s, bool is_ordinary) {
    if (part_of(s.family) == held_out) return;
    coach::read_draft(language, s.text, draft);
    const bool bears = (s.signs >> static_cast<unsigned>(sign) & 1U) != 0;
    bool seen = false;
    bool seen_urgent = false;
    for (const coach::Match& m : draft.matches) {
      const coach::Rule& rule = rules[m.rule];
      if (rule.label < guard::first_sign_label) continue;
      const bool is_t3 = rule.tier == static_cast<std::uint8_t>(guard::Tier::t3);
      seen_urgent = seen_urgent || is_t3;
      if (rule.label != guard::first_sign_label + static_cast<unsigned>(sign)) continue;
      seen = seen || rule.weight > 0;
      const bool is_right = bears && (!is_t3 || s.tier == guard::Tier::t3);
      Tally& t = tallies[m.rule];
      ++t.hits;
      t.right += is_right ? 1 : 0;
      t.in_ordinary += is_ordinary ? 1 : 0;
      if (!is_right) std::printf("wrong %s: %s\n", rule_names[m.rule].c_str(), s.text.c_str());
    }
    const bool is_urgent = bears && s.tier == guard::Tier::t3;
    with_sign += bears ? 1 : 0;
    found += bears && seen ? 1 : 0;
    urgent += is_urgent ? 1 : 0;
    urgent_found += is_urgent && seen_urgent ? 1 : 0;
    if (is_urgent && !seen_urgent) std::printf("missed T3: %s\n", s.text.c_str());
    if (bears && !is_urgent && !seen) std::printf("missed: %s\n", s.text.c_str());
  };
  for (const Signal& s : signals) look(s, false);
  for (const Signal& s : ordinary) look(s, true);
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (rules[r].label != guard::first_sign_label + static_cast<unsigned>(sign)) continue;
    std::printf("rule %-34s tier T%d holds %4zu  right %4zu  in ordinary messages %zu\n", rule_names[r].c_str(),
                rules[r].tier, tallies[r].hits, tallies[r].right, tallies[r].in_ordinary);
  }
  std::printf("%s: %zu of %zu found by a rule; of T3 %zu of %zu by a rule of that tier\n",
              guard::sign_names[static_cast<std::size_t>(sign)].data(), found, with_sign, urgent_found, urgent);
}

}  // namespace bothy::train
