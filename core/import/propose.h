// Runs a mapping over a file and proposes check-ins, a number of rows at a time so that a caller can show progress.
// Pure: keeps nothing, asks no clock. All or nothing is the door's rule: see Proposal::is_clean. Called by door and
// tests.
#pragma once
#include <span>

#include "import/daylio.h"

namespace bothy {

/// What fits beside everything else into the memory of a browser tab: a lifetime of several check-ins a day.
inline constexpr std::size_t max_import_bytes = 64u * 1024 * 1024;
inline constexpr std::size_t max_check_ins = 100'000;

/// Reads one file through one mapping. `text` outlives the importer.
class Importer {
 public:
  Importer(std::string_view text, Mapping mapping, ImportContext context);
  Importer(const Importer&) = delete;
  Importer& operator=(const Importer&) = delete;

  /// Reads up to `max_rows` more rows; the share of the file that is done, 0..1, and 1 only at the end.
  /// Cost: linear in the rows; feeding in steps gives the same proposal as feeding at once.
  double feed(std::size_t max_rows);
  [[nodiscard]] bool is_done() const { return done_; }
  /// Reads what is left, takes out rows repeated within the file, and gives the proposal. Call once.
  [[nodiscard]] Proposal finish();

 private:
  void read_first();
  void use_header(std::uint32_t line);
  void read_row();
  void keep(ProposedCheckIn&& proposed);
  [[nodiscard]] bool has_right_width();
  void settle_rows();
  void stop() { done_ = true; }

  Mapping mapping_;
  ImportContext context_;
  std::string_view text_;
  CsvReader reader_;
  CsvRow row_;
  std::vector<std::string> names_;
  TablePlan table_;
  std::optional<DaylioPlan> daylio_;
  std::size_t width_ = 0;
  bool started_ = false;
  bool done_ = false;
  ProblemList problems_;
  Proposal proposal_;
};

/// All of it at once.
[[nodiscard]] Proposal propose(std::string_view text, const Mapping& mapping, const ImportContext& context);

/// Takes out the rows whose key is in `known` (sorted); `counts.known` says how many. Importing the same file again
/// leaves nothing new.
void drop_known(Proposal& proposal, std::span<const Id> known);

}  // namespace bothy
