// See rules.h. A rule is a head line, indented fields, and example lines that begin with + or -.
#include "lab/language/rules.h"

#include <algorithm>
#include <cstdlib>

#include "coach/clause.h"
#include "guard/sign.h"

namespace bothy::language {
namespace {

// Unfolds `you ..2 (always | never) @verb?` into plain sequences.
class PatternReader {
 public:
  PatternReader(std::string_view text, Lexicon& lexicon) : lexicon_(lexicon) {
    std::string spaced;
    for (const char c : text) {
      const bool cut = c == '(' || c == ')' || c == '|';
      if (cut) spaced += ' ';
      spaced += c;
      if (cut && c != ')') spaced += ' ';
    }
    parts_ = parted(spaced);
  }

  [[nodiscard]] std::optional<std::vector<Pattern>> read() {
    auto out = alternatives();
    if (at_ != parts_.size() || !good_) return std::nullopt;
    std::erase_if(out, [](const Pattern& p) { return p.empty(); });
    std::ranges::sort(out);
    const auto [first, last] = std::ranges::unique(out);
    out.erase(first, last);
    if (out.empty()) return std::nullopt;
    return out;
  }
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  std::vector<Pattern> alternatives() {
    std::vector<Pattern> out = sequence();
    while (at_ < parts_.size() && parts_[at_] == "|") {
      ++at_;
      std::ranges::move(sequence(), std::back_inserter(out));
    }
    return out;
  }

  std::vector<Pattern> sequence() {
    std::vector<Pattern> out = {{}};
    while (good_ && at_ < parts_.size() && parts_[at_] != "|" && !parts_[at_].starts_with(')')) {
      const std::string& part = parts_[at_];
      if (part.starts_with("..")) {
        gap(out, part);
        continue;
      }
      std::vector<Pattern> choice;
      if (part == "(") {
        ++at_;
        choice = alternatives();
        if (at_ >= parts_.size() || !parts_[at_].starts_with(')')) return bad("a bracket is not closed");
        if (parts_[at_] == ")?") choice.push_back({});
        ++at_;
      } else {
        choice = single(part);
        ++at_;
      }
      out = product(out, choice);
    }
    return out;
  }

  std::vector<Pattern> product(const std::vector<Pattern>& heads, const std::vector<Pattern>& tails) {
    if (heads.size() * tails.size() > most_patterns) return bad("too many alternatives");
    std::vector<Pattern> out;
    for (const Pattern& head : heads) {
      for (const Pattern& tail : tails) {
        out.push_back(head);
        out.back().insert(out.back().end(), tail.begin(), tail.end());
      }
    }
    return out;
  }

  void gap(std::vector<Pattern>& out, const std::string& part) {
    const int words = std::atoi(part.c_str() + 2);
    if (words < 1 || words > largest_gap) bad("a gap is ..1 to .." + std::to_string(largest_gap));
    for (Pattern& p : out) {
      if (!p.empty()) p.back().gap = words;
    }
    ++at_;
  }

  std::vector<Pattern> single(std::string part) {
    const bool optional = part.size() > 1 && part.ends_with('?');
    if (optional) part.pop_back();
    Pattern steps;
    if (part == "^" || part == "$") {
      steps.push_back({true, part});
    } else if (part.starts_with('@')) {
      if (!lexicon_.classes.contains(part.substr(1))) bad("unknown class " + part);
      steps.push_back({true, part.substr(1)});
    } else {
      words(part, steps);
    }
    std::vector<Pattern> out = {steps};
    if (optional) out.push_back({});
    return out;
  }

  // A word as the reader of texts would spell it out: "don't" is two.
  void words(const std::string& part, Pattern& steps) {
    const auto at = lexicon_.words.find(part);
    if (at != lexicon_.words.end() && !at->second.spelled_out.empty()) {
      for (const std::string& word : at->second.spelled_out) steps.push_back({false, word});
      return;
    }
    lexicon_.know(part);
    const std::string_view alike = Lexicon::alike(part);
    if (alike.empty()) {
      steps.push_back({false, part});
    } else {
      steps.push_back({true, std::string(alike)});
    }
  }

  std::vector<Pattern> bad(const std::string& what) {
    good_ = false;
    if (fault_.empty()) fault_ = what;
    return {{}};
  }

  Lexicon& lexicon_;
  std::vector<std::string> parts_;
  std::size_t at_ = 0;
  bool good_ = true;
  std::string fault_;
};

class RuleReader {
 public:
  RuleReader(const std::string& file, Lexicon& lexicon, Faults& faults)
      : file_(file), lexicon_(lexicon), faults_(faults) {}

  std::vector<SourceRule> read(std::string_view text) {
    for (const Line& line : lines_of(text)) {
      if (trimmed(line.text).empty()) continue;
      if (line.text.front() != ' ') {
        head(line);
      } else if (!rules_.empty()) {
        inner(line);
      }
    }
    for (const SourceRule& rule : rules_) whole(rule);
    return std::move(rules_);
  }

 private:
  void fault(int line, const std::string& text) { faults_.push_back({file_, line, text}); }

  // `criticism.always 3`: label, name, weight.
  void head(const Line& line) {
    const auto parts = parted(line.text);
    const std::size_t dot = parts[0].find('.');
    if (dot == std::string::npos || parts.size() > 2) return fault(line.number, "a rule begins `label.name weight`");
    SourceRule rule;
    rule.file = file_;
    rule.line = line.number;
    rule.name = parts[0];
    rule.label = parts[0].substr(0, dot);
    rule.weight = parts.size() > 1 ? std::atof(parts[1].c_str()) : 1;
    // Nobody is told of words that are only quoted or told, unless the rule says so itself.
    rule.forbids = coach::is_quoted | coach::reported;
    if (const auto label = coach::label_called(rule.label)) rule.reason = coach::plain_reason(*label);
    rules_.push_back(std::move(rule));
  }

  void inner(const Line& line) {
    SourceRule& rule = rules_.back();
    const std::string_view text = trimmed(line.text);
    if (text.starts_with("+ ")) {
      rule.fires.push_back({line.number, std::string(trimmed(text.substr(2)))});
    } else if (text.starts_with("- ")) {
      rule.rests.push_back({line.number, std::string(trimmed(text.substr(2)))});
    } else {
      const std::size_t colon = text.find(':');
      if (colon == std::string_view::npos) return fault(line.number, "a field reads `name: value`");
      field(rule, line.number, std::string(text.substr(0, colon)), trimmed(text.substr(colon + 1)));
    }
  }

  void field(SourceRule& rule, int line, const std::string& name, std::string_view value) {
    if (name == "words") {
      PatternReader reader(value, lexicon_);
      auto patterns = reader.read();
      if (!patterns)
        return fault(line, "not a pattern: " + (reader.fault().empty() ? std::string(value) : reader.fault()));
      std::ranges::move(*patterns, std::back_inserter(rule.patterns));
    } else if (name == "wants") {
      rule.wants |= frames(line, value);
    } else if (name == "never") {
      rule.forbids |= frames(line, value);
    } else if (name == "even") {
      rule.forbids &= ~frames(line, value);
    } else if (name == "unless before" || name == "unless after") {
      (name.ends_with("before") ? rule.unless_before : rule.unless_after) = class_name(line, value);
    } else if (name == "reason") {
      const auto reason = coach::reason_called(value);
      if (!reason) return fault(line, "unknown reason " + std::string(value));
      rule.reason = *reason;
    } else if (name == "voice") {
      rule.voice = number_of(line, guard::voice_names, value);
    } else if (name == "urgency") {
      rule.urgency = number_of(line, guard::urgency_names, value);
    } else if (name == "tier") {
      rule.tier = number_of(line, guard::tier_names, value);
    } else if (name == "marks") {
      reach(rule, line, value);
    } else {
      fault(line, "unknown field " + name);
    }
  }

  template <std::size_t n>
  std::uint8_t number_of(int line, const std::array<std::string_view, n>& names, std::string_view value) {
    const auto at = std::ranges::find(names, value);
    if (at == names.end()) fault(line, "unknown word " + std::string(value));
    return at == names.end() ? std::uint8_t{0} : static_cast<std::uint8_t>(at - names.begin());
  }

  std::string class_name(int line, std::string_view value) {
    if (!value.starts_with('@') || !lexicon_.classes.contains(value.substr(1))) {
      fault(line, "a class is wanted here: " + std::string(value));
      return {};
    }
    return std::string(value.substr(1));
  }

  void reach(SourceRule& rule, int line, std::string_view value) {
    if (value == "words") {
      rule.reach = coach::Reach::words;
    } else if (value == "clause") {
      rule.reach = coach::Reach::clause;
    } else if (value == "sentence") {
      rule.reach = coach::Reach::sentence;
    } else if (value == "message") {
      rule.reach = coach::Reach::message;
    } else {
      fault(line, "marks: words, clause, sentence or message");
    }
  }

  std::uint32_t frames(int line, std::string_view value) {
    std::uint32_t out = 0;
    const auto names = coach::frame_names();
    for (const std::string& name : parted(value)) {
      const auto at = std::ranges::find(names, name);
      if (at == names.end()) {
        fault(line, "unknown frame " + name);
      } else {
        out |= 1U << static_cast<unsigned>(at - names.begin());
      }
    }
    return out;
  }

  void whole(const SourceRule& rule) {
    if (rule.patterns.empty()) fault(rule.line, rule.name + " has no words");
    if (rule.patterns.size() > most_patterns) fault(rule.line, rule.name + " unfolds to too many patterns");
    if (rule.fires.size() < examples_wanted || rule.rests.size() < examples_wanted) {
      fault(rule.line, rule.name + " needs three examples that it finds (+) and three that it leaves (-)");
    }
  }

  const std::string& file_;
  Lexicon& lexicon_;
  Faults& faults_;
  std::vector<SourceRule> rules_;
};

}  // namespace

std::vector<SourceRule> read_rules(const std::string& file, std::string_view text, Lexicon& lexicon, Faults& faults) {
  return RuleReader(file, lexicon, faults).read(text);
}

}  // namespace bothy::language
