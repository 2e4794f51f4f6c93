// Daylio's export: its columns, moods, times and notes. The HTML of its notes is decoded in plain_note.cpp.
// Called by propose and detect.
#include "import/daylio.h"

#include <algorithm>

#include "import/row_key.h"
#include "import/text.h"

namespace bothy {

using cells::lower;
using cells::small_number;
using cells::trimmed;

namespace {

struct DefaultMood {
  std::string_view name;
  std::int32_t value;
};

constexpr DefaultMood default_moods[] = {{"rad", 100}, {"good", 75}, {"meh", 50}, {"bad", 25}, {"awful", 0}};

int index_of(const std::vector<std::string>& names, std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (lower(trimmed(names[i])) == name) return static_cast<int>(i);
  return -1;
}

std::string_view cell_at(const CsvRow& row, int index) {
  return index >= 0 && static_cast<std::size_t>(index) < row.fields.size()
             ? trimmed(row.fields[static_cast<std::size_t>(index)])
             : std::string_view();
}

/// "walk | friends | " becomes "walk, friends"; a no-break space inside a scale ("sleep:\u00A0 4") becomes a plain one.
std::string plain_list(std::string_view cell) {
  std::string out;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find('|'), cell.size());
    const std::string_view item = trimmed(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
    if (item.empty()) continue;
    if (!out.empty()) out += ", ";
    for (std::size_t i = 0; i < item.size(); ++i) {
      const bool no_break = item.substr(i, 2) == "\xC2\xA0";
      out += no_break ? ' ' : item[i];
      if (no_break) ++i;
    }
  }
  return out;
}

std::optional<WrittenTime> read_time(const RowContext& context, const DaylioPlan& plan, const CsvRow& row) {
  std::optional<WrittenTime> written;
  std::string date(cell_at(row, plan.full_date));
  if (plan.full_date >= 0) {
    written = parse_date(date, TimeForm::iso_date);
  } else {
    date = cell_at(row, plan.date);
    const auto day = parse_month_name(date, small_number(cell_at(row, plan.year)));
    if (day) written = WrittenTime{*day, {}, {}, false};
  }
  if (!written) {
    const bool oldest = plan.full_date < 0;
    context.problems.add(ProblemKind::bad_time, row.line, oldest ? "date" : "full_date", date,
                         oldest ? "31 March" : time_form_example(TimeForm::iso_date));
    return std::nullopt;
  }
  const std::string_view clock = cell_at(row, plan.time);
  if (clock.empty()) return written;
  written->clock_ms = parse_clock(clock);
  if (written->clock_ms) return written;
  context.problems.add(ProblemKind::bad_time, row.line, "time", clock, "20:30 or 8:30 pm");
  return std::nullopt;
}

void read_notes(const DaylioPlan& plan, const CsvRow& row, ProposedCheckIn& out) {
  add_note(plain_note(cell_at(row, plan.note_title)), out);
  add_note(plain_note(cell_at(row, plan.note)), out);
  add_note(plain_list(cell_at(row, plan.activities)), out);
  add_note(plain_list(cell_at(row, plan.scales)), out);
}

}  // namespace

std::optional<DaylioPlan> plan_daylio(const std::vector<std::string>& names) {
  DaylioPlan plan;
  plan.full_date = index_of(names, "full_date");
  plan.year = index_of(names, "year");
  plan.date = index_of(names, "date");
  plan.time = index_of(names, "time");
  plan.mood = index_of(names, "mood");
  plan.activities = index_of(names, "activities");
  plan.scales = index_of(names, "scales");
  plan.note_title = index_of(names, "note_title");
  plan.note = index_of(names, "note");
  const bool has_day = plan.full_date >= 0 || (plan.year >= 0 && plan.date >= 0);
  if (!has_day || index_of(names, "weekday") < 0 || plan.time < 0 || plan.mood < 0 || plan.activities < 0 ||
      plan.note < 0)
    return std::nullopt;
  return plan;
}

std::optional<std::int32_t> mood_value(std::string_view mood, const std::vector<MoodValue>& moods) {
  const std::string name = lower(trimmed(mood));
  for (const auto& own : moods)
    if (lower(trimmed(own.name)) == name) return own.value;
  for (const auto& known : default_moods)
    if (known.name == name) return known.value;
  return std::nullopt;
}

RowFate read_daylio_row(const RowContext& context, const DaylioPlan& plan, const CsvRow& row, ProposedCheckIn& out) {
  out.line = row.line;
  const std::string_view mood = cell_at(row, plan.mood);
  read_notes(plan, row, out);
  bool whole = settle_note(context, "note", out);
  if (!mood.empty()) {
    const auto value = mood_value(mood, context.mapping.moods);
    if (!value) context.problems.add(ProblemKind::unknown_mood, row.line, "mood", mood);
    out.sliders[static_cast<std::size_t>(Target::valence)] = value;
    whole = whole && value.has_value();
  }
  if (whole && out.is_empty()) return RowFate::empty;
  const auto written = read_time(context, plan, row);
  const int day = plan.full_date >= 0 ? plan.full_date : plan.date;
  if (!written ||
      !set_moment(context, *written, context.names[static_cast<std::size_t>(day)], cell_at(row, day), out) || !whole)
    return RowFate::faulty;
  out.row_key = row_key(out, *written);
  return RowFate::proposed;
}

}  // namespace bothy
