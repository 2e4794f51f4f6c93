// Rules about the text of lines: plain letters, a first line that says what the file is, no left-over markers,
// no trace of a machine, kind words where people read. No rule here knows C++.
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <span>

#include "tools/tidy/rules.h"

namespace bothy::tidy {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

enum class Match { whole, beginning };

// Whether `word` stands in `line` as a word of its own, or as the beginning of one.
bool has_word(std::string_view line, std::string_view word, Match match) {
  for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_word(line[at - 1]);
    const bool stops = match == Match::beginning || end == line.size() || !is_word(line[end]);
    if (starts && stops) return true;
  }
  return false;
}

// "See clock.h." is enough where clock.h stands beside the file and says the rest.
bool points_at_header(const Tree& tree, const File& file, std::string_view words) {
  if (!words.starts_with(" See ") || !file.path.ends_with(".cpp")) return false;
  const std::string_view name = words.substr(5, words.find(".h", 5) - 5);
  const std::string folder = file.path.substr(0, file.path.rfind('/') + 1);
  return tree.find(folder + std::string(name) + ".h") != nullptr;
}

// Messages that the coach learns from are words of couples, not of the house.
bool is_translated(const File& file) {
  return file.under("web/src/copy/") || (file.under("content/") && !file.under("content/language/"));
}

// The words of an opening comment, or nothing when the line is none.
std::string_view comment_words(std::string_view line, Kind kind) {
  using namespace std::string_view_literals;
  static constexpr std::array web = {"//"sv, "/*"sv, "<!--"sv};
  static constexpr std::array c_like = {"//"sv, "/*"sv};
  static constexpr std::array script = {"#"sv};
  std::span<const std::string_view> openings = script;
  if (kind == Kind::cpp) openings = c_like;
  if (kind == Kind::web) openings = web;
  for (std::string_view opening : openings) {
    if (line.starts_with(opening)) return line.substr(opening.size());
  }
  return {};
}

void check_words(std::string_view text, const File& file, int line, Findings& out) {
  struct Unkind {
    std::string_view word;
    Match match;
  };
  // Grade 7, concrete, no verdicts; a person reads these on a bad day.
  static constexpr std::array<Unkind, 4> unkind = {{{"fail", Match::beginning},
                                                    {"score", Match::beginning},
                                                    {"should", Match::whole},
                                                    {"victim", Match::beginning}}};
  const std::string low = lower(text);
  for (const Unkind& each : unkind) {
    if (!has_word(low, each.word, each.match)) continue;
    out.push_back({file.path, line, "kind words",
                   "people read this; say it without '" + std::string(each.word) + "' and name the next step"});
  }
}

}  // namespace

void check_ascii(const Tree& tree, Findings& out) {
  for (const File& file : tree.files) {
    if (!file.is_source() || is_translated(file)) continue;
    int number = 0;
    for (std::string_view line : file.lines()) {
      ++number;
      const auto odd = std::ranges::find_if(line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
      if (odd != line.end()) {
        out.push_back({file.path, number, "ascii", "sources hold ASCII only; write other letters as escapes"});
      }
    }
  }
}

void check_opening_comment(const Tree& tree, Findings& out) {
  constexpr std::size_t enough = 20;  // characters; "// main" says nothing
  for (const File& file : tree.files) {
    if (!file.is_source()) continue;
    const auto lines = file.lines();
    std::size_t first = 0;
    const auto is_formal = [](std::string_view line) {
      return line.starts_with("#!") || lower(line).starts_with("<!doctype");
    };
    while (first < lines.size() && is_formal(lines[first])) ++first;
    const std::string_view words = first < lines.size() ? comment_words(lines[first], file.kind) : std::string_view{};
    if (words.size() >= enough || points_at_header(tree, file, words)) continue;
    out.push_back({file.path, static_cast<int>(first) + 1, "opening comment",
                   "open with a comment that says what lives here, what must not, and who calls it"});
  }
}

void check_markers(const Tree& tree, Findings& out) {
  static constexpr std::array<std::string_view, 4> markers = {
      "TO"
      "DO",
      "FIX"
      "ME",
      "XX"
      "X",
      "HA"
      "CK"};
  for (const File& file : tree.files) {
    // A picture may hold any letters.
    if (file.text.find('\0') != std::string::npos) continue;
    int number = 0;
    for (std::string_view line : file.lines()) {
      ++number;
      for (std::string_view marker : markers) {
        if (!has_word(line, marker, Match::whole)) continue;
        out.push_back({file.path, number, "marker", std::string(marker) + ": do it now, or say in docs why not"});
      }
    }
  }
}

void check_machine_traces(const Tree& tree, Findings& out) {
  // Written in halves so that this file keeps its own rule.
  using Halves = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Halves, 9> known = {{{"/wo", "rk/"},
                                                   {"registry.np", "mjs.org"},
                                                   {"deb.deb", "ian.org"},
                                                   {"security.deb", "ian.org"},
                                                   {"snapshot.deb", "ian.org"},
                                                   {"py", "pi.org"},
                                                   {"arti", "factory"},
                                                   {"proxy.gol", "ang.org"},
                                                   {"pkg", ".dev/"}}};
  std::vector<std::string> traces;
  for (const auto& [front, back] : known) traces.push_back(std::string(front) + std::string(back));
  const std::string above = std::filesystem::path(tree.root).parent_path().string();
  if (above.size() > 3) traces.push_back(above + "/");
  for (const File& file : tree.files) {
    int number = 0;
    for (std::string_view line : file.lines()) {
      ++number;
      for (const std::string& trace : traces) {
        if (line.find(trace) == std::string_view::npos) continue;
        out.push_back({file.path, number, "machine trace",
                       "'" + trace + "' belongs to one machine or registry; the project speaks of itself alone"});
      }
    }
  }
}

void check_kind_words(const Tree& tree, Findings& out) {
  for (const File& file : tree.files) {
    const bool all_read = is_translated(file) || file.under("relay/page/");
    const bool literals_read = file.path == "core/base/error.cpp" || (file.under("cli/") && file.kind == Kind::cpp);
    if (file.is_test() || file.path.ends_with(".css")) continue;
    if (all_read) {
      int number = 0;
      for (std::string_view line : file.lines()) {
        ++number;
        const bool cites = line.find("source") != std::string_view::npos || line.find("doi") != std::string_view::npos;
        if (!cites) check_words(line, file, number, out);
      }
    } else if (literals_read) {
      for (const Literal& literal : literals(file.text)) check_words(literal.text, file, literal.line, out);
    }
  }
}

}  // namespace bothy::tidy
