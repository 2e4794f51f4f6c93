// Views: what screens show, folded from the logs. Pure functions; our room never looks into a private log.
// Called by the door. Source: docs/door.md#views.
#pragma once
#include <functional>
#include <map>

#include "base/value.h"
#include "view/log.h"

namespace bothy {

/// Whether an own shared item has not reached the relay yet.
using Waiting = std::function<bool(const Id&)>;

/// Today: my own count and last check-in when `mine` is given, and what the other shared lately.
[[nodiscard]] Value view_today(const SharedLog& ours, const PrivateLog<Me>* mine, Instant now, int tz_min);

/// Our room, newest first, at most `limit` items. Requests to let an item go mark it; waiting marks own items only.
[[nodiscard]] Value view_shared(const SharedLog& ours, const Waiting& waiting, std::size_t limit);

/// What the other has of me: own items that left, newest first; need and weather as their Today shows them; my answers that
/// both have opened. Items that I asked back are marked: a copy may be with them.
[[nodiscard]] Value view_as_partner(const SharedLog& ours, std::span<const std::int32_t> pairing_days, const Waiting& waiting, std::size_t limit);

/// Days and dots of my room between two days, ends included.
[[nodiscard]] Value view_me(const PrivateLog<Me>& mine, Day from, Day to);

/// Own entries, newest first; `before` is an id to go on from, zero for the start.
[[nodiscard]] Value view_history(const PrivateLog<Me>& mine, std::size_t limit, const Id& before);

/// Everything of mine and what was shared with me, for a file of one's own. Sealed-with-care entries are left out.
[[nodiscard]] Value view_export(const PrivateLog<Me>& mine, const SharedLog& ours, Instant now);

/// One entry as fields with words and dates.
[[nodiscard]] Value show_event(const Event& event);

/// Numbers of the ratings a person named for themself (settings "rating/<number>").
inline constexpr std::string_view custom_rating_key = "rating/";
inline constexpr std::int32_t first_custom_rating = 1'000;
[[nodiscard]] std::map<std::string, std::int32_t> custom_ratings(const PrivateLog<Me>& mine);

/// The event types and their fields with kinds, limits and words: what programs need to write them.
[[nodiscard]] Value describe_events();

}  // namespace bothy
