// The engine: laws that hold for any story, and what hard stories do to it.
#include "dyad/engine.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

using namespace bothy;
using namespace bothy::dyad;

namespace {

struct Told {
  double security = 0.0;  // points
  double doubt = 0.0;     // its standard deviation, points
  double usual = 0.0;     // usual volatility
  double log_likelihood = 0.0;
  bool operator==(const Told&) const = default;
};

template <int People>
Told told(const Engine<People>& engine, Person person, double log_likelihood) {
  using L = Layout<People>;
  const auto state = engine.of(person).together();
  const auto row = L::row(0, engine.prior().items[0]);
  return {middle_points + points_per_unit * dot(row, state.mean),
          points_per_unit * std::sqrt(dot(row, state.covariance * row)), engine.of(person).usual_volatility().mean,
          log_likelihood};
}

template <int People>
std::array<Told, 2> live(const Story& story, const CouplePrior& prior = {}) {
  Engine<People> engine(prior);
  double sum = 0.0;
  const auto moments = *in_order(story);
  for (const Moment& moment : moments) sum += engine.live(moment);
  std::array<Told, 2> out;
  for (int person = 0; person < People; ++person) out[person] = told(engine, static_cast<Person>(person), sum);
  return out;
}

Story some_story(int people) {
  Story out;
  std::int64_t minute = 0;
  const int n = *rc::gen::inRange(1, 25);
  for (int i = 0; i < n; ++i) {
    minute += *rc::gen::inRange(0, 4'000);
    const auto person = static_cast<Person>(*rc::gen::inRange(0, people));
    out.answers.push_back(
        {minute, person, static_cast<Item>(*rc::gen::inRange(0, item_count)), *rc::gen::inRange(0, 1001) / 10.0});
    if (i % 3 == 0)
      out.happenings.push_back({minute + 7, person, static_cast<Cause>(*rc::gen::inRange(0, cause_count)), 1.0,
                                static_cast<std::uint64_t>(i + 1)});
  }
  return out;
}

Story swapped(Story story) {
  for (auto& one : story.answers) one.person = 1 - one.person;
  for (auto& one : story.happenings) one.person = 1 - one.person;
  return story;
}

Story days_of(int days, double points) {
  Story out;
  for (int day = 0; day < days; ++day) out.answers.push_back({day * minutes_per_day, 0, Item::security, points});
  return out;
}

}  // namespace

TEST_CASE("engine: swapping the partners swaps what is told, to the last bit") {
  CHECK(rc::check("for any story of two", [] {
    const Story story = some_story(2);
    CouplePrior prior;
    prior.person[0] = with_attachment(prior.person[0], 1.0, -0.5);
    CouplePrior turned = prior;
    std::swap(turned.person[0], turned.person[1]);
    const auto one = live<2>(story, prior);
    const auto other = live<2>(swapped(story), turned);
    RC_ASSERT(one[0] == other[1]);
    RC_ASSERT(one[1] == other[0]);
  }));
}

TEST_CASE("engine: it does so too when both note something in the same minute") {
  CHECK(rc::check("for any two lists of happenings", [] {
    Story story;
    for (int i = 0; i < 12; ++i) {
      const std::int64_t minute = i * 700;
      for (Person person = 0; person < 2; ++person) {
        story.happenings.push_back({minute, person, static_cast<Cause>(*rc::gen::inRange(0, cause_count)),
                                    *rc::gen::inRange(1, 100) / 100.0, 0});
        story.answers.push_back({minute, person, Item::security, *rc::gen::inRange(0, 101) * 1.0});
      }
    }
    RC_ASSERT(live<2>(story)[0] == live<2>(swapped(story))[1]);
  }));
}

TEST_CASE("engine: another zero of time and silence in between change nothing") {
  CHECK(rc::check("for any story", [] {
    const Story story = some_story(1);
    Story later = story;
    const std::int64_t shift = *rc::gen::inRange(-3'000'000, 3'000'000);
    for (auto& one : later.answers) one.minute += shift;
    for (auto& one : later.happenings) one.minute += shift;
    RC_ASSERT(live<1>(story)[0] == live<1>(later)[0]);

    Engine<1> engine{CouplePrior{}};
    double sum = 0.0;
    const auto moments = *in_order(story);
    for (const Moment& moment : moments) {
      if (moment.minute > engine.minute() + 1) engine.wait_until((engine.minute() + moment.minute) / 2);
      sum += engine.live(moment);
    }
    RC_ASSERT(std::fabs(told(engine, 0, sum).security - live<1>(story)[0].security) < 1e-9);
  }));
}

TEST_CASE("engine: two people of whom one says nothing are one person, where nothing couples them") {
  CouplePrior apart;
  apart.coupling = 0.0;
  apart.shared_shocks = 0.0;
  CHECK(rc::check("for any story of one", [&] {
    const Story story = some_story(1);
    const Told alone = live<1>(story, apart)[0];
    const Told beside = live<2>(story, apart)[0];
    RC_ASSERT(std::fabs(alone.security - beside.security) < 1e-8);
    RC_ASSERT(std::fabs(alone.doubt - beside.doubt) < 1e-8);
    RC_ASSERT(std::fabs(alone.usual - beside.usual) < 1e-8);
  }));
}

TEST_CASE("engine: what is told follows the answers, and doubt narrows as days are added") {
  const Told low = live<1>(days_of(30, 30.0))[0];
  const Told high = live<1>(days_of(30, 80.0))[0];
  CHECK(std::fabs(low.security - 30.0) < 5.0);
  CHECK(std::fabs(high.security - 80.0) < 5.0);
  double before = 100.0;
  for (const int days : {1, 3, 7, 14, 30, 90}) {
    const double doubt = live<1>(days_of(days, 62.0))[0].doubt;
    CHECK(doubt < before);
    before = doubt;
  }
}

TEST_CASE("engine: a rupture lowers, a repair gives back a part, and neither outlives its time") {
  const auto after = [](std::vector<Happening> happenings, int days) {
    Story story = days_of(20, 70.0);
    for (auto& one : happenings) one.minute += 19 * minutes_per_day + 60;
    story.happenings = std::move(happenings);
    Engine<1> engine{CouplePrior{}};
    const auto moments = *in_order(story);
    for (const Moment& moment : moments) engine.live(moment);
    engine.wait_until((19 + days) * minutes_per_day + 120);
    return told(engine, 0, 0.0).security;
  };
  const double calm = after({}, 0);
  const double torn = after({{0, 0, Cause::rupture, 2.0, 1}}, 0);
  const double mended = after({{0, 0, Cause::rupture, 2.0, 1}, {30, 0, Cause::repair, 1.0, 2}}, 0);
  const double unmoved = after({{0, 0, Cause::rupture, 2.0, 1}, {30, 0, Cause::repair, -0.5, 2}}, 0);
  CHECK(torn < calm - 10.0);
  CHECK(mended > torn + 5.0);
  CHECK(mended < calm);
  CHECK(unmoved == doctest::Approx(torn));
  const double half = calm - after({}, 4) - (torn - after({{0, 0, Cause::rupture, 2.0, 1}}, 4));
  CHECK(half == doctest::Approx(0.5 * (calm - torn)).epsilon(0.02));
}

TEST_CASE("engine: a repair shrinks the doubt about the rupture with the rupture, and adds the doubt about itself") {
  Engine<1> engine{CouplePrior{}};
  using L = Layout<1>;
  const int rupture = L::at(0, Part::rupture);
  const int repair = L::sensitivity(0, Cause::repair);
  engine.live({0, {}, {{0, 0, Cause::rupture, 2.0, 1}}});
  const auto before = engine.of(0).together();
  engine.live({0, {}, {{0, 0, Cause::repair, 0.5, 2}}});
  const auto after = engine.of(0).together();
  const double share = 0.5 * before.mean[repair];
  CHECK(after.mean[rupture] == doctest::Approx((1.0 - share) * before.mean[rupture]).epsilon(1e-12));
  const double kept = (1.0 - share) * (1.0 - share) * before.covariance(rupture, rupture);
  const double added = 0.25 * before.mean[rupture] * before.mean[rupture] * before.covariance(repair, repair);
  CHECK(after.covariance(rupture, rupture) == doctest::Approx(kept + added).epsilon(1e-9));
}

TEST_CASE("engine: what moved it adds up to the whole change, and a happening that nothing followed is its own size") {
  CHECK(rc::check("for any story of two", [] {
    const Story story = some_story(2);
    const auto moments = *in_order(story);
    const std::size_t from = *rc::gen::inRange<std::size_t>(0, moments.size());
    Engine<2> engine{CouplePrior{}};
    const auto row = Layout<2>::row(0, engine.prior().items[0]);
    std::array<double, 2> before{};
    for (std::size_t i = 0; i < moments.size(); ++i) {
      if (i == from) {
        engine.open_account();
        for (Person person = 0; person < 2; ++person) before[person] = dot(row, engine.of(person).together().mean);
      }
      engine.live(moments[i]);
    }
    engine.wait_until(engine.minute() + 777);
    for (Person person = 0; person < 2; ++person) {
      double sum = 0.0;
      for (const Share& share : engine.moved(person, row)) sum += share.amount;
      RC_ASSERT(std::fabs(sum - (dot(row, engine.of(person).together().mean) - before[person])) < 1e-9);
    }
  }));
  Engine<1> engine{CouplePrior{}};
  engine.open_account();
  engine.live({0, {}, {{0, 0, Cause::rupture, 2.0, 1}}});
  const auto shares = engine.moved(0, Layout<1>::row(0, engine.prior().items[0]));
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].amount == doctest::Approx(0.0));
  CHECK(shares[1].amount == doctest::Approx(-2.0 * 0.5));
  CHECK(shares[1].origin.happening.cause == Cause::rupture);
}

TEST_CASE("engine: ten silent years, only the highest answer, and only the lowest, give wide and finite numbers") {
  for (const double points : {0.0, 100.0, 50.0}) {
    Story story = days_of(400, points);
    const Told steady = live<1>(story)[0];
    CHECK(std::isfinite(steady.security));
    CHECK(std::fabs(steady.security - points) < 25.0);
    story.answers.push_back({4'050 * minutes_per_day, 0, Item::security, 100.0 - points});
    const Told after = live<1>(story)[0];
    CHECK(std::isfinite(after.security));
    CHECK(after.doubt > steady.doubt);
    CHECK(std::isfinite(after.log_likelihood));
  }
}

TEST_CASE("engine: the covariance stays one over a long diary of hard answers") {
  Engine<2> engine{CouplePrior{}};
  for (int day = 0; day < 3'000; ++day) {
    Moment moment{day * minutes_per_day, {}, {}};
    for (Person person = 0; person < 2; ++person)
      for (int item = 0; item < item_count; ++item)
        moment.answers.push_back({moment.minute, person, static_cast<Item>(item), day % 500 < 250 ? 100.0 : 0.0});
    if (day % 10 == 0)
      moment.happenings = {{moment.minute, 0, Cause::rupture, 3.0, 0}, {moment.minute, 1, Cause::repair, 1.0, 0}};
    CHECK(std::isfinite(engine.live(moment)));
  }
  for (Person person = 0; person < 2; ++person)
    for (const auto& part : engine.of(person).parts()) {
      Matrix<24, 24> lower;
      CHECK(cholesky(part.covariance + 1e-12 * identity<24>(), lower));
    }
}
