// Views as lines of text. See show.h.
// Nothing is asked and nothing decided here.
#include "cli/show.h"

#include <time.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace bothy::cli {
namespace {

// Fields that name other things or say nothing to a reader on their own line.
constexpr std::string_view quiet_fields[] = {"day", "minute", "source", "source_name", "salt", "commitment"};

// Events whose first field says it all, with the words that stand in front.
struct Label {
  std::string_view event;
  std::string_view field;
  std::string_view word;
};
constexpr Label labels[] = {
    {"NeedShared", "need", "need"},
    {"WeatherShared", "weather", "weather"},
    {"BidSent", "kind", "invitation"},
    {"BidAnswered", "answer", "answer"},
    {"TalkAnswered", "answer", "answer to a talk"},
    {"RepairAnswered", "answer", "answer to a repair"},
    {"TalkInvited", "about", "a talk about"},
    {"PromiseMade", "text", "promise"},
    {"BoundarySet", "text", "boundary"},
};

std::string spaced(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !out.empty()) out += ' ';
    out += c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

bool is_time(std::string_view field) { return field.ends_with("_at"); }

std::string field_text(std::string_view name, const Value& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* number = value.as<std::int64_t>())
    return is_time(name) ? local_time(*number) : std::to_string(*number);
  if (const auto* flag = value.as<bool>()) return *flag ? "yes" : "no";
  const auto* items = value.as<List>();
  if (items == nullptr) return to_json(value);
  std::string out;
  for (const auto& item : *items) out += (out.empty() ? "" : ", ") + field_text(name, item);
  return out;
}

bool is_id(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr && text->size() == 32 &&
         std::ranges::all_of(*text, [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
}

std::string words(std::string_view word) {
  std::string out(word);
  std::ranges::replace(out, '_', ' ');
  return out;
}

}  // namespace

std::string local_time(std::int64_t at_ms) {
  const time_t at = at_ms / 1'000;
  tm local{};
  ::localtime_r(&at, &local);
  char text[32];
  return ::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local) > 0 ? text : "?";
}

Day today() {
  const time_t now = ::time(nullptr);
  tm local{};
  ::localtime_r(&now, &local);
  return day_of(CivilDate{local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
}

std::string event_words(std::string_view event, const Value& fields) {
  std::string out;
  std::string used;
  for (const auto& label : labels) {
    const Value* found = label.event == event ? fields.find(label.field) : nullptr;
    if (found == nullptr) continue;
    out = std::string(label.word) + ": " + words(field_text(label.field, *found));
    used = label.field;
  }
  if (event == "NoteShared") {
    out = words(text_or(fields, "kind", "note"));
    used = "kind";
  }
  if (out.empty()) out = spaced(event);
  const auto* all = fields.as<Fields>();
  if (all == nullptr) return out;
  for (const auto& [name, value] : *all) {
    if (name == used || std::ranges::find(quiet_fields, name) != std::end(quiet_fields) || is_id(value)) continue;
    const bool is_text = name == "text" || name == "note";
    out += (is_text ? ": " : out.find(':') == std::string::npos ? ": " : ", ");
    out += is_text ? field_text(name, value) : spaced(name) + " " + words(field_text(name, value));
  }
  return out;
}

std::string short_id(const Value& item) { return text_or(item, "id", "").substr(0, 8); }

void show_item(const Screen& screen, const Value& item) {
  const std::string from = text_or(item, "from", "me") == "them" ? "them" : "me";
  std::string said = screen.safe(event_words(text_or(item, "event", ""), part(item, "fields")), Lines::keep);
  if (bool_or(item, "retracted", false)) said = "(asked to let go) " + said;
  if (bool_or(item, "waiting", false)) said += "  (waits here)";
  const std::string head = text_or(item, "day", "          ") + "  " + pad(from, 4) + "  ";
  const std::size_t indent = width_of(head);
  const auto room = static_cast<std::size_t>(std::max(screen.columns() - static_cast<int>(indent) - 10, 20));
  const auto lines = wrap(said, room);
  for (std::size_t i = 0; i < lines.size(); ++i)
    screen.line(i == 0 ? head + pad(lines[i], room) + "  " + short_id(item) : std::string(indent, ' ') + lines[i]);
}

void show_home(const Context& context) {
  const Screen& screen = context.screen();
  const Value& home = context.view("home");
  const std::string state = text_or(home, "state", "none");
  if (state == "recovering") screen.line("This home is being filled. Connect to the relay with: bothy-cli sync");
  if (bool_or(home, "removed", false))
    screen.line("This device was removed. What it holds stays readable here; to go on, recover with your 24 words.");
  if (state == "waiting")
    screen.line("This device was added. My room opens here after a day, or at once with your recovery words.");
  for (const auto& device : list(home, "new_devices"))
    screen.paragraph("Note: the device \"" + screen.safe(text_or(device, "name", "")) + "\" is yours since " +
                         text_or(device, "added_day", "") + ". Not by you? Then: bothy-cli revoke " +
                         short_id(device),
                     2);
  if (bool_or(home, "frozen", false))
    screen.line(
        "Two different key changes arrived from the other. Compare words again before sharing more: bothy-cli pair "
        "words");
}

void show_today(const Context& context) {
  const Screen& screen = context.screen();
  const Value& now = context.view("today");
  show_home(context);
  screen.line("Today, " + text_or(now, "day", to_iso(today())));
  const Value& mine = part(now, "mine");
  if (now.find("mine") == nullptr) {
    screen.line("  my room    locked");
  } else if (int_or(mine, "count", 0) == 0) {
    screen.line("  my room    nothing noted yet; a minute is enough: bothy-cli checkin");
  } else {
    screen.line("  my room    " + counted(int_or(mine, "count", 0), "entry", "entries"));
  }
  const Value& theirs = part(now, "theirs");
  if (const std::string need = text_or(theirs, "need", ""); !need.empty())
    screen.line("  they need  " + words(need) + "  (" + text_or(theirs, "need_day", "") + ")");
  if (const std::string weather = text_or(theirs, "weather", ""); !weather.empty())
    screen.line("  weather    " + words(weather) + "  (" + text_or(theirs, "weather_day", "") + ")");
  if (!bool_or(context.view("home"), "paired", false))
    screen.line("  our room   empty: not paired. Solo is fine; to invite someone: bothy-cli pair invite");
  show_sync(context);
}

void show_sync(const Context& context) {
  const Screen& screen = context.screen();
  const Value& sync = context.view("sync");
  if (int_or(sync, "waiting", 0) > 0 || int_or(sync, "unsent_frames", 0) > 0)
    screen.line("  relay      " + queue_sentence(context.views()));
  if (const std::int64_t newer = int_or(sync, "newer", 0); newer > 0)
    screen.line("  newer      " + counted(newer, "entry was", "entries were") +
                " written by a newer Bothy; update this one to read them");
  for (const auto& alarm : list(sync, "alarms")) screen.paragraph("Note: " + screen.safe(text_or(alarm, "say", "")), 2);
}

void show_meeting(const Context& context) {
  const Screen& screen = context.screen();
  const Value& meeting = context.view("meeting");
  const std::string stage = text_or(meeting, "stage", "none");
  const std::string again = text_or(meeting, "purpose", "partner") == "device" ? "devices" : "pair";
  if (stage == "none") screen.line("No meeting is under way.");
  if (stage == "done") screen.line("Done: the words were compared here.");
  if (stage == "ended")
    screen.paragraph(text_or(part(meeting, "problem"), "say", "This meeting ended; make a new link."));
  if (stage == "waiting") {
    if (const std::string link = text_or(meeting, "link", ""); !link.empty()) screen.line("Link: " + link);
    screen.line("The other side has not answered yet. Look again with: bothy-cli " + again + " words");
  }
  if (stage == "compare") {
    screen.line("Compare these words with the other side, in the same room or by voice:");
    screen.line();
    screen.line("    " + text_or(meeting, "words", ""));
    screen.line();
    screen.line("The same? Then: bothy-cli " + again + " confirm yes    Not the same? bothy-cli " + again +
                " confirm no");
  }
}

void show_devices(const Context& context, const Value& devices) {
  const Screen& screen = context.screen();
  const auto* all = devices.as<List>();
  if (all == nullptr || all->empty()) return screen.line("No devices are known yet.");
  for (const auto& device : *all) {
    std::string line = short_id(device) + "  " + pad(fit(screen.safe(text_or(device, "name", "")), 30), 30) +
                       "  added " + text_or(device, "added_day", "?");
    if (bool_or(device, "this", false)) line += "  this one";
    if (bool_or(device, "removed", false)) line += "  removed";
    if (const std::int64_t opens = int_or(device, "opens_at_ms", 0); opens > 0)
      line += "  my room opens " + local_time(opens);
    screen.line(line);
  }
}

void show_phrase(const Screen& screen, std::string_view phrase) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
    if (end > at) all.emplace_back(phrase.substr(at, end - at));
    at = end + 1;
  }
  constexpr std::size_t across = 4;
  const std::size_t down = (all.size() + across - 1) / across;
  for (std::size_t row = 0; row < down; ++row) {
    std::string line;
    for (std::size_t at = row; at < all.size(); at += down)
      line += pad_left(std::to_string(at + 1), 4) + " " + pad(all[at], 12);
    screen.line(line);
  }
}

}  // namespace bothy::cli
