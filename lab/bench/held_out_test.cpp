// The table that the reader of series must hold: on the second half of the people of a real diary, from the first
// answer on, every item against every rival. The rivals are fitted on the first half; the constants of the reader were
// chosen there too.
#include "dyad/held_out_testing.h"

#include <doctest/doctest.h>

using namespace bothy;
using namespace bothy::dyad;
using namespace bothy::dyad::testing;

TEST_CASE("held out: for every item of the diary the reader gives more to what came than each of six rivals") {
  double ours = 0.0;
  double best = 0.0;
  for (const HeldOutItem& item : diary_of_students(40, 1'000)) {
    CAPTURE(item.name);
    const auto reading = read_item(item.scale, item.rows, {});
    REQUIRE(reading);
    const double one = mean_log(item, *reading);
    const Rivals rivals = Rivalry(item).compare();
    CHECK(rivals.answers > 1'900);
    for (int rival = 0; rival < rival_count; ++rival) {
      CAPTURE(rival_names[rival]);
      CHECK(one > rivals.mean_log[rival]);
    }
    ours += one / 18.0;
    best += rivals.best() / 18.0;
  }
  CHECK(ours > best + 0.05);
}
