// Once a day the engine's pace is fitted to the person's own days. Kept in memory alone and gone with my room: whoever
// reads the disk learns nothing of it, and a screen that asks before it came is told by the pace of most people.
#include "door/home.h"
#include "view/own_course.h"

namespace bothy {

Outcome Home::refit(Request& request, Reply&) {
  if (stage_ == Stage::none) return no(Error::not_open);
  if (!my_room_open()) return no(Error::locked);
  const Day today = day_of(request.now, request.tz_min);
  if (fitted_ && fitted_->day == today) return {};
  BOTHY_TRY(prior, fitted_prior(my_, our_, today));
  fitted_ = Fitted{today, prior};
  return {};
}

dyad::CouplePrior Home::pace() const { return fitted_ ? fitted_->prior : dyad::CouplePrior{}; }

}  // namespace bothy
