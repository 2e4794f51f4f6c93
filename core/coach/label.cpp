// See label.h.
#include "coach/label.h"

#include <algorithm>

namespace bothy::coach {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Reason::count_)> reason_names = {"none",
                                                                                                 "generalises",
                                                                                                 "judges_character",
                                                                                                 "rhetorical_attack",
                                                                                                 "names_as_cause",
                                                                                                 "reads_mind",
                                                                                                 "accuses_motive",
                                                                                                 "faux_feeling",
                                                                                                 "tallies",
                                                                                                 "states_act",
                                                                                                 "insults",
                                                                                                 "mocks",
                                                                                                 "talks_down",
                                                                                                 "disgust",
                                                                                                 "denies_part",
                                                                                                 "counters",
                                                                                                 "excuses",
                                                                                                 "martyr",
                                                                                                 "ends_contact",
                                                                                                 "shuts_out",
                                                                                                 "tells_what_to_feel",
                                                                                                 "denies_memory",
                                                                                                 "shrinks",
                                                                                                 "ultimatum",
                                                                                                 "watches",
                                                                                                 "permits",
                                                                                                 "isolates",
                                                                                                 "holds_money",
                                                                                                 "guilt_lever",
                                                                                                 "harm_said",
                                                                                                 "harm_hinted",
                                                                                                 "self_as_lever",
                                                                                                 "sorry_if",
                                                                                                 "sorry_you",
                                                                                                 "sorry_but",
                                                                                                 "sorry_enough",
                                                                                                 "barbed",
                                                                                                 "loaded_fine",
                                                                                                 "martyr_hint",
                                                                                                 "names_feeling",
                                                                                                 "feeling_and_event",
                                                                                                 "names_need",
                                                                                                 "asks_plainly",
                                                                                                 "own_limit",
                                                                                                 "pause_with_return",
                                                                                                 "sees_their_side",
                                                                                                 "says_back",
                                                                                                 "asks_inside",
                                                                                                 "thanks",
                                                                                                 "warms",
                                                                                                 "opens_up",
                                                                                                 "softens",
                                                                                                 "owns_act",
                                                                                                 "invites",
                                                                                                 "stands_by"};

constexpr std::array<Reason, label_count> plain = {
    Reason::judges_character,  Reason::names_as_cause, Reason::states_act,   Reason::insults,
    Reason::denies_part,       Reason::ends_contact,   Reason::shrinks,      Reason::ultimatum,
    Reason::harm_said,         Reason::sorry_but,      Reason::barbed,       Reason::names_feeling,
    Reason::feeling_and_event, Reason::names_need,     Reason::asks_plainly, Reason::own_limit,
    Reason::sees_their_side,   Reason::says_back,      Reason::asks_inside,  Reason::thanks,
    Reason::opens_up,          Reason::softens,        Reason::owns_act,     Reason::invites,
    Reason::stands_by};

template <class Enum, std::size_t n>
std::optional<Enum> called(const std::array<std::string_view, n>& names, std::string_view name) {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

}  // namespace

std::optional<Label> label_called(std::string_view name) { return called<Label>(label_names, name); }
std::optional<Reason> reason_called(std::string_view name) { return called<Reason>(reason_names, name); }
std::string_view name_of(Reason reason) { return reason_names[static_cast<std::size_t>(reason)]; }
Reason plain_reason(Label label) { return plain[static_cast<std::size_t>(label)]; }

}  // namespace bothy::coach
