// Finds what is asked for behind a jab ("why can't you just ...", "you could have ...", "you never let me ...").
// Called by offer_event.cpp.
#pragma once
#include "coach/offer_event.h"
#include "coach/offer_telling.h"

namespace bothy::coach {

class Asking : protected Telling {
 public:
  using Telling::Telling;

 protected:
  /// An ask, a wish or a question of why; `ever`: "ever" or "even" stood among the words, which lack it.
  [[nodiscard]] Event ask_in(Part w, bool ever) const;
  [[nodiscard]] Event need_in(Part w) const;
};

}  // namespace bothy::coach
