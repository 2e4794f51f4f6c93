// Commands that only look: today, our room, my days as dots, my entries, the list of events.
// Nothing here changes anything.
#include <algorithm>
#include <cstdio>

#include "cli/commands.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

// The charts of `me`, in this order; others follow under their own names.
struct Measure {
  std::string_view name;
  std::string_view title;
};
constexpr Measure measures[] = {
    {"myself", "Could I be myself"}, {"energy", "Energy"},  {"valence", "Mood"},  {"depend", "I can depend"},
    {"know", "I am known"},          {"feel", "I am felt"}, {"stress", "Stress"},
};

std::vector<int> numbers(const Value& values) {
  std::vector<int> out;
  const auto* items = values.as<List>();
  if (items == nullptr) return out;
  for (const auto& item : *items)
    if (const auto* number = item.as<std::int64_t>()) out.push_back(static_cast<int>(*number));
  return out;
}

std::vector<DayDots> dots_of(const List& days, std::string_view name, bool extra) {
  std::vector<DayDots> out;
  for (const auto& day : days) {
    const auto when = day_from_iso(text_or(day, "day", ""));
    const Value& from = extra ? part(day, "extra") : day;
    const Value* values = from.find(name);
    if (when && values != nullptr) out.push_back({*when, numbers(*values)});
  }
  std::ranges::sort(out, {}, [](const DayDots& dots) { return dots.day.days; });
  return out;
}

std::vector<std::string> extra_names(const List& days) {
  std::vector<std::string> out;
  for (const auto& day : days) {
    const auto* extra = part(day, "extra").as<Fields>();
    if (extra == nullptr) continue;
    for (const auto& [name, values] : *extra)
      if (std::ranges::find(out, name) == out.end()) out.push_back(name);
  }
  return out;
}

void show_chart(const Screen& screen, const std::string& title, const std::vector<DayDots>& dots) {
  const auto lines = dot_chart(title, dots, screen.dots());
  for (const auto& line : lines) screen.line(line);
  if (!lines.empty()) screen.line();
}

std::string joined(const std::vector<int>& values) {
  std::string out;
  for (const int value : values) out += (out.empty() ? "" : " ") + std::to_string(value);
  return out.empty() ? "-" : out;
}

void show_table(const Screen& screen, const List& days) {
  constexpr std::size_t column = 18;
  std::string head = pad("day", 12);
  for (std::size_t i = 0; i < 3; ++i) head += pad(measures[i].title, column);
  screen.line(head + "entries");
  for (const auto& day : days) {
    std::string line = pad(text_or(day, "day", ""), 12);
    for (std::size_t i = 0; i < 3; ++i)
      line += pad(fit(joined(numbers(part(day, measures[i].name))), column - 1), column);
    screen.line(line + std::to_string(int_or(day, "n", 0)));
  }
}

// The last days that fit, or those asked for.
List chosen_days(const Context& context, const List& days, std::int64_t wanted) {
  if (days.empty() || context.args().has("from")) return days;
  Day last{};
  for (const auto& day : days)
    if (const auto when = day_from_iso(text_or(day, "day", ""))) last = std::max(last, *when);
  List out;
  for (const auto& day : days) {
    const auto when = day_from_iso(text_or(day, "day", ""));
    if (when && when->days > last.days - wanted) out.push_back(day);
  }
  return out;
}

Did add_range(const Args& given, Value& args) {
  for (const auto name : {"from", "to"}) {
    if (!given.has(name)) continue;
    if (!day_from_iso(given.text(name))) return usage("--" + std::string(name) + " takes a day such as 2026-03-01.");
    args.set(name, given.text(name));
  }
  return {};
}

}  // namespace

Did do_today(Context& context) {
  BOTHY_DO(context.open());
  if (context.args().has("unlock")) BOTHY_DO(context.open_my_room());
  if (context.args().has("sync")) BOTHY_DO(context.exchange(SyncPlan{}, Relay::wanted));
  BOTHY_GET(answer, context.host().ask("views"));
  context.result(answer.views);
  if (context.screen().json()) return {};
  show_today(context);
  const Value& meeting = context.view("meeting");
  const std::string stage = text_or(meeting, "stage", "none");
  if (stage == "compare" || stage == "waiting") show_meeting(context);
  return {};
}

Did do_shared(Context& context) {
  BOTHY_GET(limit, context.args().number("limit", 1, 10'000, 20));
  BOTHY_DO(context.open());
  Value args;
  args.set("limit", limit);
  BOTHY_GET(answer, context.host().ask("shared", std::move(args)));
  context.result(answer.views);
  const auto& items = list(answer.views, "shared");
  if (items.empty()) context.screen().line("Our room is empty.");
  for (const auto& item : items) show_item(context.screen(), item);
  return {};
}

Did do_me(Context& context) {
  const Screen& screen = context.screen();
  BOTHY_GET(wanted, context.args().number("days", 1, 40'000, 84));
  Value args{Fields{}};
  BOTHY_DO(add_range(context.args(), args));
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  BOTHY_GET(answer, context.host().ask("me", std::move(args)));
  context.result(answer.views);
  if (screen.json()) return {};
  const Value& me = part(answer.views, "me");
  const List days = chosen_days(context, list(me, "days"), wanted);
  if (days.empty()) {
    screen.line("No entries yet. A minute is enough: bothy-cli checkin");
    return {};
  }
  screen.line(text_or(days.front(), "day", "") + " to " + text_or(days.back(), "day", "") + ": " +
              counted(int_or(me, "entries", 0), "entry", "entries") +
              " in all. One dot is one answer; nothing is averaged.");
  screen.line();
  if (context.args().has("table")) {
    show_table(screen, days);
    return {};
  }
  for (const auto& measure : measures)
    show_chart(screen, std::string(measure.title), dots_of(days, measure.name, false));
  for (const auto& name : extra_names(days)) show_chart(screen, screen.safe(name), dots_of(days, name, true));
  return {};
}

Did do_history(Context& context) {
  const Screen& screen = context.screen();
  BOTHY_GET(limit, context.args().number("limit", 1, 100'000, 20));
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  Value args;
  args.set("limit", limit);
  if (context.args().has("before")) {
    BOTHY_GET(id, whole_id(context, context.args().text("before")));
    args.set("before", id);
  }
  BOTHY_GET(answer, context.host().ask("history", std::move(args)));
  context.result(answer.views);
  const auto& items = list(answer.views, "history");
  if (items.empty()) screen.line("My room is empty.");
  for (const auto& item : items) {
    const std::int64_t minute = int_or(item, "minute", int_or(part(item, "fields"), "minute", -1));
    char clock[16] = "     ";
    if (minute >= 0)
      std::snprintf(clock, sizeof clock, "%02d:%02d", static_cast<int>(minute / 60), static_cast<int>(minute % 60));
    const std::string head = text_or(item, "day", "          ") + " " + clock + "  ";
    const auto room = static_cast<std::size_t>(std::max(screen.columns() - static_cast<int>(head.size()) - 10, 20));
    std::string said = event_words(text_or(item, "event", ""), part(item, "fields"));
    if (bool_or(item, "withdrawn", false)) said = "(withdrawn) " + said;
    const auto lines = wrap(screen.safe(said, Lines::keep), room);
    for (std::size_t i = 0; i < lines.size(); ++i)
      screen.line(i == 0 ? head + pad(lines[i], room) + "  " + short_id(item)
                         : std::string(head.size(), ' ') + lines[i]);
  }
  return {};
}

Did do_events(Context& context) {
  const Screen& screen = context.screen();
  BOTHY_DO(context.open());
  BOTHY_GET(answer, context.host().ask("events"));
  context.result(answer.views);
  for (const auto& event : list(answer.views, "events")) {
    screen.line(text_or(event, "event", text_or(event, "name", "")) + "  (" + text_or(event, "room", "") + ")");
    for (const auto& field : list(event, "fields")) {
      std::string line = "    " + pad(text_or(field, "name", ""), 18) + text_or(field, "kind", "");
      if (field.find("low") != nullptr)
        line += " " + std::to_string(int_or(field, "low", 0)) + ".." + std::to_string(int_or(field, "high", 0));
      std::string words;
      for (const auto& word : list(field, "words"))
        if (word.as<std::string>() != nullptr) words += (words.empty() ? "" : " ") + *word.as<std::string>();
      screen.line(line);
      if (!words.empty()) screen.paragraph(words, 22);
    }
  }
  return {};
}

}  // namespace bothy::cli
