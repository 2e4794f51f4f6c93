// What several scenes do: begin a home, meet by a link, look at what is there. Each checks that it came to pass.
// Called by the scenes.
#pragma once
#include <set>

#include "lab/golden/stage.h"

namespace bothy::golden {

/// {"key":"value"}.
[[nodiscard]] std::string just(std::string_view key, std::string_view value);

/// Makes a home and gives its recovery words.
std::string begin(Stage& stage, Actor& who);
/// An act that must go well.
Heard done(Stage& stage, Actor& who, std::string_view intent, std::string_view args = "{}", ByteSpan tail = {});
/// An act that must be refused by this name.
void refused(Stage& stage, Actor& who, std::string_view error, std::string_view intent, std::string_view args = "{}");

/// Check-ins of my room; -1 while it is locked.
[[nodiscard]] std::int64_t entries(Stage& stage, Actor& who);
/// Our room as `who` sees it.
[[nodiscard]] List shared(Stage& stage, Actor& who);
/// Whether `text` stands anywhere in what `who` sees of our room.
[[nodiscard]] bool sees(Stage& stage, Actor& who, std::string_view text);
/// The "event" of each row.
[[nodiscard]] std::set<std::string> kinds(const List& rows);
/// The names of all event kinds of "mine" or "ours", as the door tells them.
[[nodiscard]] std::set<std::string> kinds_of_room(Stage& stage, Actor& who, std::string_view room);

/// Two connected devices follow a link until both show the same words.
void meet(Stage& stage, Actor& inviting, Actor& joining);
/// Two people pair and have the other's lane.
void pair(Stage& stage, Actor& one, Actor& other);
/// `fresh` becomes another device of `old`; without a phrase it then waits for a day.
void add_device(Stage& stage, Actor& old, Actor& fresh, const std::string& phrase);

}  // namespace bothy::golden
