// bothy-cli: a home on this machine, at the command line. Reads the words, runs one command, tells its trouble.
// The commands are in the table of commands.cpp; nothing is decided here but the exit code.
#include <algorithm>
#include <csignal>
#include <cstdio>

#include "cli/commands.h"

namespace {

using namespace bothy;
using namespace bothy::cli;

// With --json a program reads stdout, so it gets the error there as well; a person gets the sentence either way.
int tell(const Trouble& trouble, bool json) {
  if (json) {
    Value error;
    error.set("name", trouble.name).set("say", trouble.say);
    Value out;
    out.set("error", std::move(error));
    std::printf("%s\n", to_json(out).c_str());
  }
  std::fprintf(stderr, "%s\n", plain(trouble.say, Lines::join).c_str());
  return static_cast<int>(trouble.exit);
}

const Command* help_command() {
  return &*std::ranges::find_if(all_commands(), [](const Command& command) { return command.name == "help"; });
}

int run(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) words.emplace_back("help");
  auto parsed = parse_args(words, all_commands(), common_options());
  const bool json = std::find(words.begin(), words.end(), "--json") != words.end();
  if (!parsed) return tell(parsed.error(), json);
  const bool wants_help = parsed->command == nullptr || parsed->args.has("help");
  const Command* command = parsed->command != nullptr ? parsed->command : help_command();
  Context context(*command, std::move(parsed->args), all_commands());
  const auto done = wants_help ? do_help(context) : command->run(context);
  return done ? 0 : tell(done.error(), context.screen().json());
}

}  // namespace

int main(int argc, char** argv) {
  // A closed pipe (| head) is no reason to die in the middle of a batch.
  std::signal(SIGPIPE, SIG_IGN);
  const int code = run(argc, argv);
  std::fflush(stdout);
  return code;
}
