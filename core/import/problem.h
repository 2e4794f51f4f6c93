// What can be wrong in a file that someone wants to import: a closed list, each with a line and a sentence.
// No reading here. Called by the other files of this room, by the door and by the command line.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "import/csv.h"

namespace bothy {

enum class ProblemKind : std::uint8_t {
  not_text,
  quote_not_closed,
  text_after_quote,
  field_too_large,
  too_many_columns,
  too_many_rows,
  file_too_large,
  no_rows,
  not_daylio,
  column_not_found,
  column_twice,
  time_not_chosen,
  start_not_chosen,
  date_order_unclear,
  wrong_width,
  time_missing,
  bad_time,
  time_to_come,
  bad_number,
  outside_scale,
  unknown_mood,
  note_too_long,
  too_many_check_ins,
};
inline constexpr int problem_kind_count = static_cast<int>(ProblemKind::too_many_check_ins) + 1;

/// The stable name of a kind, such as "bad_time".
[[nodiscard]] std::string_view problem_name(ProblemKind kind);

/// One thing to look at. `line` is 1-based, 0 for the file as a whole; `column` is the header's name (or its number)
/// where one cell is meant; `value` what stood there, shortened; `what` a sentence that says what to do.
struct Problem {
  ProblemKind kind = ProblemKind::no_rows;
  std::uint32_t line = 0;
  std::string column;
  std::string value;
  std::string what;
  bool operator==(const Problem&) const = default;
};

/// Problems kept with their words; later ones are only counted.
inline constexpr std::size_t max_problems_kept = 200;

/// Gathers problems in the order of the file.
class ProblemList {
 public:
  /// `extra` completes the sentence where the kind needs it (a scale, the names of the columns, an example).
  void add(ProblemKind kind, std::uint32_t line, std::string_view column, std::string_view value,
           std::string_view extra = {});
  void add(const CsvBroken& broken, std::string_view column);
  [[nodiscard]] const std::vector<Problem>& kept() const { return kept_; }
  [[nodiscard]] std::vector<Problem>& kept() { return kept_; }
  [[nodiscard]] std::size_t total() const { return total_; }

 private:
  std::vector<Problem> kept_;
  std::size_t total_ = 0;
};

}  // namespace bothy
