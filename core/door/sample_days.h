// How the ninety days of the sample couple were lived: by the made-up couple of core/dyad, under a dramaturgy that the
// story's own days are part of. The same for everybody. No words that a person writes (sample_story.cpp) and no events
// (sampling.cpp). Called by sampling.cpp and its tests.
#pragma once
#include <string_view>
#include <vector>

namespace bothy::story {

/// One day of "me".
struct LivedDay {
  // Sliders of the evening, 0..100.
  int myself = 0;
  int morning = 0;  // the first of these, asked before breakfast
  int depend = 0;
  int know = 0;
  int feel = 0;
  int energy = 0;
  int valence = 0;
  int stress = 0;
  std::vector<std::string_view> moments;  // words of event/words.h, at most three
  int received = -1;                      // how what was told was met, 0..100; -1 when nothing was
  int repair = -1;                        // how well the repair of the story was felt, 0..100; -1 on other days
  int repair_theirs = -1;                 // the same of one that I offered, as they felt it
  int hurt = 0;                           // how much of ruptures came, in points
};

/// All of them, the first day first. Cost: below a millisecond.
[[nodiscard]] std::vector<LivedDay> lived_days();

}  // namespace bothy::story
