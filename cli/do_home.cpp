// Commands about the home itself: make, recover, lock, settings, erase.
// The folder is home.cpp's business, keys are the core's.
#include <unistd.h>

#include "cli/commands.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

// SAFETY CC-38: said before the first home is made, not hidden in a manual.
constexpr std::string_view watched_warning =
    "Before you begin: if someone may watch this computer or phone, use another one. Bothy cannot protect you from a "
    "person "
    "who reads your screen, from spy software, or from someone who stands beside you. It is no crisis service; in "
    "danger call "
    "your local emergency number.";

constexpr std::string_view phrase_advice =
    "These 24 words are the only way back if every device is lost, and they open everything. Write them on paper and "
    "keep the "
    "paper where only you find it. They are shown this once. Nobody can send them to you again.";

constexpr int recover_ms = 120'000;

// A lock is set when the person asks for one, or brings a passphrase.
Did add_first_lock(Context& context, Value& args) {
  if (!context.args().has("lock") && !is_given(context.args(), ask_first_lock)) return {};
  BOTHY_GET(passphrase, read_secret(context.args(), ask_first_lock));
  args.set("passphrase", passphrase.text());
  return {};
}

}  // namespace

std::string device_name(const Args& args) {
  if (args.has("name")) return args.text("name");
  char name[64] = {};
  if (::gethostname(name, sizeof name - 1) == 0 && name[0] != '\0') return plain(name, Lines::join);
  return "this computer";
}

Did do_init(Context& context) {
  const Screen& screen = context.screen();
  Value args;
  args.set("device_name", device_name(context.args()));
  // Bad words on the command line must not leave half a home behind.
  if (context.args().has("relay")) BOTHY_DO(parse_address(context.args().text("relay")));
  BOTHY_DO(add_first_lock(context, args));
  BOTHY_DO(context.open_fresh());
  for (const auto& line : wrap(watched_warning, static_cast<std::size_t>(screen.columns()))) screen.note(line);
  BOTHY_GET(answer, context.host().act("init", std::move(args)));
  if (context.args().has("relay")) BOTHY_DO(context.relay());
  context.result(answer.views);
  screen.line();
  screen.line("A home was made in " + context.home().folder());
  screen.line();
  show_phrase(screen, text_or(answer.views, "phrase", ""));
  screen.line();
  screen.paragraph(phrase_advice);
  screen.line();
  if (!bool_or(context.view("home"), "has_lock", false))
    screen.line("My room has no lock here. Set one with: bothy-cli set-lock");
  screen.line("Next: bothy-cli checkin, or invite someone with: bothy-cli pair invite");
  return {};
}

Did do_recover(Context& context) {
  const Screen& screen = context.screen();
  Value args;
  args.set("device_name", device_name(context.args()));
  if (context.args().has("relay")) BOTHY_DO(parse_address(context.args().text("relay")));
  BOTHY_GET(phrase, read_secret(context.args(), ask_phrase));
  args.set("phrase", phrase.text());
  BOTHY_DO(add_first_lock(context, args));
  BOTHY_DO(context.open_fresh());
  BOTHY_DO(context.host().act("recover", std::move(args)));
  SyncPlan plan;
  plan.ticks = 0;
  plan.bound_ms = recover_ms;
  plan.lacking = [](const Value& views) { return text_or(part(views, "home"), "state", "") == "recovering"; };
  BOTHY_DO(context.exchange(plan, Relay::needed));
  context.result(context.views());
  const std::string state = text_or(context.view("home"), "state", "none");
  screen.line("A home was made in " + context.home().folder());
  if (state == "open") {
    screen.line("It holds what the relay had. Look with: bothy-cli today, bothy-cli history, bothy-cli shared");
  } else {
    screen.line("The relay has not sent everything yet; go on with: bothy-cli sync");
  }
  return {};
}

Did do_set_lock(Context& context) {
  BOTHY_DO(context.open());
  Value args;
  BOTHY_DO(context.add_passphrase(args));
  if (context.args().has("none")) {
    args.set("new_passphrase", "");
  } else {
    BOTHY_GET(fresh, read_secret(context.args(), ask_new_lock));
    if (fresh.empty()) return usage("An empty passphrase is no lock. To take the lock away: bothy-cli set-lock --none");
    args.set("new_passphrase", fresh.text());
  }
  BOTHY_GET(answer, context.host().act("set_lock", std::move(args)));
  context.result(answer.views);
  context.screen().line(context.args().has("none")
                            ? "The lock is off: whoever opens this account reads my room."
                            : "My room has a lock now. Writing works without it; reading asks for it. "
                              "Nobody can reset it, but your 24 words still open a new home.");
  return {};
}

Did do_relay(Context& context) {
  BOTHY_DO(context.open());
  Settings settings = context.home().settings();
  const std::string given = context.args().operand(0);
  if (given == "none") {
    settings.relay.clear();
    BOTHY_DO(context.home().keep(settings));
  } else if (!given.empty()) {
    BOTHY_GET(address, parse_address(given));
    settings.relay = address.origin();
    BOTHY_DO(context.home().keep(settings));
  }
  context.result("relay", settings.relay);
  context.screen().line(settings.relay.empty() ? "No relay is set; everything stays on this device."
                                               : "Relay: " + settings.relay);
  return {};
}

Did do_set(Context& context) {
  BOTHY_DO(context.open());
  if (context.args().operands().empty()) {
    BOTHY_DO(context.open_my_room());
    BOTHY_GET(answer, context.host().ask("settings"));
    context.result(answer.views);
    const auto* all = part(answer.views, "settings").as<Fields>();
    if (all == nullptr || all->empty()) context.screen().line("No settings yet.");
    if (all == nullptr) return {};
    for (const auto& [key, value] : *all)
      context.screen().line(
          context.screen().safe(key + " = " + (value.as<std::string>() ? *value.as<std::string>() : to_json(value))));
    return {};
  }
  if (context.args().operands().size() != 2) return usage("Type a setting and its value: bothy-cli set KEY VALUE");
  Value args;
  args.set("key", context.args().operand(0)).set("value", context.args().operand(1));
  BOTHY_GET(answer, context.host().act("set", std::move(args)));
  context.result(answer.views);
  context.screen().line("Set.");
  return {};
}

Did do_erase(Context& context) {
  constexpr std::string_view word = "erase";
  BOTHY_DO(context.open());
  std::string typed = context.args().text("type-word");
  if (!context.args().has("type-word")) {
    context.screen().note(
        "This removes everything of this home from this device: my room, our room, the keys. Only your 24 words, "
        "another own device and the relay can bring it back.");
    BOTHY_GET(line, read_line("Type the word 'erase' to go on: ", true));
    typed = line.text();
  }
  if (typed != word) return trouble(Exit::named, "not_erased", "The word was not 'erase', so nothing was changed.");
  Value args;
  BOTHY_DO(context.add_passphrase(args));
  BOTHY_GET(answer, context.host().act("erase", std::move(args)));
  BOTHY_DO(context.home().erase());
  context.result(answer.views);
  context.screen().line("Everything of this home is gone from " + context.home().folder() +
                        ". Copies that the disk or a backup made by itself may remain.");
  return {};
}

}  // namespace bothy::cli
