// Promises that span files: a sentence for every Error, decisions numbered without a hole, a reason for every number
// in the model. Plus all_rules, the list of every rule there is.
#include <algorithm>
#include <cctype>
#include <map>

#include "tools/tidy/rules.h"

namespace bothy::tidy {
namespace {

struct Named {
  std::string name;
  int line = 0;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

// The enumerators of `enum class Error`, one a line.
std::vector<Named> enumerators(const File& file) {
  std::vector<Named> out;
  bool inside = false;
  int number = 0;
  for (std::string_view line : file.lines()) {
    ++number;
    if (line.starts_with("enum class Error")) {
      inside = true;
      continue;
    }
    if (inside && line.starts_with("}")) break;
    const std::string_view name = trimmed(line.substr(0, line.find_first_of(",/ =", line.find_first_not_of(' '))));
    if (inside && !name.empty()) out.push_back({std::string(name), number});
  }
  return out;
}

bool is_sentence(std::string_view text) {
  constexpr std::size_t enough = 20;  // shorter ones cannot say what to do next
  return text.size() >= enough && std::isupper(static_cast<unsigned char>(text.front())) != 0 && text.ends_with('.');
}

}  // namespace

void check_error_sentences(const Tree& tree, Findings& out) {
  const File* header = tree.find("core/base/error.h");
  const File* source = tree.find("core/base/error.cpp");
  if (header == nullptr || source == nullptr) return;
  // In error.cpp a name and its sentence are neighbouring literals.
  std::map<std::string, std::string> sentences;
  const std::vector<Literal> found = literals(source->text);
  for (std::size_t i = 0; i + 1 < found.size(); ++i) sentences.emplace(found[i].text, found[i + 1].text);
  for (const Named& error : enumerators(*header)) {
    const auto at = sentences.find(error.name);
    if (at != sentences.end() && is_sentence(at->second)) continue;
    out.push_back({header->path, error.line, "error sentence",
                   error.name + " needs a whole sentence in core/base/error.cpp: what happened and what to do next"});
  }
}

void check_decision_numbers(const Tree& tree, Findings& out) {
  constexpr std::string_view folder = "docs/adr/";
  std::map<int, std::string> seen;
  for (const File& file : tree.files) {
    if (!file.under(folder) || !file.path.ends_with(".md")) continue;
    const std::string name = file.path.substr(folder.size());
    const bool numbered = name.size() > 8 && name[4] == '-' &&
                          std::all_of(name.begin(), name.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
    if (!numbered) {
      out.push_back({file.path, 1, "decisions", "name it NNNN-what-was-decided.md"});
      continue;
    }
    if (!file.text.starts_with("# ")) out.push_back({file.path, 1, "decisions", "open with '# ' and the decision"});
    const int number = std::stoi(name.substr(0, 4));
    if (!seen.emplace(number, file.path).second) {
      out.push_back({file.path, 1, "decisions", "this number is taken by " + seen.at(number)});
    }
  }
  int expected = 1;
  for (const auto& [number, path] : seen) {
    if (number != expected) {
      out.push_back({path, 1, "decisions", "the next number is " + std::to_string(expected)});
      return;
    }
    ++expected;
  }
}

void check_model_constants(const Tree& tree, Findings& out) {
  for (const File& file : tree.files) {
    if (!file.under("core/dyad/") || file.kind != Kind::cpp || file.is_test()) continue;
    std::string_view before;
    int number = 0;
    for (std::string_view line : file.lines()) {
      ++number;
      const bool constant = line.find("constexpr ") != std::string_view::npos &&
                            line.find('=') != std::string_view::npos && line.find('(') == std::string_view::npos;
      const bool explained = line.find("//") != std::string_view::npos || trimmed(before).starts_with("//");
      if (constant && !explained) {
        out.push_back({file.path, number, "model constant", "say where this number comes from"});
      }
      before = line;
    }
  }
}

// The C library's functions differ by an ulp between native and WebAssembly; the engine has its own (dyad/real.h).
void check_real_functions(const Tree& tree, Findings& out) {
  static constexpr std::string_view theirs[] = {"exp",  "exp2", "expm1", "log",  "log2",   "log10",  "log1p",
                                                "pow",  "tanh", "sin",   "cos",  "tan",    "cosh",   "sinh",
                                                "cbrt", "erf",  "erfc",  "atan", "lgamma", "tgamma", "hypot"};
  for (const File& file : tree.files) {
    const bool ours = file.under("core/dyad/") || file.under("core/view/");
    if (!ours || file.kind != Kind::cpp || file.is_test()) continue;
    int number = 0;
    const File code{file.path, strip_code(file.text), file.kind};
    for (std::string_view line : code.lines()) {
      ++number;
      for (std::string_view name : theirs)
        if (line.find("std::" + std::string(name) + "(") != std::string_view::npos)
          out.push_back(
              {file.path, number, "real functions", "use the one of dyad/real.h: it gives the same bits everywhere"});
    }
  }
}

// rc::check only tells whether its property held: a test has to look.
void check_properties_are_held(const Tree& tree, Findings& out) {
  for (const File& file : tree.files) {
    if (file.kind != Kind::cpp || !file.is_test()) continue;
    int number = 0;
    for (std::string_view line : file.lines()) {
      ++number;
      const auto at = line.find(
          "rc::"
          "check(");
      if (at == std::string_view::npos) continue;
      const std::string_view before = line.substr(0, at);
      if (!before.ends_with("CHECK(") && !before.ends_with("REQUIRE(")) {
        out.push_back({file.path, number, "properties", "put it into CHECK(...): by itself it cannot fail a test"});
      }
    }
  }
}

Findings all_rules(const Tree& tree) {
  Findings out;
  check_ascii(tree, out);
  check_opening_comment(tree, out);
  check_markers(tree, out);
  check_machine_traces(tree, out);
  check_kind_words(tree, out);
  check_file_length(tree, out);
  check_function_length(tree, out);
  check_includes(tree, out);
  check_error_sentences(tree, out);
  check_decision_numbers(tree, out);
  check_model_constants(tree, out);
  check_real_functions(tree, out);
  check_properties_are_held(tree, out);
  return out;
}

}  // namespace bothy::tidy
