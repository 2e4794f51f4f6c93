// See guard.h. Rules and weights are put together by a small logistic for each column; thresholds make the alarm.
#include "guard/guard.h"

#include <algorithm>

namespace bothy::guard {
namespace {

constexpr double most_rules = 6;

void add_rule(const coach::Rule& rule, std::array<double, fuse_inputs>& in) {
  if (rule.label < first_sign_label) return;
  const double weight = rule.weight / 4.0;
  const auto add = [&](std::size_t column) { in[column_count + column] += weight; };
  add(rule.label - first_sign_label);
  if (rule.voice != 0) add(voice_self + rule.voice - 1);
  if (rule.urgency == static_cast<std::uint8_t>(Urgency::now)) add(is_now);
  if (rule.urgency >= static_cast<std::uint8_t>(Urgency::soon)) add(is_soon);
  // What speaks against a sign speaks against every tier, unless the rule names one.
  const bool against = rule.weight < 0 && rule.tier == 0;
  if (against || rule.tier >= static_cast<std::uint8_t>(Tier::t1)) add(at_least_t1);
  if (against || rule.tier >= static_cast<std::uint8_t>(Tier::t2)) add(at_least_t2);
  if (against || rule.tier >= static_cast<std::uint8_t>(Tier::t3)) add(is_t3);
}

// Whether some clause of three words or more has none but words of the vocabulary.
bool says_something(const coach::Draft& draft) {
  return std::ranges::any_of(draft.clauses, [&draft](const coach::Clause& clause) {
    std::size_t words = 0;
    for (std::uint32_t i = clause.first; i < clause.last; ++i) {
      const coach::Token& token = draft.text.tokens[i];
      if (token.kind == coach::TokenKind::word && token.id == 0) return false;
      words += token.kind == coach::TokenKind::word ? 1 : 0;
    }
    return words >= 3;
  });
}

}  // namespace

std::array<double, fuse_inputs> fuse_values(const coach::Language& language, const coach::Draft& draft,
                                            std::span<const double> columns) {
  std::array<double, fuse_inputs> in{};
  std::ranges::copy(columns, in.begin());
  for (const coach::Match& m : draft.matches) add_rule(language.rules()[m.rule], in);
  for (std::size_t c = 0; c < column_count; ++c)
    in[column_count + c] = std::clamp(in[column_count + c], -most_rules, most_rules);
  in[2 * column_count] = 1;
  return in;
}

void features_of(const coach::Language& language, const coach::Draft& draft, std::vector<coach::Feature>& scratch,
                 std::vector<coach::Feature>& out) {
  out.clear();
  for (std::size_t c = 0; c < draft.clauses.size(); ++c) {
    coach::features_of(language, draft, c, scratch);
    std::ranges::copy_if(scratch, std::back_inserter(out),
                         [](const coach::Feature& f) { return f.group != coach::Group::around; });
  }
}

Alarm alarm_from(std::span<const double> fused, std::span<const double> fuse) {
  const auto is = [&](std::size_t column) { return fused[column] >= fuse[column * fuse_row + fuse_inputs]; };
  Alarm alarm;
  alarm.tier = is(is_t3) ? Tier::t3 : is(at_least_t2) ? Tier::t2 : is(at_least_t1) ? Tier::t1 : Tier::t0;
  if (is(static_cast<std::size_t>(Sign::strain))) alarm.signs |= 1U << static_cast<unsigned>(Sign::strain);
  if (alarm.tier < Tier::t2) return alarm;
  std::size_t likeliest = 0;
  for (std::size_t s = 0; s < sign_count; ++s) {
    if (is(s)) alarm.signs |= 1U << s;
    const auto above = [&](std::size_t c) { return fused[c] - fuse[c * fuse_row + fuse_inputs]; };
    if (s < danger_count && above(s) > above(likeliest)) likeliest = s;
  }
  constexpr std::uint32_t scripted = (1U << danger_count) - 1 | 1U << static_cast<unsigned>(Sign::unshared);
  if ((alarm.signs & scripted) == 0) alarm.signs |= 1U << likeliest;
  const auto* voices = fused.data() + voice_self;
  alarm.voice = static_cast<Voice>(1 + (std::max_element(voices, voices + 4) - voices));
  alarm.urgency = is(is_now) ? Urgency::now : alarm.tier == Tier::t3 || is(is_soon) ? Urgency::soon : Urgency::watch;
  return alarm;
}

Alarm Guard::read(std::string_view text) {
  coach::read_draft(language_, text, draft_);
  fused_.fill(-20);
  if (coach::in_other_script(draft_.text)) return {.unreadable = true};
  if (draft_.clauses.empty()) return {};
  features_of(language_, draft_, scratch_, features_);
  coach::Table::Sums sums;
  learned_.table.add(features_, sums);
  std::array<double, column_count> columns{};
  learned_.table.finish(sums, 0, columns);
  const auto in = fuse_values(language_, draft_, columns);
  for (std::size_t c = 0; c < column_count; ++c) {
    double sum = 0;
    for (std::size_t i = 0; i < fuse_inputs; ++i) sum += in[i] * learned_.fuse[c * fuse_row + i];
    fused_[c] = sum;
  }
  const Alarm alarm = alarm_from(fused_, learned_.fuse);
  // In the midst of another language danger counts where it is said in whole words of this one ("die" is an article).
  const bool other = coach::in_other_words(draft_.text);
  return other && (alarm.tier < Tier::t2 || !says_something(draft_)) ? Alarm{.unreadable = true} : alarm;
}

}  // namespace bothy::guard
