// Events that run the lanes themselves: epochs, acknowledgements, successions, leaving. Types 1..31.
// Their cryptography is in seal; here they are only shapes. Called by seal, sync's users and the door.
#pragma once
#include "event/field.h"

namespace bothy {

/// The last frame of an epoch announces the next: its number, first seq, commitment to the seed and the wraps.
struct EpochTurned {
  static constexpr std::uint16_t type = 1;
  static constexpr const char* name = "EpochTurned";
  std::int32_t epoch = 0;
  std::int64_t first_seq = 0;
  Bytes commit;
  std::vector<Bytes> wraps;
  static constexpr auto fields() {
    return std::array{BOTHY_FIELD(EpochTurned, epoch, 0, INT32_MAX), BOTHY_FIELD(EpochTurned, first_seq, 1, INT64_MAX),
                      BOTHY_FIELD(EpochTurned, commit, 0, 32), BOTHY_FIELD(EpochTurned, wraps, 0, 32)};
  }
  bool operator==(const EpochTurned&) const = default;
};

/// The newest head of a lane that the writer has seen; rides only in frames that are sent anyway.
struct HeadSeen {
  static constexpr std::uint16_t type = 2;
  static constexpr const char* name = "HeadSeen";
  Bytes lane_short;
  std::int64_t seq = 0;
  Bytes hash;
  static constexpr auto fields() {
    return std::array{BOTHY_FIELD(HeadSeen, lane_short, 0, 8), BOTHY_FIELD(HeadSeen, seq, 0, INT64_MAX), BOTHY_FIELD(HeadSeen, hash, 0, 16)};
  }
  bool operator==(const HeadSeen&) const = default;
};

/// Asks the reader of a shared item to let it go; a request, never a deletion.
struct Retracted {
  static constexpr std::uint16_t type = 4;
  static constexpr const char* name = "Retracted";
  Id target;
  static constexpr auto fields() { return std::array{BOTHY_ID(Retracted, target)}; }
  bool operator==(const Retracted&) const = default;
};

/// New outbox keys of a person (after a device was removed or keys were renewed). Signed by the old outbox key, as
/// the frame that carries it is.
struct KeysSucceeded {
  static constexpr std::uint16_t type = 7;
  static constexpr const char* name = "KeysSucceeded";
  std::int32_t person_epoch = 0;
  Bytes outbox_key;
  Bytes person_key;
  static constexpr auto fields() {
    return std::array{BOTHY_FIELD(KeysSucceeded, person_epoch, 0, INT32_MAX), BOTHY_FIELD(KeysSucceeded, outbox_key, 0, 32),
                      BOTHY_FIELD(KeysSucceeded, person_key, 0, 32)};
  }
  bool operator==(const KeysSucceeded&) const = default;
};

/// Both persons and the pairing transcript, signed by the key of the outbox it lies in.
struct CharterSigned {
  static constexpr std::uint16_t type = 10;
  static constexpr const char* name = "CharterSigned";
  Bytes transcript;
  std::int32_t day = 0;
  Bytes signature;
  static constexpr auto fields() {
    return std::array{BOTHY_FIELD(CharterSigned, transcript, 0, 32), BOTHY_DAY(CharterSigned, day), BOTHY_FIELD(CharterSigned, signature, 0, 64)};
  }
  bool operator==(const CharterSigned&) const = default;
};

/// An open, signed goodbye; leaving quietly writes nothing at all.
struct LeftOpenly {
  static constexpr std::uint16_t type = 11;
  static constexpr const char* name = "LeftOpenly";
  std::string words;
  static constexpr auto fields() { return std::array{BOTHY_TEXT(LeftOpenly, words)}; }
  bool operator==(const LeftOpenly&) const = default;
};

/// The sealed keyring of a person, kept on the keyring lane; only seal can open it.
struct KeyringKept {
  static constexpr std::uint16_t type = 12;
  static constexpr const char* name = "KeyringKept";
  Bytes sealed;
  static constexpr auto fields() { return std::array{BOTHY_FIELD(KeyringKept, sealed, 0, 60'000)}; }
  bool operator==(const KeyringKept&) const = default;
};

/// An event type this Bothy does not know: kept as it came, never dropped.
struct Unknown {
  static constexpr std::uint16_t type = 0;
  static constexpr const char* name = "Unknown";
  std::int32_t real_type = 0;
  Bytes payload;
  static constexpr auto fields() { return std::array{BOTHY_FIELD(Unknown, real_type, 0, 65'535), BOTHY_FIELD(Unknown, payload, 0, 65'535)}; }
  bool operator==(const Unknown&) const = default;
};

}  // namespace bothy
