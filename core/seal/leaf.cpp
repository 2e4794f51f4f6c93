// See leaf.h. Step i goes left or right by bit 15-i of the index.
#include "seal/leaf.h"

#include <bit>
#include <cassert>

namespace bothy {

const Key& LeafKeys::at(std::uint64_t index) {
  assert(index < frames_per_epoch);
  const std::uint64_t differing = (index ^ index_) & (frames_per_epoch - 1);
  const int shared = differing == 0 ? steps : steps - static_cast<int>(std::bit_width(differing));
  if (shared < known_) known_ = shared;
  index_ = index;
  for (int step = known_; step < steps; ++step) {
    const std::uint64_t bit = (index >> (steps - 1 - step)) & 1;
    path_[static_cast<std::size_t>(step) + 1] = derive(path_[static_cast<std::size_t>(step)], bit, "BTYggm01");
  }
  known_ = steps;
  return path_[steps];
}

}  // namespace bothy
