// A token bucket in whole numbers, so that limits replay exactly in the simulator.
// No clock: the caller says what time it is. Called by the hub.
#pragma once
#include <algorithm>
#include <cstdint>

namespace bothy::relay {

/// `burst` tokens at most, `per_s` come back each second. A burst of 0 switches the limit off.
struct Rate {
  std::int64_t burst = 0;
  std::int64_t per_s = 0;
};

/// Counts thousandths of a token, because one token in one millisecond would be too coarse.
class Bucket {
 public:
  /// Takes `cost` tokens. Returns 0, or the milliseconds after which the same call would succeed.
  std::uint32_t take(const Rate& rate, std::int64_t now_ms, std::int64_t cost = 1) {
    if (rate.burst == 0) return 0;
    refill(rate, now_ms);
    const std::int64_t need = std::min(cost, rate.burst) * 1'000;
    if (level_ >= need) {
      level_ -= need;
      return 0;
    }
    const std::int64_t per_s = std::max<std::int64_t>(rate.per_s, 1);
    return static_cast<std::uint32_t>(std::min<std::int64_t>((need - level_ + per_s - 1) / per_s, 3'600'000));
  }

  /// Whether nothing was taken lately, so that forgetting the bucket forgives nothing.
  [[nodiscard]] bool full(const Rate& rate, std::int64_t now_ms) {
    refill(rate, now_ms);
    return level_ >= rate.burst * 1'000;
  }

 private:
  void refill(const Rate& rate, std::int64_t now_ms) {
    const std::int64_t most = rate.burst * 1'000;
    if (!started_) level_ = most;
    // A clock that steps back gives nothing and takes nothing.
    const std::int64_t elapsed = started_ ? std::clamp<std::int64_t>(now_ms - at_ms_, 0, 86'400'000) : 0;
    level_ = std::min(most, level_ + elapsed * rate.per_s);
    at_ms_ = now_ms;
    started_ = true;
  }

  std::int64_t level_ = 0;
  std::int64_t at_ms_ = 0;
  bool started_ = false;
};

}  // namespace bothy::relay
