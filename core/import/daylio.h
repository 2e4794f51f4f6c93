// Reads the CSV export of the diary app Daylio, recognised by its first line.
// Facts of the format: docs/import.md#daylio. No loop over the file (propose has it). Called by propose and detect.
#pragma once
#include "import/table_row.h"

namespace bothy {

/// Where Daylio's columns are; -1 where this export has none. `year` stands in the oldest exports instead of
/// `full_date`.
struct DaylioPlan {
  int full_date = -1;
  int year = -1;
  int date = -1;
  int time = -1;
  int mood = -1;
  int activities = -1;
  int scales = -1;
  int note_title = -1;
  int note = -1;
};

/// The plan when `names` is the first line of a Daylio export of any age. The names are English in every language.
[[nodiscard]] std::optional<DaylioPlan> plan_daylio(const std::vector<std::string>& names);

/// 100, 75, 50, 25 or 0 for rad, good, meh, bad and awful, or what `moods` says; case and spaces around do not count.
[[nodiscard]] std::optional<std::int32_t> mood_value(std::string_view mood, const std::vector<MoodValue>& moods);

/// Plain text of a note that holds HTML: line breaks and list items become lines, entities become characters, known
/// tags go, everything else stays as written.
[[nodiscard]] std::string plain_note(std::string_view html);

/// Reads a row: mood -> valence; title, text, activities and scales -> note, each on lines of its own.
[[nodiscard]] RowFate read_daylio_row(const RowContext& context, const DaylioPlan& plan, const CsvRow& row,
                                      ProposedCheckIn& out);

}  // namespace bothy
