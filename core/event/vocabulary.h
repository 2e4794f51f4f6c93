// Which fields hold numbers of words, days and times, so that people and programs may write the words.
// The words themselves are in words.h. Called by the door (both ways) and the TypeScript generator.
#pragma once
#include "base/instant.h"
#include "base/value.h"
#include "event/words.h"

namespace bothy {

/// The vocabulary of a field, empty when it holds no words.
[[nodiscard]] Words words_for(std::string_view event, std::string_view field);

/// Whether a field is a civil day or a time in milliseconds, by its name.
[[nodiscard]] bool is_day_field(std::string_view field);
[[nodiscard]] bool is_time_field(std::string_view field);

/// Fields as people give them (words, ISO days) as body_from_value takes them; numbers pass through. A missing `day` of an event
/// that has one becomes today. Errors: out_of_range (no such word), malformed (no such date).
[[nodiscard]] Result<Value> numbers_from_words(std::string_view event, const Value& fields, Instant now, int tz_min);

/// The other way, for showing.
[[nodiscard]] Value words_from_numbers(std::string_view event, const Value& fields);

}  // namespace bothy
