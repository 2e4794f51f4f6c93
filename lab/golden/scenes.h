// The scenes whose transcripts lie in tests/golden. Each is a small story that checks itself: a scene that does not do
// what its name says gives no transcript. Called by golden_test.cpp.
#pragma once
#include <span>

#include "lab/golden/stage.h"

namespace bothy::golden {

struct Scene {
  const char* name;
  Transcript (*play)();
};

// scenes_alone.cpp
[[nodiscard]] Transcript solo_day();
[[nodiscard]] Transcript every_kind();
[[nodiscard]] Transcript import_diary();
[[nodiscard]] Transcript lock_and_unlock();
[[nodiscard]] Transcript sample_couple();
// scenes_estimates.cpp
[[nodiscard]] Transcript own_estimates();
// scenes_heard.cpp
[[nodiscard]] Transcript heard();
[[nodiscard]] Transcript heard_many();
// scenes_learn.cpp
[[nodiscard]] Transcript learn();
// scenes_together.cpp
[[nodiscard]] Transcript two_people();
[[nodiscard]] Transcript our_room();
// scenes_question.cpp
[[nodiscard]] Transcript blind_question();
// scenes_parting.cpp
[[nodiscard]] Transcript open_goodbye();
// scenes_devices.cpp
[[nodiscard]] Transcript second_device();
[[nodiscard]] Transcript recover_home();
// scenes_damage.cpp
[[nodiscard]] Transcript damaged_disk();
// scenes_wrong.cpp
[[nodiscard]] Transcript dishonest_relay();
[[nodiscard]] Transcript hard_requests();

/// In the order of a life with Bothy.
inline constexpr Scene all_scenes[] = {{"solo_day", solo_day},
                                       {"every_kind", every_kind},
                                       {"import_diary", import_diary},
                                       {"own_estimates", own_estimates},
                                       {"heard", heard},
                                       {"heard_many", heard_many},
                                       {"learn", learn},
                                       {"lock_and_unlock", lock_and_unlock},
                                       {"sample_couple", sample_couple},
                                       {"two_people", two_people},
                                       {"our_room", our_room},
                                       {"blind_question", blind_question},
                                       {"open_goodbye", open_goodbye},
                                       {"second_device", second_device},
                                       {"recover_home", recover_home},
                                       {"damaged_disk", damaged_disk},
                                       {"dishonest_relay", dishonest_relay},
                                       {"hard_requests", hard_requests}};

}  // namespace bothy::golden
