// See write.h. The automaton is a tree of shared beginnings; a step with another gap is another branch.
#include "lab/language/write.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "coach/hash.h"
#include "coach/match.h"
#include "guard/sign.h"

namespace bothy::language {
namespace {

constexpr std::size_t most_words = 40'000;  // word and class numbers share 16 bits
constexpr std::size_t most_states = 65'535;

struct Branch {
  std::map<std::pair<std::uint16_t, int>, std::uint32_t> next;  // (symbol, gap after it) -> branch
  std::vector<std::uint16_t> ends;
  int gap = 0;
};

class TableWriter {
 public:
  TableWriter(const Lexicon& lexicon, const std::vector<SourceRule>& rules, Faults& faults)
      : lexicon_(lexicon), rules_(rules), faults_(faults) {}

  std::vector<unsigned char> write() {
    number_classes();
    number_words();
    if (words_.size() > most_words) fault("too many words");
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      for (const Pattern& pattern : rules_[r].patterns) add(pattern, static_cast<std::uint16_t>(r));
    }
    share_endings();
    if (tree_.size() > most_states) fault("too many states: " + std::to_string(tree_.size()));
    if (!faults_.empty()) return {};
    return bytes();
  }

 private:
  void fault(const std::string& text) { faults_.push_back({"tables", 0, text}); }

  void number_classes() {
    for (const std::string_view name : coach::class_names) classes_.emplace_back(name);
    for (std::size_t i = 0; i < classes_.size(); ++i) class_number_[classes_[i]] = static_cast<std::uint16_t>(i);
    std::map<std::string, std::vector<std::string>> members;
    for (const auto& [spelling, word] : lexicon_.words) {
      for (const std::string& name : word.classes) members[name].push_back(spelling);
    }
    const std::set<std::string> used = named_by_rules();
    std::map<std::vector<std::string>, std::uint16_t> known;
    for (const std::string& name : lexicon_.classes) {
      if (class_number_.contains(name)) continue;
      const bool general = lexicon_.general.contains(name);
      if (!general && !used.contains(name)) continue;
      const auto next = static_cast<std::uint16_t>(classes_.size());
      // Lists of rules that hold the same words are one.
      const auto at = general ? next : known.emplace(members[name], next).first->second;
      if (at == next) classes_.push_back(name);
      class_number_[name] = at;
    }
  }

  [[nodiscard]] std::set<std::string> named_by_rules() const {
    std::set<std::string> out;
    for (const SourceRule& rule : rules_) {
      out.insert({rule.unless_before, rule.unless_after});
      for (const Pattern& pattern : rule.patterns) {
        for (const Step& step : pattern) {
          if (step.is_class) out.insert(step.name);
        }
      }
    }
    return out;
  }

  // Number 0 is "not in the vocabulary"; the others go by the alphabet, so that neighbours share letters and classes.
  void number_words() {
    words_.emplace_back();
    for (const auto& [spelling, word] : lexicon_.words) {
      word_number_[spelling] = static_cast<std::uint16_t>(words_.size());
      words_.push_back(spelling);
    }
  }

  [[nodiscard]] std::uint16_t symbol(const Step& step) const {
    if (step.is_class) return static_cast<std::uint16_t>(words_.size() + class_number_.at(step.name));
    return word_number_.at(step.name);
  }

  void add(const Pattern& pattern, std::uint16_t rule) {
    std::uint32_t at = 0;
    for (const Step& step : pattern) {
      const auto key = std::pair{symbol(step), step.gap};
      const auto found = tree_[at].next.find(key);
      if (found != tree_[at].next.end()) {
        at = found->second;
        continue;
      }
      const auto fresh = static_cast<std::uint32_t>(tree_.size());
      tree_[at].next.emplace(key, fresh);
      tree_.push_back({});
      tree_.back().gap = step.gap;
      at = fresh;
    }
    if (std::ranges::find(tree_[at].ends, rule) == tree_[at].ends.end()) tree_[at].ends.push_back(rule);
  }

  // Branches that go on alike become one: alternatives that unfolded into many sequences share what follows them.
  void share_endings() {
    using Shape =
        std::tuple<int, std::vector<std::uint16_t>, std::vector<std::tuple<std::uint16_t, int, std::uint32_t>>>;
    std::map<Shape, std::uint32_t> known;
    std::vector<std::uint32_t> now(tree_.size());
    std::vector<Branch> shared;
    // A branch has a higher number than the one it grew from, so this goes from the tips to the root.
    for (std::size_t b = tree_.size(); b-- > 0;) {
      Branch branch = tree_[b];
      Shape shape{branch.gap, branch.ends, {}};
      for (auto& [key, next] : branch.next) {
        next = now[next];
        std::get<2>(shape).emplace_back(key.first, key.second, next);
      }
      const auto [at, fresh] = known.emplace(std::move(shape), static_cast<std::uint32_t>(shared.size()));
      if (fresh) shared.push_back(std::move(branch));
      now[b] = at->second;
    }
    // The root has to be number 0: it changes places with what is there.
    const std::uint32_t root = now[0];
    std::swap(shared[0], shared[root]);
    for (Branch& branch : shared) {
      for (auto& [key, next] : branch.next) next = next == 0 ? root : next == root ? 0 : next;
    }
    tree_ = std::move(shared);
    number_in_order();
  }

  // In the order in which steps first lead to them, so that most steps lead one further than the step before.
  void number_in_order() {
    std::vector<std::uint32_t> order = {0};
    std::vector<std::uint32_t> number(tree_.size(), 0);
    std::vector<bool> seen(tree_.size(), false);
    seen[0] = true;
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (const auto& [key, next] : tree_[order[i]].next) {
        if (seen[next]) continue;
        seen[next] = true;
        number[next] = static_cast<std::uint32_t>(order.size());
        order.push_back(next);
      }
    }
    std::vector<Branch> ordered;
    for (const std::uint32_t b : order) {
      ordered.push_back(std::move(tree_[b]));
      for (auto& [key, next] : ordered.back().next) next = number[next];
    }
    tree_ = std::move(ordered);
  }

  template <class T>
  void section(const std::vector<T>& values) {
    while (body_.size() % 16 != 0) body_.push_back(0);
    sections_.emplace_back(body_.size(), values.size() * sizeof(T));
    const auto* from = reinterpret_cast<const unsigned char*>(values.data());
    body_.insert(body_.end(), from, from + values.size() * sizeof(T));
  }

  // Small numbers take one byte, others more: seven bits each, the lowest first.
  template <class T>
  void numbers(const std::vector<T>& values) {
    std::vector<std::uint8_t> out;
    for (std::uint32_t value : values) {
      for (; value > 127; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 128U));
      out.push_back(static_cast<std::uint8_t>(value));
    }
    section(out);
  }

  // How much of a list belongs to each word.
  template <class T>
  void lengths(const std::vector<std::vector<T>>& of_words) {
    std::vector<std::uint8_t> out;
    for (std::size_t w = 0; w < of_words.size(); ++w) {
      if (of_words[w].size() > 255) fault("too long: " + words_[w]);
      out.push_back(static_cast<std::uint8_t>(of_words[w].size()));
    }
    section(out);
  }
  template <class T>
  static std::vector<T> joined(const std::vector<std::vector<T>>& of_words) {
    std::vector<T> all;
    for (const std::vector<T>& one : of_words) all.insert(all.end(), one.begin(), one.end());
    return all;
  }

  // Each word: how many letters it shares with the word before, then the others. No letter is as small as that number.
  void spellings() {
    std::vector<unsigned char> out;
    for (std::size_t w = 1; w < words_.size(); ++w) {
      const std::string& word = words_[w];
      const auto alike = std::ranges::mismatch(word, words_[w - 1]).in1 - word.begin();
      out.push_back(static_cast<unsigned char>(std::min<std::ptrdiff_t>(alike, coach::most_shared)));
      const auto rest = word.substr(out.back());
      if (std::ranges::any_of(rest, [](unsigned char c) { return c <= coach::most_shared; }))
        fault("not a letter in: " + word);
      out.insert(out.end(), rest.begin(), rest.end());
    }
    section(out);
  }

  void vocabulary() {
    std::vector<std::vector<std::uint16_t>> forms(1);
    std::vector<std::vector<std::uint16_t>> classes(1);
    for (std::size_t w = 1; w < words_.size(); ++w) {
      const Lexicon::Word& word = lexicon_.words.at(words_[w]);
      auto& form = forms.emplace_back();
      for (const std::string& target : word.spelled_out) form.push_back(word_number_.at(target));
      auto& own = classes.emplace_back();
      for (const std::string& name : word.classes) {
        if (const auto at = class_number_.find(name); at != class_number_.end()) own.push_back(at->second);
      }
      std::ranges::sort(own);
      own.erase(std::ranges::unique(own).begin(), own.end());
      std::adjacent_difference(own.begin(), own.end(), own.begin());
    }
    spellings();
    lengths(forms);
    section(joined(forms));
    lengths(classes);
    numbers(joined(classes));
    std::vector<std::uint64_t> hashes;
    // A class that was made for one rule would only drown the others: the learned layer does not see it (0).
    for (const std::string& name : classes_)
      hashes.push_back(lexicon_.general.contains(name) ? coach::hash_of(name) : 0);
    section(hashes);
    const auto one_word = [](const std::string& name) { return name.starts_with('='); };
    const auto first = std::ranges::find_if(classes_, one_word);
    const auto last = std::ranges::find_if_not(first, classes_.end(), one_word);
    section(std::vector<std::uint16_t>{static_cast<std::uint16_t>(first - classes_.begin()),
                                       static_cast<std::uint16_t>(last - classes_.begin())});
  }

  void automaton() {
    std::vector<std::uint16_t> counts;
    std::vector<std::uint8_t> gaps;
    std::vector<std::uint8_t> end_counts;
    std::vector<std::uint16_t> symbols;
    std::vector<std::uint32_t> targets;
    std::vector<std::uint16_t> ends;
    std::uint16_t target = 0;
    for (const Branch& branch : tree_) {
      counts.push_back(static_cast<std::uint16_t>(branch.next.size()));
      gaps.push_back(static_cast<std::uint8_t>(branch.gap));
      end_counts.push_back(static_cast<std::uint8_t>(branch.ends.size()));
      std::uint16_t symbol = 0;
      for (const auto& [key, next] : branch.next) {
        symbols.push_back(static_cast<std::uint16_t>(key.first - symbol));
        const int step = static_cast<int>(next) - static_cast<int>(target);
        targets.push_back(static_cast<std::uint32_t>(step < 0 ? -2 * step - 1 : 2 * step));
        symbol = key.first;
        target = static_cast<std::uint16_t>(next);
      }
      ends.insert(ends.end(), branch.ends.begin(), branch.ends.end());
    }
    if (ends.size() > 65'535) fault("too many ends");
    numbers(counts);
    section(gaps);
    section(end_counts);
    section(symbols);
    numbers(targets);
    section(ends);
  }

  void rules() {
    std::vector<coach::Rule> out;
    for (const SourceRule& rule : rules_) {
      coach::Rule r;
      r.hash = coach::hash_of(rule.name);
      r.wants = rule.wants;
      r.forbids = rule.forbids;
      r.unless_before = rule.unless_before.empty() ? std::uint16_t{0} : class_number_.at(rule.unless_before);
      r.unless_after = rule.unless_after.empty() ? std::uint16_t{0} : class_number_.at(rule.unless_after);
      r.reason = static_cast<std::uint16_t>(rule.reason);
      r.weight = static_cast<std::int8_t>(std::lround(rule.weight * 4));
      r.label = label(rule);
      r.reach = rule.reach;
      r.voice = rule.voice;
      r.urgency = rule.urgency;
      r.tier = rule.tier;
      out.push_back(r);
    }
    section(out);
  }

  std::uint8_t label(const SourceRule& rule) {
    const auto found = coach::label_called(rule.label);
    if (found && !rule.file.starts_with("guard_")) return static_cast<std::uint8_t>(*found);
    const auto sign = std::ranges::find(guard::sign_names, rule.label);
    if (sign != guard::sign_names.end()) {
      return static_cast<std::uint8_t>(guard::first_sign_label + (sign - guard::sign_names.begin()));
    }
    faults_.push_back({rule.file, rule.line, "unknown label " + rule.label});
    return 0;
  }

  std::vector<unsigned char> bytes() {
    vocabulary();
    automaton();
    rules();
    std::vector<unsigned char> out;
    const std::string_view magic = "BOTHYLG5";
    out.assign(magic.begin(), magic.end());
    const std::size_t header = (magic.size() + 8 * sections_.size() + 15) / 16 * 16;
    for (const auto& [offset, size] : sections_) {
      number(out, header + offset);
      number(out, size);
    }
    out.resize(header);
    out.insert(out.end(), body_.begin(), body_.end());
    return out;
  }
  static void number(std::vector<unsigned char>& out, std::size_t value) {
    for (int i = 0; i < 4; ++i) out.push_back(static_cast<unsigned char>(value >> (8 * i) & 0xFF));
  }

  const Lexicon& lexicon_;
  const std::vector<SourceRule>& rules_;
  Faults& faults_;
  std::vector<std::string> classes_;
  std::map<std::string, std::uint16_t> class_number_;
  std::vector<std::string> words_;
  std::map<std::string, std::uint16_t> word_number_;
  std::vector<Branch> tree_ = {Branch{}};
  std::vector<unsigned char> body_;
  std::vector<std::pair<std::size_t, std::size_t>> sections_;
};

}  // namespace

std::vector<unsigned char> write_tables(const Lexicon& lexicon, const std::vector<SourceRule>& rules, Faults& faults) {
  return TableWriter(lexicon, rules, faults).write();
}

void check_examples(const std::vector<unsigned char>& tables, const std::vector<SourceRule>& rules, Faults& faults) {
  coach::Unpacked memory;
  const auto language = coach::Language::of(tables, memory);
  if (!language) {
    faults.push_back({"tables", 0, "cannot be read back"});
    return;
  }
  coach::Text text;
  std::vector<coach::Clause> clauses;
  coach::Walk walk;
  std::vector<coach::Match> matches;
  const auto finds = [&](std::size_t rule, const std::string& example) {
    coach::read_text(*language, example, text);
    coach::find_clauses(*language, text, clauses);
    // What was said before is no part of an example: a rule for a quarrel is tried in one.
    if ((rules[rule].wants & coach::heated) != 0) {
      for (coach::Clause& clause : clauses) clause.frame |= coach::heated;
    }
    coach::match_rules(*language, text, clauses, walk, matches);
    return std::ranges::any_of(matches, [rule](const coach::Match& m) { return m.rule == rule; });
  };
  for (std::size_t r = 0; r < rules.size(); ++r) {
    for (const Example& e : rules[r].fires) {
      if (!finds(r, e.text)) faults.push_back({rules[r].file, e.line, rules[r].name + " does not find: " + e.text});
    }
    for (const Example& e : rules[r].rests) {
      if (finds(r, e.text))
        faults.push_back({rules[r].file, e.line, rules[r].name + " finds what it has to leave: " + e.text});
    }
  }
}

}  // namespace bothy::language
