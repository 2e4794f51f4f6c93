// The command `import`: looks at a file, shows what it would bring, and brings all of it or nothing.
// Reading tables is the core's business (core/import); this file types and prints.
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/mapping_words.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

constexpr std::size_t max_table = 256U << 20;  // docs/import: larger files are refused by the core as well
constexpr std::size_t problems_shown = 20;
constexpr std::int64_t rows_shown = 8;

Value table_args(const Bytes& table) {
  Value where;
  where.set("at", 0).set("len", static_cast<std::int64_t>(table.size()));
  Value args;
  args.set("table", std::move(where));
  return args;
}

void show_problems(const Screen& screen, const Value& found) {
  std::size_t shown = 0;
  const auto& problems = list(found, "problems");
  for (const auto& problem : problems) {
    if (++shown > problems_shown) break;
    const std::int64_t line = int_or(problem, "line", 0);
    std::string text = line > 0 ? "line " + std::to_string(line) : "the file";
    if (const std::string column = text_or(problem, "column", ""); !column.empty()) text += ", " + column;
    if (const std::string value = text_or(problem, "value", ""); !value.empty()) text += ", '" + value + "'";
    screen.note("  " + screen.safe(text + ": " + text_or(problem, "what", "")));
  }
  const std::int64_t total = int_or(found, "problems_total", static_cast<std::int64_t>(problems.size()));
  if (total > static_cast<std::int64_t>(problems_shown))
    screen.note("  ... and " + std::to_string(total - static_cast<std::int64_t>(problems_shown)) + " more");
}

void show_columns(const Screen& screen, const Value& detected) {
  screen.line("Columns: ");
  for (const auto& column : list(detected, "columns")) {
    std::string line = "  " + pad_left(std::to_string(int_or(column, "number", 0)), 3) + "  " +
                       pad(fit(screen.safe(text_or(column, "name", "")), 20), 20) + "  " +
                       pad(text_or(column, "kind", ""), 7);
    if (column.find("lo") != nullptr) line += text_or(column, "lo", "") + " to " + text_or(column, "hi", "");
    if (column.find("form") != nullptr) line += text_or(column, "form", "");
    screen.line(fit(line, static_cast<std::size_t>(screen.columns())));
  }
}

void show_hints(const Screen& screen, const Value& detected) {
  for (const auto& hint : list(detected, "hints")) screen.paragraph("- " + screen.safe(text_or(hint, "what", "")), 2);
  const std::string words = words_of_mapping(part(detected, "mapping"));
  if (!words.empty()) screen.line("To begin from: " + screen.safe(words));
}

std::string rating_words(const Value& row) {
  std::string out;
  for (const auto name : {"ratings", "extra"}) {
    const auto* ratings = part(row, name).as<Fields>();
    if (ratings == nullptr) continue;
    for (const auto& [label, value] : *ratings) out += (out.empty() ? "" : "  ") + label + " " + to_json(value);
  }
  if (const std::string note = text_or(row, "note", ""); !note.empty())
    out += (out.empty() ? "" : "  ") + std::string("\"") + note + "\"";
  return out;
}

void show_proposal(const Screen& screen, const Value& found) {
  const std::int64_t proposed = int_or(found, "proposed", 0);
  const Value& counts = part(found, "counts");
  std::string said = counted(proposed, "entry", "entries");
  if (found.find("first_day") != nullptr)
    said += " from " + text_or(found, "first_day", "") + " to " + text_or(found, "last_day", "");
  said += ", out of " + counted(int_or(counts, "read", proposed), "row", "rows");
  for (const auto& [name, word] :
       {std::pair{"filtered", "left out by the filter"}, std::pair{"empty", "without an answer"},
        std::pair{"repeated", "repeated in the file"}, std::pair{"known", "here already"}})
    if (const std::int64_t n = int_or(counts, name, 0); n > 0) said += ", " + std::to_string(n) + " " + word;
  screen.line(said);
  for (const auto& row : list(found, "rows")) {
    const std::int64_t minute = int_or(row, "minute", -1);
    std::string clock = "     ";
    if (minute >= 0)
      clock =
          pad_left(std::to_string(minute / 60), 2) + ":" + (minute % 60 < 10 ? "0" : "") + std::to_string(minute % 60);
    screen.line(fit("  " + text_or(row, "day", "") + " " + clock + "  " + screen.safe(rating_words(row)),
                    static_cast<std::size_t>(screen.columns())));
  }
  if (proposed > rows_shown) screen.line("  ...");
}

// Whether the guess can be used as it is.
bool needs_words(const Context& context, const Value& detected) {
  return text_or(detected, "format", "csv") == "csv" && !list(detected, "hints").empty() && !is_mapped(context.args());
}

Got<bool> agreed(Context& context) {
  if (context.args().has("yes")) return true;
  if (!has_terminal()) return true;  // a script that names a file means it
  BOTHY_GET(line, read_line("Keep these in my room? [y/N] ", true));
  return line.text().starts_with('y') || line.text().starts_with('Y');
}

Did preview(Context& context, const Bytes& table, const Value& mapping, Progress& bar) {
  bar.stage("checking", 0.3);
  Value args = table_args(table);
  args.set("mapping", mapping).set("limit", rows_shown);
  BOTHY_GET(answer, context.host().ask("import_preview", std::move(args), table));
  bar.stage("checking", 0.5);
  const Value& found = part(answer.views, "import_preview");
  if (context.args().has("preview")) context.result(answer.views);
  if (bool_or(found, "clean", false)) {
    if (context.screen().watched() || context.args().has("preview")) show_proposal(context.screen(), found);
    return {};
  }
  show_problems(context.screen(), found);
  return trouble(Error::bad_table);
}

Did bring(Context& context, const Bytes& table, const Value& mapping, const std::string& source) {
  const Screen& screen = context.screen();
  Progress bar(screen, "keeping");
  bar.show(0.6);
  Value args = table_args(table);
  args.set("mapping", mapping).set("source_name", source);
  BOTHY_GET(answer, context.host().act("import", std::move(args), table));
  bar.show(1);
  context.result(answer.views);
  const Value& imported = part(answer.views, "imported");
  const std::int64_t added = int_or(imported, "added", 0);
  std::string said = "Kept in my room: " + counted(added, "entry", "entries") + " from " + screen.safe(source) + ".";
  if (const std::int64_t known = int_or(imported, "known", 0); known > 0)
    said += " " + std::to_string(known) + " were here already.";
  screen.line(said + " Nothing of it is shared. Look with: bothy-cli me");
  return {};
}

std::string file_name(const std::string& path) {
  return path == "-" ? "standard input" : path.substr(path.rfind('/') + 1);
}

}  // namespace

Did do_import(Context& context) {
  const Screen& screen = context.screen();
  const std::string path = context.args().operand(0);
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  Value mapping;
  Bytes table;
  {
    Progress bar(screen, "reading");
    BOTHY_GET(bytes, read_file(path, max_table));
    table = std::move(bytes);
    bar.stage("looking", 0.2);
    BOTHY_GET(looked, context.host().ask("detect_table", table_args(table), table));
    const Value& detected = part(looked.views, "detect_table");
    const bool unsure = needs_words(context, detected);
    if (unsure) {
      context.result(looked.views);
      show_columns(screen, detected);
      show_hints(screen, detected);
      return usage("Say which column is what, then import again. Nothing was kept.");
    }
    BOTHY_GET(chosen, mapping_of(context.args(), part(detected, "mapping")));
    mapping = std::move(chosen);
    BOTHY_DO(preview(context, table, mapping, bar));
  }
  if (context.args().has("preview")) return {};
  BOTHY_GET(yes, agreed(context));
  if (!yes) {
    screen.line("Nothing was kept.");
    return {};
  }
  BOTHY_DO(bring(context, table, mapping, context.args().text("source", file_name(path))));
  return context.exchange_if_asked();
}

}  // namespace bothy::cli
