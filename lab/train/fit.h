// Fits one-vs-rest logistic regressions over hashed features (liblinear) and packs them into a small table.
// Knows nothing of labels or messages. Called by the trainers of coach, emotion and guard.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "coach/table.h"

namespace bothy::train {

/// One thing to learn from: its features, and for each column whether it holds (bit set) .
struct Instance {
  std::vector<coach::Feature> features;
  std::uint32_t truth = 0;
  std::uint32_t known = ~0U;  // the columns of which anything is known; the others do not learn from it
  std::uint64_t family = 0;  // those of one family do not bear witness for each other
};

/// What is learned over one set of instances; several of them share the rows of one table, their columns side by side.
struct Problem {
  std::vector<Instance> instances;
  std::size_t columns = 1;
};

struct FitOptions {
  std::size_t rows = 30'000;         // features kept
  double often = 0.25;               // how much more a feature counts, in being kept, for being seen often: a power
  std::vector<double> matters = {};  // and how much each column does; as much as any other where none is given
  double cost = 2;                   // C of liblinear
  double balance = 0.5;              // 0: as they come; 1: the rare side weighs as much as the other
  std::uint32_t least_families = 2;  // a feature that fewer families show is left out
  int coarse = 1;                    // weights are kept in steps of this many 127ths of the heaviest
  unsigned threads = 2;
};

/// The packed table (coach/table.h). Cost: minutes for a million features; says what it does on stderr.
[[nodiscard]] std::vector<unsigned char> fit(std::span<const Problem> problems, const FitOptions& options);

}  // namespace bothy::train
