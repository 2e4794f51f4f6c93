// Text as a terminal shows it: what is safe to print, how wide it is, where it wraps. Nothing is printed here.
// Called by screen, chart and the commands.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bothy::cli {

/// Words of people and files without anything that could move a cursor or change a terminal: control characters and
/// invalid UTF-8 become '?', line breaks stay where `keep_lines` says so. With `ascii`, other letters become '?' too.
enum class Lines : unsigned char { join, keep };
[[nodiscard]] std::string plain(std::string_view text, Lines lines, bool ascii = false);

/// Code points, which is near enough to columns for what Bothy prints.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// At most `columns` wide; "..." stands for what was cut.
[[nodiscard]] std::string fit(std::string_view text, std::size_t columns);
/// Filled with spaces on the right (or left) to `columns`; never cut.
[[nodiscard]] std::string pad(std::string_view text, std::size_t columns);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t columns);

/// Lines of at most `columns`, broken at spaces where there are any.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns);

/// "1 entry", "3 entries".
[[nodiscard]] std::string counted(long long n, std::string_view one, std::string_view many);

}  // namespace bothy::cli
