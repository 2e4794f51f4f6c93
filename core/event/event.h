// The closed list of everything that can have happened, as one variant, with the order that all devices agree on.
// Adding one: a struct in daily.h, shared.h, together.h or control.h, its name here. Called by every room above base.
#pragma once
#include <variant>

#include "event/control.h"
#include "event/daily.h"
#include "event/shared.h"
#include "event/together.h"

namespace bothy {

using AnyBody = std::variant<
    Unknown, EpochTurned, HeadSeen, Retracted, KeysSucceeded, CharterSigned, LeftOpenly, KeyringKept,
    CheckedIn, MomentLogged, ItemsAnswered, InstrumentAnswered, UnsaidKept, ExerciseDone, TriggerLogged, PlanMade, PlanStepMarked,
    PatternNamed, HistoryKept, MeaningWritten, CycleLogged, SleepLogged, UsedAgainstMe, CopyKept, HandledWithCare, SettingChanged,
    PhraseKept, Withdrawn, SharedAs, ComfortKept, DrillDone, ClimateNoted,
    NeedShared, WeatherShared, NoteShared, BidSent, BidAnswered, AnswerCommitted, AnswerRevealed, TalkInvited, TalkAnswered, TalkEnded,
    TalkRated, PauseTaken, PauseEnded, ReflectionOffered, ReflectionAnswered, RepairOffered, RepairAnswered, RepairRated, RepairClosed,
    PromiseMade, PromiseKept, PromiseRenegotiated, PromiseMissed, PromiseWithdrawn, BoundarySet, BoundaryLifted, RitualProposed,
    RitualAgreed, RitualKept, StyleCardShared, MeaningShared, HealingOpened, HealingJoined, HealingStepDone, HealingRated, SetbackLogged,
    OpennessAgreed, RatingShared, CycleShared, TurningPointNamed, RitualEnded>;

/// One of them. What a variant of seventy kinds does to be copied, compared and ended is compiled once, in event.cpp.
struct Body : AnyBody {
  using AnyBody::AnyBody;
  Body();
  Body(const Body& other);
  Body(Body&& other) noexcept;
  Body& operator=(const Body& other);
  Body& operator=(Body&& other) noexcept;
  ~Body();
  bool operator==(const Body& other) const;
};

/// A hybrid logical clock reading: milliseconds (48 bit) and a counter for what falls in the same one.
/// In our room the milliseconds are floored to the UTC day, so the counter alone orders a day.
struct Hlc {
  std::int64_t ms = 0;
  std::uint16_t counter = 0;
  auto operator<=>(const Hlc&) const = default;
};

[[nodiscard]] constexpr std::uint64_t pack_hlc(Hlc at) { return static_cast<std::uint64_t>(at.ms) << 16 | at.counter; }
[[nodiscard]] constexpr Hlc unpack_hlc(std::uint64_t bits) {
  return {static_cast<std::int64_t>(bits >> 16), static_cast<std::uint16_t>(bits & 0xFFFF)};
}

struct Event {
  Id id;
  Hlc at;
  Body body;
  bool operator==(const Event&) const = default;
};

/// The order of events: clock, then id. Total, and the same on every device.
[[nodiscard]] inline bool happened_before(const Event& a, const Event& b) {
  return a.at != b.at ? a.at < b.at : a.id < b.id;
}

/// Which lane an event may lie in: control in any, daily only in my room, shared and together only in an outbox.
enum class Place : std::uint8_t { control, my_room, our_room };
[[nodiscard]] constexpr Place place_of(std::uint16_t type) {
  return type < 32 ? Place::control : type < 128 ? Place::my_room : Place::our_room;
}

}  // namespace bothy
