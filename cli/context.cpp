// The common steps of commands. See context.h.
// What a single command does is in its own file (do_*.cpp).
#include "cli/context.h"

#include <algorithm>

namespace bothy::cli {

const Value& part(const Value& object, std::string_view name) {
  static const Value none{Fields{}};
  const Value* found = object.find(name);
  return found != nullptr ? *found : none;
}

const List& list(const Value& object, std::string_view name) {
  static const List none;
  const List* found = part(object, name).as<List>();
  return found != nullptr ? *found : none;
}

namespace {

// `export --json FILE` names a file; everywhere else --json stands alone and means: print the views.
bool wants_json(const Args& args) {
  return std::ranges::any_of(args.all("json"), [](const std::string& value) { return value.empty(); });
}

}  // namespace

Context::Context(const Command& command, Args args, std::span<const Command> all)
    : command_(command), all_(all), args_(std::move(args)), screen_(wants_json(args_), args_.has("ascii")) {}

const Value& Context::view(std::string_view name) const {
  static const Value none{Fields{}};
  return host_ ? part(host_->views(), name) : none;
}

void Context::result(std::string_view name, const Value& value) const {
  Value out;
  out.set(name, value);
  screen_.result(out);
}

Got<std::string> Context::folder() const {
  const std::string given = args_.text("home");
  if (!given.empty()) return given.size() > 1 && given.ends_with('/') ? given.substr(0, given.size() - 1) : given;
  return Home::usual_folder();
}

Did Context::open_door() {
  door_ = make_door();
  host_.emplace(*door_, *home_);
  {
    Progress bar(screen_, "opening");
    BOTHY_DO(host_->open([&](double share) { bar.show(share); }));
  }
  for (const auto& note : home_->notes()) screen_.note(note);
  const auto damaged = list(host_->views(), "damage").size() + host_->frames_left_out();
  if (damaged > 0)
    screen_.note(
        counted(static_cast<long long>(damaged), "sealed frame on this disk is", "sealed frames on this disk are") +
        " damaged and left out; the next sync fetches what the relay has.");
  return {};
}

Did Context::open() {
  BOTHY_GET(where, folder());
  BOTHY_GET(home, Home::open(where, Opening::existing));
  home_.emplace(std::move(home));
  BOTHY_DO(open_door());
  if (text_or(view("home"), "state", "none") != "none") return {};
  BOTHY_GET(records, home_->store().count());
  if (records == 0)
    return store_trouble("no_home", "There is no home in " + where + " yet. Make one with: bothy-cli init");
  return store_trouble("store_damaged",
                       "The record that opens the home in " + where +
                           " is gone or damaged; nothing was changed. Put the folder back from a copy, or make a new "
                           "home in another folder with: bothy-cli recover --home DIR");
}

Did Context::open_fresh() {
  BOTHY_GET(where, folder());
  BOTHY_GET(home, Home::open(where, Opening::fresh));
  home_.emplace(std::move(home));
  BOTHY_GET(records, home_->store().count());
  if (records > 0)
    return store_trouble("home_exists", "There is a home in " + where +
                                            " already; nothing was changed. For another one use --home DIR.");
  return open_door();
}

Did Context::open_my_room() {
  if (!bool_or(view("home"), "locked", false)) return {};
  BOTHY_GET(passphrase, read_secret(args_, ask_passphrase));
  Value args;
  args.set("passphrase", passphrase.text());
  BOTHY_DO(host_->act("unlock", std::move(args)));
  return {};
}

Did Context::add_passphrase(Value& args, std::string_view key) {
  if (!bool_or(view("home"), "has_lock", false)) return {};
  BOTHY_GET(passphrase, read_secret(args_, ask_passphrase));
  args.set(key, passphrase.text());
  return {};
}

Got<Address> Context::relay() {
  if (args_.has("relay")) {
    BOTHY_GET(address, parse_address(args_.text("relay")));
    if (home_ && home_->settings().relay != address.origin()) {
      Settings settings = home_->settings();
      settings.relay = address.origin();
      BOTHY_DO(home_->keep(settings));
    }
    return address;
  }
  if (home_ && !home_->settings().relay.empty()) return parse_address(home_->settings().relay);
  return usage("No relay is set for this home. Set one with: bothy-cli relay http://localhost:7071");
}

Did Context::learn_relay(std::string_view link) {
  const std::string origin = address_in_link(link);
  if (args_.has("relay") || origin.empty() || !home_->settings().relay.empty()) return {};
  Settings settings = home_->settings();
  settings.relay = origin;
  BOTHY_DO(home_->keep(settings));
  screen_.note("Using the relay in the link: " + origin);
  return {};
}

Got<bool> Context::exchange(const SyncPlan& plan, Relay how) {
  auto address = relay();
  if (!address) {
    if (how == Relay::needed || args_.has("relay")) return std::unexpected(address.error());
    screen_.note("No relay is set, so everything stays on this device. Set one with: bothy-cli relay URL");
    return false;
  }
  BOTHY_GET(end, sync_with(*host_, *address, plan));
  for (const auto& alarm : list(view("sync"), "alarms"))
    screen_.note("Note: " + screen_.safe(text_or(alarm, "say", "")));
  if (!end.reached) {
    if (how == Relay::needed) return std::unexpected(*end.why);
    screen_.note(end.why->say + " " + queue_sentence(host_->views()));
    return false;
  }
  if (end.why && !end.quiet) screen_.note(end.why->say + " " + queue_sentence(host_->views()));
  return true;
}

Did Context::exchange_if_asked() {
  if (args_.has("sync")) {
    BOTHY_DO(exchange(SyncPlan{}, Relay::wanted));
    return {};
  }
  if (int_or(view("sync"), "waiting", 0) > 0) screen_.note(queue_sentence(host_->views()));
  return {};
}

}  // namespace bothy::cli
