// Looking at a file: its format, what its columns hold, a mapping to start from and what is left to settle.
#include <doctest/doctest.h>

#include "import/import_samples.h"
#include "import/preview.h"

using namespace bothy;

namespace {

bool has_hint(const Detected& detected, HintKind kind) {
  for (const auto& hint : detected.hints)
    if (hint.kind == kind) return true;
  return false;
}

TimeForm form_of(const std::string& cells) { return detect("when,energy\n" + cells).suggested.time.form; }

}  // namespace

TEST_CASE("detect: a plain diary is understood so far that its suggestion imports clean") {
  const std::string text =
      "Date;Time;Energy level;Felt safe;My notes\n2024-03-01;8:30 pm;7;4;quiet\n2024-03-02;20:15;10;5;\n";
  const auto detected = detect(text);
  CHECK(detected.format == ImportFormat::csv);
  CHECK(detected.separator == ';');
  CHECK(detected.header);
  REQUIRE(detected.columns.size() == 5);
  CHECK(detected.columns[0].kind == ColumnKind::time);
  CHECK(detected.columns[1].kind == ColumnKind::clock);
  CHECK(detected.columns[2].kind == ColumnKind::number);
  CHECK(detected.columns[2].low == whole(7));
  CHECK(detected.columns[2].samples == std::vector<std::string>{"7", "10"});
  CHECK(detected.columns[4].kind == ColumnKind::text);
  CHECK(detected.columns[4].filled == 1);
  const auto proposal = propose(text, detected.suggested, {});
  CHECK(proposal.is_clean());
  REQUIRE(proposal.rows.size() == 2);
  CHECK(proposal.rows[0].slider(Target::myself) == 75);
  CHECK(proposal.rows[0].slider(Target::energy) == 67);
  CHECK(proposal.rows[0].note == "quiet");
  CHECK(proposal.rows[1].moment.minute == 20 * 60 + 15);
  CHECK(has_hint(detected, HintKind::check_scale));
  CHECK_FALSE(has_hint(detected, HintKind::choose_ratings));
}

TEST_CASE("detect: the sample diary is seen as hours of several people with ratings to choose") {
  const auto detected = detect(samples::of_project("sample_diary.csv"));
  CHECK(detected.rows_looked_at == 40);
  CHECK(detected.suggested.time.form == TimeForm::hours_since_start);
  CHECK(has_hint(detected, HintKind::choose_start));
  CHECK(has_hint(detected, HintKind::choose_person));
  CHECK(has_hint(detected, HintKind::choose_ratings));
  REQUIRE(detected.suggested.columns.size() == 1);
  CHECK(detected.suggested.columns[0].target == Target::note);
  const auto unsettled = mapping_from_value(to_value(detected.suggested));
  REQUIRE_FALSE(unsettled.has_value());
  CHECK(unsettled.error() == MappingFault{Error::missing_field, "time.start"});
  const auto proposal = propose(samples::of_project("sample_diary.csv"), detected.suggested, {});
  REQUIRE(proposal.problems.size() == 1);
  CHECK(proposal.problems[0].kind == ProblemKind::start_not_chosen);
  CHECK(proposal.problems[0].column == "hours");
}

TEST_CASE("detect: one date past the twelfth settles day or month first, without one a person is asked") {
  CHECK(form_of("03/04/2024,5\n13/04/2024,5\n") == TimeForm::day_month_year);
  CHECK(form_of("03/04/2024,5\n04/13/2024,5\n") == TimeForm::month_day_year);
  CHECK(form_of("03/04/2024,5\n05/04/2024,5\n") == TimeForm::day_or_month_first);
  const auto both = detect("when,energy\n03/04/2024,5\n");
  REQUIRE(has_hint(both, HintKind::choose_date_order));
  CHECK(both.hints[0].column == "when");
  CHECK(both.hints[0].value == "03/04/2024");
  CHECK_FALSE(propose("when,energy\n03/04/2024,5\n", both.suggested, {}).is_clean());
}

TEST_CASE("detect: ISO, year first and unix times are told apart") {
  CHECK(form_of("2024-03-04,5\n") == TimeForm::iso_date);
  CHECK(form_of("2024-03-04,5\n2024-03-04 10:00,5\n") == TimeForm::iso_date_time);
  CHECK(form_of("2024/03/04,5\n") == TimeForm::year_month_day);
  CHECK(form_of("1711917000,5\n") == TimeForm::unix_seconds);
  CHECK(form_of("1711917000123,5\n") == TimeForm::unix_milliseconds);
}

TEST_CASE("detect: a file without names in its first line is mapped by number") {
  const auto detected = detect("2024-03-01,5\n2024-03-02,6\n");
  CHECK_FALSE(detected.header);
  CHECK(detected.rows_looked_at == 2);
  CHECK(detected.suggested.time.column == ColumnRef{"", 1});
  CHECK(detected.columns[1].number == 2);
}

TEST_CASE("detect: a file without a time column, and one that is no text, say what is missing") {
  const auto colours = detect("colour,energy\nred,5\n");
  CHECK(has_hint(colours, HintKind::choose_time_column));
  CHECK(mapping_from_value(to_value(colours.suggested)).error() == MappingFault{Error::missing_field, "time.column"});
  CHECK(propose("colour,energy\nred,5\n", colours.suggested, {}).problems.at(0).kind == ProblemKind::time_not_chosen);
  const auto binary = detect("\x89PNG\r\n\x1A\n");
  REQUIRE_FALSE(binary.problems.empty());
  CHECK(binary.problems[0].kind == ProblemKind::not_text);
  CHECK(detect("").problems.at(0).kind == ProblemKind::no_rows);
}

TEST_CASE("detect: columns of the same name are told apart by number") {
  const auto detected = detect("day,energy,energy\n2024-03-01,5,6\n");
  REQUIRE(detected.suggested.columns.size() == 1);
  CHECK(detected.suggested.columns[0].column == ColumnRef{"", 2});
  CHECK(propose("day,energy,energy\n2024-03-01,5,6\n", detected.suggested, {}).is_clean());
}

TEST_CASE("preview: a detection and a proposal read as JSON, and the mapping in it can be used as it is") {
  const std::string text = "day,energy,note\n2024-03-01 20:30,5,hello\n2024-03-02 20:30,x,\n";
  const auto detected = detect("day,energy,note\n2024-03-01 20:30,5,hello\n");
  const Value seen = to_value(detected);
  const auto mapping = mapping_from_value(*seen.find("mapping"));
  REQUIRE(mapping.has_value());
  CHECK(*mapping == detected.suggested);
  CHECK(seen.find("columns")->as<List>()->at(0).find("form")->as<std::string>()->starts_with("iso_date_time"));
  const Value shown = to_value(propose(text, *mapping, {}), 10);
  CHECK(shown.find("clean") != nullptr);
  CHECK(to_json(*shown.find("clean")) == "false");
  CHECK(to_json(*shown.find("rows")) ==
        R"([{"line":2,"day":"2024-03-01","minute":1230,"ratings":{"energy":100},"note":"hello"}])");
  CHECK(*shown.find("problems")->as<List>()->at(0).find("kind") == Value("bad_number"));
  CHECK(*shown.find("problems")->as<List>()->at(0).find("line") == Value(3));
}
