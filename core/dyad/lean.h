// Lately: leaning in, in between, or protecting oneself. A word for a stretch of days, of oneself only; one day never
// changes it. Called by the course of one person.
#pragma once
#include <cstdint>

namespace bothy::dyad {

/// In the order from open to guarded. Source: risk regulation (Murray, Holmes & Collins 2006); docs/science.md#lean.
enum class Lean : unsigned char { leaning_in, in_between, self_protecting };

class LeanWatch {
 public:
  /// A day was answered, and felt security, in points, is now expected here. Days come in order.
  void look(std::int32_t day, double security) {
    constexpr double open = 60.0;     // docs/science.md#lean
    constexpr double guarded = 40.0;  // docs/science.md#lean
    constexpr int run = 3;            // answered days in a row, docs/science.md#lean
    const Lean here = security > open      ? Lean::leaning_in
                      : security < guarded ? Lean::self_protecting
                                           : Lean::in_between;
    if (!begun_) {
      lean_ = next_ = here;
      since_ = day;
      begun_ = true;
    }
    if (here == lean_) {
      streak_ = 0;
      return;
    }
    if (streak_ == 0 || here != next_) {
      streak_ = 0;
      first_ = day;
    }
    next_ = here;
    if (++streak_ < run) return;
    lean_ = here;
    since_ = first_;
    streak_ = 0;
  }

  [[nodiscard]] Lean lean() const { return lean_; }
  /// The first day of the run that brought it.
  [[nodiscard]] std::int32_t since() const { return since_; }

 private:
  Lean lean_ = Lean::in_between;
  Lean next_ = Lean::in_between;
  std::int32_t since_ = 0;
  std::int32_t first_ = 0;
  int streak_ = 0;
  bool begun_ = false;
};

}  // namespace bothy::dyad
