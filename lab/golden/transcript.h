// A transcript: what one or more doors were asked, with which bytes, and what each must answer, byte for byte.
// Reading, writing and replaying; how transcripts come to be is in stage.h. Called by golden_test.cpp;
// tools/transcripts.mjs replays the same files through WebAssembly.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/value.h"
#include "door/door.h"

namespace bothy::golden {

/// Part of a request's tail: bytes as they stand, or bytes that came with the reply of an earlier step.
struct Piece {
  Bytes bytes;
  std::size_t step = 0;
  std::size_t at = 0;
  /// 0: `bytes` are meant.
  std::size_t len = 0;
  bool operator==(const Piece&) const = default;
};

struct Step {
  std::string door;
  /// A new door takes the place of the one of this name.
  bool fresh = false;
  /// Null when `raw` is what the door is given in place of JSON.
  Value request;
  Bytes raw;
  std::vector<Piece> tail;
  /// The JSON of the reply.
  Value reply;
  /// The first 16 bytes of BLAKE2b-512 over the reply's JSON text and its tail, as hex: the tails of replies are not in
  /// the file, and every byte of them counts all the same.
  std::string digest;
};

struct Transcript {
  std::string says;
  std::vector<Step> steps;
};

struct RawReply {
  std::string text;
  Bytes tail;
};

struct DoorCloser {
  void operator()(bothy_door* door) const { bothy_door_free(door); }
};
using DoorPtr = std::unique_ptr<bothy_door, DoorCloser>;

/// Hands a step's request and `tail` to a door.
[[nodiscard]] RawReply call_door(bothy_door* door, const Step& step, ByteSpan tail);
[[nodiscard]] std::string digest_of(const RawReply& reply);

/// One step a line. A view that is the same as in the last reply of that door is written "=", and a row of a list that
/// was in it before as its place there, so that a line shows what was new.
[[nodiscard]] std::string write_transcript(const Transcript& transcript);
/// Errors: malformed.
[[nodiscard]] Result<Transcript> read_transcript(std::string_view text);

/// Plays every step through new doors. Gives the first step whose reply is another one and the first JSON path where it
/// differs, in words; empty when none does.
[[nodiscard]] std::string replay(const Transcript& transcript);

/// The first step and JSON path where two transcripts differ, in words; empty when they are the same.
[[nodiscard]] std::string first_difference(const Transcript& expected, const Transcript& got);

}  // namespace bothy::golden
