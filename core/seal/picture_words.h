// The 64 things that two people name to each other to see that nobody stands between them: each can be drawn small.
// Rules of the list: docs/adr/0009-recovery-words.md. Called by rendezvous.cpp and, for the pictures, by the app.
#pragma once
#include <cstdint>
#include <string_view>

namespace bothy {

inline constexpr int picture_word_count = 64;

/// The word that stands for 6 bits, `index` 0..63: 3 to 8 letters a-z; empty beyond. O(1), no allocation.
[[nodiscard]] std::string_view picture_word(std::uint8_t index);

}  // namespace bothy
