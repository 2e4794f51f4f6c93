// The sender's register: an offer for a texted draft is texted, one for full sentences has full sentences.
// No wording is chosen here. Called by offer.cpp.
#pragma once
#include <string>
#include <string_view>

#include "coach/features.h"

namespace bothy::coach {

struct Voice {
  bool small = false;       // no capitals
  bool unstopped = false;   // no marks at the end
  bool short_you = false;   // "u"
  bool short_your = false;  // "ur"
  bool bare = false;        // "dont" for "don't"
};

/// How the sender writes. Cost: linear.
[[nodiscard]] Voice voice_of(const Draft& draft, std::string_view message);

/// A text in that voice; slots in brackets stay as they are.
[[nodiscard]] std::string in_voice(const Voice& voice, std::string_view text);

}  // namespace bothy::coach
