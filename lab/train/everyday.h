// Found texts of real people that hold neither harm nor danger, as counter-examples: authored messages alone teach that
// whatever is said otherwise than their authors say it might be either. Called by bothy-train.
#pragma once
#include <string>
#include <vector>

namespace bothy::train {

/// Texts of GoEmotions whose readers saw nothing but kind feelings in them, of CaSiNo, and of the Stanford politeness
/// corpus without its impolite quarter. `neutral`: also those of GoEmotions in which they saw no feeling; among these
/// some are hostile, and none speaks of the writer's own danger. `split`: `train` or `dev`.
///
/// Of GoEmotions and CaSiNo every third text. None when `folder` lacks the files (`goemotions.train.tsv.gz` and kin).
[[nodiscard]] std::vector<std::string> read_everyday(const std::string& folder, const std::string& split, bool neutral);

/// The files that are read for it.
[[nodiscard]] std::vector<std::string> everyday_files(const std::string& folder, const std::string& split);

}  // namespace bothy::train
