// How far two labellers agree, the second of whom had not seen what the first one said (content/language/second.tsv).
// Called by bothy-train.
#pragma once
#include <string>
#include <vector>

#include "lab/train/messages.h"
#include "lab/train/metrics.h"

namespace bothy::train {

struct Agreement {
  Scores scores;  // the first labeller taken for the truth
  std::size_t messages = 0;
  std::size_t alike = 0;  // messages with exactly the same labels
  /// Cohen's kappa of a label: agreement beyond chance, 1 at most.
  [[nodiscard]] double kappa(std::size_t label) const;
};

/// Compares `path`, lines of `file:line TAB labels`, with the messages. A line that names none counts as a fault.
[[nodiscard]] Agreement agreement(const std::string& path, const std::vector<Message>& messages,
                                  std::vector<Fault>& faults);

}  // namespace bothy::train
