// See lexicon.h.
#include "lab/language/lexicon.h"

#include <algorithm>

namespace bothy::language {
namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool ends_consonant_y(const std::string& w) { return w.size() > 1 && w.back() == 'y' && !is_vowel(w[w.size() - 2]); }

std::string with_s(const std::string& w) {
  if (ends_consonant_y(w)) return w.substr(0, w.size() - 1) + "ies";
  const bool hissing =
      w.ends_with("s") || w.ends_with("x") || w.ends_with("z") || w.ends_with("ch") || w.ends_with("sh");
  return w + (hissing || (w.size() > 2 && w.ends_with("o")) ? "es" : "s");
}

std::string with_ed(const std::string& w, bool doubled) {
  if (w.ends_with("e")) return w + "d";
  if (ends_consonant_y(w)) return w.substr(0, w.size() - 1) + "ied";
  return w + (doubled ? std::string(1, w.back()) : "") + "ed";
}

std::string with_ing(const std::string& w, bool doubled) {
  const bool silent_e =
      w.size() > 2 && w.back() == 'e' && w[w.size() - 2] != 'e' && w[w.size() - 2] != 'o' && w[w.size() - 2] != 'y';
  if (w.ends_with("ie")) return w.substr(0, w.size() - 2) + "ying";
  if (silent_e) return w.substr(0, w.size() - 1) + "ing";
  return w + (doubled ? std::string(1, w.back()) : "") + "ing";
}

std::string with_ly(const std::string& w) {
  if (w.ends_with("le")) return w.substr(0, w.size() - 1) + "y";
  if (ends_consonant_y(w)) return w.substr(0, w.size() - 1) + "ily";
  return w + (w.ends_with("ic") ? "ally" : "ly");
}

}  // namespace

namespace {

struct Alike {
  std::string_view name;
  std::vector<std::string_view> words;
};
// "Her" is him and his at once, so those are one too.
const std::vector<Alike>& all_alike() {
  static const std::vector<Alike> all = {
      {"~he", {"he", "she", "they"}},
      {"~him", {"him", "her", "them", "his", "their"}},
      {"~self", {"himself", "herself", "themselves", "themself"}},
      {"~spouse", {"husband", "wife", "partner", "boyfriend", "girlfriend", "spouse", "hubby", "wifey"}},
  };
  return all;
}

}  // namespace

std::string_view Lexicon::alike(std::string_view word) {
  for (const Alike& group : all_alike()) {
    if (std::ranges::find(group.words, word) != group.words.end()) return group.name;
  }
  return {};
}

void Lexicon::even_out() {
  std::map<std::string, std::set<std::string>> added;
  for (const Alike& group : all_alike()) {
    classes.emplace(group.name);
    for (const std::string_view word : group.words) words[std::string(word)].classes.emplace(group.name);
  }
  for (const std::string& name : classes) {
    if (general.contains(name) || name.starts_with('~')) continue;
    const auto holds = [&](std::string_view word) { return words.find(word)->second.classes.contains(name); };
    for (const Alike& group : all_alike()) {
      if (std::ranges::none_of(group.words, holds)) continue;
      for (const std::string_view word : group.words) added[std::string(word)].insert(name);
    }
  }
  for (const auto& [word, names] : added) words[word].classes.insert(names.begin(), names.end());
  // "My husband's" is one word where a list says so: then it is whatever the husband is.
  for (auto& [spelling, word] : words) {
    if (!spelling.ends_with("'s") || !word.spelled_out.empty()) continue;
    const auto base = words.find(std::string_view(spelling).substr(0, spelling.size() - 2));
    if (base != words.end()) word.classes.insert(base->second.classes.begin(), base->second.classes.end());
  }
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    if (!line.starts_with("# ") && line != "#") out.push_back({number, line});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    at = text.find_first_not_of(" \t", at);
    if (at == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

void Lexicon::read_words(const std::string& file, std::string_view text, Faults& faults) {
  std::string current;
  for (const Line& line : lines_of(text)) {
    std::string_view rest = line.text;
    if (trimmed(rest).empty()) continue;
    if (rest.front() != ' ') {
      const std::size_t colon = rest.find(':');
      if (colon == std::string_view::npos) {
        faults.push_back({file, line.number, "a line begins with `class:` or with a space"});
        continue;
      }
      current = std::string(rest.substr(0, colon));
      classes.insert(current);
      if (file == "closed.words" || file == "open.words") general.insert(current);
      rest.remove_prefix(colon + 1);
    }
    for (const std::string& entry : parted(rest)) {
      const std::size_t slash = entry.rfind('/');
      const std::string kind = slash == std::string::npos || slash == 0 ? "" : entry.substr(slash + 1);
      const std::string base = kind.empty() ? entry : entry.substr(0, slash);
      words[base].classes.insert(current);
      const auto add = [&](const std::string& form) -> Word& {
        Word& word = words[form];
        word.classes.insert(current);
        return word;
      };
      if (kind == "v" || kind == "vv") {
        words[base].classes.insert("verb");
        add(with_s(base));
        add(with_ed(base, kind == "vv")).classes.insert("past");
        add(with_ing(base, kind == "vv"));
      } else if (kind == "n") {
        add(with_s(base));
      } else if (kind == "ly") {
        add(with_ly(base));
      } else if (!kind.empty()) {
        faults.push_back({file, line.number, "unknown ending /" + kind + " (v, vv, n, ly)"});
      }
    }
  }
}

void Lexicon::read_forms(const std::string& file, std::string_view text, Faults& faults) {
  for (const Line& line : lines_of(text)) {
    if (trimmed(line.text).empty()) continue;
    const std::size_t sign = line.text.find(" = ");
    if (sign == std::string_view::npos) {
      faults.push_back({file, line.number, "a line reads `form = words`"});
      continue;
    }
    const std::vector<std::string> target = parted(line.text.substr(sign + 3));
    for (const std::string& form : parted(line.text.substr(0, sign))) {
      if (!words[form].spelled_out.empty()) faults.push_back({file, line.number, form + " stands here twice"});
      words[form].spelled_out = target;
    }
    for (const std::string& word : target) know(word);
  }
}

}  // namespace bothy::language
