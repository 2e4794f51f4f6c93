// The closed lists of words in which estimates are told. No sentences here: those are written where people read them.
// Called by the views of estimates and the door's table of shapes.
#pragma once
#include <string_view>

namespace bothy {

/// How somebody is with the other lately: past the gate, at it, or before it (risk regulation, Murray, Holmes & Collins
/// 2006). Of oneself only.
inline constexpr std::string_view state_words[] = {"leaning_in", "in_between", "self_protecting"};

/// What can move the state, in the order of dyad::Cause.
inline constexpr std::string_view cause_words[] = {"rupture",        "repair",    "disclosure_met", "promise_kept",
                                                   "promise_broken", "safe_talk", "own_stress"};

/// The sliders whose answers move the state.
inline constexpr std::string_view slider_words[] = {"myself", "depend"};

/// The loop of safety: safe, honest, trusting, close, and safe again.
inline constexpr std::string_view loop_words[] = {"safe", "honest", "trusting", "close"};

/// Signs that talking is not safe yet.
inline constexpr std::string_view sign_words[] = {"guarded", "avoiding", "escalating", "unheard"};

}  // namespace bothy
