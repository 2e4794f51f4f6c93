// A fixed list of short words, unpacked from one packed text while compiling: 8 bytes a word, no pointers, no heap.
// The words themselves live elsewhere. Called by recovery_words.cpp and picture_words.cpp.
#pragma once
#include <array>
#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace bothy {

template <std::size_t Count>
class WordTable {
 public:
  static constexpr std::size_t max_letters = 8;

  /// `packed` holds exactly Count words with one space between two. Anything else, and a word of more than
  /// max_letters, does not compile.
  consteval explicit WordTable(std::string_view packed) {
    std::size_t word = 0;
    std::size_t letter = 0;
    for (const char c : packed) {
      if (c == ' ') {
        ++word;
        letter = 0;
      } else {
        slots_[word][letter++] = c;
      }
    }
    if (word + 1 != Count) std::abort();
  }

  /// The word at `index`, or an empty view from Count on. The view lives as long as the table.
  [[nodiscard]] constexpr std::string_view at(std::size_t index) const {
    if (index >= Count) return {};
    const auto& slot = slots_[index];
    std::size_t letters = 0;
    while (letters < max_letters && slot[letters] != 0) ++letters;
    return {slot.data(), letters};
  }

 private:
  std::array<std::array<char, max_letters>, Count> slots_{};
};

}  // namespace bothy
