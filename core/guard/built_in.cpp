// The guard's learned table, built into the program (cmake/language.cmake says where it lies). Nothing else is here.
#include <cassert>

#include "coach/built_in.h"
#include "guard/guard.h"

BOTHY_BUILT_IN(bothy_guard_table, BOTHY_GUARD_TABLE);
BOTHY_BUILT_IN(bothy_guard_fuse, BOTHY_GUARD_FUSE);

namespace bothy::guard {

Guard english_guard() {
  const auto table = coach::Table::of({bothy_guard_table, bothy_guard_table_bytes});
  assert(table);
  return Guard(coach::english(),
               {table ? *table : coach::Table{}, coach::doubles_of(bothy_guard_fuse, bothy_guard_fuse_bytes)});
}

}  // namespace bothy::guard
