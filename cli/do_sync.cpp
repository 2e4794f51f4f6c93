// The commands that talk to the relay without another purpose: sync, and tick for those who schedule it themselves.
// When an exchange is over is decided in sync.cpp.
#include <set>

#include "cli/commands.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

std::set<std::string> ids_of(const Value& views) {
  std::set<std::string> out;
  for (const auto& item : list(views, "shared")) out.insert(text_or(item, "id", ""));
  return out;
}

// Items that came in, oldest first.
void show_news(const Screen& screen, const Value& views, std::set<std::string>& known) {
  const auto& items = list(views, "shared");
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (!known.insert(text_or(*item, "id", "")).second) continue;
    if (text_or(*item, "from", "me") == "them") show_item(screen, *item);
  }
}

constexpr std::string_view drain_note =
    "Sending all that waits at once. From the number of frames the relay can guess how much you wrote; without --drain "
    "it cannot.";

}  // namespace

Did do_sync(Context& context) {
  const Screen& screen = context.screen();
  BOTHY_GET(wait, context.args().number("wait", 0, 86'400, 0));
  BOTHY_GET(bound, context.args().number("within", 1, 3'600, 20));
  BOTHY_DO(context.open());
  if (context.args().has("drain")) {
    BOTHY_DO(context.open_my_room());
    screen.note(drain_note);
  }
  std::set<std::string> known = ids_of(context.views());
  SyncPlan plan;
  plan.bound_ms = static_cast<int>(bound * 1'000);
  plan.stay_ms = static_cast<int>(wait * 1'000);
  plan.drain = context.args().has("drain");
  plan.news = [&](const Value& views) { show_news(screen, views, known); };
  BOTHY_GET(reached, context.exchange(plan, context.args().has("must") ? Relay::needed : Relay::wanted));
  BOTHY_GET(answer, context.host().ask("views"));
  context.result(answer.views);
  show_news(screen, answer.views, known);
  if (reached) screen.line(queue_sentence(context.views()));
  return {};
}

Did do_tick(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_GET(answer, context.host().act("tick"));
  context.result(answer.views);
  context.screen().line("Done. Sealed frames leave while a relay is connected: bothy-cli sync");
  return {};
}

}  // namespace bothy::cli
