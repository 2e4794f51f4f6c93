// Sizes: files of at most 400 lines, functions of at most 60. Functions are found by counting braces, which is near
// enough for the way this house is written; a doubtful brace counts as no function.
#include <algorithm>
#include <array>
#include <cctype>
#include <span>

#include "tools/tidy/rules.h"

namespace bothy::tidy {
namespace {

enum class Brace { scope, function, initializer, other };

struct Open {
  Brace kind = Brace::other;
  int line = 0;
  std::string head;
};

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

bool starts_with_any(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    const bool ends = text.size() == word.size() ||
                      (text.size() > word.size() && !std::isalnum(static_cast<unsigned char>(text[word.size()])));
    return text.starts_with(word) && ends;
  });
}

// Walks code and knows, for each brace, what it opens.
class Walk {
 public:
  Walk(const File& file, Findings& out) : file_(file), out_(out) {}

  void run(std::string_view code) {
    for (char c : code) {
      step(c);
      if (c == '\n') ++line_;
    }
  }

 private:
  void step(char c) {
    if (c == '{') return open();
    if (c == '}') return close();
    if (c == ';') return head_.clear();
    if (head_.empty()) {
      if (is_space(c)) return;
      head_line_ = line_;
    }
    head_ += is_space(c) ? ' ' : c;
    if (head_.ends_with("public:") || head_.ends_with("private:") || head_.ends_with("protected:")) head_.clear();
  }

  [[nodiscard]] bool inside_function() const {
    return std::ranges::any_of(stack_, [](const Open& each) { return each.kind == Brace::function; });
  }

  [[nodiscard]] Brace kind() const {
    using namespace std::string_view_literals;
    static constexpr std::array scopes = {"namespace"sv, "struct"sv,           "class"sv,        "union"sv,   "enum"sv,
                                          "extern"sv,    "inline namespace"sv, "export class"sv, "describe"sv};
    std::string_view head = head_;
    while (!head.empty() && is_space(head.back())) head.remove_suffix(1);
    if (head.empty() || inside_function() || head.ends_with('=')) return Brace::other;
    const bool called = head.find('(') != std::string_view::npos && head.find(')') != std::string_view::npos;
    if (starts_with_any(head, scopes) && !(called && head.ends_with(')'))) return Brace::scope;
    if (!called) return head.starts_with("template") ? Brace::scope : Brace::other;
    const bool touches = !is_space(head_.back()) && head_.back() != ')';
    const bool initializing = head.find(") :") != std::string_view::npos || head.find("):") != std::string_view::npos;
    if (file_.kind == Kind::cpp && touches && initializing) return Brace::initializer;
    return Brace::function;
  }

  void open() {
    const Brace what = kind();
    stack_.push_back({what, head_.empty() ? line_ : head_line_, head_});
    head_.clear();
  }

  void close() {
    if (stack_.empty()) return;
    const Open top = stack_.back();
    stack_.pop_back();
    head_.clear();
    if (top.kind == Brace::initializer) {
      head_ = top.head + " ";
      head_line_ = top.line;
    }
    const int length = line_ - top.line + 1;
    if (top.kind != Brace::function || length <= max_function_lines) return;
    out_.push_back({file_.path, top.line, "function length",
                    std::to_string(length) + " lines; the limit is " + std::to_string(max_function_lines)});
  }

  const File& file_;
  Findings& out_;
  std::vector<Open> stack_;
  std::string head_;
  int line_ = 1;
  int head_line_ = 1;
};

// A shell function opens with `name() {` and closes with a brace in the first column.
void check_shell(const File& file, Findings& out) {
  int number = 0;
  int start = 0;
  for (std::string_view line : file.lines()) {
    ++number;
    if (line.ends_with("() {")) start = number;
    if (line != "}" || start == 0) continue;
    const int length = number - start + 1;
    if (length > max_function_lines) {
      out.push_back({file.path, start, "function length", std::to_string(length) + " lines; the limit is 60"});
    }
    start = 0;
  }
}

bool is_script(std::string_view path) {
  return path.ends_with(".ts") || path.ends_with(".mjs") || path.ends_with(".js");
}

}  // namespace

void check_file_length(const Tree& tree, Findings& out) {
  for (const File& file : tree.files) {
    if (!file.is_source()) continue;
    const auto length = static_cast<int>(file.lines().size());
    if (length <= max_file_lines) continue;
    out.push_back({file.path, length, "file length",
                   std::to_string(length) + " lines; the limit is " + std::to_string(max_file_lines)});
  }
}

void check_function_length(const Tree& tree, Findings& out) {
  for (const File& file : tree.files) {
    if (file.kind == Kind::shell) check_shell(file, out);
    if (file.kind == Kind::cpp || is_script(file.path)) Walk(file, out).run(strip_code(file.text));
  }
}

}  // namespace bothy::tidy
