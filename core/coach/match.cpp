// See match.h. The automaton has no backtracking: a set of states moves forward one token at a time.
#include "coach/match.h"

#include <algorithm>
#include <bit>

namespace bothy::coach {
namespace {

constexpr std::size_t most_items = 2048;
constexpr std::size_t few_steps = 12;

class Walker {
 public:
  Walker(const Language& language, const Text& text, std::span<const Clause> clauses, Walk& walk,
         std::vector<Match>& out)
      : language_(language), text_(text), clauses_(clauses), walk_(walk), out_(out) {}

  void run() {
    walk_.now.clear();
    walk_.next.clear();
    if (walk_.last.size() != language_.nodes()) prepare();
    for (std::uint32_t c = 0; c < clauses_.size(); ++c) {
      clause_ = c;
      if (c > 0 && clauses_[c].sentence != clauses_[c - 1].sentence) walk_.now.clear();
      for (std::uint32_t i = clauses_[c].first; i < clauses_[c].last; ++i) token(i);
      close(clauses_[c].last);
    }
  }

 private:
  // Once for each language: working memory, where each symbol leads from the root, which has thousands of steps, and
  // which classes lead on from the nodes with many.
  void prepare() {
    walk_.last.assign(language_.nodes(), 0);
    walk_.classes.assign(language_.class_count() / 64 + 1, 0);
    walk_.crowded.assign(language_.nodes(), 0);
    walk_.leads.clear();
    for (std::uint16_t n = 1; n < language_.nodes(); ++n) {
      if (language_.steps(n).size() <= few_steps) continue;
      const std::size_t at = walk_.leads.size();
      walk_.crowded[n] = static_cast<std::uint16_t>(at / walk_.classes.size() + 1);
      walk_.leads.resize(at + walk_.classes.size());
      for (const Edge& edge : language_.steps(n)) {
        if (edge.symbol < language_.words()) continue;
        const std::size_t c = edge.symbol - language_.words();
        walk_.leads[at + c / 64U] |= std::uint64_t{1} << (c % 64U);
      }
    }
    walk_.begins.assign(language_.words() + language_.class_count(), 0);
    const std::span<const Edge> all = language_.steps(0);
    for (std::size_t e = all.size(); e-- > 0;) walk_.begins[all[e].symbol] = static_cast<std::uint16_t>(e + 1);
  }

  // Every rule may begin at this token.
  void begin(std::uint16_t symbol, std::uint32_t i) {
    const std::span<const Edge> all = language_.steps(0);
    for (std::size_t e = walk_.begins[symbol]; e != 0 && e <= all.size() && all[e - 1].symbol == symbol; ++e) {
      take(all[e - 1], i, i);
    }
  }

  void token(std::uint32_t i) {
    const Token& t = text_.tokens[i];
    mark_classes(t, true);
    for (const Walk::Item& item : walk_.now) {
      advance(item.node, item.first, i);
      if (item.left > 0 && t.kind != TokenKind::mark) {
        keep({item.node, static_cast<std::uint16_t>(item.left - 1), 0, item.first});
      } else if (t.kind == TokenKind::mark) {
        keep(item);
      }
    }
    if (t.id != 0) {
      begin(t.id, i);
      for (const std::uint16_t c : language_.classes(t.id)) begin(static_cast<std::uint16_t>(language_.words() + c), i);
    }
    if (i == clauses_[clause_].first) {
      for (const Edge& edge :
           language_.steps(0, static_cast<std::uint16_t>(language_.words() + static_cast<unsigned>(Class::start_)))) {
        advance(edge.node, i, i);
      }
    }
    mark_classes(t, false);
    for (const Walk::Item& item : walk_.next) walk_.last[item.node] = 0;
    std::swap(walk_.now, walk_.next);
    walk_.next.clear();
  }

  void mark_classes(const Token& t, bool set) {
    for (const std::uint16_t c : language_.classes(t.id)) {
      const std::uint64_t bit = std::uint64_t{1} << (c % 64U);
      walk_.classes[c / 64U] = set ? walk_.classes[c / 64U] | bit : walk_.classes[c / 64U] & ~bit;
    }
  }
  [[nodiscard]] bool fits(std::uint16_t symbol, std::uint16_t word) const {
    if (symbol < language_.words()) return symbol == word;
    const std::size_t c = symbol - language_.words();
    return (walk_.classes[c / 64U] >> (c % 64U) & 1U) != 0;
  }

  // Few steps are tried one by one; among many, those are looked for that this word has a class for.
  void advance(std::uint16_t from, std::uint32_t first, std::uint32_t i) {
    const Token& t = text_.tokens[i];
    if (t.id == 0) return;
    const std::size_t crowded = walk_.crowded[from];
    if (crowded == 0) {
      for (const Edge& edge : language_.steps(from)) {
        if (fits(edge.symbol, t.id)) take(edge, first, i);
      }
      return;
    }
    take(language_.steps(from, t.id), first, i);
    const std::uint64_t* leads = walk_.leads.data() + (crowded - 1) * walk_.classes.size();
    for (std::size_t at = 0; at < walk_.classes.size(); ++at) {
      for (std::uint64_t both = leads[at] & walk_.classes[at]; both != 0; both &= both - 1) {
        const std::size_t c = at * 64 + static_cast<std::size_t>(std::countr_zero(both));
        take(language_.steps(from, static_cast<std::uint16_t>(language_.words() + c)), first, i);
      }
    }
  }

  void take(std::span<const Edge> edges, std::uint32_t first, std::uint32_t i) {
    for (const Edge& edge : edges) take(edge, first, i);
  }
  void take(const Edge& edge, std::uint32_t first, std::uint32_t i) {
    const Node& node = language_.node(edge.node);
    complete(node, first, i + 1);
    if (node.edges > 0) keep({edge.node, node.gap, 0, first});
  }

  void keep(const Walk::Item& item) {
    if (walk_.next.size() >= most_items) return;
    for (std::size_t at = walk_.last[item.node]; at != 0; at = walk_.next[at - 1].other) {
      const Walk::Item& other = walk_.next[at - 1];
      if (other.left >= item.left && other.first == item.first) return;
    }
    walk_.next.push_back({item.node, item.left, walk_.last[item.node], item.first});
    walk_.last[item.node] = static_cast<std::uint16_t>(walk_.next.size());
  }

  // The clause ends: rules that wanted its end are complete.
  void close(std::uint32_t last) {
    const auto end = static_cast<std::uint16_t>(language_.words() + static_cast<unsigned>(Class::end_));
    for (const Walk::Item& item : walk_.now) {
      if (item.left != language_.node(item.node).gap) continue;
      for (const Edge& edge : language_.steps(item.node, end)) complete(language_.node(edge.node), item.first, last);
    }
  }

  void complete(const Node& node, std::uint32_t first, std::uint32_t last) {
    for (const std::uint16_t rule : language_.ends(node)) {
      const std::uint32_t begins = clause_of(first);
      const Match match{rule, first, last, begins};
      if (!holds(match)) continue;
      const bool seen = std::ranges::any_of(out_, [&](const Match& m) { return m.rule == rule && m.clause == begins; });
      if (!seen && out_.size() < most_items) out_.push_back(match);
    }
  }

  [[nodiscard]] std::uint32_t clause_of(std::uint32_t token) const {
    std::uint32_t c = clause_;
    while (c > 0 && clauses_[c].first > token) --c;
    return c;
  }

  [[nodiscard]] bool holds(const Match& match) const {
    const Rule& rule = language_.rules()[match.rule];
    std::uint32_t frame = 0;
    for (std::uint32_t c = match.clause; c <= clause_; ++c) frame |= clauses_[c].frame;
    if ((frame & rule.wants) != rule.wants || (frame & rule.forbids) != 0) return false;
    const Clause& begin = clauses_[match.clause];
    const Clause& end = clauses_[clause_];
    return !stands(rule.unless_before, begin.first, match.first) && !stands(rule.unless_after, match.last, end.last);
  }
  [[nodiscard]] bool stands(std::uint16_t word_class, std::uint32_t first, std::uint32_t last) const {
    if (word_class == 0) return false;
    for (std::uint32_t i = first; i < last; ++i) {
      if (language_.is(text_.tokens[i].id, word_class)) return true;
    }
    return false;
  }

  const Language& language_;
  const Text& text_;
  std::span<const Clause> clauses_;
  Walk& walk_;
  std::vector<Match>& out_;
  std::uint32_t clause_ = 0;
};

}  // namespace

void match_rules(const Language& language, const Text& text, std::span<const Clause> clauses, Walk& walk,
                 std::vector<Match>& out) {
  out.clear();
  Walker(language, text, clauses, walk, out).run();
}

Stretch reach_of(const Language& language, std::span<const Clause> clauses, const Match& match) {
  const Reach reach = language.rules()[match.rule].reach;
  if (reach == Reach::message) return {clauses.front().first, clauses.back().last};
  if (reach == Reach::words) return {match.first, match.last};
  Stretch out{match.first, match.last};
  for (const Clause& c : clauses) {
    const bool touched = c.first < match.last && c.last > match.first;
    const bool same_sentence = c.sentence == clauses[match.clause].sentence;
    if (!touched && !(reach == Reach::sentence && same_sentence)) continue;
    out.first = std::min(out.first, c.first);
    out.last = std::max(out.last, c.last);
  }
  return out;
}

}  // namespace bothy::coach
