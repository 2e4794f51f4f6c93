// What may be written over private logs and what must not compile (CC-22). Never part of a program:
// tools/must_not_compile.sh compiles variant 0, which must go through, and then each other one, which must not, for the
// reason it names.
#include "view/screens.h"

namespace bothy {

// The other person's private log would be this, if there were one.
struct TheOther {};

#if BOTHY_VARIANT == 0
// must compile: one's own private log beside what both may see
Value fine(const PrivateLog<Me>& mine, const SharedLog& ours, Instant now) {
  PrivateLog<Me> kept;
  PrivateLog<Me> moved = std::move(kept);
  (void)moved;
  (void)view_me(mine, Day{0}, Day{1});
  return view_today(ours, &mine, now, 0);
}

#elif BOTHY_VARIANT == 1
// reason: ThisPerson|constraints not satisfied for class template .PrivateLog
std::size_t compare(const PrivateLog<Me>& mine, const PrivateLog<TheOther>& theirs) {
  return mine.entries.all().size() - theirs.entries.all().size();
}

#elif BOTHY_VARIANT == 2
// reason: ThisPerson|constraints not satisfied for class template .PrivateLog
Value look_into(const PrivateLog<TheOther>& theirs);

#elif BOTHY_VARIANT == 3
// reason: ThisPerson|constraints not satisfied for class template .PrivateLog
template <class Whose>
std::size_t of_anyone(const PrivateLog<Whose>& log) {
  return log.entries.all().size();
}
std::size_t of_the_other() { return of_anyone<TheOther>({}); }

#elif BOTHY_VARIANT == 4
// reason: delete
PrivateLog<Me> copied(const PrivateLog<Me>& mine) { return mine; }

#elif BOTHY_VARIANT == 5
// reason: PrivateLog.*SharedLog|SharedLog.*PrivateLog
Value shown_to_both(const PrivateLog<Me>& mine, const Waiting& waiting) { return view_shared(mine, waiting, 50); }

#elif BOTHY_VARIANT == 6
// reason: PrivateLog.*SharedLog|SharedLog.*PrivateLog
Value passed_off(const SharedLog& ours) { return view_me(ours, Day{0}, Day{1}); }

#else
#error no such variant
#endif

}  // namespace bothy
