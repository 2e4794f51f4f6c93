// What is told of one's own days: nothing before it is earned, bands that narrow, parts that add up, nothing of the
// other.
#include "view/estimates.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/seeded.h"
#include "event/words.h"
#include "view/diary.h"

using namespace bothy;

namespace {

constexpr std::int32_t first_day = 20'000;

struct Writer {
  PrivateLog<Me> mine;
  SharedLog ours;
  std::uint32_t made = 0;

  Event event(std::int32_t day, std::int32_t minute, Body body) {
    Event out;
    out.id.bytes[0] = static_cast<std::uint8_t>(++made >> 8);
    out.id.bytes[1] = static_cast<std::uint8_t>(made);
    out.id.bytes[7] = 1;
    out.at = {std::int64_t{day} * ms_per_day + minute * ms_per_minute, 0};
    out.body = std::move(body);
    return out;
  }
  Id check_in(std::int32_t day, CheckedIn entry, std::int32_t minute = 1'290) {
    entry.day = day;
    entry.minute = minute;
    Event made_event = event(day, minute, Body(std::move(entry)));
    const Id id = made_event.id;
    mine.entries.add({{std::move(made_event), Author::me}});
    return id;
  }
  Id share(std::int32_t day, Author who, Body body) {
    Event made_event = event(day, 0, std::move(body));
    const Id id = made_event.id;
    ours.entries.add({{std::move(made_event), who}});
    return id;
  }
};

Instant evening(std::int32_t day) { return {std::int64_t{day} * ms_per_day + 1'380 * ms_per_minute}; }

// Days around a middle, with the small ups and downs of a made-up person.
Writer days_of(int days, int middle, std::uint64_t seed = 7) {
  Writer out;
  Seeded dice(seed);
  for (int day = 0; day < days; ++day) {
    CheckedIn entry;
    entry.myself = {std::clamp(middle + static_cast<int>(dice.next() % 21) - 10, 0, 100)};
    entry.energy = {50 + static_cast<int>(dice.next() % 11) - 5};
    if (day % 2 == 0) entry.depend = {std::clamp(middle + static_cast<int>(dice.next() % 21) - 10, 0, 100)};
    out.check_in(first_day + day, std::move(entry));
  }
  return out;
}

double number(const Value& value, std::string_view key) {
  const Value* at = value.find(key);
  REQUIRE(at != nullptr);
  if (const auto* whole = at->as<std::int64_t>()) return static_cast<double>(*whole);
  REQUIRE(at->as<double>() != nullptr);
  return *at->as<double>();
}

Value state(const Writer& written, std::int32_t day) {
  return *view_state(written.mine, written.ours, dyad::CouplePrior{}, evening(day), 0);
}
Value us(const Writer& written, std::int32_t day) {
  return *view_us(written.mine, written.ours, dyad::CouplePrior{}, evening(day), 0);
}
Value patterns(const Writer& written, std::int32_t day) {
  return *view_patterns(written.mine, written.ours, dyad::CouplePrior{}, evening(day), 0);
}

double width(const Value& told) { return number(told, "high") - number(told, "low"); }

}  // namespace

TEST_CASE("estimates: with nothing said nothing is told, and how far it is stands there") {
  const Writer none;
  for (const Value& view : {state(none, first_day), us(none, first_day)}) {
    CHECK(view.find("security") == nullptr);
    CHECK(number(*view.find("early"), "n") == 0);
    CHECK(number(*view.find("early"), "of") == 7);
  }
  CHECK(patterns(none, first_day).find("own_weight") == nullptr);
  CHECK(number(*us(days_of(3, 70), first_day + 2).find("early"), "n") == 3);
}

TEST_CASE("estimates: the band of felt security narrows as days are added") {
  double before = 200.0;
  for (const int days : {8, 30, 90}) {
    const Value view = us(days_of(days, 70), first_day + days - 1);
    REQUIRE(view.find("security") != nullptr);
    const double now = width(*view.find("usual"));
    CHECK(now < before);
    before = now;
    CHECK(std::fabs(number(*view.find("security"), "middle") - 70.0) < 8.0);
  }
}

TEST_CASE("estimates: level from day seven, steadiness from day thirty, recovery after three ruptures") {
  Writer written = days_of(40, 66);
  CHECK(us(written, first_day + 5).find("security") == nullptr);
  CHECK(us(written, first_day + 6).find("security") != nullptr);
  CHECK(us(written, first_day + 20).find("steadiness") == nullptr);
  CHECK(us(written, first_day + 39).find("steadiness") != nullptr);
  CHECK(us(written, first_day + 39).find("recovery") == nullptr);
  CheckedIn hurt;
  hurt.moments = {moment("hurt")};
  for (const int day : {3, 12, 21}) written.check_in(first_day + day, hurt, 600);
  CHECK(us(written, first_day + 39).find("recovery") != nullptr);
  CHECK(us(written, first_day + 39).find("ruptures")->as<List>()->size() == 3);
}

TEST_CASE("estimates: what moved it adds up to the change of the week") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Writer written = days_of(40, 60, seed);
    CheckedIn more;
    more.moments = {moment("hurt"), moment("repaired"), moment("heard")};
    more.stress = {80};
    written.check_in(first_day + 36, more, 700);
    const Value moved = *state(written, first_day + 39).find("moved");
    double sum = 0.0;
    for (const Value& part : *moved.find("parts")->as<List>()) sum += number(part, "amount");
    CHECK(std::fabs(sum - number(moved, "change")) < 1e-9);
    CHECK(moved.find("parts")->as<List>()->size() >= 5);
  }
}

TEST_CASE("estimates: one bad day keeps the word for the state, a run of them changes it") {
  Writer one = days_of(60, 72);
  CheckedIn bad;
  bad.myself = {15};
  one.check_in(first_day + 55, bad, 1'300);
  CHECK(text_or(state(one, first_day + 59), "state", "") == "leaning_in");
  Writer run = days_of(60, 72);
  for (int day = 60; day < 72; ++day) run.check_in(first_day + day, bad);
  CHECK(text_or(state(run, first_day + 71), "state", "") == "self_protecting");
}

TEST_CASE("estimates: an entry that was replaced or taken out of view counts no more") {
  Writer written = days_of(20, 70);
  const Value before = state(written, first_day + 20);
  CheckedIn wrong;
  wrong.myself = {2};
  const Id id = written.check_in(first_day + 20, wrong);
  CHECK(!(state(written, first_day + 20) == before));
  written.mine.entries.add({{written.event(first_day + 20, 1'300, Body(Withdrawn{id})), Author::me}});
  CHECK(state(written, first_day + 20) == before);
}

TEST_CASE("estimates: nothing that the other feels or says of themself moves what is told to me") {
  Writer written = days_of(60, 64);
  const Value before_us = us(written, first_day + 59);
  const Value before_state = state(written, first_day + 59);
  written.share(first_day + 50, Author::them, Body(NeedShared{first_day + 50, 1}));
  written.share(first_day + 50, Author::them, Body(WeatherShared{first_day + 50, 5}));
  written.share(first_day + 51, Author::them, Body(RatingShared{first_day + 51, "safe", Slider{3}}));
  const Id mine = written.share(first_day + 51, Author::me, Body(RepairOffered{first_day + 51, 0, "a", "b", "", Id{}}));
  written.share(first_day + 52, Author::them, Body(RepairRated{mine, Slider{5}}));
  const Id promise = written.share(first_day + 51, Author::me, Body(PromiseMade{first_day + 51, "p", 0}));
  written.share(first_day + 52, Author::them, Body(PromiseKept{promise, first_day + 52}));
  CHECK(us(written, first_day + 59) == before_us);
  CHECK(state(written, first_day + 59) == before_state);
}

TEST_CASE("estimates: the receiver's rating of a repair counts, and in place of the bare word of that day") {
  Writer written = days_of(30, 60);
  CheckedIn word;
  word.moments = {moment("repaired")};
  written.check_in(first_day + 25, word, 1'000);
  const Id repair =
      written.share(first_day + 25, Author::them, Body(RepairOffered{first_day + 25, 0, "a", "b", "", Id{}}));
  written.share(first_day + 25, Author::me, Body(RepairRated{repair, Slider{90}}));
  const Diary diary = diary_of(written.mine, written.ours, Day{0}, Day{first_day + 200});
  std::vector<double> amounts;
  for (const auto& one : diary.story.happenings)
    if (one.cause == dyad::Cause::repair) amounts.push_back(one.amount);
  CHECK(amounts == std::vector<double>{0.8});
}

TEST_CASE("estimates: a promise is kept or missed once, however often it is said") {
  Writer written = days_of(10, 60);
  const Id promise = written.share(first_day, Author::them, Body(PromiseMade{first_day, "p", 0}));
  for (int i = 0; i < 50; ++i) written.share(first_day + 1, Author::them, Body(PromiseKept{promise, first_day + 1}));
  const Diary diary = diary_of(written.mine, written.ours, Day{0}, Day{first_day + 200});
  CHECK(diary.to_me.kept == 1);
  CHECK(diary.story.happenings.size() == 1);
}

TEST_CASE("estimates: whoever writes a hundred kept promises on one day moves no more than with one") {
  const auto with = [](int promises) {
    Writer written = days_of(30, 60);
    for (int i = 0; i < promises; ++i) {
      const Id promise = written.share(first_day + 25, Author::them, Body(PromiseMade{first_day + 25, "p", 0}));
      written.share(first_day + 26, Author::them, Body(PromiseKept{promise, first_day + 26}));
    }
    return us(written, first_day + 29);
  };
  CHECK(with(100) == with(1));
  CHECK(!(with(1) == with(0)));
}

TEST_CASE("estimates: trust comes from promises and safety from what is felt, and it is said when they part") {
  Writer written = days_of(60, 25);
  for (int i = 0; i < 12; ++i) {
    const Id promise = written.share(first_day + i, Author::them, Body(PromiseMade{first_day + i, "p", 0}));
    written.share(first_day + i + 1, Author::them, Body(PromiseKept{promise, first_day + i + 1}));
    if (i < 4) CHECK(us(written, first_day + 59).find("trust") == nullptr);
  }
  const Value view = us(written, first_day + 59);
  CHECK(number(*view.find("trust"), "middle") > 80.0);
  CHECK(number(*view.find("security"), "middle") < 45.0);
  CHECK(text_or(view, "apart", "") == "trust_higher");
}

TEST_CASE("estimates: disagreeing with care is no rupture, disagreeing without care is one") {
  for (const bool care : {true, false}) {
    Writer written = days_of(30, 60);
    CheckedIn argued;
    argued.moments = {moment(care ? "disagreed_with_care" : "disagreed_without_care")};
    written.check_in(first_day + 28, argued, 1'000);
    CHECK(us(written, first_day + 29).find("ruptures")->as<List>()->empty() == care);
  }
}

TEST_CASE("estimates: days with a word are told against days without it once thirty days were answered") {
  Writer written;
  for (int day = 0; day < 60; ++day) {
    CheckedIn entry;
    entry.myself = {day % 3 == 0 ? 75 + day % 5 : 55 + day % 7};
    if (day % 3 == 0) entry.moments = {moment("heard")};
    written.check_in(first_day + day, entry);
  }
  CHECK(patterns(written, first_day + 20).find("together")->as<List>()->empty());
  CHECK(number(*patterns(written, first_day + 20).find("together_early"), "n") == 21);
  const Value view = patterns(written, first_day + 59);
  REQUIRE(view.find("together")->as<List>()->size() == 1);
  const Value& row = view.find("together")->as<List>()->front();
  CHECK(text_or(row, "what", "") == "heard");
  CHECK(number(*row.find("difference"), "low") > 10.0);
}

TEST_CASE("estimates: whoever has wilder days is told too, with a wider band") {
  double before = 0.0;
  for (const int swing : {4, 20, 48}) {
    Writer written;
    Seeded dice(3);
    for (int day = 0; day < 30; ++day) {
      CheckedIn entry;
      entry.myself = {50 + static_cast<int>(dice.next() % static_cast<std::uint64_t>(2 * swing + 1)) - swing};
      written.check_in(first_day + day, entry);
    }
    const Value view = us(written, first_day + 29);
    REQUIRE(view.find("security") != nullptr);
    CHECK(width(*view.find("security")) > before);
    before = width(*view.find("security"));
  }
}

TEST_CASE("estimates: ten silent years, ceilings, constants and crowds give sane numbers") {
  for (const int middle : {0, 50, 100}) {
    Writer written;
    CheckedIn entry;
    entry.myself = {middle};
    for (int day = 0; day < 40; ++day)
      for (int minute = 0; minute < 3; ++minute) written.check_in(first_day + day, entry, 1'200 + minute / 2);
    for (const int day : {39, 400, 40 + 3'652}) {
      const Value view = us(written, first_day + day);
      if (const Value* told = view.find("security")) {
        CHECK(std::isfinite(number(*told, "middle")));
        CHECK(number(*told, "low") <= number(*told, "middle"));
        CHECK(number(*told, "middle") <= number(*told, "high"));
      }
    }
    CHECK(std::fabs(number(*us(written, first_day + 39).find("security"), "middle") - middle) < 20.0);
  }
}

TEST_CASE(
    "estimates: an entry dated far ahead, one's own or the other's, waits for its day and takes nothing with it") {
  Writer written = days_of(40, 60);
  const Value before = us(written, first_day + 39);
  CheckedIn ahead;
  ahead.myself = {5};
  ahead.moments = {moment("hurt")};
  written.check_in(200'000, ahead);
  const Id promise = written.share(first_day + 3, Author::them, Body(PromiseMade{first_day + 3, "p", 0}));
  written.share(200'000, Author::them, Body(PromiseKept{promise, 200'000}));
  CHECK(us(written, first_day + 39).find("security") != nullptr);
  CHECK(*us(written, first_day + 39).find("security") == *before.find("security"));
  CHECK(state(written, first_day + 39).find("moved") != nullptr);
  CHECK(patterns(written, first_day + 39).find("own_weight") != nullptr);
}

TEST_CASE("estimates: a promise counts on the day it was marked, not on the day that was typed") {
  Writer written = days_of(40, 60);
  for (int i = 0; i < 10; ++i) {
    const Id promise = written.share(first_day + 30, Author::them, Body(PromiseMade{first_day + i, "p", 0}));
    written.share(first_day + 30, Author::them, Body(PromiseKept{promise, first_day + i}));
  }
  CHECK(us(written, first_day + 39).find("trust") == nullptr);
}

TEST_CASE("estimates: many bad check-ins of one day are one bad day") {
  Writer written = days_of(60, 72);
  CheckedIn bad;
  bad.myself = {10};
  for (int i = 0; i < 8; ++i) written.check_in(first_day + 59, bad, 1'295 + i);
  CHECK(text_or(state(written, first_day + 59), "state", "") == "leaning_in");
}

TEST_CASE("estimates: three words for one bad evening are one rupture") {
  Writer written = days_of(40, 60);
  CheckedIn evening;
  evening.moments = {moment("hurt"), moment("sharp_word"), moment("withdrawn_silence")};
  written.check_in(first_day + 20, evening, 1'000);
  CHECK(number(*us(written, first_day + 39).find("recovery_early"), "n") <= 1);
  for (const auto& one : diary_of(written.mine, written.ours, Day{0}, Day{first_day + 40}).story.happenings)
    if (one.cause == dyad::Cause::rupture) CHECK(one.amount == 3.0);
}

TEST_CASE(
    "estimates: ratings of moments take nothing from steadiness and the kept record, and alone they earn no level") {
  const auto moments_of = [](Writer written) {
    for (int day = 0; day < 60; ++day) {
      MomentLogged one;
      one.day = first_day + day;
      one.moment = moment("heard");
      one.understood = one.validated = one.cared = {60 + day % 7};
      written.mine.entries.add({{written.event(first_day + day, 730, Body(std::move(one))), Author::me}});
    }
    return written;
  };
  const Writer both = moments_of(days_of(60, 64));
  CHECK(us(both, first_day + 59).find("steadiness") != nullptr);
  CHECK(number(*state(both, first_day + 59).find("kept"), "forecasts") == 59);
  const Writer alone = moments_of(Writer{});
  CHECK(us(alone, first_day + 59).find("security") == nullptr);
  CHECK(state(alone, first_day + 59).find("state") == nullptr);
}

TEST_CASE("estimates: no band is without width, not even of days that never differ") {
  Writer written;
  for (int day = 0; day < 60; ++day) {
    CheckedIn entry;
    entry.myself = {day % 2 == 0 ? 50 : 60};
    entry.know = {70};
    entry.feel = {60};
    if (day % 2 == 0) entry.moments = {moment("heard")};
    written.check_in(first_day + day, entry);
  }
  const Value view = patterns(written, first_day + 59);
  CHECK(width(*view.find("know_feel")->find("gap")) > 0.0);
  CHECK(width(*view.find("together")->as<List>()->front().find("difference")) > 0.0);
}

TEST_CASE("estimates: the loop is drawn once eight pairs of weeks tell of it") {
  const Value early = us(days_of(40, 60), first_day + 39);
  for (const Value& edge : *early.find("loop")->as<List>()) CHECK(edge.find("early") != nullptr);
  const Value view = us(days_of(120, 60), first_day + 119);
  REQUIRE(view.find("loop")->as<List>()->size() == 4);
  for (const Value& edge : *view.find("loop")->as<List>()) CHECK(number(edge, "weeks") >= 8);
}
