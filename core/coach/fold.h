// One code point at a time: what it is for the coach, and the plain letter it stands for.
// No words here (text.cpp makes them). Called by text.cpp.
#pragma once
#include <cstdint>
#include <string_view>

namespace bothy::coach {

struct Decoded {
  std::uint32_t point = 0;  // 0xFFFD for what is no UTF-8
  std::uint32_t bytes = 1;
};

/// The code point at `at`; a byte that begins none is one replacement sign of its own.
[[nodiscard]] Decoded decode(std::string_view bytes, std::size_t at);

/// What a folded code point is.
enum class Sign : std::uint8_t {
  letter,
  digit,
  apostrophe,
  quote_open,
  quote_close,
  quote,
  mark,
  line,
  space,
  picture,
  nothing
};

struct Folded {
  std::uint32_t point = 0;  // lower-case plain letter, digit, mark; for a picture, the letter of its use (PictureUse)
  Sign sign = Sign::space;
  bool upper = false;
  bool foreign = false;  // a letter of a script other than Latin
};

/// What people use a picture for; the words that stand for it are `<laugh>`, `<love>` and so on.
enum class PictureUse : std::uint8_t { laugh, love, eye_roll, cry, clap, angry, wink, thumb, sad, glad, kiss, other };
[[nodiscard]] std::string_view word_of(PictureUse use);

/// Folds case, accents, wide forms, quotes and spaces; zero-width signs, variation selectors and skin tones are
/// nothing. Cost: constant. Source: Unicode 15 names and blocks; the uses are ours (docs/coach.md#pictures).
[[nodiscard]] Folded fold(std::uint32_t point);

}  // namespace bothy::coach
