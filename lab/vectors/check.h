// What one test vector gives: the name of its outcome and a short hash of what came out. One entry for every kind.
// Pure, without exceptions, so that the same code runs natively and in WebAssembly. Called by vectors_test, wycheproof_test,
// make_vectors and entry.cpp. The kinds are described in tests/vectors/README.md.
#pragma once
#include "base/value.h"

namespace bothy::vectors {

struct Verdict {
  /// "ok", "waits_for_keys", the name of an Error, or "bad_vector" when the vector itself makes no sense.
  std::string name;
  /// The first 16 hex digits of BLAKE2b-256 of what came out; empty unless `name` is "ok" or "waits_for_keys".
  std::string gives;
};

/// Cost: whatever the vector asks for; an Argon2id of its own cost at most.
[[nodiscard]] Verdict check_vector(const Value& vector);

// Each gives the outcome of the kinds it knows and not_found for the others.
struct Given {
  std::string_view kind;
  Bytes bytes;
  const Value& vector;
};
[[nodiscard]] Result<Bytes> check_wire(const Given& given);
[[nodiscard]] Result<Bytes> check_lane(const Given& given);
[[nodiscard]] Result<Bytes> check_keys(const Given& given);
[[nodiscard]] Result<Bytes> check_primitive(const Given& given);
[[nodiscard]] Result<Bytes> check_engine(const Given& given);

/// Whether one of them knows the kind.
[[nodiscard]] bool wire_knows(std::string_view kind);
[[nodiscard]] bool lane_knows(std::string_view kind);
[[nodiscard]] bool keys_know(std::string_view kind);
[[nodiscard]] bool primitives_know(std::string_view kind);
[[nodiscard]] bool engine_knows(std::string_view kind);

// Context fields; absent or unreadable ones give zeros, which no vector expects to open anything.
[[nodiscard]] Bytes hex_of(const Value& vector, std::string_view key);
[[nodiscard]] Block<32> key_of(const Value& vector, std::string_view key);
[[nodiscard]] Id id_of(const Value& vector, std::string_view key);

/// Random work of every kind from one number, hashed: the same natively and in WebAssembly.
[[nodiscard]] Block<32> differential(std::uint64_t number);

}  // namespace bothy::vectors
