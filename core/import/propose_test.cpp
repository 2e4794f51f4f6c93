// From a file and a mapping to proposed check-ins: what is kept, what is left out, and every problem by its line.
#include <doctest/doctest.h>

#include <algorithm>

#include "import/import_samples.h"
#include "import/propose.h"

using namespace bothy;
using samples::diary;

namespace {

Proposal proposed(std::string_view text, const Mapping& mapping, ImportContext context = {}) {
  return propose(text, mapping, context);
}

/// "line:column:kind" of each problem.
std::vector<std::string> problems_of(const Proposal& proposal) {
  std::vector<std::string> out;
  for (const auto& problem : proposal.problems) {
    CHECK_FALSE(problem.what.empty());
    out.push_back(std::to_string(problem.line) + ":" + problem.column + ":" + std::string(problem_name(problem.kind)));
  }
  CHECK(proposal.problems_total == out.size());
  CHECK(proposal.is_clean() == out.empty());
  return out;
}

using Problems = std::vector<std::string>;

}  // namespace

TEST_CASE("propose: a row becomes a check-in with its day, rating, note and line") {
  const auto proposal = proposed("d,e,n\n2024-03-02,7,\"rain,\r\nthen sun\"\n2024-03-01,0,NA\n", diary());
  CHECK(problems_of(proposal).empty());
  REQUIRE(proposal.rows.size() == 2);
  const auto& later = proposal.rows[1];
  CHECK(later.line == 2);
  CHECK(to_iso(later.moment.day) == "2024-03-02");
  CHECK_FALSE(later.moment.minute.has_value());
  CHECK(later.slider(Target::energy) == 70);
  CHECK_FALSE(later.slider(Target::myself).has_value());
  CHECK(later.note == "rain,\nthen sun");
  CHECK(proposal.rows[0].note.empty());
  CHECK(*proposal.first_day == *day_from_iso("2024-03-01"));
  CHECK(*proposal.last_day == *day_from_iso("2024-03-02"));
}

TEST_CASE("propose: mark, line ends, semicolons and decimal commas of a spreadsheet export are all understood") {
  const auto proposal =
      proposed("\xEF\xBB\xBFsep=;\r\nd;e;n\r\n01.03.2024 20:15;7,5;\"a;b\"\r\n02.03.2024 08:00;8;;;\r\n",
               diary("day_month_year"));
  CHECK(problems_of(proposal).empty());
  REQUIRE(proposal.rows.size() == 2);
  CHECK(proposal.rows[0].slider(Target::energy) == 75);
  CHECK(proposal.rows[0].note == "a;b");
  CHECK(proposal.rows[0].moment.minute == 20 * 60 + 15);
  CHECK(proposal.rows[0].line == 3);
}

TEST_CASE(
    "propose: columns by number, a clock of its own, own ratings, several notes and a file without a first line of "
    "names") {
  const auto mapping =
      samples::mapping(R"({"header":false,"tz_min":-300,"time":{"column":1,"form":"iso_date","clock":2},
    "columns":[{"column":3,"to":"custom:tense","lo":1,"hi":7,"reversed":true},{"column":4,"to":"note"},{"column":5,"to":"note"}]})");
  const auto proposal = proposed("2024-03-01,8:30 pm,2,one,two\n2024-03-02,,7,,\n", mapping, {120, {}});
  CHECK(problems_of(proposal).empty());
  REQUIRE(proposal.rows.size() == 2);
  CHECK(proposal.rows[0].line == 1);
  CHECK(proposal.rows[0].extra == std::vector<ExtraRating>{{"tense", 83}});
  CHECK(proposal.rows[0].note == "one\ntwo");
  CHECK(proposal.rows[0].moment.tz_min == -300);
  CHECK(proposal.rows[0].moment.at.ms == day_from_iso("2024-03-02")->days * ms_per_day + 90 * ms_per_minute);
  CHECK_FALSE(proposal.rows[1].moment.minute.has_value());
}

TEST_CASE("propose: unix times take the day of the person's own calendar") {
  const std::string text = "d,e,n\n1711917000,5,\n";
  const auto west = proposed(text, diary("unix_seconds"), {-720, {}});
  const auto east = proposed(text, diary("unix_seconds"), {720, {}});
  CHECK(to_iso(west.rows.at(0).moment.day) == "2024-03-31");
  CHECK(to_iso(east.rows.at(0).moment.day) == "2024-04-01");
  CHECK(west.rows[0].moment.at == east.rows[0].moment.at);
  CHECK(west.rows[0].row_key == east.rows[0].row_key);
  CHECK(proposed("d,e,n\n1711917000000,5,\n", diary("unix_milliseconds")).rows.at(0).row_key == west.rows[0].row_key);
}

TEST_CASE("propose: the filter and unanswered rows leave rows out without a problem, whatever else they hold") {
  const auto mapping = diary("iso_date", R"(,"where":{"column":"n","is":"me"})");
  const auto proposal = proposed("d,e,n\nx,99,you\n2024-03-01,5, me \n", mapping);
  CHECK(problems_of(proposal).empty());
  CHECK(proposal.counts.read == 2);
  CHECK(proposal.counts.filtered == 1);
  CHECK(proposal.rows.size() == 1);
  const auto empty = proposed("d,e,n\n2024-03-01,,\nnot a day,-,n/a\n", diary());
  CHECK(problems_of(empty).empty());
  CHECK(empty.counts.empty == 2);
  CHECK(empty.rows.empty());
}

TEST_CASE("propose: cells that cannot be read are named by line and column, all of them") {
  const auto proposal = proposed(
      "d,e,n\n2024-02-30,5,\n2024-03-01,eleven,\n2024-03-01,11,\n,5,\n2024-03-01,1\n2024-03-01,1,2,3\nsoon,x,\n",
      diary());
  CHECK(problems_of(proposal) == Problems{"2:d:bad_time", "3:e:bad_number", "4:e:outside_scale", "5:d:time_missing",
                                          "6::wrong_width", "7::wrong_width", "8:e:bad_number", "8:d:bad_time"});
  CHECK(proposal.counts.faulty == 7);
  CHECK(proposal.counts.read == 7);
  CHECK(proposal.problems[0].what ==
        "\"2024-02-30\" is not a time written like 2024-03-31. Correct the cell, or choose another form for this "
        "column.");
  CHECK(proposal.problems[2].what ==
        "\"11\" is outside the scale 0 to 10. Check the cell, or give this column a wider scale.");
  CHECK(proposal.problems[4].what ==
        "This line has 2 cells, but the first line has 3. Look for a missing separator, or a separator inside a cell "
        "without quote marks.");
}

TEST_CASE("propose: rows that break in the reading are named by line and column too") {
  const auto proposal =
      proposed("d,e,n\n2024-03-01,5,\"x\"y\n2024-03-01,5,\xFF\n2024-03-01,5," + std::string(max_csv_field + 1, 'x') +
                   "\n" + std::string(max_csv_columns, ',') + "\n2024-03-01,5,\"open\n",
               diary());
  CHECK(problems_of(proposal) == Problems{"2:n:text_after_quote", "3:n:not_text", "4:n:field_too_large",
                                          "5:column 513:too_many_columns", "6:n:quote_not_closed"});
}

TEST_CASE("propose: columns that are not there, or twice, are named before any row is read") {
  CHECK(problems_of(proposed("d,E,n\n2024-03-01,5,x\n", diary())) == Problems{"1::column_not_found"});
  CHECK(proposed("d,E,n\n", diary()).problems.at(0).what ==
        "There is no column called \"e\". The columns here are: d, E, n.");
  CHECK(problems_of(proposed("d,e,n,e\n", diary())) == Problems{"1::column_twice"});
  CHECK(problems_of(proposed("d,e\n", diary("iso_date", R"(,"where":{"column":9,"is":"x"})"))) ==
        Problems{"1::column_not_found", "1::column_not_found"});
}

TEST_CASE("propose: a file without rows, or with a broken first line, says so") {
  CHECK(problems_of(proposed("", diary())) == Problems{"0::no_rows"});
  CHECK(problems_of(proposed("\n\n", diary())) == Problems{"0::no_rows"});
  CHECK(problems_of(proposed("d,e,n\n", diary())) == Problems{"0::no_rows"});
  CHECK(problems_of(proposed("\"d,e,n\n", diary())) == Problems{"1::quote_not_closed"});
  CHECK(problems_of(proposed("\xFF\xFE"
                             "d",
                             diary())) == Problems{"1::not_text"});
}

TEST_CASE("propose: a file of more than 64 MiB is not even begun") {
  const std::string text(max_import_bytes + 1, '\n');
  CHECK(problems_of(proposed(text, diary())) == Problems{"0::file_too_large"});
}

TEST_CASE("propose: more than a million rows are refused by line") {
  std::string text = "d,e,n\n";
  for (std::size_t i = 0; i < max_csv_rows; ++i) text += ",,\n";
  const auto proposal = proposed(text, diary());
  CHECK(problems_of(proposal) == Problems{"1000001::too_many_rows"});
  CHECK(proposal.counts.empty == max_csv_rows - 1);
}

TEST_CASE("propose: a hundred thousand check-ins are proposed, one more is refused by line") {
  std::string text = "d,e,n\n";
  for (std::size_t i = 0; i < max_check_ins; ++i) text += std::to_string(1'000'000'000 + i * 60) + ",5,\n";
  const auto most = proposed(text, diary("unix_seconds"));
  CHECK(problems_of(most).empty());
  CHECK(most.rows.size() == max_check_ins);
  CHECK(problems_of(proposed(text + "1711917000,5,\n", diary("unix_seconds"))) ==
        Problems{"100002::too_many_check_ins"});
}

TEST_CASE("propose: dates that read both ways wait for a choice, and the choice changes the day") {
  const std::string text = "d,e,n\n03/04/2024,5,\n05/04/2024,6,\n";
  CHECK(problems_of(proposed(text, diary("day_or_month_first"))) == Problems{"2:d:date_order_unclear"});
  CHECK(to_iso(proposed(text, diary("day_month_year")).rows.at(0).moment.day) == "2024-04-03");
  CHECK(to_iso(proposed(text, diary("month_day_year")).rows.at(0).moment.day) == "2024-03-04");
  CHECK(problems_of(proposed("d,e,n\n13/04/2024,5,\n", diary("month_day_year"))) == Problems{"2:d:bad_time"});
}

TEST_CASE("propose: a day that has not come is a problem, tomorrow elsewhere on Earth is not") {
  const Instant now{day_from_iso("2024-03-01")->days * ms_per_day};
  const std::string text = "d,e,n\n2024-03-01,5,\n2024-03-03,5,\n";
  CHECK(problems_of(proposed(text, diary(), {0, now})) == Problems{"3:d:time_to_come"});
  CHECK(problems_of(proposed(text, diary(), {0, std::nullopt})).empty());
}

TEST_CASE("propose: a note of 8,000 bytes is kept, a longer one is named, or cut where that was asked for") {
  const std::string most(max_note_bytes, 'x');
  CHECK(proposed("d,e,n\n2024-03-01,5," + most + "\n", diary()).rows.at(0).note == most);
  const std::string text = "d,e,n\n2024-03-01,5,x" + most + "\n";
  CHECK(problems_of(proposed(text, diary())) == Problems{"2:n:note_too_long"});
  const auto cut = proposed(text, diary("iso_date", R"(,"cut_long_notes":true)"));
  CHECK(problems_of(cut).empty());
  CHECK(cut.counts.cut_notes == 1);
  CHECK(cut.rows.at(0).note.size() == max_note_bytes);
  CHECK(cut.rows.at(0).note.ends_with("..."));
}

TEST_CASE("propose: many problems are counted, and the first of them kept with their words") {
  std::string text = "d,e,n\n";
  for (int i = 0; i < 1'000; ++i) text += "2024-03-01,x,\n";
  const auto proposal = proposed(text, diary());
  CHECK(proposal.problems.size() == max_problems_kept);
  CHECK(proposal.problems_total == 1'000);
  CHECK_FALSE(proposal.is_clean());
}

TEST_CASE("propose: a row that stands twice in a file is proposed once, at its first line") {
  const auto proposal = proposed("d,e,n\n2024-03-02,5,x\n2024-03-01,5,x\n2024-03-02,5,x\n2024-03-02,5,y\n", diary());
  CHECK(proposal.rows.size() == 3);
  CHECK(proposal.counts.repeated == 1);
  CHECK(proposal.rows[1].line == 2);
}

TEST_CASE("propose: importing the same file again leaves nothing new, importing a longer one only what was added") {
  const std::string text = "d,e,n\n2024-03-01,5,x\n2024-03-02,6,\n";
  const auto first = proposed(text, diary());
  std::vector<Id> known;
  known.reserve(first.rows.size());
  for (const auto& row : first.rows) known.push_back(row.row_key);
  std::sort(known.begin(), known.end());
  auto again = proposed(text, diary());
  drop_known(again, known);
  CHECK(again.rows.empty());
  CHECK(again.counts.known == 2);
  CHECK_FALSE(again.first_day.has_value());
  auto longer = proposed(text + "2024-03-03,7,\n", diary());
  drop_known(longer, known);
  REQUIRE(longer.rows.size() == 1);
  CHECK(*longer.first_day == *day_from_iso("2024-03-03"));
}

TEST_CASE("row key: how the file was written and the season of the import do not count, what the row says does") {
  const auto key = [](std::string_view text, const Mapping& mapping, int tz = 0) {
    return proposed(text, mapping, {tz, {}}).rows.at(0).row_key;
  };
  const Id base = key("d,e,n\n2024-03-01,5,x\n", diary());
  CHECK(base == key("n;extra;e;d\r\n\"x\";1;5,0;01.03.2024\r\n", diary("day_month_year")));
  CHECK(base == key("d,e,n\n2024-03-01,5,x\n", diary(), 60));
  CHECK(base != key("d,e,n\n2024-03-02,5,x\n", diary()));
  CHECK(base != key("d,e,n\n2024-03-01,6,x\n", diary()));
  CHECK(base != key("d,e,n\n2024-03-01,5,y\n", diary()));
  CHECK(base != key("d,e,n\n2024-03-01T12:00,5,x\n", diary("iso_date_time")));
  // The bytes of a key are a promise to homes that already hold it.
  CHECK(to_hex(base) == "282a3da717b067f122fdbefe5d1ce35b");
}
