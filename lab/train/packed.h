// Reads the packed files of found data. Called by the emotion head's trainer and by everyday.h.
#pragma once
#include <string>
#include <vector>

namespace bothy::train {

/// One line: its text, and its labels parted by commas.
struct Packed {
  std::string text;
  std::string labels;
};

/// The lines `id TAB text TAB labels [TAB more]` of a `.tsv.gz`; none when it cannot be read. Needs gzip.
[[nodiscard]] std::vector<Packed> read_packed(const std::string& path);

}  // namespace bothy::train
