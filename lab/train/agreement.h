// How far two labellers agree, the second of whom had not seen what the first one said (content/language/second.tsv and
// second_guard.tsv).
// Called by bothy-train.
#pragma once
#include <string>
#include <vector>

#include "lab/train/messages.h"
#include "lab/train/metrics.h"
#include "lab/train/signals.h"

namespace bothy::train {

struct Agreement {
  Scores scores;  // the first labeller taken for the truth
  std::size_t messages = 0;
  std::size_t alike = 0;  // messages with exactly the same labels
  /// Cohen's kappa of a label: agreement beyond chance, 1 at most.
  [[nodiscard]] double kappa(std::size_t label) const;
};

/// Cohen's kappa of two labellers of n texts, the first one taken for the truth in `c`.
[[nodiscard]] double kappa(const Counts& c, std::size_t n);

/// The same of texts for the guard.
struct GuardAgreement {
  Counts danger;  // T2 or T3
  Counts urgent;  // T3
  std::size_t texts = 0;
  std::size_t tiers = 0;   // with the same tier
  std::size_t voices = 0;  // with the same voice, of those that both take for danger
};

/// Compares `path`, lines of `file:line TAB labels`, with the messages. A line that names none counts as a fault.
[[nodiscard]] Agreement agreement(const std::string& path, const std::vector<Message>& messages,
                                  std::vector<Fault>& faults);
/// The same for lines of `file:line TAB signs TAB voice TAB urgency TAB tier`.
[[nodiscard]] GuardAgreement agreement(const std::string& path, const std::vector<Signal>& signals,
                                       std::vector<Fault>& faults);

}  // namespace bothy::train
