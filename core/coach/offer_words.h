// The words of a clause as the offers handle them: spelled out for patterns, and said again as the sender typed them.
// No meaning here. Called by the offer's other files.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "coach/features.h"

namespace bothy::coach {

/// One word, spelled out ("dont" makes two), and the token it is.
struct Word {
  std::string_view plain;
  std::uint32_t token = 0;
  std::uint16_t id = 0;
};
using Words = std::vector<Word>;

/// Whether `word` stands in a list parted by blanks. Cost: linear in the list.
[[nodiscard]] bool listed(std::string_view list, std::string_view word);

/// Whether a word is in the class of that name ("neg_trait").
[[nodiscard]] bool in_class(const Language& language, std::uint16_t id, std::string_view name);

/// The words of tokens [first, last), without marks and pictures.
[[nodiscard]] Words words_of(const Draft& draft, std::uint32_t first, std::uint32_t last);

/// Whether `words` from `at` on begin with `pattern` (words parted by blanks). Gives the number of words, or 0.
[[nodiscard]] std::size_t begins_with(std::span<const Word> words, std::string_view pattern);

/// The words as the sender typed them, from the middle of a sentence: small first letter, no shouting.
[[nodiscard]] std::string said(const Language& language, const Draft& draft, std::string_view message,
                               std::span<const Word> words);

/// The number of words in a text, by its blanks.
[[nodiscard]] std::size_t count_words(std::string_view text);

/// `text` with a capital letter.
[[nodiscard]] std::string capital(std::string text);

}  // namespace bothy::coach
