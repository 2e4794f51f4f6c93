// What the engine reads: one order whatever the order of arrival, and a clear no to what cannot be.
#include "dyad/story.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

using namespace bothy;
using namespace bothy::dyad;

namespace {

Story some_story() {
  Story out;
  const int n = *rc::gen::inRange(0, 40);
  for (int i = 0; i < n; ++i) {
    out.answers.push_back({*rc::gen::inRange(0, 12), static_cast<Person>(*rc::gen::inRange(0, 2)),
                           static_cast<Item>(*rc::gen::inRange(0, item_count)),
                           static_cast<double>(*rc::gen::inRange(0, 101))});
    out.happenings.push_back({*rc::gen::inRange(0, 12), static_cast<Person>(*rc::gen::inRange(0, 2)),
                              static_cast<Cause>(*rc::gen::inRange(0, cause_count)), 1.0,
                              static_cast<std::uint64_t>(*rc::gen::inRange(0, 9))});
  }
  return out;
}

bool same(const std::vector<Moment>& a, const std::vector<Moment>& b) {
  return std::ranges::equal(a, b, [](const Moment& one, const Moment& other) {
    return one.minute == other.minute && one.answers == other.answers && one.happenings == other.happenings;
  });
}

Story with(Answer answer) { return {{answer}, {}}; }
Story with(Happening happening) { return {{}, {happening}}; }

}  // namespace

TEST_CASE("story: the order of arrival and a second copy of a happening change nothing") {
  CHECK(rc::check("for any story", [] {
    const Story story = some_story();
    Story shuffled = story;
    const auto turn = *rc::gen::inRange<std::size_t>(0, 7);
    if (!shuffled.answers.empty()) {
      std::ranges::rotate(shuffled.answers,
                          shuffled.answers.begin() + static_cast<std::ptrdiff_t>(turn % shuffled.answers.size()));
      std::ranges::reverse(shuffled.happenings);
      for (const Happening& one : story.happenings)
        if (one.id != 0) shuffled.happenings.push_back(one);
    }
    RC_ASSERT(same(*in_order(story), *in_order(shuffled)));
  }));
}

TEST_CASE("story: two answers in one minute become their mean, and moments are sorted") {
  const auto moments =
      in_order({{{5, 0, Item::security, 40.0}, {5, 0, Item::security, 60.0}, {1, 1, Item::security, 10.0}}, {}});
  REQUIRE(moments.has_value());
  REQUIRE(moments->size() == 2);
  CHECK((*moments)[0].minute == 1);
  REQUIRE((*moments)[1].answers.size() == 1);
  CHECK((*moments)[1].answers[0].points == 50.0);
}

TEST_CASE("story: a time, a number or a person that cannot be is named") {
  const auto refused = [](const Story& story) {
    const auto out = in_order(story);
    return !out.has_value() && out.error() == Error::out_of_range;
  };
  CHECK(refused(with(Answer{furthest_minute + 1, 0, Item::security, 50.0})));
  CHECK(refused(with(Answer{0, 2, Item::security, 50.0})));
  CHECK(refused(with(Answer{0, 0, Item::security, 100.5})));
  CHECK(refused(with(Answer{0, 0, Item::security, -1.0})));
  CHECK(refused(with(Answer{0, 0, Item::security, std::nan("")})));
  CHECK(refused(with(Answer{0, 0, static_cast<Item>(9), 50.0})));
  CHECK(refused(with(Happening{0, 0, Cause::rupture, 3.5, 1})));
  CHECK(refused(with(Happening{0, 0, Cause::repair, std::nan(""), 1})));
  CHECK(refused(with(Happening{0, 0, static_cast<Cause>(9), 1.0, 1})));
  CHECK(in_order({std::vector<Answer>(most_records + 1), {}}).error() == Error::too_many);
  CHECK(in_order({}).value().empty());
}
