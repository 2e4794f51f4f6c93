// A small logistic regression over dense inputs, by liblinear. Called by the trainers of coach and guard.
#pragma once
#include <span>
#include <vector>

namespace bothy::train {

/// Weights of `width` inputs a row (rows lie one after the other); the last input is taken for the constant, if there
/// is one.
[[nodiscard]] std::vector<double> logistic(std::span<const double> rows, std::size_t width,
                                           const std::vector<bool>& truth, double cost);

}  // namespace bothy::train
