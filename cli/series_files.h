// Where the results of `read` may go: never over the table itself, nor over each other, and into folders that are
// there. Looks at names and places only; nothing is opened or written. Called by `read` before it begins.
#pragma once
#include <string>

#include "cli/trouble.h"

namespace bothy::cli {

/// Whether two names stand for one file, also through links and other ways to write the folder; names of files that
/// are not there yet are compared too. "-" is standard input where `input` is one.
[[nodiscard]] bool is_same_file(const std::string& input, const std::string& output);

/// Empty names are results that nobody asked for. Errors: same_file, no_folder, is_folder, no_permission.
[[nodiscard]] Did check_series_files(const std::string& input, const std::string& forecast,
                                     const std::string& estimates);

}  // namespace bothy::cli
