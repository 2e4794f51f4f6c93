// Canonical CBOR, written and read item by item. See cbor.h for what is left out on purpose.
#include "base/cbor.h"

#include "base/value.h"

namespace bothy {
namespace {

enum Major : std::uint8_t { unsigned_int, negative_int, byte_text, utf8_text, list_of, map_of, tagged, simple };
constexpr std::uint8_t simple_false = 20;
constexpr std::uint8_t simple_true = 21;
constexpr std::uint8_t simple_null = 22;

// Bytes that follow the first one for each argument form 24..27.
constexpr std::size_t argument_bytes(std::uint8_t low) { return std::size_t{1} << (low - 24); }

constexpr std::uint64_t least_argument(std::uint8_t low) {
  return low == 24 ? 24u : std::uint64_t{1} << (8 * argument_bytes(low) / 2);
}

}  // namespace

void CborWriter::head(std::uint8_t major, std::uint64_t argument) {
  const auto first = static_cast<std::uint8_t>(major << 5);
  if (argument < 24) {
    out_.push_back(static_cast<std::uint8_t>(first | argument));
    return;
  }
  std::uint8_t low = 24;
  while (low < 27 && argument >> (8 * argument_bytes(low)) != 0) ++low;
  out_.push_back(static_cast<std::uint8_t>(first | low));
  for (std::size_t i = argument_bytes(low); i-- > 0;) out_.push_back(static_cast<std::uint8_t>(argument >> (8 * i)));
}

void CborWriter::integer(std::int64_t value) {
  if (value >= 0) head(unsigned_int, static_cast<std::uint64_t>(value));
  else head(negative_int, static_cast<std::uint64_t>(-(value + 1)));
}
void CborWriter::text(std::string_view value) {
  head(utf8_text, value.size());
  append(out_, span_of(value));
}
void CborWriter::bytes(ByteSpan value) {
  head(byte_text, value.size());
  append(out_, value);
}
void CborWriter::boolean(bool value) { head(simple, value ? simple_true : simple_false); }
void CborWriter::null() { head(simple, simple_null); }
void CborWriter::list(std::size_t count) { head(list_of, count); }
void CborWriter::map(std::size_t count) { head(map_of, count); }

Result<CborReader::Head> CborReader::head() {
  if (at_ >= from_.size()) return no(Error::malformed);
  const std::uint8_t first = from_[at_++];
  const auto major = static_cast<std::uint8_t>(first >> 5);
  const auto low = static_cast<std::uint8_t>(first & 31);
  if (low < 24) return Head{major, low};
  if (low > 27) return no(Error::malformed);
  const std::size_t n = argument_bytes(low);
  if (from_.size() - at_ < n) return no(Error::malformed);
  std::uint64_t argument = 0;
  for (std::size_t i = 0; i < n; ++i) argument = argument << 8 | from_[at_++];
  if (argument < least_argument(low) || major == simple) return no(Error::malformed);
  return Head{major, argument};
}

Result<ByteSpan> CborReader::run(std::uint64_t length) {
  if (length > from_.size() - at_) return no(Error::malformed);
  const ByteSpan found = from_.subspan(at_, static_cast<std::size_t>(length));
  at_ += found.size();
  return found;
}

Result<std::int64_t> CborReader::integer() {
  BOTHY_TRY(found, head());
  if (found.argument > static_cast<std::uint64_t>(INT64_MAX)) return no(Error::malformed);
  if (found.major == unsigned_int) return static_cast<std::int64_t>(found.argument);
  if (found.major == negative_int) return -static_cast<std::int64_t>(found.argument) - 1;
  return no(Error::malformed);
}

Result<std::string> CborReader::text() {
  BOTHY_TRY(found, head());
  if (found.major != utf8_text) return no(Error::malformed);
  BOTHY_TRY(bytes, run(found.argument));
  const std::string_view text = text_of(bytes);
  if (!is_utf8(text)) return no(Error::not_text);
  return std::string(text);
}

Result<ByteSpan> CborReader::bytes() {
  BOTHY_TRY(found, head());
  if (found.major != byte_text) return no(Error::malformed);
  return run(found.argument);
}

Result<bool> CborReader::boolean() {
  BOTHY_TRY(found, head());
  if (found.major != simple || (found.argument != simple_false && found.argument != simple_true)) return no(Error::malformed);
  return found.argument == simple_true;
}

Result<std::size_t> CborReader::list() {
  BOTHY_TRY(found, head());
  // Each element takes at least a byte, so a count beyond the rest is a lie.
  if (found.major != list_of || found.argument > from_.size() - at_) return no(Error::malformed);
  return static_cast<std::size_t>(found.argument);
}

Result<std::size_t> CborReader::map() {
  BOTHY_TRY(found, head());
  if (found.major != map_of || found.argument > (from_.size() - at_) / 2) return no(Error::malformed);
  return static_cast<std::size_t>(found.argument);
}

Outcome CborReader::skip(int depth) {
  if (depth > max_depth) return no(Error::too_large);
  BOTHY_TRY(found, head());
  switch (found.major) {
    case unsigned_int:
    case negative_int: return {};
    case byte_text: BOTHY_CHECK(run(found.argument)); return {};
    case utf8_text: {
      BOTHY_TRY(bytes, run(found.argument));
      if (!is_utf8(text_of(bytes))) return no(Error::not_text);
      return {};
    }
    case list_of:
    case map_of: {
      const std::uint64_t items = found.major == map_of ? found.argument * 2 : found.argument;
      if (found.argument > from_.size()) return no(Error::malformed);
      for (std::uint64_t i = 0; i < items; ++i) BOTHY_CHECK(skip(depth + 1));
      return {};
    }
    case simple: {
      if (found.argument < simple_false || found.argument > simple_null) return no(Error::malformed);
      return {};
    }
    default: return no(Error::malformed);
  }
}

}  // namespace bothy
