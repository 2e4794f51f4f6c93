// How each rule does on the authored messages: how often it holds, how often its label is right, and where it is not.
// For people who write rules. Held-out families are not looked at. Called by bothy-train.
#pragma once
#include <string>

#include "coach/language.h"
#include "lab/train/messages.h"
#include "lab/train/signals.h"

namespace bothy::train {

/// Prints a line a rule and, when `label` is given, its wrong hits and the messages of that label that no rule finds.
void print_rules_report(const coach::Language& language, const std::vector<Message>& messages,
                        const std::vector<std::string>& rule_names, const std::string& label);

/// The same for the rules of one sign of the guard: right is a text that bears the sign, and for a rule of tier T3 one
/// of that tier; `ordinary` are messages in which every hit of a rule of T2 or T3 is wrong.
void print_guard_report(const coach::Language& language, const std::vector<Signal>& signals,
                        const std::vector<Signal>& ordinary, const std::vector<std::string>& rule_names,
                        guard::Sign sign);

}  // namespace bothy::train
