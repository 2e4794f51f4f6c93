// Decimal numbers as people write them, held exactly, and the map from a scale to a rating 0..100.
// Integers only: the same row gives the same rating on every machine. Called by mapping, propose and detect.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bothy {

/// A decimal number in millionths.
struct Decimal {
  std::int64_t micro = 0;
  auto operator<=>(const Decimal&) const = default;
};

inline constexpr std::int64_t micro_per_one = 1'000'000;

[[nodiscard]] constexpr Decimal whole(std::int64_t number) { return {number * micro_per_one}; }

/// Which character stands before the decimals; `either` takes both, but not both in one number.
enum class DecimalMark : std::uint8_t { either, point, comma };

/// Reads "3", "-0.5", "+2,75": below nine trillion either way; past 6 decimals it rounds half away from zero.
/// Nothing for anything else (no exponents, no thousands separators, no units).
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text, DecimalMark mark);

/// "3", "-0.5": the shortest exact text with a point.
[[nodiscard]] std::string to_text(Decimal number);

/// The ends of a scale as the file uses it; `reversed` when its low end is the good one. Both ends within +-1,000,000.
struct RatingScale {
  Decimal low = whole(0);
  Decimal high = whole(100);
  bool reversed = false;
  auto operator<=>(const RatingScale&) const = default;
};

inline constexpr Decimal max_scale_end = whole(1'000'000);

/// `value` moved to 0..100 in a straight line, rounded half away from zero; nothing when it lies outside the scale.
[[nodiscard]] std::optional<std::int32_t> rating_on(const RatingScale& scale, Decimal value);

}  // namespace bothy
