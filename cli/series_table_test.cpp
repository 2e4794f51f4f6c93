// Tables of series: every form of time, people and items as written, and each bad cell named with its line and what to
// do; forecasts go out in the order of the file.
#include "cli/series_table.h"

#include <doctest/doctest.h>

#include "cli/series_words.h"

using namespace bothy;
using namespace bothy::cli;

namespace {

SeriesPlan plan_of(dyad::Scale scale = {1.0, 5.0, true}) {
  SeriesPlan plan;
  plan.time = "t";
  plan.items = {"x"};
  plan.scale = scale;
  return plan;
}

std::vector<dyad::ItemReading> read_all(const SeriesTable& table) {
  std::vector<dyad::ItemReading> out;
  for (const SeriesItem& item : table.items) out.push_back(*dyad::read_item(item.scale, item.rows, table.happenings));
  return out;
}

}  // namespace

TEST_CASE("series table: people, items, missing answers and happenings stand where they were written") {
  SeriesPlan plan = plan_of();
  plan.items = {"x", "y"};
  plan.person = "who";
  plan.events = "what";
  const auto table = series_table(
      "who,t,x,y,what\nana,1,2,,\nben,1,,4,rupture:2; safe talk\nana,2,5,NA,\n\"b, c\",2.5,1,1,promise-kept\n", plan);
  REQUIRE(table);
  CHECK(table->problems.kept().empty());
  CHECK(table->people == std::vector<std::string>{"ana", "ben", "b, c"});
  CHECK(table->times == std::vector<std::string>{"1", "1", "2", "2.5"});
  CHECK(table->items[0].rows[2].answer == 5.0);
  CHECK_FALSE(table->items[0].rows[1].answered);
  CHECK(table->items[1].rows[1].at.person == 1);
  REQUIRE(table->happenings.size() == 3);
  CHECK(table->happenings[0].amount == 2.0);
  CHECK(table->happenings[1].cause == dyad::Cause::safe_talk);
  CHECK(table->happenings[2].row == 3);
  const std::string csv = forecasts_csv(*table, read_all(*table));
  CHECK(csv.starts_with("person,time,item,answer,mean,sd,log_density\nana,1,x,2,3,"));
  CHECK(csv.find("\nben,1,y,4,") < csv.find("\nana,2,x,5,"));
  CHECK(csv.find("\n\"b, c\",2.5,y,1,") != std::string::npos);
  CHECK(csv.find("ana,1,y") == std::string::npos);
}

TEST_CASE("series table: times in numbers, dates and seconds since 1970 all become numbers that keep their order") {
  const struct {
    const char* name;
    const char* first;
    const char* second;
    double apart;
    double days;
  } cases[] = {
      {"hours", "0.00", "27.5", 27.5, 1.0 / 24},
      {"day", "3", "4", 1.0, 1.0},
      {"t", "2026-03-31T20:30", "2026-04-01T20:30", 1.0, 1.0},
      {"t", "2026-03-31 20:30:15", "2026-03-31 20:30:45", 30.0 / 86'400, 1.0},
      {"t", "2026-03-31", "2027-03-31", 365.0, 1.0},
      {"t", "31/03/2026", "01/04/2026", 1.0, 1.0},
      {"t", "1767225600", "1767312000", 86'400.0, 1.0 / 86'400},
      {"t", "1767225600000", "1767225660000", 60'000.0, 1.0 / 86'400'000},
      {"t", "1e5", "1.5e5", 5e4, 0.0},
      {"beep", "1", "2", 1.0, 0.0},
  };
  for (const auto& one : cases) {
    CAPTURE(one.first);
    SeriesPlan plan = plan_of();
    plan.time = one.name;
    const auto table = series_table(std::string(one.name) + ",x\n" + one.first + ",1\n" + one.second + ",2\n", plan);
    REQUIRE(table);
    REQUIRE(table->items[0].rows.size() == 2);
    CHECK(table->items[0].rows[1].at.time - table->items[0].rows[0].at.time == doctest::Approx(one.apart));
    CHECK(table->days_of_unit == doctest::Approx(one.days));
  }
}

TEST_CASE("series table: each bad cell is named with its line, its column and what to do") {
  const struct {
    const char* text;
    std::uint32_t line;
    const char* says;
  } cases[] = {
      {"t,x\n1,2\n2,6\n", 3, "outside the scale 1..5"},
      {"t,x\n1,2\n2,-1\n", 3, "outside the scale"},
      {"t,x\n1,2\n2,many\n", 3, "not a number"},
      {"t,x\n1,2\n2,nan?\n", 3, "not a number"},
      {"t,x\n1,2\n2,2.5\n", 3, "--slider"},
      {"t,x\n1,2\n,3\n", 3, "no time"},
      {"t,x\n1,2\nsoon,3\n", 3, "not a time"},
      {"t,x\n1,2\n1e300,3\n", 3, "not a time"},
      {"t,x\n2026-02-28,2\n2026-03-01,2\n2026-02-30,3\n", 4, "not a time"},
      {"t,x\n2025-02-30,3\n", 2, "no such day"},
      {"t,x\n31.31.2025,3\n", 2, "no such day"},
      {"t,x\n1,2\n2,3,4\n", 3, "cells"},
      {"t,x\n1,2\n2,\"3\n", 3, "quote"},
      {"t,x\n1,\n", 0, "no answer in this column"},
      {"t,x\n", 0, "no rows"},
      {"", 0, "no rows"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto table = series_table(one.text, plan_of());
    REQUIRE(table);
    REQUIRE(table->problems.kept().size() == 1);
    CHECK(table->problems.kept()[0].line == one.line);
    CHECK(table->problems.kept()[0].what.find(one.says) != std::string::npos);
  }
  SeriesPlan plan = plan_of();
  plan.events = "e";
  for (const char* cell : {"fight", "rupture:much", "rupture:11", "rupture;fight"}) {
    const auto table = series_table(std::string("t,x,e\n1,2,repair\n2,3,") + cell + "\n", plan);
    REQUIRE(table);
    REQUIRE(table->problems.kept().size() == 1);
    CHECK(table->problems.kept()[0].line == 3);
    CHECK(table->problems.kept()[0].what.find("promise_kept") != std::string::npos);
    CHECK(table->problems.kept()[0].what.find("Leave the cell empty") != std::string::npos);
  }
}

TEST_CASE("series table: a line with an answer and nobody's name is named; an empty one is passed over") {
  SeriesPlan plan = plan_of();
  plan.person = "who";
  const auto table = series_table("who,t,x\nana,1,2\n,2,3\nNA,3,4\n,4,\n", plan);
  REQUIRE(table);
  REQUIRE(table->problems.kept().size() == 2);
  CHECK(table->problems.kept()[0].line == 3);
  CHECK(table->problems.kept()[0].column == "who");
  CHECK(table->problems.kept()[1].line == 4);
  CHECK(table->people == std::vector<std::string>{"ana"});
}

TEST_CASE("series table: a column of the time, of people or of what happened holds no answers") {
  SeriesPlan plan = plan_of();
  plan.person = "who";
  plan.events = "what";
  for (const char* item : {"t", "who", "what", "2"}) {
    plan.items = {"x", item};
    const auto table = series_table("who,t,x,what\n1,2,3,\n", plan);
    REQUIRE_FALSE(table);
    CHECK(table.error().say.find("Leave it out of --rating") != std::string::npos);
  }
}

TEST_CASE("series table: a scale that cannot be is said back as it was typed") {
  CHECK(scale_of("100..0").error().say == "--scale 100..0: the low end comes first, as in --scale 0..100.");
  CHECK(scale_of("five").error().say.find("--scale five:") == 0);
}

TEST_CASE("series table: columns that are not there, or there twice, and dates that read both ways are asked about") {
  SeriesPlan plan = plan_of();
  CHECK(series_table("t,y\n1,2\n", plan).error().say.find("The columns here are: t, y") != std::string::npos);
  CHECK(series_table("t,x,x\n1,2,3\n", plan).error().say.find("two columns") != std::string::npos);
  CHECK(series_table("t,x\n01/02/2026,2\n03/04/2026,2\n", plan).error().say.find(":dmy") != std::string::npos);
  plan.time = "t:mdy";
  const auto table = series_table("t,x\n01/02/2026,2\n03/04/2026,2\n", plan);
  REQUIRE(table);
  CHECK(table->items[0].rows[1].at.time - table->items[0].rows[0].at.time == 61.0);
  plan.items = {"x", "x"};
  CHECK_FALSE(series_table("t,x\n1,2\n", plan));
}

TEST_CASE("series table: only the first answer can make a slider of a short scale") {
  CHECK_FALSE(series_table("t,x\n1,2.5\n2,3\n", plan_of())->items[0].scale.points);
  CHECK(series_table("t,x\n1,2\n2,3\n", plan_of())->items[0].scale.points);
  SeriesPlan typed = plan_of();
  typed.scale_is_typed = true;
  CHECK_FALSE(series_table("t,x\n1,2.5\n2,3\n", typed)->problems.kept().empty());
  CHECK(scale_of("0..10")->points);
  CHECK_FALSE(scale_of("0..11")->points);
  CHECK_FALSE(scale_of("-1.5..1.5")->points);
  for (const char* bad : {"", "5", "5..1", "a..b", "1..1", "1...5", "nan..5"}) CHECK_FALSE(scale_of(bad));
}

TEST_CASE("series words: the estimates hold what the answers say, and a chart stays within its width") {
  SeriesPlan plan = plan_of({0.0, 100.0, false});
  std::string text = "t,x\n";
  for (int day = 0; day < 150; ++day) text += std::to_string(day) + "," + std::to_string(60 + day % 7) + "\n";
  const auto table = series_table(text, plan);
  REQUIRE(table);
  const auto readings = read_all(*table);
  const Value estimates = estimates_value(*table, readings);
  const Value& person = (*(*estimates.find("items")->as<List>())[0].find("people")->as<List>())[0];
  CHECK(*person.find("n")->as<std::int64_t>() == 150);
  CHECK(*person.find("level")->find("mean")->as<double>() == doctest::Approx(63.0).epsilon(0.02));
  CHECK(*person.find("level")->find("low")->as<double>() < *person.find("level")->find("mean")->as<double>());
  CHECK(*person.find("swing")->find("mean")->as<double>() < 6.0);
  const auto chart = series_chart(table->items[0], readings[0], 0, "x", {60, true});
  REQUIRE(chart.size() == 10);
  for (const auto& line : chart) CHECK(line.size() <= 60);
  CHECK(series_chart(table->items[0], readings[0], 7, "x", {60, true}).empty());
}
