// Looking at a file and suggesting a mapping. Judging one column is in column_guess.cpp.
// Called by the door and the command line.
#include "import/detect.h"

#include <algorithm>

#include "import/column_guess.h"
#include "import/text.h"

namespace bothy {

using cells::lower;
using cells::shortened;
using cells::trimmed;

namespace {

constexpr std::string_view kind_names[] = {"empty", "time", "clock", "number", "text"};

struct HintRow {
  std::string_view name;
  std::string_view sentence;
};

constexpr HintRow hint_rows[] = {
    {"choose_date_order", "The dates in this column can be read with the day first or the month first. Choose which."},
    {"choose_time_column",
     "No column looks like a date or a time. Choose the one that says when each row was written."},
    {"choose_start", "This column counts hours. Say on which day and at which hour the count starts."},
    {"choose_ratings", "Choose which columns are which ratings, and on which scale."},
    {"check_scale", "The scale is a guess from the values seen. Check its two ends."},
    {"choose_person", "This column seems to name several people. Keep the rows of one of them with a filter."},
    {"name_moods", "These moods have no number yet. Say what each stands for from 0 (worst) to 100 (best)."},
};

/// Words in a column's name that tell which part of a check-in it is; the first that fits wins.
struct NameHint {
  std::string_view word;
  Target target;
};
constexpr NameHint name_hints[] = {
    {"myself", Target::myself},    {"felt_security", Target::myself}, {"felt safe", Target::myself},
    {"felt_safe", Target::myself}, {"security", Target::myself},      {"energy", Target::energy},
    {"valence", Target::valence},  {"mood", Target::valence},         {"stress", Target::stress},
    {"note", Target::note},        {"comment", Target::note},         {"journal", Target::note}};

/// Scales in wide use, narrow ones first; a column gets the first that holds all its values.
struct CommonScale {
  int low;
  int high;
};
constexpr CommonScale common_scales[] = {{1, 5},  {0, 4},  {1, 7},  {0, 6},   {1, 10},
                                         {0, 10}, {-3, 3}, {-5, 5}, {0, 100}, {-100, 100}};

void add_hint(Detected& out, HintKind kind, std::string_view column, std::string_view value) {
  out.hints.push_back(
      {kind, std::string(column), std::string(value), std::string(hint_rows[static_cast<int>(kind)].sentence)});
}

ColumnRef ref_of(const ColumnGuess& column, const Detected& all) {
  std::size_t same = 0;
  for (const auto& other : all.columns)
    if (other.name == column.name) ++same;
  if (column.name.empty() || same > 1) return {{}, column.number};
  return {column.name, 0};
}

RatingScale scale_for(const ColumnGuess& column) {
  for (const auto& scale : common_scales)
    if (*column.low >= whole(scale.low) && *column.high <= whole(scale.high))
      return {whole(scale.low), whole(scale.high), false};
  const Decimal low = std::max(*column.low, Decimal{-max_scale_end.micro});
  const Decimal high = std::min(*column.high, max_scale_end);
  return low < high ? RatingScale{low, high, false} : RatingScale{};
}

std::optional<Target> target_for(const ColumnGuess& column) {
  const std::string name = lower(column.name);
  for (const auto& hint : name_hints)
    if (name.find(hint.word) != std::string::npos) return hint.target;
  return std::nullopt;
}

void suggest_time(Detected& out) {
  const ColumnGuess* time = nullptr;
  const ColumnGuess* clock = nullptr;
  for (const auto& column : out.columns) {
    if (column.kind == ColumnKind::time && time == nullptr) time = &column;
    if (column.kind == ColumnKind::clock && clock == nullptr) clock = &column;
  }
  if (time == nullptr) {
    add_hint(out, HintKind::choose_time_column, {}, {});
    return;
  }
  TimeColumn& suggested = out.suggested.time;
  suggested.column = ref_of(*time, out);
  suggested.form = *time->form;
  const bool day_only = suggested.form == TimeForm::iso_date || suggested.form == TimeForm::year_month_day ||
                        suggested.form == TimeForm::day_month_year || suggested.form == TimeForm::month_day_year ||
                        suggested.form == TimeForm::day_or_month_first;
  if (clock != nullptr && day_only) suggested.clock = ref_of(*clock, out);
  const std::string sample = time->samples.empty() ? std::string() : time->samples.front();
  if (suggested.form == TimeForm::day_or_month_first)
    add_hint(out, HintKind::choose_date_order, column_text(suggested.column), sample);
  if (suggested.form == TimeForm::hours_since_start)
    add_hint(out, HintKind::choose_start, column_text(suggested.column), sample);
}

void suggest_columns(Detected& out) {
  bool rated = false;
  bool taken[target_count] = {};
  for (const auto& column : out.columns) {
    const auto target = target_for(column);
    if (!target || out.suggested.columns.size() == max_mapped_columns) continue;
    const bool fits = *target == Target::note ? column.kind == ColumnKind::text : column.kind == ColumnKind::number;
    if (!fits || (*target != Target::note && taken[static_cast<int>(*target)])) continue;
    taken[static_cast<int>(*target)] = true;
    MappedColumn mapped{ref_of(column, out), *target, {}, {}};
    if (*target != Target::note) {
      rated = true;
      mapped.scale = scale_for(column);
      add_hint(out, HintKind::check_scale, column_text(mapped.column),
               to_text(mapped.scale.low) + " to " + to_text(mapped.scale.high));
    }
    out.suggested.columns.push_back(mapped);
  }
  if (!rated) add_hint(out, HintKind::choose_ratings, {}, {});
}

void notice_people(Detected& out, const std::vector<ColumnWatcher>& watchers) {
  constexpr std::string_view person_names[] = {"person", "participant", "subject", "user", "id", "name", "respondent"};
  for (std::size_t i = 0; i < out.columns.size(); ++i) {
    if (watchers[i].different() < 2 || watchers[i].different() >= out.columns[i].filled) continue;
    if (std::ranges::find(person_names, lower(out.columns[i].name)) == std::end(person_names)) continue;
    add_hint(out, HintKind::choose_person, column_text(ref_of(out.columns[i], out)), out.columns[i].samples.front());
    return;
  }
}

/// Reads rows into the watchers; for a Daylio export also gathers the moods that have no number yet.
class Look {
 public:
  Look(std::string_view text, Detected& out) : reader_(text, out.separator), out_(out) {}

  void first_row() {
    CsvRow row;
    const CsvStep step = reader_.next(row);
    if (step == CsvStep::broken) problems_.add(reader_.broken(), {});
    if (step == CsvStep::end) problems_.add(ProblemKind::no_rows, 0, {}, {});
    if (step != CsvStep::row) return;
    out_.header = std::ranges::none_of(row.fields, [](const std::string& cell) { return looks_like_data(cell); });
    watchers.resize(row.fields.size());
    std::vector<std::string> names;
    names.reserve(row.fields.size());
    for (const auto& cell : row.fields) names.emplace_back(trimmed(cell));
    for (std::size_t i = 0; i < names.size(); ++i) {
      ColumnGuess column;
      if (out_.header) column.name = shortened(names[i], max_name_bytes);
      column.number = static_cast<std::int32_t>(i) + 1;
      out_.columns.push_back(column);
    }
    daylio_ = plan_daylio(names);
    if (!out_.header) see(row);
  }

  void rows() {
    CsvRow row;
    for (std::size_t i = 0; i < detect_rows; ++i) {
      const CsvStep step = reader_.next(row);
      if (step == CsvStep::end) break;
      if (step == CsvStep::broken)
        problems_.add(reader_.broken(), {});
      else
        see(row);
    }
    for (std::size_t i = 0; i < watchers.size(); ++i) watchers[i].tell(out_.columns[i]);
    out_.problems = problems_.kept();
  }

  [[nodiscard]] bool is_daylio() const { return daylio_.has_value(); }

  std::vector<ColumnWatcher> watchers;
  std::vector<std::string> unknown_moods;

 private:
  void see(const CsvRow& row) {
    ++out_.rows_looked_at;
    for (std::size_t i = 0; i < std::min(row.fields.size(), watchers.size()); ++i) watchers[i].see(row.fields[i]);
    if (!daylio_ || static_cast<std::size_t>(daylio_->mood) >= row.fields.size()) return;
    const std::string mood(trimmed(row.fields[static_cast<std::size_t>(daylio_->mood)]));
    if (mood.empty() || mood_value(mood, {}) || unknown_moods.size() == max_moods) return;
    if (std::ranges::find(unknown_moods, mood) == unknown_moods.end()) unknown_moods.push_back(mood);
  }

  CsvReader reader_;
  Detected& out_;
  ProblemList problems_;
  std::optional<DaylioPlan> daylio_;
};

}  // namespace

Detected detect(std::string_view text) {
  Detected out;
  out.separator = detect_separator(text);
  Look look(text, out);
  look.first_row();
  look.rows();
  out.suggested.separator = out.separator;
  out.suggested.header = out.header;
  if (look.is_daylio()) {
    out.format = ImportFormat::daylio;
    out.suggested = Mapping{};
    out.suggested.format = ImportFormat::daylio;
    out.suggested.separator = out.separator;
    for (const auto& mood : look.unknown_moods) add_hint(out, HintKind::name_moods, "mood", mood);
    return out;
  }
  if (out.columns.empty()) return out;
  suggest_time(out);
  suggest_columns(out);
  notice_people(out, look.watchers);
  return out;
}

std::string_view column_kind_name(ColumnKind kind) { return kind_names[static_cast<int>(kind)]; }

std::string_view hint_name(HintKind kind) { return hint_rows[static_cast<int>(kind)].name; }

}  // namespace bothy
