// The command `read`: a table of series in, what was expected before each answer out, with estimates and a chart.
// Columns are series_table's business, learning is dyad's; this file opens, calls and prints.
#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/series_files.h"
#include "cli/series_words.h"

namespace bothy::cli {
namespace {

constexpr std::size_t max_table = 256U << 20;
constexpr std::size_t problems_shown = 20;
constexpr std::size_t charts_shown = 4;

Did tell_problems(const Screen& screen, const ProblemList& problems) {
  std::size_t shown = 0;
  for (const Problem& problem : problems.kept()) {
    if (++shown > problems_shown) break;
    std::string text = problem.line > 0 ? "line " + std::to_string(problem.line) : "the file";
    if (!problem.column.empty()) text += ", " + problem.column;
    if (!problem.value.empty()) text += ", '" + problem.value + "'";
    screen.note("  " + screen.safe(text + ": " + problem.what));
  }
  const std::size_t total = std::max(problems.total(), problems.kept().size());
  if (total > problems_shown) screen.note("  ... and " + std::to_string(total - problems_shown) + " more");
  return trouble(Exit::named, "bad_table",
                 "This table could not be read; look at the lines named. Nothing was written.");
}

Got<std::vector<dyad::ItemReading>> read_all_items(const SeriesTable& table, Progress& bar) {
  std::vector<dyad::ItemReading> out;
  const double rows = static_cast<double>(std::max<std::size_t>(table.times.size(), 1));
  const double items = static_cast<double>(table.items.size());
  for (const SeriesItem& item : table.items) {
    const double before = static_cast<double>(out.size());
    const auto told = [&](std::size_t done) { bar.show((before + static_cast<double>(done) / rows) / items); };
    auto reading = dyad::read_item(item.scale, item.rows, table.happenings, {}, told);
    if (!reading) return trouble(reading.error());
    out.push_back(std::move(*reading));
  }
  return out;
}

// The person with most answers, for a chart of an item.
std::uint32_t fullest(const dyad::ItemReading& reading) {
  const auto most = std::ranges::max_element(reading.people, {}, &dyad::PersonEstimate::answers);
  return most == reading.people.end() ? 0 : most->person;
}

std::vector<std::string> words_of(const Screen& screen, const SeriesTable& table,
                                  const std::vector<dyad::ItemReading>& readings) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < table.items.size() && i < charts_shown; ++i) {
    const auto person = fullest(readings[i]);
    const auto& whole = readings[i].item;
    std::string title = screen.safe(table.items[i].name);
    if (table.people.size() > 1) title += ", person " + screen.safe(table.people[person]);
    const auto lines = series_chart(table.items[i], readings[i], person, title, {screen.columns(), screen.ascii()});
    out.insert(out.end(), lines.begin(), lines.end());
    out.push_back("  " + counted(whole.answers, "answer", "answers") + " of " +
                  counted(whole.people, "person", "people") + " in all");
    out.emplace_back();
  }
  out.emplace_back(screen.ascii()
                       ? "o answer   - expected before it   : the middle four fifths of that"
                       : "\u25cf answer   \u2500 expected before it   \u2591 the middle four fifths of that");
  if (table.items.size() > charts_shown)
    out.push_back(counted(static_cast<long long>(table.items.size() - charts_shown), "more item", "more items") +
                  " without a chart here; the numbers: --json");
  return out;
}

// On a terminal a person reads; otherwise a program gets the JSON, and the chart goes beside it.
void show(Context& context, const SeriesTable& table, const std::vector<dyad::ItemReading>& readings) {
  const Screen& screen = context.screen();
  const Value estimates = estimates_value(table, readings);
  if (screen.json()) return context.result("read", estimates);
  const bool person_reads = ::isatty(STDOUT_FILENO) != 0;
  for (const auto& line : words_of(screen, table, readings)) person_reads ? screen.line(line) : screen.note(line);
  if (person_reads) return;
  Value out;
  out.set("read", estimates);
  screen.raw(to_json(out));
  screen.raw("\n");
}

}  // namespace

Did do_read(Context& context) {
  const Screen& screen = context.screen();
  BOTHY_GET(plan, series_plan(context.args()));
  if (!context.args().has("forecast") && !context.args().has("estimates"))
    return usage("Say where the forecasts go, as in --forecast out.csv.");
  BOTHY_DO(
      check_series_files(context.args().operand(0), context.args().text("forecast"), context.args().text("estimates")));
  std::optional<SeriesTable> table;
  std::vector<dyad::ItemReading> readings;
  {
    Progress bar(screen, "reading");
    BOTHY_GET(bytes, read_file(context.args().operand(0), max_table));
    BOTHY_GET(found, series_table({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, plan));
    table = std::move(found);
    if (table->problems.kept().empty()) {
      bar.stage("foreseeing", 0.0);
      BOTHY_GET(read, read_all_items(*table, bar));
      readings = std::move(read);
    }
  }
  if (!table->problems.kept().empty()) return tell_problems(screen, table->problems);
  const auto write = [&](std::string_view option, const std::string& text) -> Did {
    if (!context.args().has(option)) return {};
    const auto* first = reinterpret_cast<const std::uint8_t*>(text.data());
    return write_private(context.args().text(option), {first, text.size()}, Overwrite::yes, Exit::named);
  };
  BOTHY_DO(write("forecast", forecasts_csv(*table, readings)));
  BOTHY_DO(write("estimates", to_json(estimates_value(*table, readings)) + "\n"));
  show(context, *table, readings);
  return {};
}

}  // namespace bothy::cli
