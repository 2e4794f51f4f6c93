// Which entries are out of view, and what a person named for themself. No screens here.
// Called by the other files of this folder.
#pragma once
#include <functional>
#include <map>
#include <set>

#include "view/log.h"

namespace bothy {

/// Own entries that a later one replaced or took out of view.
[[nodiscard]] std::set<Id> gone(const PrivateLog<Me>& mine);

/// Own entries sealed with care: no export holds them.
[[nodiscard]] std::set<Id> handled_with_care(const PrivateLog<Me>& mine);

/// Shared items that their own writer asked back; requests that `unheard` names do not count.
[[nodiscard]] std::set<Id> asked_back(const SharedLog& ours, const std::function<bool(const Id&)>& unheard = nullptr);

/// Names that the person gave to own ratings, by their number.
[[nodiscard]] std::map<std::int32_t, std::string> rating_names(const PrivateLog<Me>& mine);

}  // namespace bothy
