// Who may do what in our room: each shared act names what it answers and whose that must be.
// Small state checks only; wording and language are elsewhere. Called by the door before an event is made.
#pragma once
#include "event/event.h"

namespace bothy {

/// How a rule looks up what an act refers to; `mine` tells whose it is.
struct Known {
  const Body* body = nullptr;
  bool mine = false;
};

/// Answers a look-up of a shared event id; body is null when there is none.
class SharedLookup {
 public:
  virtual ~SharedLookup() = default;
  [[nodiscard]] virtual Known find(const Id& id) const = 0;
};

/// Whether this act may be shared now.
/// Errors: not_found (it answers something that is not there), not_yours (only the other, or only the maker, may do this),
/// unknown_intent (not an act of our room), missing_field (an empty text, a time that an answer needs).
[[nodiscard]] Outcome may_share(const Body& act, const SharedLookup& shared);

/// Whether this may be noted in my room: it is a daily event and says something.
[[nodiscard]] Outcome may_note(const Body& act);

}  // namespace bothy
