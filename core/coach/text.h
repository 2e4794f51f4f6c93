// A message as tokens: folded, spelled out, with the bytes of the sender's own text that each token came from.
// No meaning here (clause.h has it). Called by coach and guard, by the maker of the grammar and by the trainer.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "coach/language.h"

namespace bothy::coach {

/// Past these a message is read as far as they go; 64 KiB of letters hold fewer tokens than this.
inline constexpr std::size_t max_text_bytes = 64 * 1024;
inline constexpr std::size_t max_tokens = 32 * 1024;

enum class TokenKind : std::uint8_t { word, number, picture, mark };

/// What the typing itself says, beside the word.
enum TokenFlag : std::uint8_t {
  shouted = 1,    // all capitals, two letters or more
  stretched = 2,  // "sooo", "!!!"
  continued = 4,  // second word of a form spelled out ("dont" -> "do", "not"): shares its bytes with the first
  emphatic = 8,   // between asterisks or underscores
  quoted = 16,    // between quote marks
};

/// One token. `begin`, `end`: bytes of the sender's text. `hash` is what features know the word by,
/// `id` its number in the vocabulary (0: not in it).
struct Token {
  std::uint64_t hash = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t at = 0;  // where the folded spelling lies in Text::letters
  std::uint16_t length = 0;
  std::uint16_t id = 0;
  TokenKind kind = TokenKind::word;
  std::uint8_t flags = 0;
};

/// A message read into tokens. Kept between messages so that reading allocates nothing once warm.
struct Text {
  std::vector<Token> tokens;
  std::string letters;                // the folded spellings, one after the other
  std::uint32_t foreign = 0;          // letters of scripts that the language does not use
  std::uint32_t own = 0;              // letters of those that it does
  std::vector<std::uint32_t> points;  // scratch: folded code points
  std::vector<std::uint32_t> place;   // scratch: the byte each came from, and one past the end

  [[nodiscard]] std::string_view spelling(const Token& token) const {
    return std::string_view(letters).substr(token.at, token.length);
  }
};

/// Reads `bytes` (any bytes: what is no UTF-8 parts words) into `out`, whose old content is lost.
///
/// Folds case, quotes, wide letters and accents; drops zero-width signs; squeezes stretched letters; spells out
/// contractions and texting forms ("dont", "u", "gonna"); turns pictures into what they are used for.
/// Cost: linear. Source: docs/coach.md#reading.
void read_text(const Language& language, std::string_view bytes, Text& out);

/// Whether more than three of ten letters are of scripts that the language does not use.
[[nodiscard]] bool in_other_script(const Text& text);
/// Whether four words or more stand here, and more than four of ten are not in the vocabulary: of English that holds for
/// 2 texts in 1,000 of the sloppiest typing, of eighteen other languages in Latin letters for 89 to 98 in 100.
[[nodiscard]] bool in_other_words(const Text& text);

}  // namespace bothy::coach
