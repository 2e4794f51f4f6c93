// Reads the guard's authored messages (content/language/guard): signs, whose, how soon, and the tier of help.
// No features here. Called by the guard's trainer, the bench and tests.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "guard/sign.h"
#include "lab/train/messages.h"

namespace bothy::train {

struct Signal {
  std::string file;  // folder and name: `guard/self.tsv`
  std::string family;
  std::string style;
  std::uint32_t signs = 0;  // a bit for each guard::Sign
  guard::Voice voice = guard::Voice::none;
  guard::Urgency urgency = guard::Urgency::none;
  guard::Tier tier = guard::Tier::t0;
  std::string text;
  bool harsh = false;  // a message of the coach that does harm: it may be heated, so it tells nothing of T1
  bool found = false;  // real people's words without danger (everyday.h): no threshold is set by it
};

/// One line of seven columns: family, style, signs (or none), voice, urgency, tier, text.
[[nodiscard]] bool read_signal(std::string_view line, Signal& out, std::string& fault);
/// All of a folder's `.tsv` files.
[[nodiscard]] std::vector<Signal> read_signals(const std::string& folder, std::vector<Fault>& faults);

/// Everyday and quarrelling messages of the coach, which hold no danger, as texts without signs.
[[nodiscard]] std::vector<Signal> ordinary_from(const std::vector<Message>& messages);

}  // namespace bothy::train
