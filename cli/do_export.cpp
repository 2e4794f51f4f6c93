// The commands `export` (own data as a file) and `verify` (every stored frame, its chain and the store).
// What belongs into an export is the core's business; this file writes it and says where it lies.
#include <algorithm>
#include <cstdio>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

// SAFETY CC-37: said each time, because an export is the one thing that leaves the seals.
constexpr std::string_view open_file =
    "This file is not sealed: whoever can open it can read it. Keep it where only you find it, and remove it when you "
    "are done.";

std::string csv_cell(std::string_view text) {
  // A cell that begins like a formula would be run by some spreadsheets.
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
                       text.find_first_not_of("+-0123456789.") != std::string_view::npos;
  std::string out = formula ? "'" : "";
  out += text;
  if (out.find_first_of(",\"\n\r") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string cell_text(const Value* value) {
  if (value == nullptr || value->is_null()) return "";
  if (const auto* text = value->as<std::string>()) return *text;
  const auto* items = value->as<List>();
  if (items == nullptr) return to_json(*value);
  std::string out;
  for (const auto& item : *items) out += (out.empty() ? "" : " ") + cell_text(&item);
  return out;
}

// One row per event; the columns are the fields that occur, in order of appearance.
std::string csv_of(const Value& exported) {
  constexpr std::string_view first[] = {"day", "minute", "room", "from", "event", "id"};
  std::vector<std::string> names;
  for (const auto& event : list(exported, "events")) {
    const auto* fields = part(event, "fields").as<Fields>();
    if (fields == nullptr) continue;
    for (const auto& [name, value] : *fields) {
      const bool told = std::ranges::find(first, name) != std::end(first);
      if (!told && std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  std::string out;
  for (const auto name : first) out += (out.empty() ? "" : ",") + std::string(name);
  for (const auto& name : names) out += "," + csv_cell(name);
  out += "\r\n";
  for (const auto& event : list(exported, "events")) {
    const Value& fields = part(event, "fields");
    bool begun = false;
    for (const auto name : first) {
      const Value* value = event.find(name) != nullptr ? event.find(name) : fields.find(name);
      out += (begun ? "," : "") + csv_cell(cell_text(value));
      begun = true;
    }
    for (const auto& name : names) out += "," + csv_cell(cell_text(fields.find(name)));
    out += "\r\n";
  }
  return out;
}

Did put(Context& context, const std::string& path, const std::string& text, std::string_view what) {
  if (path == "-") {
    context.screen().raw(text);
  } else {
    const auto overwrite = context.args().has("force") ? Overwrite::yes : Overwrite::no;
    BOTHY_DO(write_private(path, span_of(text), overwrite, Exit::named));
    context.screen().line("Saved " + std::string(what) + " in " + path + ", readable by this account only.");
  }
  for (const auto& line : wrap(open_file, static_cast<std::size_t>(context.screen().columns())))
    context.screen().note(line);
  return {};
}

std::string json_file(const Args& args) {
  for (const auto& value : args.all("json"))
    if (!value.empty()) return value;
  return "";
}

void show_lane(const Screen& screen, const Value& lane) {
  std::string line = text_or(lane, "lane", "").substr(0, 8) + "  " + pad(text_or(lane, "kind", ""), 8) +
                     pad_left(std::to_string(int_or(lane, "frames", 0)), 8) + " frames  ";
  if (lane.find("whole") == nullptr) return screen.line(line + "left from earlier keys, kept sealed");
  line += bool_or(lane, "whole", false) ? "whole" : "not whole";
  if (const std::int64_t at = int_or(lane, "at_seq", 0); at > 0) line += " from frame " + std::to_string(at) + " on";
  screen.line(line);
  if (!bool_or(lane, "whole", false)) screen.paragraph(screen.safe(text_or(lane, "say", "")), 10);
}

struct StoredFrames {
  Bytes bytes;
  std::size_t damaged = 0;
};

struct Found {
  Value views;
  std::string store;  ///< what the database says of itself; empty when it is whole
  bool whole = false;
};

Got<StoredFrames> stored_frames(Context& context) {
  StoredFrames out;
  Progress bar(context.screen(), "reading");
  BOTHY_DO(context.home().store().each(frame_prefix, "f0", [&](const Record& record) -> Did {
    if (record.whole) append(out.bytes, record.value);
    out.damaged += record.whole ? 0 : 1;
    return {};
  }));
  bar.stage("checking", 0.5);
  return out;
}

Value frames_argument(const StoredFrames& frames) {
  Value where;
  where.set("at", 0).set("len", static_cast<std::int64_t>(frames.bytes.size()));
  Value args;
  args.set("frames", std::move(where));
  return args;
}

Got<Found> look_over(Context& context, const StoredFrames& frames) {
  Found out;
  out.store = context.home().store().check();
  BOTHY_GET(answer, context.host().ask("verify", frames_argument(frames), frames.bytes));
  out.views = answer.views;
  out.views.set("store", out.store.empty() ? "whole" : out.store);
  out.views.set("damaged_records", static_cast<std::int64_t>(frames.damaged));
  out.whole = bool_or(part(out.views, "verify"), "whole", false) && frames.damaged == 0 && out.store.empty();
  return out;
}

}  // namespace

Did do_export(Context& context) {
  const std::string json = json_file(context.args());
  const std::string csv = context.args().text("csv");
  if (json.empty() && csv.empty())
    return usage("Say where to: bothy-cli export --json FILE, or --csv FILE. '-' prints it.");
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  Value args;
  args.set("format", "json");
  BOTHY_GET(answer, context.host().ask("export", std::move(args)));
  const ByteSpan bytes = answer.bytes("export");
  const std::string text = bytes.empty() ? to_json(part(answer.views, "export")) : std::string(text_of(bytes));
  if (!json.empty()) BOTHY_DO(put(context, json, text + "\n", "everything of yours as JSON"));
  if (csv.empty()) return {};
  const auto exported = from_json(text);
  if (!exported) return trouble(exported.error());
  return put(context, csv, csv_of(*exported), "everything of yours as a table");
}

Did do_verify(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  BOTHY_GET(frames, stored_frames(context));
  BOTHY_GET(found, look_over(context, frames));
  if (!found.whole && context.args().has("mend")) {
    BOTHY_GET(mended, context.host().act("mend", frames_argument(frames), frames.bytes));
    BOTHY_DO(context.exchange(SyncPlan{}, Relay::needed));
    BOTHY_GET(again, stored_frames(context));
    BOTHY_GET(after, look_over(context, again));
    frames = std::move(again);
    found = std::move(after);
  }
  const Screen& screen = context.screen();
  context.result(found.views);
  for (const auto& lane : list(part(found.views, "verify"), "lanes")) show_lane(screen, lane);
  if (frames.damaged > 0)
    screen.line(counted(static_cast<long long>(frames.damaged), "record", "records") +
                " of the store no longer match their checksum.");
  if (!found.store.empty()) screen.line("The store file: " + screen.safe(found.store));
  if (!found.whole)
    return store_trouble("store_damaged", "Not everything here is whole. What the relay holds comes back with: "
                                          "bothy-cli verify --mend");
  screen.line("Everything stored here is whole: every chain from its first frame, every seal, the store file.");
  return {};
}

}  // namespace bothy::cli
