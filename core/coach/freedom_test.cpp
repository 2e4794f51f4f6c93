// Limits and promises: what is about one's own acts, and what rules the other (CC-25).
#include "coach/freedom.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "coach/reading.h"

using namespace bothy::coach;

TEST_CASE("CC-25: of 200 limits the controlling ones are told, own limits are left alone") {
  Reader reader = english_reader();
  std::size_t found = 0;
  std::size_t controlling = 0;
  std::size_t alarmed = 0;
  std::size_t own = 0;
  std::ifstream in(BOTHY_ROOT "/tests/data/boundaries.tsv", std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    const bool truth = line.substr(0, tab) == "controlling";
    const std::string text = line.substr(tab + 1);
    const bool coerces = has(reader.read(text).labels, Label::coerce);
    const bool told = coerces || rules_the_other(english(), reader.draft());
    (truth ? controlling : own) += 1;
    (truth ? found : alarmed) += told ? 1 : 0;
    if (told != truth) MESSAGE((truth ? "missed: " : "alarmed: ") << text);
  }
  MESSAGE(found << " of " << controlling << " found, " << alarmed << " of " << own << " alarmed");
  CHECK(controlling == 100);
  CHECK(own == 100);
  CHECK(found * 100 >= controlling * 95);
  CHECK(alarmed * 100 <= own * 5);
}
