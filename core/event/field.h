// How an event type describes its fields: one table row per field, read by every codec.
// No codec here (codec.cpp), no events here (daily.h, shared.h, control.h).
#pragma once
#include <cstddef>
#include <type_traits>

#include "base/bytes.h"
#include "base/instant.h"

namespace bothy {

/// One answer to one item of a questionnaire or weekly set; value 0..100 or the item's own range.
struct Rating {
  std::int32_t item = 0;
  std::int32_t value = 0;
  bool operator==(const Rating&) const = default;
};

/// A rating 0..100 that may be left out; -1 inside means "not given", which is never encoded.
struct Slider {
  std::int32_t value = -1;
  [[nodiscard]] bool given() const { return value >= 0; }
  bool operator==(const Slider&) const = default;
};

enum class Kind : std::uint8_t { integer, wide_integer, slider, text, id, bytes, integers, ratings, byte_list };

template <class T>
constexpr Kind kind_of() {
  if constexpr (std::is_same_v<T, std::int32_t>) return Kind::integer;
  else if constexpr (std::is_same_v<T, std::int64_t>) return Kind::wide_integer;
  else if constexpr (std::is_same_v<T, Slider>) return Kind::slider;
  else if constexpr (std::is_same_v<T, std::string>) return Kind::text;
  else if constexpr (std::is_same_v<T, Id>) return Kind::id;
  else if constexpr (std::is_same_v<T, Bytes>) return Kind::bytes;
  else if constexpr (std::is_same_v<T, std::vector<std::int32_t>>) return Kind::integers;
  else if constexpr (std::is_same_v<T, std::vector<Rating>>) return Kind::ratings;
  else {
    static_assert(std::is_same_v<T, std::vector<Bytes>>, "a field kind the codecs do not know");
    return Kind::byte_list;
  }
}

/// A field's place and limits. For text, bytes and lists `high` bounds the length and `low` is unused;
/// the values inside integer lists and ratings lie in 0..65535.
struct Field {
  const char* name;
  Kind kind;
  std::uint16_t offset;
  std::int64_t low;
  std::int64_t high;
};

inline constexpr std::int64_t max_text = 8'000;
inline constexpr std::int64_t max_short_text = 200;
inline constexpr std::int64_t max_day = 4'000'000;
inline constexpr std::int64_t max_ms = (std::int64_t{1} << 47) - 1;
inline constexpr std::int64_t max_list = 64;

}  // namespace bothy

// Rows of a field table. The numbered position is the CBOR key: append, never reorder.
#define BOTHY_FIELD(E, member, lo, hi) \
  ::bothy::Field { #member, ::bothy::kind_of<decltype(E::member)>(), offsetof(E, member), lo, hi }
#define BOTHY_DAY(E, member) BOTHY_FIELD(E, member, -::bothy::max_day, ::bothy::max_day)
#define BOTHY_SLIDER(E, member) BOTHY_FIELD(E, member, 0, 100)
#define BOTHY_TEXT(E, member) BOTHY_FIELD(E, member, 0, ::bothy::max_text)
#define BOTHY_SHORT(E, member) BOTHY_FIELD(E, member, 0, ::bothy::max_short_text)
#define BOTHY_ID(E, member) BOTHY_FIELD(E, member, 0, 16)
#define BOTHY_TIME(E, member) BOTHY_FIELD(E, member, 0, ::bothy::max_ms)
#define BOTHY_CHIPS(E, member) BOTHY_FIELD(E, member, 0, ::bothy::max_list)
