// What a column holds, judged from its cells one at a time. No rows, no mapping. Called by detect.
#pragma once
#include "import/detect.h"

namespace bothy {

/// Collects the cells of one column and says in the end what they have in common.
class ColumnWatcher {
 public:
  void see(std::string_view cell);
  /// Fills kind, form, low, high, filled and samples; `name` helps to tell hours from other numbers.
  void tell(ColumnGuess& out) const;
  /// How many different values there were, counted up to 20.
  [[nodiscard]] std::size_t different() const { return values_.size(); }

 private:
  [[nodiscard]] std::optional<TimeForm> common_form() const;

  std::size_t filled_ = 0;
  std::size_t numbers_ = 0;
  std::size_t clocks_ = 0;
  std::size_t forms_[5] = {};
  std::optional<Decimal> low_;
  std::optional<Decimal> high_;
  std::vector<std::string> values_;
};

/// Whether a cell is a number or a time: such a cell does not stand in a first line that names the columns.
[[nodiscard]] bool looks_like_data(std::string_view cell);

}  // namespace bothy
