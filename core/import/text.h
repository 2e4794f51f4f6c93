// Small text helpers of the import room: trimming, missing answers, shortening for a sentence.
// Nothing about tables or dates. Called by the other files of this room.
#pragma once
#include <string>
#include <string_view>

namespace bothy::cells {

/// Without spaces, tabs, line ends and the no-break spaces U+00A0 and U+202F at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case; other characters unchanged.
[[nodiscard]] std::string lower(std::string_view text);

/// Whether a cell says "not answered": empty, or one of NA, N/A, NaN, null, none, "-", "." in any case.
[[nodiscard]] bool is_missing(std::string_view cell);

/// At most `max_bytes` of `text`, cut between characters, with "..." in place of what was left out.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t max_bytes);

/// The text in quote marks, shortened so that a sentence stays readable.
[[nodiscard]] std::string quoted(std::string_view text);

/// Reads 1 to 9 digits and nothing else; -1 when there is anything else.
[[nodiscard]] int small_number(std::string_view digits);

}  // namespace bothy::cells
