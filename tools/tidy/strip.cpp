// Separates code from comments and literals, for C++ and near enough for scripts. No rule is decided here.
// Called by the rules that look at code (includes, lengths) or at what people read (literals).
#include <cctype>

#include "tools/tidy/rules.h"

namespace bothy::tidy {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void run() {
    while (at_ < text_.size()) step();
  }

  std::string code;
  std::vector<Literal> found;

 private:
  [[nodiscard]] bool sees(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  void step() {
    if (sees("//") || (at_line_start_ && text_[at_] == '#')) return line_comment();
    if (sees("/*")) return until("*/", false);
    if (sees("R\"")) return raw_string();
    if (text_[at_] == '"' || text_[at_] == '`') return quoted(text_[at_]);
    if (text_[at_] == '\'' && !after_digit()) return quoted('\'');
    put(text_[at_]);
    ++at_;
  }

  // 1'024 holds a separator, not a character.
  [[nodiscard]] bool after_digit() const {
    return at_ > 0 && std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0;
  }

  void put(char c) {
    code += c;
    if (c == '\n') {
      ++line_;
      at_line_start_ = true;
    } else if (c != ' ' && c != '\t') {
      at_line_start_ = false;
    }
  }

  void blank() {
    put(text_[at_] == '\n' ? '\n' : ' ');
    ++at_;
  }

  // Comments and preprocessor lines, with their continuations.
  void line_comment() {
    while (at_ < text_.size() && text_[at_] != '\n') {
      if (sees("\\\n")) blank();
      blank();
    }
  }

  void until(std::string_view end, bool keep) {
    Literal literal{line_, {}};
    while (at_ < text_.size() && !sees(end)) {
      literal.text += text_[at_];
      blank();
    }
    for (std::size_t i = 0; i < end.size() && at_ < text_.size(); ++i) blank();
    if (keep) found.push_back(literal);
  }

  void raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return blank();
    const std::string end = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    while (at_ <= open) blank();
    until(end, true);
  }

  void quoted(char quote) {
    Literal literal{line_, {}};
    put(quote);
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && (quote == '`' || text_[at_] != '\n')) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        literal.text += text_[at_];
        blank();
      }
      literal.text += text_[at_];
      blank();
    }
    if (at_ < text_.size() && text_[at_] == quote) {
      put(quote);
      ++at_;
    }
    found.push_back(literal);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool at_line_start_ = true;
};

}  // namespace

std::string strip_code(std::string_view text) {
  Scanner scanner(text);
  scanner.run();
  return std::move(scanner.code);
}

std::vector<Literal> literals(std::string_view text) {
  Scanner scanner(text);
  scanner.run();
  return std::move(scanner.found);
}

}  // namespace bothy::tidy
