// A person's own words on their way to being written: the guard reads them first, then, where they are a draft for the
// partner, the coach. Nothing here is kept: no event, no frame, no setting (CC-31).
// Called by the door's questions.
#pragma once
#include "base/value.h"
#include "coach/reading.h"
#include "guard/script.h"

namespace bothy {

/// Guard, coach and the tier of this session, which falls only when the person says that they are safe for now.
class Listener {
 public:
  Listener();

  /// What is heard in `text`. `place`: "draft" (own words for the partner: marks, notes, an offer), "note" (own words
  /// for oneself: the same where they speak to the partner), "alone" (the guard only), "boundary" (a limit to be
  /// shared: whether it is about the other's freedom). Places in the text are counted in UTF-16 units, as the app
  /// counts. Cost: about 0.1 ms for a message. Errors: missing_field, too_large (64 KiB), malformed (another place).
  [[nodiscard]] Result<Value> hear(const Value& args);

  /// "I am safe for now."
  void safe_for_now() { session_ = guard::Tier::t0; }

 private:
  bool rules_other(std::string_view text);
  void read_draft(std::string_view text, bool for_partner, std::int64_t feeling, Value& out);

  guard::Guard guard_;
  coach::Reader coach_;
  guard::Tier session_ = guard::Tier::t0;
};

}  // namespace bothy
