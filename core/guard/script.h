// Which written answer an alarm gets. The words are in the app's copy; what each may and may not say is SAFETY.md 4.2.
// Called by the door.
#pragma once
#include <array>
#include <string_view>

#include "guard/guard.h"

namespace bothy::guard {

/// The written answers, from the most urgent down.
enum class Script : std::uint8_t {
  none,          // ordinary
  slow_down,     // heated or low: slow first, help with words later
  strain,        // substances, eating, after a birth, grief: a line and a doctor, no advice
  unshared,      // what others cannot check: stay with the feeling and with sleep
  own_harm,      // the writer harms, scares or tracks: stop and get distance
  their_threat,  // somebody's life is put on the writer
  self,          // the writer may not want to live, or hurts themselves
  someone,       // another person is in danger
  young,         // the writer or the one hurt is a child
  fear,          // afraid, watched, held
  urgent,        // one plain card
};
inline constexpr std::array<std::string_view, 11> script_names = {"none",     "slow_down",    "strain", "unshared",
                                                                  "own_harm", "their_threat", "self",   "someone",
                                                                  "young",    "fear",         "urgent"};

/// The answer to an alarm. Deterministic; constant cost.
[[nodiscard]] Script script_for(const Alarm& alarm);

/// Whether the coach stays silent: neither a harmful nor a frightened person is helped to phrase things (COACH.md 2).
[[nodiscard]] inline bool silences_coach(const Alarm& alarm) { return alarm.tier >= Tier::t2; }

}  // namespace bothy::guard
