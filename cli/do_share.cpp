// Commands that put one event into my room (log) or our room (share and its short forms).
// What fields an event has and who may send it is the core's business.
#include <time.h>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

constexpr std::size_t max_typed = 64 * 1024;

// Which event answers which, and by what field it names it.
struct AnswerForm {
  std::string_view to;
  std::string_view event;
  std::string_view field;
};
constexpr AnswerForm answers[] = {
    {"BidSent", "BidAnswered", "bid"},
    {"TalkInvited", "TalkAnswered", "talk"},
    {"RepairOffered", "RepairAnswered", "repair"},
};

Got<Value> item_of(Context& context, const std::string& id) {
  BOTHY_GET(answer, context.host().ask("shared"));
  for (const auto& item : list(answer.views, "shared"))
    if (text_or(item, "id", "") == id) return item;
  return trouble(Error::not_found);
}

// "2026-03-01 20:15" in local time, or ms since 1970.
Got<std::int64_t> moment_of(const std::string& text) {
  if (const auto number = whole_number(text)) return *number;
  tm local{};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%d %H:%M", &local);
  if (end == nullptr || *end != '\0') return usage("--at takes a time such as \"2026-03-01 20:15\".");
  local.tm_isdst = -1;
  return std::int64_t{::mktime(&local)} * 1'000;
}

Value field_value(const std::string& name, const std::string& text) {
  const bool listed =
      name == "moments" || name == "body" || name == "weekdays" || name == "steps" || name == "symptoms";
  if (listed) {
    Value items{List{}};
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(',', at), text.size());
      items.push(field_value("", text.substr(at, end - at)));
      at = end + 1;
    }
    return items;
  }
  if (name != "text" && name != "note")
    if (const auto number = whole_number(text)) return *number;
  return text;
}

Did note_of_kind(Context& context, std::string_view kind) {
  BOTHY_GET(text, text_of_argument(context.args().operand(0)));
  Value fields;
  fields.set("kind", kind).set("text", std::move(text));
  return share_event(context, "NoteShared", std::move(fields));
}

}  // namespace

Got<std::string> text_of_argument(const std::string& given) {
  if (given != "-") return given;
  BOTHY_GET(bytes, read_file("-", max_typed));
  while (!bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r')) bytes.pop_back();
  return std::string(text_of(bytes));
}

Got<Value> fields_of(const Args& args) {
  Value out{Fields{}};
  for (const auto& each : args.all("field")) {
    BOTHY_GET(pair, split_pair(each, "field"));
    out.set(pair.first, field_value(pair.first, pair.second));
  }
  return out;
}

Did share_event(Context& context, const std::string& event, Value fields) {
  const Screen& screen = context.screen();
  Value args;
  args.set("event", event).set("fields", std::move(fields));
  if (context.args().has("preview")) {
    BOTHY_GET(answer, context.host().ask("preview", std::move(args)));
    context.result(answer.views);
    const Value& shown = part(answer.views, "preview");
    screen.line("This would leave, and nothing else: " +
                screen.safe(event_words(text_or(shown, "event", event), part(shown, "leaves"))));
    screen.line("It carries the day " +
                text_or(part(shown, "leaves"), "day", text_or(shown, "clock", to_iso(today()))) +
                " and no time of day.");
    return {};
  }
  args.set("when", context.args().has("later") ? "later" : "now");
  BOTHY_GET(answer, context.host().act("share", std::move(args)));
  context.result(answer.views);
  std::string said = "Shared.";
  for (const auto& item : list(answer.views, "made"))
    if (stays_a_while(context.args()))
      said += " To take it back before it leaves: bothy-cli take-back " + short_id(item);
  screen.line(said);
  return context.exchange_if_asked();
}

Did do_share(Context& context) {
  BOTHY_GET(fields, fields_of(context.args()));
  BOTHY_DO(context.open());
  return share_event(context, context.args().text("event"), std::move(fields));
}

Did do_log(Context& context) {
  BOTHY_GET(fields, fields_of(context.args()));
  BOTHY_DO(context.open());
  Value args;
  args.set("event", context.args().text("event")).set("fields", std::move(fields));
  BOTHY_GET(answer, context.host().act("log", std::move(args)));
  context.result(answer.views);
  context.screen().line("Kept in my room.");
  return context.exchange_if_asked();
}

Did do_note(Context& context) {
  BOTHY_DO(context.open());
  return note_of_kind(context, context.args().text("kind", "note"));
}

Did do_thanks(Context& context) {
  BOTHY_DO(context.open());
  return note_of_kind(context, "thanks");
}

Did do_bid(Context& context) {
  BOTHY_GET(text, text_of_argument(context.args().operand(1)));
  Value fields;
  fields.set("kind", context.args().operand(0));
  if (!text.empty()) fields.set("text", std::move(text));
  BOTHY_DO(context.open());
  return share_event(context, "BidSent", std::move(fields));
}

Did do_answer(Context& context) {
  std::optional<std::int64_t> at;
  if (context.args().has("at")) {
    BOTHY_GET(moment, moment_of(context.args().text("at")));
    at = moment;
  }
  BOTHY_DO(context.open());
  BOTHY_GET(id, whole_id(context, context.args().operand(0)));
  BOTHY_GET(item, item_of(context, id));
  const std::string event = text_or(item, "event", "");
  for (const auto& form : answers) {
    if (form.to != event) continue;
    Value fields;
    fields.set(form.field, id).set("answer", context.args().operand(1));
    if (at) fields.set("later_at", *at);
    return share_event(context, std::string(form.event), std::move(fields));
  }
  return usage(
      "That item takes no answer here. Invitations, talks and repairs do; others go with: bothy-cli share --event "
      "NAME");
}

}  // namespace bothy::cli
