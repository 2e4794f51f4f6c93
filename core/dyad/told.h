// A number with its doubt, in slider points. Called by whatever the engine tells.
#pragma once

namespace bothy::dyad {

/// Mean and standard deviation.
struct Told {
  double mean = 0.0;
  double sd = 0.0;
};

}  // namespace bothy::dyad
