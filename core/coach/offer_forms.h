// The offers that turn away no more: an own part for a defence, a pause with a return, another view without "wrong".
// They take nothing from the draft but its topic; `turn` picks the wording. Called by offer.cpp.
#pragma once
#include <cstdint>
#include <string>

namespace bothy::coach {

/// Names no fault that the draft does not name: the part is a slot. At most `most` words, 14 at least.
[[nodiscard]] std::string own_part(std::uint64_t turn, std::size_t most);
[[nodiscard]] std::string pause_with_return(std::uint64_t turn);
/// `thing`: what the two see differently ("the dishes"), or nothing.
[[nodiscard]] std::string other_view(std::uint64_t turn, const std::string& thing);

}  // namespace bothy::coach
