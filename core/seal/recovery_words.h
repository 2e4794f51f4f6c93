// The 2048 words of which a recovery phrase takes 24. No bits and no check here: phrase.h has those.
// Rules of the list and the reason for an own one: docs/adr/0009-recovery-words.md. Called by phrase.cpp.
#pragma once
#include <cstdint>
#include <string_view>

namespace bothy {

inline constexpr int recovery_word_count = 2048;

/// The word that stands for 11 bits, `index` 0..2047: 4 to 8 letters a-z; empty beyond. O(1), no allocation.
[[nodiscard]] std::string_view recovery_word(std::uint16_t index);

/// 0..2047 for a word of the list in lower case, or for its beginning of at least 4 letters; -1 for all else.
///
/// The first four letters name one word only, so people may write those four. O(log n), no allocation; the time
/// taken depends on the word.
[[nodiscard]] int recovery_index(std::string_view word);

}  // namespace bothy
