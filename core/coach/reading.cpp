// See reading.h. Each clause is weighed by the table; a small logistic per label puts the clauses, the other labels and
// the rules together; then the clauses that carried a label are marked and explained.
#include "coach/reading.h"

#include <algorithm>
#include <cmath>

namespace bothy::coach {
namespace {

// A clause carries a label when its own words stand no more than this below those that carry it most (tuned on
// held-back families).
constexpr double carried_within = 6.0;

// x/(1+|x|): as the tanh of a logit, but the same bits everywhere.
double squashed(double x) { return x / (1 + std::abs(x)); }

Span bytes_of(const Text& text, std::uint32_t first, std::uint32_t last) {
  while (last > first + 1 && text.tokens[last - 1].kind == TokenKind::mark) --last;
  return {text.tokens[first].begin, text.tokens[last - 1].end};
}

}  // namespace

const Reading& Reader::read(std::string_view draft, const Before& before) {
  reading_.labels = 0;
  reading_.findings.clear();
  read_draft(language_, draft, draft_);
  if (before.conflict >= 2) {
    for (Clause& clause : draft_.clauses) clause.frame |= heated;
    match_rules(language_, draft_.text, draft_.clauses, draft_.walk, draft_.matches);
  }
  reading_.silent = draft_.clauses.empty() || in_other_script(draft_.text) || in_other_words(draft_.text);
  fused_.fill(-20);
  if (reading_.silent) return reading_;
  weigh(language_, learned_.table, draft_, features_, weighed_);
  for (std::size_t row = 0; row < fuse_rows; ++row) {
    const auto in = fuse_values(language_, draft_, weighed_, row);
    double sum = 0;
    for (std::size_t i = 0; i < fuse_inputs; ++i) sum += in[i] * learned_.fuse[row * fuse_row + i];
    fused_[row] = sum;
  }
  reading_.labels = labels_from(fused_, learned_.fuse);
  // The learned layer has seen messages without what came before: what only a quarrel gives its sense, rules decide.
  for (const Match& m : draft_.matches) {
    const Rule& rule = language_.rules()[m.rule];
    if ((rule.wants & heated) != 0) reading_.labels |= only(static_cast<Label>(rule.label));
    if ((rule.forbids & heated) != 0 && draft_.clauses.size() == 1) reading_.labels &= ~harm_labels;
  }
  for (std::size_t l = 0; l < label_count; ++l) {
    if (has(reading_.labels, static_cast<Label>(l))) find(static_cast<Label>(l));
  }
  return reading_;
}

void weigh(const Language& language, const Table& table, const Draft& draft, std::vector<Feature>& scratch,
           Weighed& out) {
  Table::Sums whole;
  out.clauses.resize(draft.clauses.size());
  out.own.resize(draft.clauses.size());
  for (std::size_t c = 0; c < out.clauses.size(); ++c) {
    features_of(language, draft, c, scratch);
    Table::Sums sums;
    table.add(scratch, sums);
    table.finish(sums, 0, out.clauses[c]);
    sums.weights[static_cast<std::size_t>(Group::around)].fill(0);
    sums.squares[static_cast<std::size_t>(Group::around)] = 0;
    table.finish(sums, 0, out.own[c]);
    whole.add(sums);
  }
  table.finish(whole, label_count, out.whole);
}

std::array<double, fuse_inputs> fuse_values(const Language& language, const Draft& draft, const Weighed& weighed,
                                            std::size_t row) {
  std::array<double, fuse_inputs> in{};
  std::array<double, label_count> best{};
  best.fill(-20);
  for (const auto& clause : weighed.clauses) {
    for (std::size_t l = 0; l < label_count; ++l) best[l] = std::max(best[l], clause[l]);
  }
  for (std::size_t l = 0; l < label_count; ++l) in[l] = squashed((best[l] + weighed.whole[l]) / 6);
  const bool any = row == label_count;
  const std::size_t from = any ? 0 : row;
  const std::size_t to = any ? harm_count : row + 1;
  in[label_count] = *std::max_element(best.begin() + from, best.begin() + to);
  in[label_count + 1] = *std::max_element(weighed.whole.begin() + from, weighed.whole.begin() + to);
  double rules = 0;
  for (const Match& m : draft.matches) {
    const Rule& rule = language.rules()[m.rule];
    if (rule.label >= from && rule.label < to) rules += rule.weight / 4.0;
  }
  in[label_count + 2] = std::clamp(rules, -4.0, 4.0);
  in[label_count + 3] = std::min<double>(static_cast<double>(weighed.clauses.size()), 8) / 4;
  in[label_count + 4] = 1;
  return in;
}

Labels labels_from(std::span<const double> fused, std::span<const double> fuse) {
  const auto cut = [&](std::size_t row) { return fuse[row * fuse_row + fuse_inputs]; };
  Labels out = 0;
  const bool harm = fused[label_count] >= cut(label_count);
  for (std::size_t l = 0; l < label_count; ++l) {
    if (fused[l] >= cut(l) && (l >= harm_count || harm)) out |= only(static_cast<Label>(l));
  }
  return out;
}

void Reader::find(Label label) {
  const auto l = static_cast<std::size_t>(label);
  double best = -20;
  for (const auto& clause : weighed_.own) best = std::max(best, clause[l]);
  const bool sure = fused_[l] >= learned_.fuse[l * fuse_row + fuse_inputs + 1];
  for (std::size_t c = 0; c < weighed_.own.size(); ++c) {
    if (weighed_.own[c][l] < best - carried_within) continue;
    const std::size_t from = c;
    std::size_t heaviest = c;
    while (c + 1 < weighed_.own.size() && weighed_.own[c + 1][l] >= best - carried_within) {
      ++c;
      if (weighed_.own[c][l] > weighed_.own[heaviest][l]) heaviest = c;
    }
    Finding finding;
    finding.label = label;
    finding.span = bytes_of(draft_.text, draft_.clauses[from].first, draft_.clauses[c].last);
    finding.reason = plain_reason(label);
    finding.sure = sure;
    finding.logit = fused_[l];
    explain(finding, heaviest);
    reading_.findings.push_back(finding);
  }
}

// The strongest rule that holds in the clause names the reason and the words; else the words that weigh most.
void Reader::explain(Finding& finding, std::size_t clause) {
  const Clause& c = draft_.clauses[clause];
  const Match* strongest = nullptr;
  for (const Match& m : draft_.matches) {
    const Rule& rule = language_.rules()[m.rule];
    if (rule.label != static_cast<std::uint8_t>(finding.label) || m.first >= c.last || m.last <= c.first) continue;
    if (strongest == nullptr || rule.weight > language_.rules()[strongest->rule].weight) strongest = &m;
  }
  if (strongest != nullptr) {
    finding.reason = static_cast<Reason>(language_.rules()[strongest->rule].reason);
    finding.words[0] = bytes_of(draft_.text, strongest->first, strongest->last);
    return;
  }
  std::array<double, 3> most{};
  for (std::uint32_t i = c.first; i < c.last; ++i) {
    const Token& token = draft_.text.tokens[i];
    if (token.kind == TokenKind::mark || (token.flags & continued) != 0) continue;
    const double weight = learned_.table.weight(word_feature(token), static_cast<std::size_t>(finding.label));
    std::size_t place = 0;
    while (place < most.size() && most[place] >= weight) ++place;
    if (weight <= 0 || place == most.size()) continue;
    for (std::size_t k = most.size() - 1; k > place; --k) {
      most[k] = most[k - 1];
      finding.words[k] = finding.words[k - 1];
    }
    most[place] = weight;
    finding.words[place] = {token.begin, token.end};
  }
}

}  // namespace bothy::coach
