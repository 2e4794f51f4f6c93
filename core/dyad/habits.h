// How a person uses a scale, beside how they are: some points are liked and others never taken, answers come in round
// numbers, two places are kept and little between them, or the last answer is given again. Four ways to foresee, each
// built on what the filters expect; which of them counts is learned elsewhere. Called by the reader of series.
#pragma once
#include "dyad/population.h"

namespace bothy::dyad {

/// What the filters expect together, on the scale 0..1: on points their masses, on a slider the pieces of a mixture.
struct Pooled {
  std::size_t points = 0;  // 0: a slider
  std::array<double, most_points> mass{};
  std::span<const Piece> pieces;
  double mean = 0.5;
  double square = 0.25;  // mean of the square

  /// Probability of a point or an end, or density inside a slider.
  [[nodiscard]] double at(double x) const;
};

/// Fills mean and square of `pooled` from its masses or pieces; ends of a slider hold all beyond them.
void set_moments(Pooled& pooled);

class Habits {
 public:
  /// The filters alone; the same, bent to how often each point is taken (points) or with the very numbers given before
  /// (slider); the places where answers have been; the last answer again.
  using Shares = Averaging<habit_count>::Shares;

  explicit Habits(std::size_t points);

  /// Makes ready for one moment. Cost: the number of points.
  void look(const Pooled& pooled, const Population& people);
  /// Probability of a point or an end, or density inside a slider, by each habit. After look().
  [[nodiscard]] Shares at(double x) const;
  /// Mean and mean square by each habit.
  [[nodiscard]] std::array<std::array<double, 2>, habit_count> moments() const;
  /// An answer came that was expected as the last look() said; `pooled` is what was looked at then.
  void learn(double x, const Pooled& pooled);

 private:
  [[nodiscard]] std::size_t place_of(double x) const;
  [[nodiscard]] Shares at_point(std::size_t point) const;
  [[nodiscard]] Shares along(double x) const;

  std::size_t points_;
  bool any_ = false;
  double last_ = 0.0;
  double weight_ = 0.0;  // of all answers remembered below
  double sum_ = 0.0;     // of the answers themselves, and of their squares
  double squares_ = 0.0;
  std::vector<double> been_;   // how often, the recent more: by point, or by hundredth of a slider and its ends
  std::vector<double> taken_;  // how often each point came, and how often it was expected
  std::vector<double> expected_;
  std::vector<double> bent_;   // the second habit on points, as last looked at
  std::vector<double> share_;  // of each point among everybody
  Pooled pooled_;
};

}  // namespace bothy::dyad
