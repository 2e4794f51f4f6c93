// The 25 things a message can do, and the named reasons that a person is told. The definitions with their sources are
// in docs/coach.md#labels. Called by everything that reads or writes labels.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bothy::coach {

enum class Label : std::uint8_t {
  criticism,
  blame,
  complaint,
  contempt,
  defensive,
  stonewall,
  invalidate,
  coerce,
  threat,
  nonapology,
  passive_agg,
  feeling,
  i_statement,
  need,
  request,
  boundary,
  validate,
  reflect,
  curious,
  appreciate,
  disclose,
  repair,
  apology,
  bid,
  support,
};
inline constexpr std::size_t label_count = 25;
inline constexpr std::size_t harm_count = 11;  // the first eleven are hard to hear, the rest are care

inline constexpr std::array<std::string_view, label_count> label_names = {
    "criticism", "blame",    "complaint",  "contempt",    "defensive", "stonewall",   "invalidate",
    "coerce",    "threat",   "nonapology", "passive_agg", "feeling",   "i_statement", "need",
    "request",   "boundary", "validate",   "reflect",     "curious",   "appreciate",  "disclose",
    "repair",    "apology",  "bid",        "support"};

[[nodiscard]] constexpr bool is_harm(Label label) { return static_cast<std::size_t>(label) < harm_count; }

/// A set of labels, one bit each.
using Labels = std::uint32_t;
[[nodiscard]] constexpr Labels only(Label label) { return Labels{1} << static_cast<unsigned>(label); }
[[nodiscard]] constexpr bool has(Labels set, Label label) { return (set & only(label)) != 0; }
inline constexpr Labels harm_labels = (Labels{1} << harm_count) - 1;

[[nodiscard]] std::optional<Label> label_called(std::string_view name);

/// Why a span was marked: one plain sentence each in web/src/copy/en_coach.ts.
enum class Reason : std::uint8_t {
  none,
  generalises,
  judges_character,
  rhetorical_attack,
  names_as_cause,
  reads_mind,
  accuses_motive,
  faux_feeling,
  tallies,
  states_act,
  insults,
  mocks,
  talks_down,
  disgust,
  denies_part,
  counters,
  excuses,
  martyr,
  ends_contact,
  shuts_out,
  tells_what_to_feel,
  denies_memory,
  shrinks,
  ultimatum,
  watches,
  permits,
  isolates,
  holds_money,
  guilt_lever,
  harm_said,
  harm_hinted,
  self_as_lever,
  sorry_if,
  sorry_you,
  sorry_but,
  sorry_enough,
  barbed,
  loaded_fine,
  martyr_hint,
  names_feeling,
  feeling_and_event,
  names_need,
  asks_plainly,
  own_limit,
  pause_with_return,
  sees_their_side,
  says_back,
  asks_inside,
  thanks,
  warms,
  opens_up,
  softens,
  owns_act,
  invites,
  stands_by,
  count_,
};
[[nodiscard]] std::optional<Reason> reason_called(std::string_view name);
[[nodiscard]] std::string_view name_of(Reason reason);
/// What is said of a label when no rule told more.
[[nodiscard]] Reason plain_reason(Label label);

}  // namespace bothy::coach
