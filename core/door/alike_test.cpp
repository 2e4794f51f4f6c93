// Nothing that crosses the door can say what sort of person somebody is, and a column that would changes nothing. And
// the made-up year is told within its bounds.
#include <doctest/doctest.h>

#include <algorithm>

#include "door/shapes.h"
#include "door/test_host.h"

using namespace bothy;
using namespace bothy::testing;

namespace {

constexpr std::string_view sorts[] = {"gender",  "sex",  "male", "female", "man", "woman",
                                      "husband", "wife", "he",   "she",    "boy", "girl"};

// Whether one of the words that a name is made of says so.
bool sorts_people(std::string_view name) {
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('_', at), name.size());
    if (std::ranges::find(sorts, name.substr(at, end - at)) != std::end(sorts)) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

TEST_CASE("alike: no field of any event, view or question, and no word of any vocabulary, sorts people") {
  CHECK(sorts_people("husband"));
  CHECK(sorts_people("partner_sex"));
  CHECK(!sorts_people("shared_something"));
  TestHost host(71);
  std::size_t looked_at = 0;
  const auto look = [&](std::string_view name) {
    CAPTURE(std::string(name));
    CHECK(!sorts_people(name));
    ++looked_at;
  };
  const Answer events = host.ask("events");
  for (const auto& event : *events.view("events").as<List>()) {
    for (const auto& field : *event.find("fields")->as<List>()) {
      look(text_or(field, "name", "gender"));
      if (const Value* words = field.find("words"))
        for (const auto& word : *words->as<List>()) look(*word.as<std::string>());
    }
  }
  for (const Shape& shape : all_shapes())
    for (const Part& part : shape.parts) look(part.name);
  for (const Vocabulary& words : all_vocabularies())
    for (const auto word : words.words) look(word);
  CHECK(looked_at > 500);
}

TEST_CASE("alike: a column that sorts people changes nothing of what is brought in") {
  const auto brought_in = [](bool with_column) {
    TestHost host(72);
    host.act("init", R"({"device_name":"x"})");
    std::string table = with_column ? "date,gender,mood\n" : "date,mood\n";
    for (int day = 1; day < 28; ++day)
      table += "2025-01-" + std::string(day < 10 ? "0" : "") + std::to_string(day) +
               (with_column ? (day % 2 == 0 ? ",f," : ",m,") : ",") + std::to_string(day % 5 + 1) + "\n";
    const std::string args = R"({"table":{"at":0,"len":)" + std::to_string(table.size()) +
                             R"(},"mapping":{"time":{"column":"date","form":"iso_date"},)"
                             R"("columns":[{"column":"mood","to":"myself","lo":1,"hi":5}]}})";
    CHECK(host.act("import", args, span_of(table)).error() == "");
    return std::pair(host.ask("me").view("me"), host.ask("us").view("us"));
  };
  CHECK(brought_in(true) == brought_in(false));
}

TEST_CASE("learn: it is told before there is a home and while my room is shut, whole and within its bounds") {
  TestHost host(73);
  const Answer before = host.ask("learn");
  REQUIRE(before.error() == "");
  const Value& year = before.view("learn");
  CHECK(mismatch(year, "Learned", "learn") == "");
  CHECK(year.find("weeks")->as<List>()->size() == 52);
  for (const auto& points : *year.find("one")->as<List>()) {
    CHECK(*points.as<std::int64_t>() >= 0);
    CHECK(*points.as<std::int64_t>() <= 100);
  }
  host.act("init", R"({"device_name":"x","passphrase":"a lamp in the small window"})");
  host.act("lock");
  CHECK(host.ask("me").error() == "locked");
  CHECK(host.ask("learn", R"({"warmth":50,"avoidance":50})").view("learn") == year);
  CHECK(host.ask("learn", R"({"warmth":60})").view("learn") != year);
  for (const char* wrong : {R"({"warmth":-1})", R"({"steadiness":101})"})
    CHECK(host.ask("learn", wrong).error() == "out_of_range");
  for (const char* wrong : {R"({"repair":"often"})", R"({"anxiety":2.5})"})
    CHECK(host.ask("learn", wrong).error() == "malformed");
}
