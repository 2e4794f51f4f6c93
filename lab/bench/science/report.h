// What the validation found, written once and shown twice: on the terminal and in docs/validation.md. Called by the
// parts of `bothy bench science`. Nothing is computed here but how numbers look.
#pragma once
#include <string>
#include <vector>

namespace bothy::science {

using Cells = std::vector<std::string>;

class Report {
 public:
  void heading(const std::string& text);
  void say(const std::string& text);
  void table(const Cells& head, const std::vector<Cells>& rows);
  void picture(const std::string& file, const std::string& what);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void add(const std::string& lines);

  std::string text_;
};

/// A number with so many digits after the point; a minus that is none is left out.
[[nodiscard]] std::string fixed(double value, int digits);
/// With so many digits that count.
[[nodiscard]] std::string short_form(double value, int digits = 2);

}  // namespace bothy::science
