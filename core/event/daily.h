// Events of my room: what one person notes for themself. Types 32..127.
// Numbers only, never floats; words are indexes into event/words.h. Append fields, never reorder them.
#pragma once
#include "event/field.h"

namespace bothy {

/// A check-in: could I be myself, energy, mood, what happened, what I need. `amends` replaces an earlier one.
struct CheckedIn {
  static constexpr std::uint16_t type = 32;
  static constexpr const char* name = "CheckedIn";
  std::int32_t day = 0;
  std::int32_t minute = 0;
  Slider myself;
  Slider energy;
  Slider valence;
  Slider depend;
  Slider know;
  Slider feel;
  Slider stress;
  std::vector<std::int32_t> moments;
  std::vector<std::int32_t> body;
  std::int32_t need = 0;
  std::string note;
  std::int32_t tag = 0;
  Id amends;
  std::vector<Rating> extra;
  Bytes source;
  std::string source_name;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(CheckedIn, day), BOTHY_FIELD(CheckedIn, minute, 0, 1'440), BOTHY_SLIDER(CheckedIn, myself),
                      BOTHY_SLIDER(CheckedIn, energy), BOTHY_SLIDER(CheckedIn, valence), BOTHY_SLIDER(CheckedIn, depend),
                      BOTHY_SLIDER(CheckedIn, know), BOTHY_SLIDER(CheckedIn, feel), BOTHY_SLIDER(CheckedIn, stress),
                      BOTHY_CHIPS(CheckedIn, moments), BOTHY_CHIPS(CheckedIn, body), BOTHY_FIELD(CheckedIn, need, 0, 255),
                      BOTHY_TEXT(CheckedIn, note), BOTHY_FIELD(CheckedIn, tag, 0, 255), BOTHY_ID(CheckedIn, amends),
                      BOTHY_CHIPS(CheckedIn, extra), BOTHY_FIELD(CheckedIn, source, 0, 16), BOTHY_SHORT(CheckedIn, source_name)};
  }
  bool operator==(const CheckedIn&) const = default;
};

/// A moment worth keeping: a disclosure and how it was met, a cue, a safe moment, a conflict.
struct MomentLogged {
  static constexpr std::uint16_t type = 33;
  static constexpr const char* name = "MomentLogged";
  std::int32_t day = 0;
  std::int32_t moment = 0;
  Slider intensity;
  Slider handling;
  Slider understood;
  Slider validated;
  Slider cared;
  std::string about;
  std::int32_t then_or_now = 0;
  Id amends;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(MomentLogged, day), BOTHY_FIELD(MomentLogged, moment, 0, 255),
                      BOTHY_SLIDER(MomentLogged, intensity), BOTHY_SLIDER(MomentLogged, handling),
                      BOTHY_SLIDER(MomentLogged, understood), BOTHY_SLIDER(MomentLogged, validated),
                      BOTHY_SLIDER(MomentLogged, cared), BOTHY_TEXT(MomentLogged, about),
                      BOTHY_FIELD(MomentLogged, then_or_now, 0, 255), BOTHY_ID(MomentLogged, amends)};
  }
  bool operator==(const MomentLogged&) const = default;
};

/// Answers to a set of items (weekly, monthly, signs, elements, fears).
struct ItemsAnswered {
  static constexpr std::uint16_t type = 34;
  static constexpr const char* name = "ItemsAnswered";
  std::int32_t day = 0;
  std::int32_t set = 0;
  std::vector<Rating> ratings;
  std::string reflection;
  Id amends;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(ItemsAnswered, day), BOTHY_FIELD(ItemsAnswered, set, 0, 255),
                      BOTHY_CHIPS(ItemsAnswered, ratings), BOTHY_TEXT(ItemsAnswered, reflection),
                      BOTHY_ID(ItemsAnswered, amends)};
  }
  bool operator==(const ItemsAnswered&) const = default;
};

/// Answers to a named questionnaire with its version, and the total when every needed item was answered.
struct InstrumentAnswered {
  static constexpr std::uint16_t type = 35;
  static constexpr const char* name = "InstrumentAnswered";
  std::int32_t day = 0;
  std::string instrument;
  std::string version;
  std::vector<Rating> ratings;
  Slider total;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(InstrumentAnswered, day), BOTHY_SHORT(InstrumentAnswered, instrument),
                      BOTHY_SHORT(InstrumentAnswered, version), BOTHY_CHIPS(InstrumentAnswered, ratings),
                      BOTHY_SLIDER(InstrumentAnswered, total)};
  }
  bool operator==(const InstrumentAnswered&) const = default;
};

/// Something held back: anger, a worry, a disappointment. Never sent by itself.
struct UnsaidKept {
  static constexpr std::uint16_t type = 36;
  static constexpr const char* name = "UnsaidKept";
  std::int32_t day = 0;
  std::int32_t kind = 0;
  std::string text;
  std::int32_t handle_with_care = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(UnsaidKept, day), BOTHY_FIELD(UnsaidKept, kind, 0, 255), BOTHY_TEXT(UnsaidKept, text),
                      BOTHY_FIELD(UnsaidKept, handle_with_care, 0, 1)};
  }
  bool operator==(const UnsaidKept&) const = default;
};

/// An exercise with the feeling before and after.
struct ExerciseDone {
  static constexpr std::uint16_t type = 37;
  static constexpr const char* name = "ExerciseDone";
  std::int32_t day = 0;
  std::string exercise;
  Slider before;
  Slider after;
  std::int32_t stopped_early = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(ExerciseDone, day), BOTHY_SHORT(ExerciseDone, exercise), BOTHY_SLIDER(ExerciseDone, before),
                      BOTHY_SLIDER(ExerciseDone, after), BOTHY_FIELD(ExerciseDone, stopped_early, 0, 1)};
  }
  bool operator==(const ExerciseDone&) const = default;
};

/// A trigger, how strong it was, what settled it, and later whether it was then or now.
struct TriggerLogged {
  static constexpr std::uint16_t type = 38;
  static constexpr const char* name = "TriggerLogged";
  std::int32_t day = 0;
  std::string text;
  Slider intensity;
  Slider settled;
  std::int32_t then_or_now = 0;
  Id amends;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(TriggerLogged, day), BOTHY_TEXT(TriggerLogged, text), BOTHY_SLIDER(TriggerLogged, intensity),
                      BOTHY_SLIDER(TriggerLogged, settled), BOTHY_FIELD(TriggerLogged, then_or_now, 0, 255),
                      BOTHY_ID(TriggerLogged, amends)};
  }
  bool operator==(const TriggerLogged&) const = default;
};

/// A personal plan: goal and the ids of its steps.
struct PlanMade {
  static constexpr std::uint16_t type = 39;
  static constexpr const char* name = "PlanMade";
  std::int32_t day = 0;
  std::string goal;
  std::vector<std::int32_t> steps;
  std::string why;
  Id amends;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(PlanMade, day), BOTHY_TEXT(PlanMade, goal), BOTHY_CHIPS(PlanMade, steps),
                      BOTHY_TEXT(PlanMade, why), BOTHY_ID(PlanMade, amends)};
  }
  bool operator==(const PlanMade&) const = default;
};

/// A step of a plan, done or put off.
struct PlanStepMarked {
  static constexpr std::uint16_t type = 40;
  static constexpr const char* name = "PlanStepMarked";
  Id plan;
  std::int32_t step = 0;
  std::int32_t day = 0;
  std::int32_t put_off = 0;
  std::string note;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(PlanStepMarked, plan), BOTHY_FIELD(PlanStepMarked, step, 0, 255), BOTHY_DAY(PlanStepMarked, day),
                      BOTHY_FIELD(PlanStepMarked, put_off, 0, 1), BOTHY_TEXT(PlanStepMarked, note)};
  }
  bool operator==(const PlanStepMarked&) const = default;
};

/// A protective pattern in own words and what it once protected.
struct PatternNamed {
  static constexpr std::uint16_t type = 41;
  static constexpr const char* name = "PatternNamed";
  std::int32_t day = 0;
  std::int32_t pattern = 0;
  std::string protected_what;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(PatternNamed, day), BOTHY_FIELD(PatternNamed, pattern, 0, 255),
                      BOTHY_TEXT(PatternNamed, protected_what)};
  }
  bool operator==(const PatternNamed&) const = default;
};

/// An optional piece of own history; skippable, deletable alone.
struct HistoryKept {
  static constexpr std::uint16_t type = 42;
  static constexpr const char* name = "HistoryKept";
  std::int32_t day = 0;
  std::int32_t about = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(HistoryKept, day), BOTHY_FIELD(HistoryKept, about, 0, 255), BOTHY_TEXT(HistoryKept, text)};
  }
  bool operator==(const HistoryKept&) const = default;
};

/// What "safe" means to me.
struct MeaningWritten {
  static constexpr std::uint16_t type = 43;
  static constexpr const char* name = "MeaningWritten";
  std::int32_t day = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(MeaningWritten, day), BOTHY_TEXT(MeaningWritten, text)};
  }
  bool operator==(const MeaningWritten&) const = default;
};

/// A day of the own cycle.
struct CycleLogged {
  static constexpr std::uint16_t type = 44;
  static constexpr const char* name = "CycleLogged";
  std::int32_t day = 0;
  std::int32_t flow = 0;
  std::vector<std::int32_t> symptoms;
  std::string note;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(CycleLogged, day), BOTHY_FIELD(CycleLogged, flow, 0, 4), BOTHY_CHIPS(CycleLogged, symptoms),
                      BOTHY_TEXT(CycleLogged, note)};
  }
  bool operator==(const CycleLogged&) const = default;
};

/// A night of sleep in minutes and how it felt.
struct SleepLogged {
  static constexpr std::uint16_t type = 45;
  static constexpr const char* name = "SleepLogged";
  std::int32_t day = 0;
  std::int32_t minutes = 0;
  Slider quality;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(SleepLogged, day), BOTHY_FIELD(SleepLogged, minutes, 0, 1'440),
                      BOTHY_SLIDER(SleepLogged, quality)};
  }
  bool operator==(const SleepLogged&) const = default;
};

/// "This was used against me." Private; feeds only the guard.
struct UsedAgainstMe {
  static constexpr std::uint16_t type = 46;
  static constexpr const char* name = "UsedAgainstMe";
  std::int32_t day = 0;
  std::string about;
  Id target;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(UsedAgainstMe, day), BOTHY_TEXT(UsedAgainstMe, about), BOTHY_ID(UsedAgainstMe, target)};
  }
  bool operator==(const UsedAgainstMe&) const = default;
};

/// A private copy of something that was shared with me.
struct CopyKept {
  static constexpr std::uint16_t type = 47;
  static constexpr const char* name = "CopyKept";
  Id of;
  std::int32_t event_type = 0;
  Bytes payload;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(CopyKept, of), BOTHY_FIELD(CopyKept, event_type, 0, 65'535),
                      BOTHY_FIELD(CopyKept, payload, 0, 16'000)};
  }
  bool operator==(const CopyKept&) const = default;
};

/// Seals an own entry: no quote, no export, absent from repair; or lifts that again.
struct HandledWithCare {
  static constexpr std::uint16_t type = 48;
  static constexpr const char* name = "HandledWithCare";
  Id target;
  std::int32_t lifted = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(HandledWithCare, target), BOTHY_FIELD(HandledWithCare, lifted, 0, 1)};
  }
  bool operator==(const HandledWithCare&) const = default;
};

/// An own setting, by key.
struct SettingChanged {
  static constexpr std::uint16_t type = 49;
  static constexpr const char* name = "SettingChanged";
  std::string key;
  std::string value;
  static constexpr auto fields() {
    return std::array{BOTHY_SHORT(SettingChanged, key), BOTHY_TEXT(SettingChanged, value)};
  }
  bool operator==(const SettingChanged&) const = default;
};

/// A phrase that landed well, kept for next time.
struct PhraseKept {
  static constexpr std::uint16_t type = 50;
  static constexpr const char* name = "PhraseKept";
  std::int32_t day = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(PhraseKept, day), BOTHY_TEXT(PhraseKept, text)};
  }
  bool operator==(const PhraseKept&) const = default;
};

/// An own entry taken out of view.
struct Withdrawn {
  static constexpr std::uint16_t type = 51;
  static constexpr const char* name = "Withdrawn";
  Id target;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(Withdrawn, target)};
  }
  bool operator==(const Withdrawn&) const = default;
};

/// Ties an own entry to the copy that was shared of it.
struct SharedAs {
  static constexpr std::uint16_t type = 52;
  static constexpr const char* name = "SharedAs";
  Id original;
  Id copy;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(SharedAs, original), BOTHY_ID(SharedAs, copy)};
  }
  bool operator==(const SharedAs&) const = default;
};

/// Something for the comfort kit.
struct ComfortKept {
  static constexpr std::uint16_t type = 53;
  static constexpr const char* name = "ComfortKept";
  std::int32_t day = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(ComfortKept, day), BOTHY_TEXT(ComfortKept, text)};
  }
  bool operator==(const ComfortKept&) const = default;
};

/// A calm-time drill with a neutral scene.
struct DrillDone {
  static constexpr std::uint16_t type = 54;
  static constexpr const char* name = "DrillDone";
  std::int32_t day = 0;
  std::string drill;
  std::int32_t role = 0;
  Slider rating;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(DrillDone, day), BOTHY_SHORT(DrillDone, drill), BOTHY_FIELD(DrillDone, role, 0, 255),
                      BOTHY_SLIDER(DrillDone, rating)};
  }
  bool operator==(const DrillDone&) const = default;
};

/// Who watched the weather between us, and small acts I saw.
struct ClimateNoted {
  static constexpr std::uint16_t type = 55;
  static constexpr const char* name = "ClimateNoted";
  std::int32_t day = 0;
  Slider mine;
  Slider theirs;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(ClimateNoted, day), BOTHY_SLIDER(ClimateNoted, mine), BOTHY_SLIDER(ClimateNoted, theirs),
                      BOTHY_TEXT(ClimateNoted, text)};
  }
  bool operator==(const ClimateNoted&) const = default;
};

}  // namespace bothy
