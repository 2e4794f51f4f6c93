// See sums_until.h. A binary indexed tree (Fenwick 1994) over the times.
#include "dyad/sums_until.h"

#include <algorithm>
#include <cmath>

namespace bothy::dyad {
namespace {

constexpr double one = 68'719'476'736.0;  // 2^36: a million amounts of 100 still fit, docs/science.md#series
constexpr double most_amount = 1'000.0;   // of one amount, docs/science.md#series

std::int64_t kept(double amount) {
  if (!(amount > -most_amount)) amount = -most_amount;
  if (amount > most_amount) amount = most_amount;
  return static_cast<std::int64_t>(std::floor(amount * one + 0.5));
}

}  // namespace

SumsUntil::SumsUntil(std::span<const double> times, std::size_t width)
    : times_(times.begin(), times.end()), width_(width) {
  std::sort(times_.begin(), times_.end());
  times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
  tree_.resize((times_.size() + 1) * width_);
}

std::size_t SumsUntil::rank(double time) const {
  return static_cast<std::size_t>(std::upper_bound(times_.begin(), times_.end(), time) - times_.begin());
}

void SumsUntil::add(double time, std::span<const double> amounts) {
  std::vector<std::int64_t> whole(width_);
  for (std::size_t i = 0; i < width_ && i < amounts.size(); ++i) whole[i] = kept(amounts[i]);
  for (std::size_t at = rank(time); at > 0 && at <= times_.size(); at += at & (~at + 1))
    for (std::size_t i = 0; i < width_; ++i) tree_[at * width_ + i] += whole[i];
}

void SumsUntil::until(double time, std::span<double> out) const {
  std::vector<std::int64_t> sums(width_);
  for (std::size_t at = rank(time); at > 0; at -= at & (~at + 1))
    for (std::size_t i = 0; i < width_; ++i) sums[i] += tree_[at * width_ + i];
  for (std::size_t i = 0; i < width_ && i < out.size(); ++i) out[i] = static_cast<double>(sums[i]) / one;
}

}  // namespace bothy::dyad
