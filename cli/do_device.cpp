// Own devices: list, add, join, remove, renew keys.
// Words are compared as with a partner (do_pair.cpp); waiting times and ranks are the core's business.
#include "cli/commands.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

constexpr int fill_ms = 60'000;

// A device by the first digits of its id, or by its name where only one has it.
Got<std::string> device_id(Context& context, const std::string& given) {
  BOTHY_GET(answer, context.host().ask("devices"));
  std::vector<std::string> found;
  for (const auto& device : list(answer.views, "devices")) {
    const std::string id = text_or(device, "id", "");
    const bool live = !bool_or(device, "removed", false);
    if (live && ((given.size() >= 4 && id.starts_with(given)) || text_or(device, "name", "") == given))
      found.push_back(id);
  }
  if (found.empty()) return trouble(Error::not_found);
  if (found.size() > 1) return usage("Several devices fit that; use the id from: bothy-cli devices");
  return found.front();
}

}  // namespace

Did do_devices(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  BOTHY_GET(answer, context.host().ask("devices"));
  context.result(answer.views);
  show_devices(context, part(answer.views, "devices"));
  return {};
}

Did do_devices_add(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_DO(context.relay());
  Value args{Fields{}};
  BOTHY_DO(context.open_my_room());
  BOTHY_DO(context.add_passphrase(args));
  BOTHY_GET(answer, context.host().act("add_device", std::move(args)));
  return offer_link(context, answer.views,
                    "Use this link on your other device, once, within 24 hours (bothy-cli devices join). For 14 days\n"
                    "your other devices tell of a new one to whoever opens my room there, and this cannot be switched off:",
                    "devices");
}

Did do_devices_join(Context& context) {
  BOTHY_GET(link, link_of(context));
  Value args;
  args.set("link", link).set("device_name", device_name(context.args()));
  if (is_given(context.args(), ask_phrase)) {
    BOTHY_GET(phrase, read_secret(context.args(), ask_phrase));
    args.set("phrase", phrase.text());
  }
  if (context.args().has("lock") || is_given(context.args(), ask_first_lock)) {
    BOTHY_GET(passphrase, read_secret(context.args(), ask_first_lock));
    args.set("passphrase", passphrase.text());
  }
  BOTHY_DO(context.open_fresh());
  BOTHY_DO(context.learn_relay(link));
  BOTHY_DO(context.relay());
  BOTHY_DO(context.host().act("join_device", std::move(args)));
  return follow_link(context, "devices");
}

Did do_revoke(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  BOTHY_GET(id, device_id(context, context.args().operand(0)));
  Value args;
  args.set("device", id);
  BOTHY_DO(context.add_passphrase(args));
  BOTHY_DO(context.host().act("revoke", std::move(args)));
  SyncPlan plan;
  plan.bound_ms = fill_ms;
  BOTHY_DO(context.exchange(plan, Relay::wanted));
  context.result(context.views());
  context.screen().line("That device is removed and every key is new. It keeps what it had; it gets nothing more.");
  return {};
}

Did do_rotate(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  BOTHY_DO(context.host().act("rotate"));
  BOTHY_DO(context.exchange(SyncPlan{}, Relay::wanted));
  context.result(context.views());
  context.screen().line("Every key is new.");
  return {};
}

}  // namespace bothy::cli
