// What the guard can see in a text, whose danger it is, how soon, and how far its answer goes. Definitions:
// docs/guard.md. Nothing here is ever stored or sent. Called by the guard, the maker of the language tables and the
// trainer.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bothy::guard {

/// Signs of danger first, then what the companion has a script of its own for.
enum class Sign : std::uint8_t {
  suicidal,
  self_harm,
  leverage,
  threat,
  violence,
  fear,
  control,
  sexual,
  expose,
  child,
  unshared,
  strain,
};
inline constexpr std::size_t sign_count = 12;
inline constexpr std::size_t danger_count = 10;
inline constexpr std::array<std::string_view, sign_count> sign_names = {"suicidal", "self_harm", "leverage", "threat",
                                                                        "violence", "fear",      "control",  "sexual",
                                                                        "expose",   "child",     "unshared", "strain"};

/// Whose: the writer's own danger to themselves; somebody else's; the writer does it; it is done to the writer.
enum class Voice : std::uint8_t { none, self, other, actor, target };
inline constexpr std::array<std::string_view, 5> voice_names = {"none", "self", "other", "actor", "target"};

enum class Urgency : std::uint8_t { none, watch, soon, now };
inline constexpr std::array<std::string_view, 4> urgency_names = {"none", "watch", "soon", "now"};

enum class Tier : std::uint8_t { t0, t1, t2, t3 };
inline constexpr std::array<std::string_view, 4> tier_names = {"T0", "T1", "T2", "T3"};

/// Rules of the guard carry their sign from this number on; below it are the coach's labels.
inline constexpr std::uint8_t first_sign_label = 32;

}  // namespace bothy::guard
