// Events of our room, second half: promises, boundaries, rituals, healing. Types 147..255.
// They carry the day, not the minute, unless the thing itself is about a time. Append fields, never reorder them.
#pragma once
#include "event/field.h"

namespace bothy {

/// A promise about an own act.
struct PromiseMade {
  static constexpr std::uint16_t type = 147;
  static constexpr const char* name = "PromiseMade";
  std::int32_t day = 0;
  std::string text;
  std::int32_t due_day = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(PromiseMade, day), BOTHY_TEXT(PromiseMade, text), BOTHY_DAY(PromiseMade, due_day)};
  }
  bool operator==(const PromiseMade&) const = default;
};

/// Kept.
struct PromiseKept {
  static constexpr std::uint16_t type = 148;
  static constexpr const char* name = "PromiseKept";
  Id promise;
  std::int32_t day = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(PromiseKept, promise), BOTHY_DAY(PromiseKept, day)};
  }
  bool operator==(const PromiseKept&) const = default;
};

/// Changed in time, in agreement.
struct PromiseRenegotiated {
  static constexpr std::uint16_t type = 149;
  static constexpr const char* name = "PromiseRenegotiated";
  Id promise;
  std::int32_t day = 0;
  std::string text;
  std::int32_t due_day = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(PromiseRenegotiated, promise), BOTHY_DAY(PromiseRenegotiated, day),
                      BOTHY_TEXT(PromiseRenegotiated, text), BOTHY_DAY(PromiseRenegotiated, due_day)};
  }
  bool operator==(const PromiseRenegotiated&) const = default;
};

/// Not kept, said by the one who made it.
struct PromiseMissed {
  static constexpr std::uint16_t type = 150;
  static constexpr const char* name = "PromiseMissed";
  Id promise;
  std::int32_t day = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(PromiseMissed, promise), BOTHY_DAY(PromiseMissed, day)};
  }
  bool operator==(const PromiseMissed&) const = default;
};

/// Taken back.
struct PromiseWithdrawn {
  static constexpr std::uint16_t type = 151;
  static constexpr const char* name = "PromiseWithdrawn";
  Id promise;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(PromiseWithdrawn, promise)};
  }
  bool operator==(const PromiseWithdrawn&) const = default;
};

/// What I will do or take part in, and the hours it covers.
struct BoundarySet {
  static constexpr std::uint16_t type = 152;
  static constexpr const char* name = "BoundarySet";
  std::int32_t day = 0;
  std::string text;
  std::int32_t from_minute = 0;
  std::int32_t to_minute = 0;
  std::vector<std::int32_t> weekdays;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(BoundarySet, day), BOTHY_TEXT(BoundarySet, text),
                      BOTHY_FIELD(BoundarySet, from_minute, 0, 1'440), BOTHY_FIELD(BoundarySet, to_minute, 0, 1'440),
                      BOTHY_CHIPS(BoundarySet, weekdays)};
  }
  bool operator==(const BoundarySet&) const = default;
};

/// A boundary lifted.
struct BoundaryLifted {
  static constexpr std::uint16_t type = 153;
  static constexpr const char* name = "BoundaryLifted";
  Id boundary;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(BoundaryLifted, boundary)};
  }
  bool operator==(const BoundaryLifted&) const = default;
};

/// A small ritual: cue, time, minutes.
struct RitualProposed {
  static constexpr std::uint16_t type = 154;
  static constexpr const char* name = "RitualProposed";
  std::int32_t day = 0;
  std::string text;
  std::string cue;
  std::int32_t at_minute = 0;
  std::int32_t minutes = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(RitualProposed, day), BOTHY_TEXT(RitualProposed, text), BOTHY_TEXT(RitualProposed, cue),
                      BOTHY_FIELD(RitualProposed, at_minute, 0, 1'440), BOTHY_FIELD(RitualProposed, minutes, 0, 240)};
  }
  bool operator==(const RitualProposed&) const = default;
};

/// Agreed.
struct RitualAgreed {
  static constexpr std::uint16_t type = 155;
  static constexpr const char* name = "RitualAgreed";
  Id ritual;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(RitualAgreed, ritual)};
  }
  bool operator==(const RitualAgreed&) const = default;
};

/// Done on a day.
struct RitualKept {
  static constexpr std::uint16_t type = 156;
  static constexpr const char* name = "RitualKept";
  Id ritual;
  std::int32_t day = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(RitualKept, ritual), BOTHY_DAY(RitualKept, day)};
  }
  bool operator==(const RitualKept&) const = default;
};

/// How I show it, what helps, what hurts.
struct StyleCardShared {
  static constexpr std::uint16_t type = 157;
  static constexpr const char* name = "StyleCardShared";
  std::int32_t day = 0;
  std::string shows;
  std::string helps;
  std::string hurts;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(StyleCardShared, day), BOTHY_TEXT(StyleCardShared, shows), BOTHY_TEXT(StyleCardShared, helps),
                      BOTHY_TEXT(StyleCardShared, hurts)};
  }
  bool operator==(const StyleCardShared&) const = default;
};

/// What "safe" means to me, shared; or our wording when `ours` is set.
struct MeaningShared {
  static constexpr std::uint16_t type = 158;
  static constexpr const char* name = "MeaningShared";
  std::int32_t day = 0;
  std::string text;
  std::int32_t ours = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(MeaningShared, day), BOTHY_TEXT(MeaningShared, text), BOTHY_FIELD(MeaningShared, ours, 0, 1)};
  }
  bool operator==(const MeaningShared&) const = default;
};

/// The healing track opened by one, with the role.
struct HealingOpened {
  static constexpr std::uint16_t type = 159;
  static constexpr const char* name = "HealingOpened";
  std::int32_t day = 0;
  std::int32_t role = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(HealingOpened, day), BOTHY_FIELD(HealingOpened, role, 0, 255), BOTHY_TEXT(HealingOpened, text)};
  }
  bool operator==(const HealingOpened&) const = default;
};

/// The other joins, with the role.
struct HealingJoined {
  static constexpr std::uint16_t type = 160;
  static constexpr const char* name = "HealingJoined";
  Id healing;
  std::int32_t role = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(HealingJoined, healing), BOTHY_FIELD(HealingJoined, role, 0, 255)};
  }
  bool operator==(const HealingJoined&) const = default;
};

/// A step of healing done.
struct HealingStepDone {
  static constexpr std::uint16_t type = 161;
  static constexpr const char* name = "HealingStepDone";
  Id healing;
  std::int32_t step = 0;
  std::int32_t day = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(HealingStepDone, healing), BOTHY_FIELD(HealingStepDone, step, 0, 255),
                      BOTHY_DAY(HealingStepDone, day), BOTHY_TEXT(HealingStepDone, text)};
  }
  bool operator==(const HealingStepDone&) const = default;
};

/// Only the hurt partner rates change.
struct HealingRated {
  static constexpr std::uint16_t type = 162;
  static constexpr const char* name = "HealingRated";
  Id healing;
  std::int32_t day = 0;
  Slider change;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(HealingRated, healing), BOTHY_DAY(HealingRated, day), BOTHY_SLIDER(HealingRated, change)};
  }
  bool operator==(const HealingRated&) const = default;
};

/// A setback, logged and not a reset.
struct SetbackLogged {
  static constexpr std::uint16_t type = 163;
  static constexpr const char* name = "SetbackLogged";
  Id healing;
  std::int32_t day = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(SetbackLogged, healing), BOTHY_DAY(SetbackLogged, day), BOTHY_TEXT(SetbackLogged, text)};
  }
  bool operator==(const SetbackLogged&) const = default;
};

/// An openness agreement with its end date.
struct OpennessAgreed {
  static constexpr std::uint16_t type = 164;
  static constexpr const char* name = "OpennessAgreed";
  Id healing;
  std::string text;
  std::int32_t ends_day = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(OpennessAgreed, healing), BOTHY_TEXT(OpennessAgreed, text), BOTHY_DAY(OpennessAgreed, ends_day)};
  }
  bool operator==(const OpennessAgreed&) const = default;
};

/// An own rating shared by choice.
struct RatingShared {
  static constexpr std::uint16_t type = 165;
  static constexpr const char* name = "RatingShared";
  std::int32_t day = 0;
  std::string what;
  Slider value;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(RatingShared, day), BOTHY_SHORT(RatingShared, what), BOTHY_SLIDER(RatingShared, value)};
  }
  bool operator==(const RatingShared&) const = default;
};

/// One field of the own cycle shared by choice.
struct CycleShared {
  static constexpr std::uint16_t type = 166;
  static constexpr const char* name = "CycleShared";
  std::int32_t day = 0;
  std::string field;
  std::int32_t value = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(CycleShared, day), BOTHY_SHORT(CycleShared, field), BOTHY_FIELD(CycleShared, value, 0, 255)};
  }
  bool operator==(const CycleShared&) const = default;
};

/// A turning point both may see on the long chart.
struct TurningPointNamed {
  static constexpr std::uint16_t type = 167;
  static constexpr const char* name = "TurningPointNamed";
  std::int32_t day = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(TurningPointNamed, day), BOTHY_TEXT(TurningPointNamed, text)};
  }
  bool operator==(const TurningPointNamed&) const = default;
};

/// A ritual let go.
struct RitualEnded {
  static constexpr std::uint16_t type = 168;
  static constexpr const char* name = "RitualEnded";
  Id ritual;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(RitualEnded, ritual)};
  }
  bool operator==(const RitualEnded&) const = default;
};

}  // namespace bothy
