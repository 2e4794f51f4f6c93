// The compiled tables of English, built into the program: rules from core/coach/english, weights from
// core/coach/learned. CMake says where they lie (cmake/language.cmake).
#include <cassert>

#include "coach/built_in.h"
#include "coach/language.h"
#include "coach/reading.h"

BOTHY_BUILT_IN(bothy_english_tables, BOTHY_ENGLISH_TABLES);
BOTHY_BUILT_IN(bothy_coach_table, BOTHY_COACH_TABLE);
BOTHY_BUILT_IN(bothy_coach_fuse, BOTHY_COACH_FUSE);

namespace bothy::coach {

const Language& english() {
  static const Language language = [] {
    static Unpacked memory;
    const auto read = Language::of({bothy_english_tables, bothy_english_tables_bytes}, memory);
    assert(read);
    return read ? *read : Language{};
  }();
  return language;
}

std::size_t table_bytes() {
  return std::size_t{bothy_english_tables_bytes} + bothy_coach_table_bytes + bothy_coach_fuse_bytes;
}

Reader english_reader() {
  const auto table = Table::of({bothy_coach_table, bothy_coach_table_bytes});
  assert(table);
  return Reader(english(), {table ? *table : Table{}, doubles_of(bothy_coach_fuse, bothy_coach_fuse_bytes)});
}

}  // namespace bothy::coach
