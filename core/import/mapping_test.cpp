// The mapping's JSON form: it reads back equal, and every fault names its field.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "import/mapping.h"

using namespace bothy;

namespace {

constexpr const char* whole_mapping = R"({
  "format":"csv", "separator":";", "decimal":"comma", "tz_min":60, "cut_long_notes":true,
  "time":{"column":"hours","form":"hours_since_start","start":"2024-01-01 09:00"},
  "where":{"column":"person","is":1},
  "columns":[{"column":"q11","to":"myself","lo":1,"hi":5},
             {"column":12,"to":"valence","lo":-2.5,"hi":"2,5","reversed":true},
             {"column":"tense","to":"custom: tense ","lo":0,"hi":10},
             {"column":"text","to":"note"},{"column":"more","to":"note"}]})";

std::expected<Mapping, MappingFault> parsed(std::string_view json) {
  return mapping_from_value(from_json(json).value());
}

struct Bad {
  const char* json;
  Error error;
  const char* field;
};

constexpr const char* ok_time = R"("time":{"column":"d","form":"iso_date"})";

std::string with_columns(const std::string& columns) {
  return "{" + std::string(ok_time) + ",\"columns\":" + columns + "}";
}

}  // namespace

TEST_CASE("mapping: every part of the JSON form arrives where it belongs") {
  const auto mapping = parsed(whole_mapping);
  REQUIRE(mapping.has_value());
  CHECK(mapping->separator == ';');
  CHECK(mapping->decimal == DecimalMark::comma);
  CHECK(mapping->tz_min == 60);
  CHECK(mapping->cut_long_notes);
  CHECK(mapping->time.form == TimeForm::hours_since_start);
  CHECK(*mapping->time.start == WrittenTime{*day_from_iso("2024-01-01"), 9 * 3'600'000, {}, false});
  CHECK(mapping->where == RowFilter{{"person", 0}, "1"});
  REQUIRE(mapping->columns.size() == 5);
  CHECK(mapping->columns[0] == MappedColumn{{"q11", 0}, Target::myself, "", {whole(1), whole(5), false}});
  CHECK(mapping->columns[1] ==
        MappedColumn{{"", 12}, Target::valence, "", {Decimal{-2'500'000}, Decimal{2'500'000}, true}});
  CHECK(mapping->columns[2].label == "tense");
}

TEST_CASE("mapping: what is written reads back equal") {
  for (
      const char* json :
      {whole_mapping, R"({"format":"daylio","moods":{"super":90,"okay-ish":55},"tz_min":-300})",
       R"({"format":"daylio"})",
       R"({"header":false,"time":{"column":1,"form":"unix_seconds","clock":2},"columns":[{"column":3,"to":"stress","lo":0,"hi":0.5}]})"}) {
    const auto mapping = parsed(json);
    REQUIRE(mapping.has_value());
    const auto again = parsed(to_json(to_value(*mapping)));
    REQUIRE(again.has_value());
    CHECK(*again == *mapping);
  }
}

TEST_CASE("mapping: a fault names the field where it is") {
  const Bad faults[] = {
      {"[]", Error::malformed, ""},
      {R"({"format":"xls"})", Error::malformed, "format"},
      {R"({"format":7})", Error::malformed, "format"},
      {R"({"columns":[]})", Error::missing_field, "time"},
      {R"({"time":{"form":"iso_date"}})", Error::missing_field, "time.column"},
      {R"({"time":{"column":" ","form":"iso_date"}})", Error::missing_field, "time.column"},
      {R"({"time":{"column":0,"form":"iso_date"}})", Error::out_of_range, "time.column"},
      {R"({"time":{"column":513,"form":"iso_date"}})", Error::out_of_range, "time.column"},
      {R"({"time":{"column":"d","form":"stardate"}})", Error::malformed, "time.form"},
      {R"({"time":{"column":"d"}})", Error::missing_field, "time.form"},
      {R"({"time":{"column":"d","form":"hours_since_start"}})", Error::missing_field, "time.start"},
      {R"({"time":{"column":"d","form":"hours_since_start","start":"2024-01-01T08:00Z"}})", Error::malformed,
       "time.start"},
      {R"({"time":{"column":"d","form":"iso_date","zone":"x"}})", Error::unknown_field, "time.zone"},
      {R"({"time":{"column":"d","form":"iso_date"}})", Error::missing_field, "columns"},
      {R"({"separator":"|","time":{}})", Error::malformed, "separator"},
      {R"({"decimal":"dot","time":{}})", Error::malformed, "decimal"},
      {R"({"header":1,"time":{}})", Error::malformed, "header"},
      {R"({"tz_min":841,"time":{}})", Error::out_of_range, "tz_min"},
      {R"({"colums":[]})", Error::unknown_field, "colums"},
      {R"({"format":"daylio","time":{}})", Error::unknown_field, "time"},
      {R"({"format":"daylio","moods":{"super":101}})", Error::out_of_range, "moods.super"},
      {R"({"format":"daylio","moods":{"super":"high"}})", Error::malformed, "moods.super"},
      {R"({"format":"daylio","moods":[]})", Error::malformed, "moods"},
      {R"({"format":"daylio","moods":{"Super":1," super":2}})", Error::too_many, "moods. super"},
  };
  for (const auto& bad : faults) {
    CAPTURE(bad.json);
    const auto mapping = parsed(bad.json);
    REQUIRE_FALSE(mapping.has_value());
    CHECK(mapping.error() == MappingFault{bad.error, bad.field});
  }
}

TEST_CASE("mapping: a fault in the columns names which one") {
  const Bad faults[] = {
      {R"([])", Error::missing_field, "columns"},
      {R"({})", Error::malformed, "columns"},
      {R"([{"to":"note"}])", Error::missing_field, "columns[0].column"},
      {R"([{"column":"a","to":"note"},{"column":"b","to":"mood"}])", Error::malformed, "columns[1].to"},
      {R"([{"column":"a","to":"custom: ","lo":0,"hi":1}])", Error::missing_field, "columns[0].to"},
      {R"([{"column":"a","to":"energy","hi":5}])", Error::missing_field, "columns[0].lo"},
      {R"([{"column":"a","to":"energy","lo":5,"hi":5}])", Error::out_of_range, "columns[0].hi"},
      {R"([{"column":"a","to":"energy","lo":0,"hi":1e9}])", Error::out_of_range, "columns[0].hi"},
      {R"([{"column":"a","to":"energy","lo":0,"hi":"ten"}])", Error::malformed, "columns[0].hi"},
      {R"([{"column":"a","to":"energy","lo":0,"hi":10,"reversed":1}])", Error::malformed, "columns[0].reversed"},
      {R"([{"column":"a","to":"energy","lo":0,"hi":9},{"column":"b","to":"energy","lo":0,"hi":9}])", Error::too_many,
       "columns[1].to"},
      {R"([{"column":"a","to":"note","unit":"cm"}])", Error::unknown_field, "columns[0].unit"},
  };
  for (const auto& bad : faults) {
    CAPTURE(bad.json);
    const auto mapping = parsed(with_columns(bad.json));
    REQUIRE_FALSE(mapping.has_value());
    CHECK(mapping.error() == MappingFault{bad.error, bad.field});
  }
  std::string many = "[";
  for (int i = 0; i < 65; ++i) many += (i > 0 ? "," : "") + std::string(R"({"column":"a","to":"note"})");
  CHECK(parsed(with_columns(many + "]")).error() == MappingFault{Error::too_many, "columns"});
  CHECK(parsed("{" + std::string(ok_time) + R"(,"columns":[{"column":"a","to":"note"}],"where":{"column":"p"}})")
            .error() == MappingFault{Error::missing_field, "where.is"});
}

TEST_CASE("mapping: every target and every time form has its own name") {
  for (int i = 0; i < target_count; ++i)
    for (int j = 0; j < i; ++j) CHECK(target_name(static_cast<Target>(i)) != target_name(static_cast<Target>(j)));
  for (int i = 0; i < time_form_count; ++i) {
    CHECK_FALSE(time_form_example(static_cast<TimeForm>(i)).empty());
    for (int j = 0; j < i; ++j)
      CHECK(time_form_name(static_cast<TimeForm>(i)) != time_form_name(static_cast<TimeForm>(j)));
  }
}
