// What an import proposes: check-ins that could be kept, and everything that is in the way. Data only.
// Nothing here becomes an event; the door does that, and only when the proposal is clean. Filled by propose.
#pragma once
#include <array>

#include "import/mapping.h"
#include "import/problem.h"

namespace bothy {

/// A named rating of one's own, 0..100.
struct ExtraRating {
  std::string label;
  std::int32_t value = 0;
  bool operator==(const ExtraRating&) const = default;
};

/// One row of the file as a check-in that could be kept.
struct ProposedCheckIn {
  PlacedTime moment;
  std::array<std::optional<std::int32_t>, slider_count> sliders;  ///< by Target, 0..100 where answered
  std::vector<ExtraRating> extra;
  std::string note;  ///< at most max_note_bytes
  std::uint32_t line = 0;
  /// The same row gives the same key in every import (row_key.h); use it to know what is here already.
  Id row_key;

  [[nodiscard]] const std::optional<std::int32_t>& slider(Target target) const {
    return sliders[static_cast<std::size_t>(target)];
  }
  /// Whether nothing was answered at all.
  [[nodiscard]] bool is_empty() const {
    for (const auto& slider : sliders)
      if (slider) return false;
    return extra.empty() && note.empty();
  }
  bool operator==(const ProposedCheckIn&) const = default;
};

/// Rows read and what became of them: `read` is the sum of all the others but `cut_notes`, and of `rows` proposed.
struct ImportCounts {
  std::size_t read = 0;
  std::size_t filtered = 0;   ///< left out by the filter
  std::size_t empty = 0;      ///< nothing answered
  std::size_t repeated = 0;   ///< the same row stood earlier in this file
  std::size_t known = 0;      ///< kept by an earlier import (drop_known)
  std::size_t faulty = 0;     ///< rows with at least one problem
  std::size_t cut_notes = 0;  ///< notes shortened because the mapping asks for it
  bool operator==(const ImportCounts&) const = default;
};

/// The whole answer; `rows` in order of time, then of line.
struct Proposal {
  std::vector<ProposedCheckIn> rows;
  std::vector<Problem> problems;  ///< in order of the file, at most max_problems_kept
  std::size_t problems_total = 0;
  ImportCounts counts;
  std::optional<Day> first_day;
  std::optional<Day> last_day;

  /// Whether it may be kept: nothing is half imported, so one problem holds back all rows.
  [[nodiscard]] bool is_clean() const { return problems_total == 0; }
  bool operator==(const Proposal&) const = default;
};

/// What the caller knows and the file does not: the offset of times written without one, and now (to notice days to
/// come).
struct ImportContext {
  std::int32_t tz_min = 0;
  std::optional<Instant> now;
};

/// Sets the first and last day from `rows`.
void set_days(Proposal& proposal);

}  // namespace bothy
