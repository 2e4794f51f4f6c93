// The rows of the table of shapes that tell estimates. Beside shapes.cpp, which alone includes it, so that neither
// grows too long. docs/door.md says what each field means.
#pragma once
#include "door/shapes.h"

namespace bothy::detail {

constexpr bool opt = true;

inline constexpr Part told[] = {{"middle", "decimal"}, {"low", "decimal"}, {"high", "decimal"}};
inline constexpr Part early[] = {{"n", "number"}, {"of", "number"}};
inline constexpr Part counted[] = {{"what", "MomentWord"}, {"n", "number"}, {"of", "number"}};
inline constexpr Part state[] = {{"day", "day"},
                                 {"days", "number"},
                                 {"early", "Early", opt},
                                 {"state", "StateWord", opt},
                                 {"since", "day", opt},
                                 {"security", "Told", opt},
                                 {"energy", "Energy", opt},
                                 {"moved", "Moved", opt},
                                 {"tomorrow", "Tomorrow", opt},
                                 {"kept", "Kept"}};
inline constexpr Part energy[] = {{"now", "number"}, {"usual", "Told", opt}, {"n", "number"}};
inline constexpr Part moved[] = {{"since", "day"}, {"from", "Told"}, {"change", "decimal"}, {"parts", "MovedPart[]"}};
inline constexpr Part moved_part[] = {
    {"what", "'time'|SliderWord|CauseWord"}, {"amount", "decimal"}, {"day", "day", opt}};
inline constexpr Part tomorrow[] = {
    {"middle", "decimal"}, {"low", "decimal"}, {"high", "decimal"}, {"half_low", "decimal"}, {"half_high", "decimal"}};
inline constexpr Part kept[] = {{"forecasts", "number"}, {"in_half", "number"}, {"in_most", "number"}};
inline constexpr Part us[] = {{"day", "day"},
                              {"days", "number"},
                              {"early", "Early", opt},
                              {"security", "Told", opt},
                              {"usual", "Told", opt},
                              {"responsiveness", "Told", opt},
                              {"responsiveness_early", "Early", opt},
                              {"steadiness", "Steadiness", opt},
                              {"steadiness_early", "Early", opt},
                              {"recovery", "Recovery", opt},
                              {"recovery_early", "Early", opt},
                              {"trust", "Told", opt},
                              {"trust_early", "Early", opt},
                              {"promises", "Promises"},
                              {"apart", "'trust_higher'|'safety_higher'", opt},
                              {"chart", "ChartDay[]"},
                              {"ruptures", "day[]"},
                              {"repairs", "day[]"},
                              {"counts", "Counted[]"},
                              {"loop", "LoopEdge[]"}};
inline constexpr Part steadiness[] = {{"word", "'steadier'|'typical'|'changeable'"},
                                      {"swing", "Told"},
                                      {"usual_low", "decimal"},
                                      {"usual_high", "decimal"}};
inline constexpr Part recovery[] = {{"days", "Told"}, {"ruptures", "number"}};
inline constexpr Part promises[] = {{"kept", "number"}, {"missed", "number"}, {"open", "number"}};
inline constexpr Part chart_day[] = {
    {"day", "day"},         {"security", "Told", opt}, {"then", "Told", opt},     {"received", "Told", opt},
    {"swing", "Told", opt}, {"open", "Told", opt},     {"dots", "number[]", opt}, {"received_dots", "number[]", opt}};
inline constexpr Part loop_edge[] = {
    {"from", "LoopWord"}, {"to", "LoopWord"}, {"weeks", "number"}, {"early", "Early", opt}, {"together", "Told", opt}};
inline constexpr Part patterns[] = {{"day", "day"},
                                    {"days", "number"},
                                    {"own_weight", "number", opt},
                                    {"erosion", "Erosion", opt},
                                    {"jump", "decimal", opt},
                                    {"signs", "Sign[]"},
                                    {"safe_moments", "Early"},
                                    {"know_feel", "KnowFeel"},
                                    {"stress", "StressDay[]"},
                                    {"together", "Together[]"},
                                    {"together_early", "Early", opt}};
inline constexpr Part erosion[] = {{"since", "day"}, {"change", "Told"}};
inline constexpr Part sign[] = {{"what", "SignWord"}, {"last", "Early"}, {"before", "Early"}};
inline constexpr Part know_feel[] = {{"early", "Early", opt}, {"gap", "Told", opt}, {"days", "KnowFeelDay[]"}};
inline constexpr Part know_feel_day[] = {{"day", "day"}, {"know", "number"}, {"feel", "number"}};
inline constexpr Part stress_day[] = {{"day", "day"}, {"stress", "number"}, {"security", "decimal"}};
inline constexpr Part together[] = {
    {"what", "MomentWord"}, {"with", "number"}, {"without", "number"}, {"difference", "Told"}};
inline constexpr Part learned[] = {{"weeks", "LearnedWeek[]"}, {"one", "number[]"},  {"ruptures", "number[]"},
                                   {"repairs", "number[]"},    {"mended", "number"}, {"told", "decimal"},
                                   {"low_days", "number"}};
inline constexpr Part learned_week[] = {
    {"week", "number"}, {"low", "decimal"}, {"middle", "decimal"}, {"high", "decimal"}};
inline constexpr Part learn_args[] = {{"warmth", "number", opt},
                                      {"steadiness", "number", opt},
                                      {"repair", "number", opt},
                                      {"anxiety", "number", opt},
                                      {"avoidance", "number", opt}};

}  // namespace bothy::detail
