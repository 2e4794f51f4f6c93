// Help from the one table of commands, and the version. Words only.
// Called by the commands `help` and `version`, and by main for --help.
#include <algorithm>

#include "cli/commands.h"

namespace bothy::cli {
namespace {

constexpr std::string_view version = "0.1.0";

// SAFETY CC-38: in the help of every install, not only at the first start.
constexpr std::string_view intro =
    "Bothy, a private shelter for two. What you note stays in my room; what you share goes to our room; nobody else "
    "can read "
    "either. If someone may watch this computer or phone, use another one: Bothy cannot protect you from a person who "
    "reads your "
    "screen or from spy software.";

constexpr std::string_view exit_codes =
    "Exit codes: 0 done, 1 a named error, 2 typed wrongly, 3 the home on disk, 4 the relay was needed and not reached.";

constexpr std::string_view about_secrets =
    "Passphrases and recovery words are asked for, or read from a file or descriptor; never typed on the command line, "
    "where other "
    "programs could read them. A note typed there can be read too, and stays in the shell's history: '-' reads it from "
    "standard input.";

std::string option_words(const Option& option) {
  return "--" + std::string(option.name) + (option.takes == Takes::nothing ? "" : " " + std::string(option.value));
}

void show_options(const Screen& screen, std::span<const Option> options) {
  constexpr int indent = 28;
  for (const auto& option : options) {
    const std::string words = "  " + option_words(option);
    const auto room = static_cast<std::size_t>(std::max(screen.columns() - indent, 20));
    const auto lines = wrap(option.help, room);
    if (words.size() >= static_cast<std::size_t>(indent)) screen.line(words);
    for (std::size_t i = 0; i < lines.size(); ++i)
      screen.line(
          (i == 0 && words.size() < static_cast<std::size_t>(indent) ? pad(words, indent) : std::string(indent, ' ')) +
          lines[i]);
  }
}

void show_all(const Screen& screen, std::span<const Command> commands) {
  constexpr std::size_t indent = 24;
  screen.paragraph(intro);
  std::string_view group;
  for (const auto& command : commands) {
    if (command.group != group) {
      group = command.group;
      screen.line();
      screen.line(group);
    }
    std::string words = "  " + std::string(command.name);
    if (!command.operands.empty()) words += " " + std::string(command.operands);
    const auto lines = wrap(command.brief, static_cast<std::size_t>(screen.columns()) - indent);
    for (std::size_t i = 0; i < lines.size(); ++i)
      screen.line((i == 0 ? pad(words, indent) : std::string(indent, ' ')) + lines[i]);
  }
  screen.line();
  screen.line("With every command");
  show_options(screen, common_options());
  screen.line();
  screen.paragraph(exit_codes);
  screen.paragraph(about_secrets);
}

Did show_one(const Screen& screen, std::span<const Command> commands, const std::string& name) {
  bool found = false;
  for (const auto& command : commands) {
    if (command.name != name && !command.name.starts_with(name + " ")) continue;
    if (found) screen.line();
    found = true;
    screen.line("bothy-cli " + std::string(command.name) +
                (command.operands.empty() ? "" : " " + std::string(command.operands)) +
                (command.options.empty() ? "" : " [options]"));
    screen.paragraph(command.brief, 2);
    if (!command.more.empty()) screen.paragraph(command.more, 2);
    show_options(screen, command.options);
  }
  if (!found) return usage("'" + name + "' is not a command. All of them: bothy-cli help");
  return {};
}

Value table_value(std::span<const Command> commands) {
  Value out{List{}};
  for (const auto& command : commands) {
    Value options{List{}};
    for (const auto& option : command.options) {
      Value item;
      item.set("name", option.name).set("value", option.value).set("help", option.help);
      options.push(std::move(item));
    }
    Value item;
    item.set("name", command.name)
        .set("operands", command.operands)
        .set("brief", command.brief)
        .set("options", std::move(options));
    out.push(std::move(item));
  }
  return out;
}

}  // namespace

Did do_help(Context& context) {
  std::string name = context.args().operand(0);
  if (context.command().name != "help") name = context.command().name;
  if (context.args().operands().size() > 1) name += " " + context.args().operand(1);
  if (context.screen().json()) {
    context.result("commands", table_value(context.all()));
    return {};
  }
  if (!name.empty()) return show_one(context.screen(), context.all(), name);
  show_all(context.screen(), context.all());
  return {};
}

Did do_version(Context& context) {
  Value value;
  value.set("version", version).set("protocol", 1).set("store", store_format).set("tls", has_tls());
  context.result("bothy", value);
  context.screen().line("bothy-cli " + std::string(version) + ", protocol 1, store " + std::to_string(store_format) +
                        (has_tls() ? ", with TLS" : ", without TLS"));
  return {};
}

}  // namespace bothy::cli
