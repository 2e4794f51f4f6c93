// Reads what is whole out of a store file that SQLite calls damaged, and puts a sound file in its place.
// Nothing is deleted: the damaged file stays beside the new one. Called by store and home.
#pragma once
#include "cli/store.h"

namespace bothy::cli {

/// Makes `path` openable again. Gives sentences that say what was kept, what was not, and where the old file is.
/// Errors (Exit::store): store_damaged when nothing at all could be read, disk_full, no_permission.
[[nodiscard]] Got<std::vector<std::string>> salvage(const std::string& path);

}  // namespace bothy::cli
