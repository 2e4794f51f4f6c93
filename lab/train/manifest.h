// What went into a trained table, written beside it: files with their SHA-256 and licence, options, measures.
// Called by bothy-train.
#pragma once
#include <string>
#include <vector>

#include "base/value.h"

namespace bothy::train {

/// The files of a kind of data: their SHA-256, bytes, and under which licence they may be learned from.
/// Errors: a file that cannot be read stands there with no hash.
[[nodiscard]] Value sources(const std::vector<std::string>& paths, std::string_view root, std::string_view licence);

/// All files of a folder with this ending, in order.
[[nodiscard]] std::vector<std::string> files_in(const std::string& folder, std::string_view ending);

/// Writes `name`.json into `folder`: one line a field, so that a change can be read.
void write_manifest(const std::string& folder, std::string_view name, const Value& manifest);

}  // namespace bothy::train
