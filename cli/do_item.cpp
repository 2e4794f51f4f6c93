// Commands about one item that is there already: take back, ask to let go, withdraw, keep a copy.
// Who may do what to which item is the core's business.
#include <algorithm>

#include "cli/commands.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

constexpr std::size_t id_digits = 32;
constexpr std::size_t least_digits = 4;
constexpr std::int64_t looked_at = 10'000;

bool is_hex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

void gather(const List& items, std::string_view begins, std::vector<std::string>& found) {
  for (const auto& item : items) {
    const std::string id = text_or(item, "id", "");
    if (id.starts_with(begins) && std::ranges::find(found, id) == found.end()) found.push_back(id);
  }
}

Did act_on(Context& context, std::string_view intent, std::string_view said) {
  BOTHY_GET(id, whole_id(context, context.args().operand(0)));
  Value args;
  args.set("id", id);
  BOTHY_GET(answer, context.host().act(intent, std::move(args)));
  context.result(answer.views);
  context.screen().line(said);
  return context.exchange_if_asked();
}

}  // namespace

Got<std::string> whole_id(Context& context, const std::string& given) {
  if (given.size() > id_digits || given.size() < least_digits || !is_hex(given))
    return usage("An id is the first 4 or more of its letters and digits, as the lists show it.");
  if (given.size() == id_digits) return given;
  Value args;
  args.set("limit", looked_at);
  std::vector<std::string> found;
  BOTHY_GET(shared, context.host().ask("shared", args));
  gather(list(shared.views, "shared"), given, found);
  if (!bool_or(context.view("home"), "locked", false)) {
    BOTHY_GET(mine, context.host().ask("history", args));
    gather(list(mine.views, "history"), given, found);
  }
  if (found.empty()) return trouble(Error::not_found);
  if (found.size() > 1) return usage("Several ids begin with " + given + "; type more of it.");
  return found.front();
}

Did do_take_back(Context& context) {
  BOTHY_DO(context.open());
  return act_on(context, "take_back", "Taken back. It never left this device.");
}

Did do_retract(Context& context) {
  BOTHY_DO(context.open());
  return act_on(context, "retract",
                "Your partner is asked to let it go. They may have kept a copy, which is their right.");
}

Did do_withdraw(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  return act_on(context, "withdraw", "Taken out of view in my room.");
}

Did do_keep(Context& context) {
  BOTHY_DO(context.open());
  return act_on(context, "keep_copy", "A copy is kept in my room. Nobody is told.");
}

}  // namespace bothy::cli
