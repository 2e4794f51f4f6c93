// Exact decimals and scales. No floats. Called by mapping, propose and detect.
#include "import/number.h"

#include "import/text.h"

namespace bothy {

using cells::trimmed;

namespace {

constexpr std::size_t max_whole_digits = 13;
/// Times a million this still fits 64 bits.
constexpr std::int64_t max_whole = 9'000'000'000'000;
constexpr std::size_t decimals_held = 6;
constexpr std::size_t max_number_text = 64;

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

/// The first six decimals, rounded by the seventh.
std::int64_t micro_of(std::string_view decimals) {
  std::int64_t micro = 0;
  for (std::size_t i = 0; i < decimals_held; ++i) micro = micro * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
  if (decimals.size() > decimals_held && decimals[decimals_held] >= '5') ++micro;
  return micro;
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text, DecimalMark mark) {
  text = trimmed(text);
  if (text.empty() || text.size() > max_number_text) return std::nullopt;
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);
  const std::string_view marks = mark == DecimalMark::either ? ".," : mark == DecimalMark::point ? "." : ",";
  const std::size_t at = text.find_first_of(marks);
  const std::string_view whole_part = text.substr(0, at);
  const std::string_view decimals = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  if (whole_part.empty() && decimals.empty()) return std::nullopt;
  if (whole_part.size() > max_whole_digits || !all_digits(whole_part) || !all_digits(decimals)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : whole_part) value = value * 10 + (c - '0');
  if (value >= max_whole) return std::nullopt;
  value = value * micro_per_one + micro_of(decimals);
  return Decimal{negative ? -value : value};
}

std::string to_text(Decimal number) {
  const bool negative = number.micro < 0;
  const std::uint64_t size =
      negative ? 0 - static_cast<std::uint64_t>(number.micro) : static_cast<std::uint64_t>(number.micro);
  std::string decimals = std::to_string(size % micro_per_one + micro_per_one).substr(1);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  std::string out = (negative ? "-" : "") + std::to_string(size / micro_per_one);
  if (!decimals.empty()) out += "." + decimals;
  return out;
}

std::optional<std::int32_t> rating_on(const RatingScale& scale, Decimal value) {
  if (scale.low >= scale.high || value < scale.low || value > scale.high) return std::nullopt;
  const std::int64_t span = scale.high.micro - scale.low.micro;
  const std::int64_t from_bad_end = scale.reversed ? scale.high.micro - value.micro : value.micro - scale.low.micro;
  // Nothing here is negative, so half away from zero is half up. At most 2e12 * 200: far inside 64 bits.
  return static_cast<std::int32_t>((from_bad_end * 200 + span) / (2 * span));
}

}  // namespace bothy
