// Two messages that have a form of their own: the apology that takes itself back, and the yes that ends in but.
// Called by offer.cpp.
#pragma once
#include <string>
#include <string_view>

#include "coach/features.h"

namespace bothy::coach {

/// Whether the message says sorry with an if, a you or a but.
[[nodiscard]] bool is_half_sorry(const Language& language, const Draft& draft);

/// An apology that names the act where the message does and `named` lets it, "[what I did]" where not; `turn` picks the
/// wording.
[[nodiscard]] std::string owned_sorry(const Language& language, const Draft& draft, std::string_view message,
                                      std::size_t turn, bool named);

/// The number of words of "I get it", when the message opens so and goes on with but; else 0.
[[nodiscard]] std::size_t yes_but(const Draft& draft);

}  // namespace bothy::coach
