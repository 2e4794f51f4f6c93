// The reader of series: what is not seen changes nothing that was said before, to the last bit; every forecast is a
// probability; hard series leave it whole; units do not matter; and earlier people help.
#include "dyad/reader.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "dyad/dice.h"
#include "dyad/real.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

const Scale five = {1.0, 5.0, true};
const Scale slider = {0.0, 100.0, false};

struct Table {
  Scale scale;
  std::vector<AnswerRow> rows;
  std::vector<RowHappening> happenings;
};

// Few people, few different times, some answers missing, rows in any order.
Table any_table(bool with_happenings) {
  Table out;
  out.scale = *rc::gen::inRange(0, 2) == 0 ? five : slider;
  const int n = *rc::gen::inRange(1, 40);
  const bool by_time = *rc::gen::inRange(0, 2) == 0;
  for (int i = 0; i < n; ++i) {
    const auto person = static_cast<std::uint32_t>(*rc::gen::inRange(0, 4));
    const double time = by_time ? i * 0.5 : *rc::gen::inRange(0, 12);
    const double answer = out.scale.points ? *rc::gen::inRange(1, 6) : *rc::gen::inRange(0, 101);
    out.rows.push_back(
        {{std::min(person, static_cast<std::uint32_t>(n - 1)), time}, answer, *rc::gen::inRange(0, 5) > 0});
    if (with_happenings && *rc::gen::inRange(0, 4) == 0)
      out.happenings.push_back({static_cast<std::uint32_t>(i), static_cast<Cause>(*rc::gen::inRange(0, cause_count)),
                                *rc::gen::inRange(-2, 4) * 0.5});
  }
  return out;
}

ItemReading read(const Table& table) { return *read_item(table.scale, table.rows, table.happenings); }

bool same(const Forecast& a, const Forecast& b) {
  return a.mean == b.mean && a.sd == b.sd && a.log_density == b.log_density;
}

// The rows that `keep` takes, with the happenings of these.
struct Part {
  Table table;
  std::vector<std::size_t> from;
};
template <class Keep>
Part part_of(const Table& table, Keep keep) {
  Part out{{table.scale, {}, {}}, {}};
  std::vector<std::uint32_t> becomes(table.rows.size());
  std::vector<bool> kept(table.rows.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (!keep(i)) continue;
    kept[i] = true;
    becomes[i] = static_cast<std::uint32_t>(out.from.size());
    out.from.push_back(i);
    out.table.rows.push_back(table.rows[i]);
  }
  // People keep their numbers; a table that is too short for a number gets rows of nobody's answers behind it.
  for (const RowHappening& one : table.happenings)
    if (kept[one.row]) out.table.happenings.push_back({becomes[one.row], one.cause, one.amount});
  std::map<std::uint32_t, std::uint32_t> numbers;
  for (AnswerRow& row : out.table.rows)
    row.at.person = numbers.try_emplace(row.at.person, static_cast<std::uint32_t>(numbers.size())).first->second;
  return out;
}

// The line a row counts as standing on: its own, or the last of the person's own earlier rows.
std::size_t place_of(const Table& table, std::size_t row) {
  std::size_t place = row;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    if (table.rows[i].at.person == table.rows[row].at.person && table.rows[i].at.time < table.rows[row].at.time)
      place = std::max(place, i);
  return place;
}

// Whether what row `a` says may be known to the forecast of row `b`. All answers that one person gives in one moment
// know what the first of them knows.
bool may_know(const Table& table, std::size_t b, std::size_t a) {
  const Placed& first = table.rows[a].at;
  const Placed& then = table.rows[b].at;
  if (first.person == then.person) return first.time < then.time;
  std::size_t beginning = b;
  for (std::size_t i = table.rows.size(); i-- > 0;)
    if (table.rows[i].at.person == then.person && table.rows[i].at.time == then.time) beginning = i;
  return first.time <= then.time && place_of(table, a) < place_of(table, beginning);
}

}  // namespace

TEST_CASE("reader: without the rows that came after a time, what was said up to it stays, to the last bit") {
  for (const bool happenings : {false, true}) {
    CHECK(rc::check("any table, any time", [happenings] {
      const Table table = any_table(happenings);
      const double time = *rc::gen::inRange(0, 12);
      const Part part = part_of(table, [&](std::size_t i) { return table.rows[i].at.time <= time; });
      if (part.from.empty()) return;
      const ItemReading whole = read(table);
      const ItemReading cut = read(part.table);
      for (std::size_t i = 0; i < part.from.size(); ++i)
        if (part.table.rows[i].answered) RC_ASSERT(same(cut.forecasts[i], whole.forecasts[part.from[i]]));
    }));
  }
}

TEST_CASE("reader: a file in which each person's rows are in order may end anywhere: what stands in it stays") {
  CHECK(rc::check("any table, cut anywhere", [] {
    Table table = any_table(true);
    std::map<std::uint32_t, double> latest;
    for (AnswerRow& row : table.rows)
      row.at.time = latest[row.at.person] = std::max(latest[row.at.person], row.at.time);
    const auto lines = static_cast<std::size_t>(*rc::gen::inRange<int>(1, static_cast<int>(table.rows.size()) + 1));
    const Part part = part_of(table, [&](std::size_t i) { return i < lines; });
    const ItemReading whole = read(table);
    const ItemReading cut = read(part.table);
    for (std::size_t i = 0; i < lines; ++i)
      if (table.rows[i].answered) RC_ASSERT(same(cut.forecasts[i], whole.forecasts[i]));
  }));
}

TEST_CASE("reader: another answer changes only what may know of it, and never its own mean") {
  CHECK(rc::check("any table, any answer", [] {
    Table table = any_table(true);
    const auto changed = static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(table.rows.size())));
    const ItemReading before = read(table);
    AnswerRow& row = table.rows[changed];
    row.answer = row.answer >= table.scale.high ? table.scale.low : row.answer + 1.0;
    if (*rc::gen::inRange(0, 3) == 0) row.answered = !row.answered;
    const ItemReading after = read(table);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (i == changed || !table.rows[i].answered || may_know(table, i, changed)) continue;
      RC_ASSERT(same(before.forecasts[i], after.forecasts[i]));
    }
    if (row.answered && before.forecasts[changed].sd > 0.0) {
      RC_ASSERT(before.forecasts[changed].mean == after.forecasts[changed].mean);
      RC_ASSERT(before.forecasts[changed].sd == after.forecasts[changed].sd);
    }
  }));
}

TEST_CASE("reader: what is given to the points of a scale comes to one") {
  CHECK(rc::check("whatever was answered before", [] {
    Table table = any_table(false);
    if (!table.scale.points) return;
    const std::size_t last = table.rows.size() - 1;
    table.rows[last].answered = true;
    table.rows[last].at.time = 20.0;
    double sum = 0.0;
    for (int point = 1; point <= 5; ++point) {
      table.rows[last].answer = point;
      sum += dyad::exp(read(table).forecasts[last].log_density);
    }
    RC_ASSERT(std::fabs(sum - 1.0) < 1e-9);
  }));
}

TEST_CASE("reader: the density inside a slider and its two ends come to one, wherever answers have been") {
  CHECK(rc::check("answers around any place, with decimals, at the ends and beside them", [] {
    Table table{slider, {}, {}};
    const double place = *rc::gen::inRange(0, 101);
    const double reach = *rc::gen::inRange(1, 40);
    const int n = *rc::gen::inRange(0, 60);
    for (int i = 0; i < n; ++i) {
      const double answer = place + reach * *rc::gen::inRange(-100, 101) / 100.0;
      table.rows.push_back({{0, static_cast<double>(i)}, std::clamp(answer, 0.0, 100.0), true});
    }
    // Answers of one moment all know the same: one reading gives the whole density.
    constexpr double step = 0.1;
    const double time = n + *rc::gen::inRange(0, 3) * 500.0;
    for (int i = 0; i < 990; ++i) table.rows.push_back({{0, time}, 0.5 + step * (i + 0.5), true});
    for (const double end : {0.0, 100.0}) table.rows.push_back({{0, time}, end, true});
    for (const double beside : {0.2, 99.7}) table.rows.push_back({{0, time}, beside, true});
    const ItemReading reading = read(table);
    const auto given = [&](std::size_t i) {
      return dyad::exp(reading.forecasts[static_cast<std::size_t>(n) + i].log_density);
    };
    double sum = given(990) + given(991);
    for (std::size_t i = 0; i < 990; ++i) sum += given(i) * step;
    RC_ASSERT(std::fabs(sum - 1.0) < 1e-3);
    RC_ASSERT(given(992) == given(990));
    RC_ASSERT(given(993) == given(991));
  }));
}

TEST_CASE("reader: the unit of time does not matter") {
  CHECK(rc::check("hours as days", [] {
    Table table = any_table(false);
    const ItemReading hours = read(table);
    for (AnswerRow& row : table.rows) row.at.time *= 3'600'000.0;
    const ItemReading ms = read(table);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      if (table.rows[i].answered)
        RC_ASSERT(std::fabs(hours.forecasts[i].log_density - ms.forecasts[i].log_density) < 1e-6);
  }));
}

TEST_CASE("reader: constant answers, only ends, two in one minute and ten silent years leave finite, wide bands") {
  for (const Scale& scale : {five, slider})
    for (const double answer : {scale.low, scale.high, 3.0}) {
      Table table{scale, {}, {}};
      for (int i = 0; i < 300; ++i) table.rows.push_back({{0, i / 2 + i % 2 * 1e-6}, answer, true});
      for (int i = 0; i < 3; ++i)
        table.rows.push_back({{0, 4'000.0 + i * 1e-7}, scale.low + scale.high - answer, true});
      const ItemReading reading = read(table);
      for (const Forecast& one : reading.forecasts) {
        CHECK(std::isfinite(one.log_density));
        CHECK(std::isfinite(one.mean));
        CHECK(one.sd > 0.0);
        CHECK(one.log_density > -20.0);
      }
      CHECK(reading.forecasts[299].log_density > std::log(scale.points || answer != 3.0 ? 0.9 : 0.5));
      CHECK(reading.forecasts[299].sd < 0.06 * (scale.high - scale.low));
      CHECK(reading.forecasts[300].sd > 0.12 * (scale.high - scale.low));
      CHECK(std::isfinite(reading.people[0].level.mean));
      CHECK(reading.people[0].level.variance > 0.0);
    }
}

TEST_CASE("reader: the first answer of a person is foreseen better after others, and worse without the population") {
  Table table{slider, {}, {}};
  Dice dice(3);
  for (std::uint32_t who = 0; who < 30; ++who)
    for (int i = 0; i < 10; ++i)
      table.rows.push_back({{who, static_cast<double>(i)}, std::clamp(80.0 + 5.0 * dice.normal(), 0.0, 100.0), true});
  const ItemReading reading = read(table);
  CHECK(reading.forecasts[0].mean == doctest::Approx(50.0));
  CHECK(reading.forecasts[290].mean == doctest::Approx(80.0).epsilon(0.05));
  CHECK(reading.forecasts[290].sd < 0.6 * reading.forecasts[0].sd);
  ReaderParts alone;
  alone.population = false;
  CHECK(read_item(table.scale, table.rows, {}, alone)->forecasts[290].mean == doctest::Approx(50.0));
  CHECK(reading.item.people == 30);
  CHECK(reading.item.answers == 300);
  CHECK(reading.item.mean == doctest::Approx(80.0).epsilon(0.05));
}

TEST_CASE("reader: where everybody answers at once, their first answers alone show how sharp a first forecast can be") {
  Table table{slider, {}, {}};
  Dice dice(8);
  const auto people = 400;
  for (std::uint32_t who = 0; who < people; ++who) table.rows.push_back({{who, 0.0}, 70.0 + 6.0 * dice.normal(), true});
  const ItemReading reading = read(table);
  double mean = 0.0;
  for (std::size_t i = people / 2; i < people; ++i) mean += reading.forecasts[i].log_density / (people / 2.0);
  const double ideal = -0.5 * (dyad::log_2pi + 1.0) - dyad::log(6.0);
  CHECK(mean > ideal - 0.06);
  CHECK(reading.forecasts[people - 1].sd < 7.5);
}

TEST_CASE("reader: a walk at random and a slow climb are foreseen nearly as well as by one who knows what they are") {
  Dice dice(21);
  const auto knows = [](double y, double mean, double sd) {
    return -0.5 * (dyad::log_2pi + (y - mean) * (y - mean) / (sd * sd)) - dyad::log(sd);
  };
  double walk = 0.0;
  double climb = 0.0;
  for (int time = 0; time < 4; ++time) {
    Table walking{slider, {}, {}};
    Table climbing{slider, {}, {}};
    double at = 50.0;
    for (int day = 0; day < 300; ++day) {
      at = std::clamp(at + 4.0 * dice.normal(), 1.0, 99.0);
      walking.rows.push_back({{0, static_cast<double>(day)}, at, true});
      climbing.rows.push_back({{0, static_cast<double>(day)}, 20.0 + 0.2 * day + 5.0 * dice.normal(), true});
    }
    const ItemReading walked = read(walking);
    const ItemReading climbed = read(climbing);
    double smooth = climbing.rows[0].answer;
    for (std::size_t day = 1; day < 300; ++day) {
      const double y = climbing.rows[day].answer;
      if (day >= 50) {
        walk += walked.forecasts[day].log_density - knows(walking.rows[day].answer, walking.rows[day - 1].answer, 4.0);
        climb += climbed.forecasts[day].log_density - knows(y, smooth, 5.5);
      }
      smooth += 0.2 * (y - smooth);
    }
  }
  CHECK(walk / 1'000.0 > -0.04);
  CHECK(climb / 1'000.0 > -0.05);
}

TEST_CASE(
    "reader: a person who rests while thousands of others answer is foreseen to the last bit as one who never did") {
  // Rows of others at a later time teach this person nothing; alone they would stand directly below each other.
  Table alone{slider, {}, {}};
  Table among{slider, {}, {}};
  std::uint32_t other = 1;
  for (std::uint32_t i = 0; i < 7; ++i) {
    const AnswerRow row{{0, static_cast<double>(i)}, 40.0 + 7.0 * (i % 4), true};
    alone.rows.push_back(row);
    among.rows.push_back(row);
    if (i == 2 || i == 4) {
      among.happenings.push_back({static_cast<std::uint32_t>(among.rows.size() - 1), Cause::rupture, 1.0});
      alone.happenings.push_back({i, Cause::rupture, 1.0});
    }
    for (int k = 0; k < 2'001; ++k) among.rows.push_back({{other, 100.0}, 0.0, false});
    ++other;
  }
  const ItemReading one = read(alone);
  const ItemReading many = read(among);
  for (std::uint32_t i = 0; i < 7; ++i) CHECK(same(one.forecasts[i], many.forecasts[2'002 * i]));
  CHECK(one.people[0].level.mean == many.people[0].level.mean);
}

TEST_CASE("reader: happenings that lower the answers are learned from") {
  Table with{slider, {}, {}};
  Dice dice(11);
  double open = 0.0;
  for (std::uint32_t day = 0; day < 200; ++day) {
    with.rows.push_back({{0, static_cast<double>(day)}, 70.0 - open + 3.0 * dice.normal(), true});
    open *= 0.6;
    if (!dice.chance(0.1)) continue;
    open += 25.0;
    with.happenings.push_back({day, Cause::rupture, 2.0});
  }
  Table without = with;
  without.happenings.clear();
  const ItemReading heard = read(with);
  const ItemReading deaf = read(without);
  double better = 0.0;
  for (std::size_t day = 0; day < 200; ++day)
    better += (heard.forecasts[day].log_density - deaf.forecasts[day].log_density) / 200.0;
  CHECK(better > 0.05);
}

TEST_CASE("reader: numbers that cannot be are an error") {
  const double nan = std::nan("");
  const std::vector<AnswerRow> good = {{{0, 1.0}, 3.0, true}, {{0, 2.0}, 4.0, true}};
  CHECK(read_item(five, good, {}));
  CHECK(read_item(five, {}, {}));
  const struct {
    Scale scale;
    AnswerRow row;
  } bad[] = {
      {five, {{0, nan}, 3.0, true}},          {five, {{0, 1e300}, 3.0, true}},
      {five, {{0, 1.0}, nan, true}},          {five, {{0, 1.0}, 6.0, true}},
      {five, {{9, 1.0}, 3.0, true}},          {{5, 1, true}, {{0, 1.0}, 3.0, true}},
      {{1, 99, true}, {{0, 1.0}, 3.0, true}}, {{nan, 5, false}, {{0, 1.0}, 3.0, true}},
  };
  for (const auto& one : bad) {
    const std::vector<AnswerRow> rows = {one.row};
    const auto reading = read_item(one.scale, rows, {});
    CHECK_FALSE(reading);
    if (!reading) CHECK(reading.error() == Error::out_of_range);
  }
  const std::vector<RowHappening> out_of_order = {{1, Cause::rupture, 1.0}, {0, Cause::rupture, 1.0}};
  CHECK_FALSE(read_item(five, good, out_of_order));
  const std::vector<RowHappening> beyond = {{7, Cause::rupture, 1.0}};
  CHECK_FALSE(read_item(five, good, beyond));
}
