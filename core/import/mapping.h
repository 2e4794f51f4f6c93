// The mapping a person chooses before an import: which column is what, on which scale, in which form of time.
// A plain description, checked but not run here (propose.h runs it). Called by propose, detect, door and command line.
#pragma once
#include <expected>

#include "base/value.h"
#include "import/when.h"

namespace bothy {

/// What a column can become: the fields of a check-in, a note, or a named rating of one's own.
enum class Target : std::uint8_t { myself, energy, valence, depend, know, feel, stress, note, custom };
inline constexpr int target_count = static_cast<int>(Target::custom) + 1;
/// Targets before `note` are sliders of a check-in.
inline constexpr int slider_count = static_cast<int>(Target::note);

enum class ImportFormat : std::uint8_t { csv, daylio };

/// A column by its name in the first line, or by its number from 1 where `name` is empty.
struct ColumnRef {
  std::string name;
  std::int32_t number = 0;
  bool operator==(const ColumnRef&) const = default;
};

struct MappedColumn {
  ColumnRef column;
  Target target = Target::note;
  std::string label;  ///< the name of a custom rating, else empty
  RatingScale scale;  ///< not used for notes
  bool operator==(const MappedColumn&) const = default;
};

struct TimeColumn {
  ColumnRef column;
  TimeForm form = TimeForm::iso_date;
  std::optional<ColumnRef> clock;    ///< a second column that holds the time of day
  std::optional<WrittenTime> start;  ///< for hours_since_start
  bool operator==(const TimeColumn&) const = default;
};

/// Keeps only the rows whose cell reads exactly so (spaces around it do not count).
struct RowFilter {
  ColumnRef column;
  std::string is;
  bool operator==(const RowFilter&) const = default;
};

/// What a mood name of Daylio stands for, 0..100.
struct MoodValue {
  std::string name;
  std::int32_t value = 0;
  bool operator==(const MoodValue&) const = default;
};

struct Mapping {
  ImportFormat format = ImportFormat::csv;
  char separator = 0;  ///< ',', ';', tab, or 0 to find out
  bool header = true;
  DecimalMark decimal = DecimalMark::either;
  TimeColumn time;
  std::optional<std::int32_t> tz_min;  ///< minutes east of UTC of the times in the file; absent: the caller's
  std::optional<RowFilter> where;
  std::vector<MappedColumn> columns;
  std::vector<MoodValue> moods;  ///< for daylio, besides its own five
  bool cut_long_notes = false;
  bool operator==(const Mapping&) const = default;
};

inline constexpr std::size_t max_mapped_columns = 64;
inline constexpr std::size_t max_moods = 64;
inline constexpr std::size_t max_name_bytes = 200;
/// The longest note an event holds (bytes of UTF-8).
inline constexpr std::size_t max_note_bytes = 8'000;
/// Offsets in use on Earth lie within -12:00 and +14:00.
inline constexpr std::int32_t max_tz_min = 14 * 60;

[[nodiscard]] std::string_view target_name(Target target);
[[nodiscard]] std::string_view time_form_name(TimeForm form);
/// An example of the form, for a sentence or a list of choices.
[[nodiscard]] std::string_view time_form_example(TimeForm form);
/// "mood" or "column 3".
[[nodiscard]] std::string column_text(const ColumnRef& column);

/// What is wrong in a mapping and where, such as "columns[2].lo".
struct MappingFault {
  Error error = Error::malformed;
  std::string field;
  bool operator==(const MappingFault&) const = default;
};

/// Reads the JSON form (docs/import.md#the-mapping).
///
/// Errors: missing_field, malformed, out_of_range, unknown_field, too_large, too_many; each with the field's path.
[[nodiscard]] std::expected<Mapping, MappingFault> mapping_from_value(const Value& value);
/// The JSON form; mapping_from_value reads it back equal.
[[nodiscard]] Value to_value(const Mapping& mapping);

}  // namespace bothy
