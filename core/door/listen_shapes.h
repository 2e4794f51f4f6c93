// The rows of the table of shapes that tell what was heard in a person's own words. Beside shapes.cpp, which alone
// includes it. docs/door.md says what each field means.
#pragma once
#include "door/shapes.h"

namespace bothy::detail {

inline constexpr Part heard[] = {{"tier", "TierWord"},          {"script", "ScriptWord"},     {"session", "TierWord"},
                                 {"unreadable", "yes", true},   {"controlling", "yes", true}, {"notes", "DraftNote[]", true},
                                 {"offer", "DraftOffer", true}};
inline constexpr Part draft_note[] = {
    {"label", "LabelWord"}, {"reason", "ReasonWord"}, {"harm", "yes", true}, {"begin", "number"}, {"end", "number"}};
inline constexpr Part draft_offer[] = {{"text", "text"}, {"feelings", "text[]"}, {"slots", "TextPart[]"}};
inline constexpr Part text_part[] = {{"begin", "number"}, {"end", "number"}};
inline constexpr Part heard_args[] = {
    {"text", "text"}, {"place", "'draft'|'note'|'alone'|'boundary'", true}, {"feeling", "number", true}};

}  // namespace bothy::detail
