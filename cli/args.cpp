// Reads typed words against the table of commands. See args.h.
// No command is known by name here.
#include "cli/args.h"

#include <algorithm>
#include <charconv>

namespace bothy::cli {
namespace {

// Secrets that someone may try to type here, where other programs of the machine could read them.
constexpr std::string_view typed_secrets[] = {"passphrase", "phrase", "password", "new-passphrase", "words"};

const Option* find(std::span<const Option> options, std::string_view name) {
  const auto at = std::ranges::find_if(options, [&](const Option& option) { return option.name == name; });
  return at == options.end() ? nullptr : &*at;
}

// Levenshtein distance, for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
      corner = above;
    }
  }
  return row[b.size()];
}

std::string nearest(std::string_view typed, const std::vector<std::string_view>& names) {
  // Two letters changed places, or one or two slips, depending on how long the word is.
  std::string_view best;
  std::size_t best_distance = typed.size() < 4 ? 2 : 3;
  for (const auto name : names) {
    const std::size_t d = distance(typed, name);
    if (d < best_distance) {
      best = name;
      best_distance = d;
    }
  }
  return std::string(best);
}

std::unexpected<Trouble> unknown_option(std::string_view name, const Command* command, std::span<const Option> common) {
  if (std::ranges::find(typed_secrets, name) != std::end(typed_secrets)) {
    return usage(
        "A secret does not go on the command line, where other programs can read it. "
        "Wait to be asked, or use --passphrase-file, --passphrase-fd, --phrase-file or --phrase-fd.");
  }
  std::vector<std::string_view> names;
  for (const auto& option : common) names.push_back(option.name);
  if (command != nullptr)
    for (const auto& option : command->options) names.push_back(option.name);
  const std::string near = nearest(name, names);
  std::string say = "--" + std::string(name.substr(0, 40)) + " is not an option here.";
  if (!near.empty()) say += " Did you mean --" + near + "?";
  if (command != nullptr) say += " See: bothy-cli help " + std::string(command->name);
  return usage(std::move(say));
}

class Reader {
 public:
  Reader(std::span<const std::string> words, std::span<const Command> commands, std::span<const Option> common)
      : words_(words), commands_(commands), common_(common) {}

  Got<Parsed> all() {
    while (at_ < words_.size()) {
      const std::string& word = words_[at_];
      if (word == "--" && !ended_) {
        ended_ = true;
        ++at_;
      } else if (!ended_ && word.size() > 2 && word.starts_with("--")) {
        BOTHY_DO(option());
      } else if (out_.command == nullptr) {
        BOTHY_DO(command());
      } else {
        out_.args.add_operand(word);
        ++at_;
      }
    }
    if (out_.command != nullptr) BOTHY_DO(count());
    return std::move(out_);
  }

 private:
  Did option() {
    std::string_view name = std::string_view(words_[at_++]).substr(2);
    std::optional<std::string> value;
    if (const std::size_t equals = name.find('='); equals != std::string_view::npos) {
      value = std::string(name.substr(equals + 1));
      name = name.substr(0, equals);
    }
    const Option* found = out_.command != nullptr ? find(out_.command->options, name) : nullptr;
    if (found == nullptr) found = find(common_, name);
    if (found == nullptr) return unknown_option(name, out_.command, common_);
    if (found->takes == Takes::nothing) {
      if (value) return usage("--" + std::string(name) + " takes no value.");
      out_.args.add(found->name, "");
      return {};
    }
    if (!value) {
      if (at_ >= words_.size())
        return usage("--" + std::string(name) + " needs a value: " + std::string(found->value) + ".");
      value = words_[at_++];
    }
    if (found->takes == Takes::value && out_.args.has(found->name))
      return usage("--" + std::string(name) + " was given twice; once is enough.");
    out_.args.add(found->name, std::move(*value));
    return {};
  }

  Did command() {
    const std::string& first = words_[at_];
    const std::string two = at_ + 1 < words_.size() ? first + " " + words_[at_ + 1] : first;
    for (const auto& each : commands_) {
      if (each.name == two && two != first) {
        out_.command = &each;
        at_ += 2;
        return {};
      }
    }
    for (const auto& each : commands_) {
      if (each.name == first) {
        out_.command = &each;
        ++at_;
        return {};
      }
    }
    return unknown_command(first, two);
  }

  [[nodiscard]] std::unexpected<Trouble> unknown_command(const std::string& first, const std::string& two) const {
    std::vector<std::string_view> names;
    std::string family;
    for (const auto& each : commands_) {
      names.push_back(each.name);
      if (each.name.starts_with(first + " "))
        family += (family.empty() ? "" : ", ") + std::string(each.name.substr(first.size() + 1));
    }
    if (!family.empty()) return usage("'" + first + "' needs one more word: " + family + ".");
    std::string near = nearest(first, names);
    if (near.empty()) near = nearest(two, names);
    std::string say = "'" + first.substr(0, 40) + "' is not a command.";
    if (!near.empty()) say += " Did you mean '" + near + "'?";
    return usage(say + " All of them: bothy-cli help");
  }

  [[nodiscard]] Did count() const {
    const Command& command = *out_.command;
    const std::size_t n = out_.args.operands().size();
    if (n >= command.count.least && n <= command.count.most) return {};
    return usage("Type it like this: bothy-cli " + std::string(command.name) + " " + std::string(command.operands) +
                 "  (more: bothy-cli help " + std::string(command.name) + ")");
  }

  std::span<const std::string> words_;
  std::span<const Command> commands_;
  std::span<const Option> common_;
  Parsed out_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace

bool Args::has(std::string_view option) const {
  return std::ranges::any_of(given_, [&](const Given& given) { return given.option == option; });
}

std::string Args::text(std::string_view option, std::string_view fallback) const {
  std::string out(fallback);
  for (const auto& given : given_)
    if (given.option == option) out = given.value;
  return out;
}

std::vector<std::string> Args::all(std::string_view option) const {
  std::vector<std::string> out;
  for (const auto& given : given_)
    if (given.option == option) out.push_back(given.value);
  return out;
}

Got<std::int64_t> Args::number(std::string_view option, std::int64_t low, std::int64_t high,
                               std::int64_t fallback) const {
  if (!has(option)) return fallback;
  const auto found = whole_number(text(option));
  if (found && *found >= low && *found <= high) return *found;
  return usage("--" + std::string(option) + " takes a whole number from " + std::to_string(low) + " to " +
               std::to_string(high) + ".");
}

Got<Parsed> parse_args(std::span<const std::string> words, std::span<const Command> commands,
                       std::span<const Option> common) {
  return Reader(words, commands, common).all();
}

Got<std::pair<std::string, std::string>> split_pair(std::string_view text, std::string_view option) {
  const std::size_t at = text.find('=');
  if (at == std::string_view::npos || at == 0)
    return usage("--" + std::string(option) + " is written name=value, not '" + std::string(text.substr(0, 60)) + "'.");
  return std::pair{std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace bothy::cli
