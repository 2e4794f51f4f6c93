// See script.h. Whose voice it is goes before what it is about.
#include "guard/script.h"

namespace bothy::guard {

Script script_for(const Alarm& alarm) {
  if (alarm.tier == Tier::t3) return Script::urgent;
  if (alarm.tier == Tier::t2) {
    if (alarm.voice == Voice::actor) return Script::own_harm;
    if (alarm.has(Sign::child)) return Script::young;
    if (alarm.has(Sign::leverage)) return Script::their_threat;
    if (alarm.voice == Voice::other) return Script::someone;
    if (alarm.has(Sign::suicidal) || alarm.has(Sign::self_harm)) return Script::self;
    if (alarm.voice == Voice::self && alarm.has(Sign::unshared)) return Script::unshared;
    return Script::fear;
  }
  if (alarm.has(Sign::strain)) return Script::strain;
  return alarm.tier == Tier::t1 ? Script::slow_down : Script::none;
}

}  // namespace bothy::guard
