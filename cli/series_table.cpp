// See series_table.h. The rows themselves are split by core/import/csv.h.
#include "cli/series_table.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "cli/text.h"
#include "dyad/population.h"
#include "import/text.h"

namespace bothy::cli {
namespace {

using cells::is_missing;
using cells::trimmed;

struct Columns {
  std::size_t time = 0;
  std::vector<std::size_t> items;
  std::optional<std::size_t> person;
  std::optional<std::size_t> events;
};

struct Sheet {
  std::vector<std::string> names;
  std::vector<CsvRow> rows;
};

Got<std::size_t> column_called(const std::string& name, const std::vector<std::string>& names,
                               std::string_view option) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != name) continue;
    if (found) return usage("There are two columns called '" + name + "'. Rename one of them first.");
    found = i;
  }
  if (found) return *found;
  if (const auto number = whole_number(name);
      number && *number >= 1 && static_cast<std::size_t>(*number) <= names.size())
    return static_cast<std::size_t>(*number - 1);
  std::string known;
  for (const std::string& one : names) known += (known.empty() ? "" : ", ") + one;
  return usage("--" + std::string(option) + ": there is no column called '" + name +
               "'. The columns here are: " + fit(known, 400) + ".");
}

Sheet read_sheet(std::string_view text, ProblemList& problems) {
  Sheet out;
  CsvReader reader(text, detect_separator(text));
  CsvRow row;
  for (CsvStep step = reader.next(row); step != CsvStep::end; step = reader.next(row)) {
    if (step == CsvStep::broken) {
      problems.add(reader.broken(), {});
    } else if (out.names.empty()) {
      for (const std::string& name : row.fields) out.names.emplace_back(trimmed(name));
    } else {
      out.rows.push_back(std::move(row));
    }
    row = {};
  }
  if (out.rows.empty() && problems.total() == 0) problems.add(ProblemKind::no_rows, 0, {}, {});
  return out;
}

// "when:dmy" is the column "when" in the form dmy, unless a column has the whole name.
std::pair<std::string, std::optional<SeriesTimeForm>> split_form(const std::string& typed,
                                                                 const std::vector<std::string>& names) {
  const std::size_t colon = typed.rfind(':');
  if (colon == std::string::npos || std::ranges::find(names, typed) != names.end()) return {typed, std::nullopt};
  const auto form = time_form_named(std::string_view(typed).substr(colon + 1));
  return form ? std::pair{typed.substr(0, colon), form} : std::pair{typed, std::optional<SeriesTimeForm>{}};
}

class Rows {
 public:
  Rows(const SeriesPlan& plan, const Columns& columns, const SeriesTimeForm& form, const Sheet& sheet, SeriesTable& out)
      : columns_(columns), form_(form), sheet_(sheet), out_(out) {
    for (const std::string& item : plan.items) out_.items.push_back({item, plan.scale, {}});
    begun_.resize(plan.items.size(), plan.scale_is_typed);
    any_.resize(plan.items.size());
  }

  void read() {
    for (const CsvRow& row : sheet_.rows) one(row);
    for (std::size_t i = 0; i < out_.items.size(); ++i)
      if (!any_[i]) say(0, out_.items[i].name, {}, "There is no answer in this column. Leave it out of --rating.");
  }

 private:
  [[nodiscard]] static std::string_view cell(const CsvRow& row, std::size_t column) {
    return column < row.fields.size() ? trimmed(row.fields[column]) : std::string_view{};
  }

  void one(const CsvRow& row) {
    if (row.fields.size() > sheet_.names.size()) {
      out_.problems.add(ProblemKind::wrong_width, row.line, {}, std::to_string(row.fields.size()),
                        std::to_string(sheet_.names.size()));
      return;
    }
    const std::string_view when = cell(row, columns_.time);
    const bool says = columns_.events && !is_missing(cell(row, *columns_.events));
    bool any = false;
    for (std::size_t i = 0; i < columns_.items.size(); ++i) {
      if (is_missing(cell(row, columns_.items[i]))) continue;
      any = true;
      any_[i] = true;
    }
    if (is_missing(when)) {
      if (any || says) out_.problems.add(ProblemKind::time_missing, row.line, sheet_.names[columns_.time], when);
      return;
    }
    const auto time = time_of(when, form_);
    if (!time) return no_time(row, when);
    if (columns_.person && is_missing(cell(row, *columns_.person))) {
      if (any || says)
        say(row.line, sheet_.names[*columns_.person], {},
            "This line does not say whose it is. Fill in the person, or take the line out.");
      return;
    }
    const dyad::Placed at{person(row), *time};
    for (std::size_t i = 0; i < columns_.items.size(); ++i) answer(row, i, at);
    if (says) happened(row);
    out_.times.emplace_back(when);
  }

  void no_time(const CsvRow& row, std::string_view when) {
    const std::string& column = sheet_.names[columns_.time];
    if (!form_.date || !looks_like_date(when)) {
      out_.problems.add(ProblemKind::bad_time, row.line, column, when, example());
      return;
    }
    say(row.line, column, when,
        "This is not a time: there is no such day or hour, read like " + example() +
            ". Correct the cell, or name another form, as in --time " + column + ":dmy.");
  }

  [[nodiscard]] std::string example() const {
    if (!form_.date) return "12 or 12.5";
    switch (*form_.date) {
      case TimeForm::day_month_year: return "31/03/2026 20:15";
      case TimeForm::month_day_year: return "03/31/2026 20:15";
      default: return "2026-03-31 20:15";
    }
  }

  std::uint32_t person(const CsvRow& row) {
    const std::string name = columns_.person ? std::string(cell(row, *columns_.person)) : "1";
    const auto [at, fresh] = numbers_.try_emplace(name, static_cast<std::uint32_t>(out_.people.size()));
    if (fresh) out_.people.push_back(name);
    return at->second;
  }

  void answer(const CsvRow& row, std::size_t index, const dyad::Placed& at) {
    SeriesItem& item = out_.items[index];
    const std::string_view written = cell(row, columns_.items[index]);
    const std::string& column = sheet_.names[columns_.items[index]];
    dyad::AnswerRow out{at, 0.0, false};
    if (!is_missing(written)) {
      const auto number = number_of(written);
      if (!number) {
        out_.problems.add(ProblemKind::bad_number, row.line, column, written);
      } else if (*number < item.scale.low || *number > item.scale.high) {
        out_.problems.add(ProblemKind::outside_scale, row.line, column, written, ends(item.scale));
      } else {
        settle_scale(item, index, *number);
        if (item.scale.points && std::floor(*number) != *number)
          say(row.line, column, written,
              "This scale has whole points only. Correct the cell, or say --slider where answers lie between them.");
        out.answer = *number;
        out.answered = true;
      }
    }
    item.rows.push_back(out);
  }

  // Whole numbers on a short scale are points; only the very first answer of an item can say otherwise, so that no
  // later one changes how earlier ones were read.
  void settle_scale(SeriesItem& item, std::size_t index, double answer) {
    if (begun_[index]) return;
    begun_[index] = true;
    item.scale.points = item.scale.points && std::floor(answer) == answer;
  }

  static std::string ends(const dyad::Scale& scale) {
    const auto text = [](double end) {
      const std::string out = std::to_string(end);
      return out.substr(0, out.find_last_not_of('0') + (out[out.find_last_not_of('0')] == '.' ? 0 : 1));
    };
    return text(scale.low) + ".." + text(scale.high);
  }

  void happened(const CsvRow& row) {
    const std::string_view written = cell(row, *columns_.events);
    const auto words = happenings_of(written);
    if (!words) {
      say(row.line, sheet_.names[*columns_.events], written,
          "The words here are: " + happening_words() +
              "; an amount up to 10 goes after a colon, as in rupture:2, and ';' between two. Leave the cell empty "
              "where nothing "
              "happened.");
      return;
    }
    for (const HappeningWord& word : *words)
      out_.happenings.push_back({static_cast<std::uint32_t>(out_.times.size()), word.cause, word.amount});
  }

  void say(std::uint32_t line, const std::string& column, std::string_view value, std::string what) {
    auto& kept = out_.problems.kept();
    if (kept.size() < max_problems_kept)
      kept.push_back({ProblemKind::bad_number, line, column, cells::shortened(value, 60), std::move(what)});
  }

  const Columns& columns_;
  const SeriesTimeForm& form_;
  const Sheet& sheet_;
  SeriesTable& out_;
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<bool> begun_;
  std::vector<bool> any_;  // whether anything stands in the column of an item
};

std::vector<std::string> words_of(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (std::string_view rest : given)
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      if (const auto word = trimmed(rest.substr(0, end)); !word.empty()) out.emplace_back(word);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  return out;
}

Got<Columns> columns_of(const SeriesPlan& plan, const std::string& time, const std::vector<std::string>& names) {
  Columns out;
  BOTHY_GET(when, column_called(time, names, "time"));
  out.time = when;
  for (const std::string& item : plan.items) {
    BOTHY_GET(column, column_called(item, names, "rating"));
    if (std::ranges::find(out.items, column) != out.items.end())
      return usage("--rating names '" + item + "' twice. Once is enough.");
    out.items.push_back(column);
  }
  if (!plan.person.empty()) {
    BOTHY_GET(column, column_called(plan.person, names, "person"));
    out.person = column;
  }
  if (!plan.events.empty()) {
    BOTHY_GET(column, column_called(plan.events, names, "events"));
    out.events = column;
  }
  for (std::size_t i = 0; i < out.items.size(); ++i)
    if (out.items[i] == out.time || out.items[i] == out.person || out.items[i] == out.events)
      return usage("--rating names '" + plan.items[i] +
                   "', which is the column of the time, the person or what happened. Leave it out of --rating.");
  return out;
}

}  // namespace

Got<SeriesPlan> series_plan(const Args& args) {
  SeriesPlan out;
  out.time = args.text("time");
  out.unit = args.text("time-unit");
  out.items = words_of(args.all("rating"));
  out.person = args.text("person");
  out.events = args.text("events");
  if (out.time.empty()) return usage("Say which column holds the time, as in --time hours.");
  if (out.items.empty()) return usage("Say which columns hold answers, as in --rating calm,close.");
  if (!args.has("scale")) return usage("Say what the answers reach from and to, as in --scale 0..100 or --scale 1..7.");
  BOTHY_GET(scale, scale_of(args.text("scale")));
  out.scale = scale;
  out.scale_is_typed = args.has("points") || args.has("slider");
  if (args.has("slider")) out.scale.points = false;
  if (args.has("points")) {
    const bool whole = std::floor(scale.low) == scale.low && std::floor(scale.high) == scale.high;
    if (!whole || scale.high - scale.low + 1.0 > static_cast<double>(dyad::most_points) || args.has("slider"))
      return usage("--points needs whole ends and at most 21 points, and no --slider beside it.");
    out.scale.points = true;
  }
  if (!out.unit.empty() && !days_of_unit(out.unit) && out.unit != "beeps")
    return usage("--time-unit takes ms, seconds, minutes, hours, days, weeks or beeps.");
  return out;
}

Got<SeriesTable> series_table(std::string_view text, const SeriesPlan& plan) {
  SeriesTable out;
  const Sheet sheet = read_sheet(text, out.problems);
  if (!out.problems.kept().empty()) return out;
  auto [time, form] = split_form(plan.time, sheet.names);
  BOTHY_GET(columns, columns_of(plan, time, sheet.names));
  if (!form) {
    std::vector<std::string> cells;
    for (const CsvRow& row : sheet.rows)
      if (columns.time < row.fields.size()) cells.push_back(row.fields[columns.time]);
    BOTHY_GET(guessed, guess_time_form(time, cells));
    form = guessed;
  }
  if (!form->date && !plan.unit.empty()) form->days = days_of_unit(plan.unit).value_or(0.0);
  out.days_of_unit = form->days;
  Rows(plan, columns, *form, sheet, out).read();
  return out;
}

}  // namespace bothy::cli
