// Events of our room: copies that a person chose to share, and the practices done together. Types 128..146.
// They carry the day, not the minute, unless the thing itself is about a time. Append fields, never reorder them.
#pragma once
#include "event/field.h"

namespace bothy {

/// What I need right now: listen, help, hug, space, nothing.
struct NeedShared {
  static constexpr std::uint16_t type = 128;
  static constexpr const char* name = "NeedShared";
  std::int32_t day = 0;
  std::int32_t need = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(NeedShared, day), BOTHY_FIELD(NeedShared, need, 0, 255)};
  }
  bool operator==(const NeedShared&) const = default;
};

/// My weather in one word.
struct WeatherShared {
  static constexpr std::uint16_t type = 129;
  static constexpr const char* name = "WeatherShared";
  std::int32_t day = 0;
  std::int32_t weather = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(WeatherShared, day), BOTHY_FIELD(WeatherShared, weather, 0, 255)};
  }
  bool operator==(const WeatherShared&) const = default;
};

/// Words for the other: a note, thanks, "still us", kind words to come back to.
struct NoteShared {
  static constexpr std::uint16_t type = 130;
  static constexpr const char* name = "NoteShared";
  std::int32_t day = 0;
  std::int32_t kind = 0;
  std::string text;
  std::int64_t written_at = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(NoteShared, day), BOTHY_FIELD(NoteShared, kind, 0, 255), BOTHY_TEXT(NoteShared, text),
                      BOTHY_TIME(NoteShared, written_at)};
  }
  bool operator==(const NoteShared&) const = default;
};

/// An invitation to attention, time, touch or play.
struct BidSent {
  static constexpr std::uint16_t type = 131;
  static constexpr const char* name = "BidSent";
  std::int32_t day = 0;
  std::int32_t kind = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(BidSent, day), BOTHY_FIELD(BidSent, kind, 0, 255), BOTHY_TEXT(BidSent, text)};
  }
  bool operator==(const BidSent&) const = default;
};

/// Turning toward a bid, now or at a later time.
struct BidAnswered {
  static constexpr std::uint16_t type = 132;
  static constexpr const char* name = "BidAnswered";
  Id bid;
  std::int32_t answer = 0;
  std::int64_t later_at = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(BidAnswered, bid), BOTHY_FIELD(BidAnswered, answer, 0, 255), BOTHY_TIME(BidAnswered, later_at)};
  }
  bool operator==(const BidAnswered&) const = default;
};

/// A sealed answer to the question of the day; the other sees it once both have answered.
struct AnswerCommitted {
  static constexpr std::uint16_t type = 133;
  static constexpr const char* name = "AnswerCommitted";
  std::int32_t day = 0;
  std::string question;
  Bytes commitment;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(AnswerCommitted, day), BOTHY_SHORT(AnswerCommitted, question),
                      BOTHY_FIELD(AnswerCommitted, commitment, 0, 32)};
  }
  bool operator==(const AnswerCommitted&) const = default;
};

/// The answer itself and the salt that opens the commitment.
struct AnswerRevealed {
  static constexpr std::uint16_t type = 134;
  static constexpr const char* name = "AnswerRevealed";
  Id commitment_of;
  Bytes salt;
  std::string answer;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(AnswerRevealed, commitment_of), BOTHY_FIELD(AnswerRevealed, salt, 0, 32),
                      BOTHY_TEXT(AnswerRevealed, answer)};
  }
  bool operator==(const AnswerRevealed&) const = default;
};

/// "I want to talk about something important. Is this okay now?"
struct TalkInvited {
  static constexpr std::uint16_t type = 135;
  static constexpr const char* name = "TalkInvited";
  std::int32_t day = 0;
  std::string about;
  std::int64_t suggested_at = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(TalkInvited, day), BOTHY_TEXT(TalkInvited, about), BOTHY_TIME(TalkInvited, suggested_at)};
  }
  bool operator==(const TalkInvited&) const = default;
};

/// Now, later at a time, or not today; a no needs no reason.
struct TalkAnswered {
  static constexpr std::uint16_t type = 136;
  static constexpr const char* name = "TalkAnswered";
  Id talk;
  std::int32_t answer = 0;
  std::int64_t later_at = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(TalkAnswered, talk), BOTHY_FIELD(TalkAnswered, answer, 0, 255),
                      BOTHY_TIME(TalkAnswered, later_at)};
  }
  bool operator==(const TalkAnswered&) const = default;
};

/// How a talk ended; differing is a good end.
struct TalkEnded {
  static constexpr std::uint16_t type = 137;
  static constexpr const char* name = "TalkEnded";
  Id talk;
  std::int32_t day = 0;
  std::int32_t ended = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(TalkEnded, talk), BOTHY_DAY(TalkEnded, day), BOTHY_FIELD(TalkEnded, ended, 0, 255)};
  }
  bool operator==(const TalkEnded&) const = default;
};

/// How the talk was for me: voice, posture, eyes, heard.
struct TalkRated {
  static constexpr std::uint16_t type = 138;
  static constexpr const char* name = "TalkRated";
  Id talk;
  Slider voice;
  Slider posture;
  Slider eyes;
  Slider heard;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(TalkRated, talk), BOTHY_SLIDER(TalkRated, voice), BOTHY_SLIDER(TalkRated, posture),
                      BOTHY_SLIDER(TalkRated, eyes), BOTHY_SLIDER(TalkRated, heard)};
  }
  bool operator==(const TalkRated&) const = default;
};

/// "I need a pause, not distance. Back at ..."
struct PauseTaken {
  static constexpr std::uint16_t type = 139;
  static constexpr const char* name = "PauseTaken";
  Id talk;
  std::int64_t back_at = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(PauseTaken, talk), BOTHY_TIME(PauseTaken, back_at)};
  }
  bool operator==(const PauseTaken&) const = default;
};

/// Back from the pause.
struct PauseEnded {
  static constexpr std::uint16_t type = 140;
  static constexpr const char* name = "PauseEnded";
  Id pause;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(PauseEnded, pause)};
  }
  bool operator==(const PauseEnded&) const = default;
};

/// What I heard, said back.
struct ReflectionOffered {
  static constexpr std::uint16_t type = 141;
  static constexpr const char* name = "ReflectionOffered";
  Id talk;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(ReflectionOffered, talk), BOTHY_TEXT(ReflectionOffered, text)};
  }
  bool operator==(const ReflectionOffered&) const = default;
};

/// Yes, or not quite.
struct ReflectionAnswered {
  static constexpr std::uint16_t type = 142;
  static constexpr const char* name = "ReflectionAnswered";
  Id reflection;
  std::int32_t yes = 0;
  std::string text;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(ReflectionAnswered, reflection), BOTHY_FIELD(ReflectionAnswered, yes, 0, 1),
                      BOTHY_TEXT(ReflectionAnswered, text)};
  }
  bool operator==(const ReflectionAnswered&) const = default;
};

/// A repair: own act and its effect, an apology, or a way to begin again.
struct RepairOffered {
  static constexpr std::uint16_t type = 143;
  static constexpr const char* name = "RepairOffered";
  std::int32_t day = 0;
  std::int32_t kind = 0;
  std::string act;
  std::string effect;
  std::string text;
  Id about;
  static constexpr auto fields() {
    return std::array{BOTHY_DAY(RepairOffered, day), BOTHY_FIELD(RepairOffered, kind, 0, 255), BOTHY_TEXT(RepairOffered, act),
                      BOTHY_TEXT(RepairOffered, effect), BOTHY_TEXT(RepairOffered, text), BOTHY_ID(RepairOffered, about)};
  }
  bool operator==(const RepairOffered&) const = default;
};

/// Accepted, need time, not yet.
struct RepairAnswered {
  static constexpr std::uint16_t type = 144;
  static constexpr const char* name = "RepairAnswered";
  Id repair;
  std::int32_t answer = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(RepairAnswered, repair), BOTHY_FIELD(RepairAnswered, answer, 0, 255)};
  }
  bool operator==(const RepairAnswered&) const = default;
};

/// How the repair felt to the one who received it.
struct RepairRated {
  static constexpr std::uint16_t type = 145;
  static constexpr const char* name = "RepairRated";
  Id repair;
  Slider quality;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(RepairRated, repair), BOTHY_SLIDER(RepairRated, quality)};
  }
  bool operator==(const RepairRated&) const = default;
};

/// Both can let it rest.
struct RepairClosed {
  static constexpr std::uint16_t type = 146;
  static constexpr const char* name = "RepairClosed";
  Id repair;
  std::int32_t day = 0;
  static constexpr auto fields() {
    return std::array{BOTHY_ID(RepairClosed, repair), BOTHY_DAY(RepairClosed, day)};
  }
  bool operator==(const RepairClosed&) const = default;
};

}  // namespace bothy
