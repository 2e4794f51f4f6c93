// Views as lines of text: an item of our room, a day, a device, what waits. Formatting only.
// Called by the commands; the views themselves are described in docs/door.md.
#pragma once
#include "cli/context.h"

namespace bothy::cli {

/// "need: listen", "thanks: for the tea": an event and its fields in plain words.
[[nodiscard]] std::string event_words(std::string_view event, const Value& fields);

/// The first 8 hex digits of an id, which commands accept in its place.
[[nodiscard]] std::string short_id(const Value& item);

/// One item with its day, who it is from, its words below each other and its id.
void show_item(const Screen& screen, const Value& item);

void show_home(const Context& context);
void show_today(const Context& context);
void show_sync(const Context& context);
void show_meeting(const Context& context);
void show_devices(const Context& context, const Value& devices);
/// 24 words in four columns, numbered.
void show_phrase(const Screen& screen, std::string_view phrase);

/// An instant as local "2026-03-01 20:15".
[[nodiscard]] std::string local_time(std::int64_t at_ms);

/// Today in the local calendar.
[[nodiscard]] Day today();

}  // namespace bothy::cli
