// Tells a part of the sender's clause again without what judges it, or says that it cannot be told so.
// No choice of part here (offer_event.cpp). Called by offer_event.cpp.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "coach/offer_words.h"

namespace bothy::coach {

/// Verbs of a mind, a worth, a change asked for: what they say is no event.
[[nodiscard]] bool tells_mind(std::string_view verb);

class Telling {
 public:
  Telling(const Language& language, const Draft& draft, std::string_view message)
      : language_(language), draft_(draft), message_(message) {}

 protected:
  using Part = std::span<const Word>;
  [[nodiscard]] bool is(const Word& word, Class c) const { return language_.is(word.id, c); }
  /// Insults, traits, swearing, and words that sweep or shrink.
  [[nodiscard]] bool judges(const Word& word) const;
  [[nodiscard]] bool is_past(const Word& word) const;
  /// A verb as it stands after "you" or "to".
  [[nodiscard]] bool is_base(const Word& word) const;
  /// Anything that could be such a verb where one has to stand.
  [[nodiscard]] bool may_be_base(const Word& word) const;
  /// `head` and the part, cut before its comparison, motive or flourish; nothing when fewer than `least` words or more
  /// than 16 are left, or one of them judges.
  [[nodiscard]] std::optional<std::string> tell(Part part, std::size_t least, std::string_view head = {}) const;

  const Language& language_;
  const Draft& draft_;
  std::string_view message_;

 private:
  [[nodiscard]] Words told(Part part) const;
};

}  // namespace bothy::coach
