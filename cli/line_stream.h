// A table of lines through a function, line by line in constant memory, with progress: for files of any length.
// The result grows beside its name and takes it at the end. What the lines mean is the caller's. Called by do_coach.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "cli/screen.h"
#include "cli/trouble.h"

namespace bothy::cli {

/// Of one line no more than this is read; the rest of it is passed over and counted.
inline constexpr std::size_t max_line_bytes = 256 * 1024;

struct Streamed {
  long long lines = 0;
  long long cut = 0;  // lines longer than max_line_bytes
};

/// Hands every line of the file `in` ("-": standard input), without its end, to `line`, and writes to the file `out`
/// what it appends. Errors: same_file, no_folder, file errors of either side; then `out` is as it was.
[[nodiscard]] Got<Streamed> stream_lines(const Screen& screen, const std::string& in, const std::string& out,
                                         const std::function<void(std::string_view, std::string&)>& line);

}  // namespace bothy::cli
