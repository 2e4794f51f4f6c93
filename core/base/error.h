// The closed list of what can go wrong, and the Result that carries it.
// No codes from libraries leak out of the rooms that use them; every Error has one sentence in error.cpp.
// Called by every room.
#pragma once
#include <cstdint>
#include <expected>
#include <string_view>
#include <utility>

namespace bothy {

enum class Error : std::uint8_t {
  malformed,
  not_text,
  too_large,
  too_new,
  bad_seal,
  gap,
  fork,
  rolled_back,
  wrong_lane,
  out_of_range,
  missing_field,
  unknown_field,
  unknown_intent,
  not_found,
  not_open,
  already_open,
  locked,
  wrong_passphrase,
  weak_passphrase,
  wrong_phrase,
  not_paired,
  already_paired,
  not_compared,
  words_differ,
  link_malformed,
  link_used,
  link_expired,
  link_forged,
  revoked,
  device_waiting,
  frozen,
  already_sent,
  not_yours,
  too_many,
  store_damaged,
  refused,
  bad_table,
  offline,
  frames_needed,
};

inline constexpr int error_count = static_cast<int>(Error::frames_needed) + 1;

/// The stable name of an error as it crosses the door, such as "bad_seal".
[[nodiscard]] std::string_view error_name(Error error);

/// One sentence for a person: what happened and what to do next.
[[nodiscard]] std::string_view error_sentence(Error error);

template <class T>
using Result = std::expected<T, Error>;

/// What a call gives back when it only works or does not.
using Outcome = Result<void>;

[[nodiscard]] inline std::unexpected<Error> no(Error error) { return std::unexpected(error); }

}  // namespace bothy

#define BOTHY_JOIN2(a, b) a##b
#define BOTHY_JOIN(a, b) BOTHY_JOIN2(a, b)

/// Evaluates a Result; on error returns it from the enclosing function, else binds the value.
/// Use: BOTHY_TRY(frame, parse_frame(bytes));
#define BOTHY_TRY(name, ...)                                     \
  auto BOTHY_JOIN(try_, __LINE__) = (__VA_ARGS__);               \
  if (!BOTHY_JOIN(try_, __LINE__))                               \
    return ::bothy::no(BOTHY_JOIN(try_, __LINE__).error());      \
  auto name = std::move(*BOTHY_JOIN(try_, __LINE__))

/// Evaluates an Outcome (or drops a value) and passes an error on.
#define BOTHY_CHECK(...)                                         \
  if (auto BOTHY_JOIN(check_, __LINE__) = (__VA_ARGS__);         \
      !BOTHY_JOIN(check_, __LINE__))                             \
  return ::bothy::no(BOTHY_JOIN(check_, __LINE__).error())
