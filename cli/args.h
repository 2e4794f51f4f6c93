// Reads the words after `bothy-cli COMMAND` against a table; no command is run and no file opened here.
// The table itself is in commands.cpp, and help is printed from the same rows. Called by main.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "cli/trouble.h"

namespace bothy::cli {

enum class Takes : std::uint8_t { nothing, value, values };

/// One option of a command. `value` is what help shows after the name ("DIR").
struct Option {
  std::string_view name;
  Takes takes = Takes::nothing;
  std::string_view value;
  std::string_view help;
};

class Context;

/// How many words may follow a command.
struct Count {
  std::size_t least = 0;
  std::size_t most = 0;
};

/// One command: `name` may have two words ("pair invite"); `operands` is what help shows after it.
struct Command {
  std::string_view group;
  std::string_view name;
  std::string_view operands;
  Count count;
  std::string_view brief;
  std::string_view more;
  std::span<const Option> options;
  Did (*run)(Context&) = nullptr;
};

/// What was typed after a command.
class Args {
 public:
  [[nodiscard]] bool has(std::string_view option) const;
  /// The last value given, or `fallback`.
  [[nodiscard]] std::string text(std::string_view option, std::string_view fallback = {}) const;
  /// Every value given, in order.
  [[nodiscard]] std::vector<std::string> all(std::string_view option) const;
  /// A whole number within [low, high], or `fallback` when the option was not given. Errors: usage.
  [[nodiscard]] Got<std::int64_t> number(std::string_view option, std::int64_t low, std::int64_t high,
                                         std::int64_t fallback) const;
  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }
  /// The operand at `index`, or nothing.
  [[nodiscard]] std::string operand(std::size_t index) const {
    return index < operands_.size() ? operands_[index] : "";
  }

  void add(std::string_view option, std::string value) { given_.push_back({std::string(option), std::move(value)}); }
  void add_operand(std::string word) { operands_.push_back(std::move(word)); }

 private:
  struct Given {
    std::string option;
    std::string value;
  };
  std::vector<Given> given_;
  std::vector<std::string> operands_;
};

struct Parsed {
  const Command* command = nullptr;
  Args args;
};

/// Finds the command (two words before one) and reads its options; `common` may stand before or after it. "--" ends the
/// options; "--name=value" and "--name value" mean the same.
/// Errors: usage, with the nearest known name where one is near, and a warning when a secret was typed.
[[nodiscard]] Got<Parsed> parse_args(std::span<const std::string> words, std::span<const Command> commands,
                                     std::span<const Option> common);

/// "day=2026-03-01" as a pair. Errors: usage when there is no '=' or nothing before it.
[[nodiscard]] Got<std::pair<std::string, std::string>> split_pair(std::string_view text, std::string_view option);

/// A whole number written in digits with an optional minus.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace bothy::cli
