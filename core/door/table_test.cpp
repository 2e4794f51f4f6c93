// The table of own check-ins through the door: what it holds, what it leaves out, and that import reads it back.
#include <doctest/doctest.h>

#include "door/test_host.h"

using namespace bothy;
using namespace bothy::testing;

namespace {

std::string table_of(TestHost& host) {
  const Answer answer = host.ask("export", R"({"format":"csv"})");
  REQUIRE(answer.error() == "");
  return std::string(text_of(answer.at(answer.view("export"))));
}

constexpr const char* head = "day,time,myself,energy,valence,depend,know,feel,stress,need,moments,body,note,source_name";

Value days_without_counts(TestHost& host) { return *host.ask("me").view("me").find("days"); }

// A column of the same name for each rating; the scale is the whole of it.
std::string mapping_for(std::initializer_list<const char*> own) {
  Value columns{List{}};
  const auto add = [&](const std::string& column, const std::string& to) {
    Value item;
    item.set("column", column).set("to", to);
    if (to != "note") item.set("lo", 0).set("hi", 100);
    columns.push(std::move(item));
  };
  for (const char* name : {"myself", "energy", "valence", "depend", "know", "feel", "stress", "note"}) add(name, name);
  for (const char* name : own) add(name, std::string("custom:") + name);
  return R"({"time":{"column":"day","form":"iso_date","clock":"time"},"columns":)" + to_json(columns) + "}";
}

std::string import_args(const std::string& table, const std::string& mapping) {
  return R"({"table":{"at":0,"len":)" + std::to_string(table.size()) + R"(},"mapping":)" + mapping + "}";
}

}  // namespace

TEST_CASE("table: each check-in is one line of day, time, ratings, words and note") {
  TestHost host(21);
  host.act("init", R"({"device_name":"x"})");
  host.act("check_in", R"({"day":"2025-03-02","minute":485,"myself":70,"energy":0,"need":"hug","moments":["heard","hurt"],"body":["warm"],"note":"a, \"b\"\nc"})");
  CHECK(table_of(host) == std::string(head) + "\r\n2025-03-02,08:05,70,0,,,,,,hug,heard hurt,warm,\"a, \"\"b\"\"\nc\",\r\n");
}

TEST_CASE("table: what a spreadsheet would run is text in it") {
  TestHost host(22);
  host.act("init", R"({"device_name":"x"})");
  for (const char* note : {"=1+1", "+49 170", "-5 today", "@home", "5 = five"})
    host.act("check_in", std::string(R"({"myself":1,"note":")") + note + "\"}");
  const std::string table = table_of(host);
  for (const char* cell : {",'=1+1,", ",'+49 170,", ",'-5 today,", ",'@home,", ",5 = five,"}) CHECK(table.find(cell) != std::string::npos);
}

TEST_CASE("table: an entry handled with care, a withdrawn one and a replaced one are not in it") {
  TestHost host(23);
  host.act("init", R"({"device_name":"x"})");
  const auto made = [&](const std::string& args) {
    const Answer answer = host.act("check_in", args);
    REQUIRE(answer.error() == "");
    return text_or(answer.view("made").as<List>()->front(), "id", "");
  };
  const std::string careful = made(R"({"myself":1,"note":"with care"})");
  const std::string taken = made(R"({"myself":1,"note":"taken out"})");
  const std::string first = made(R"({"myself":1,"note":"first try"})");
  made(R"({"myself":1,"note":"second try","amends":")" + first + "\"}");
  REQUIRE(host.act("log", R"({"event":"HandledWithCare","fields":{"target":")" + careful + "\"}}").error() == "");
  REQUIRE(host.act("withdraw", R"({"id":")" + taken + "\"}").error() == "");
  const std::string table = table_of(host);
  for (const char* left_out : {"with care", "taken out", "first try"}) CHECK(table.find(left_out) == std::string::npos);
  CHECK(table.find("second try") != std::string::npos);
}

TEST_CASE("table: imported into an empty home it gives the same days and ratings") {
  TestHost host(24);
  host.act("init", R"({"device_name":"x"})");
  const std::string diary = "date,mood,sleep,energy\n2025-01-01,1,20,5\n2025-01-02,5,80,5\n";
  const std::string mapping = R"({"time":{"column":"date","form":"iso_date"},"columns":[{"column":"mood","to":"myself","lo":1,"hi":5},)"
                              R"({"column":"sleep","to":"custom:sleep","lo":0,"hi":100},{"column":"energy","to":"custom:energy","lo":0,"hi":10}]})";
  REQUIRE(host.act("import", import_args(diary, mapping), span_of(diary)).error() == "");
  for (int i = 0; i < 60; ++i) {
    host.now_ms += 7 * 3'600'000;
    const std::string n = std::to_string((i * 37) % 101);
    REQUIRE(host.act("check_in", R"({"myself":)" + n + R"(,"valence":)" + std::to_string((i * 11) % 101) + R"(,"stress":3,"note":"n)" + n + "\"}").error() == "");
  }
  const std::string table = table_of(host);
  CHECK(table.starts_with(std::string(head) + ",sleep,energy (own)\r\n"));
  TestHost other(25);
  other.now_ms = host.now_ms;
  other.act("init", R"({"device_name":"y"})");
  std::string back = mapping_for({"sleep"});
  back.insert(back.find("]"), R"x(,{"column":"energy (own)","to":"custom:energy","lo":0,"hi":100})x");
  const Answer imported = other.act("import", import_args(table, back), span_of(table));
  REQUIRE(imported.error() == "");
  CHECK(int_or(imported.view("imported"), "added", 0) == 62);
  CHECK(days_without_counts(other) == days_without_counts(host));
}

TEST_CASE("table: another format than json or csv is refused") {
  TestHost host(26);
  host.act("init", R"({"device_name":"x"})");
  CHECK(host.ask("export", R"({"format":"xml"})").error() == "malformed");
  CHECK(host.ask("export").error() == "");
}

TEST_CASE("door: settings and what the partner has of me are told while my room is shut") {
  TestHost host(27);
  host.act("init", R"({"device_name":"x","passphrase":"a lamp in the small window"})");
  host.act("set", R"({"key":"colours","value":"dark"})");
  REQUIRE(host.act("lock").error() == "");
  CHECK(text_or(host.ask("settings").view("settings"), "colours", "") == "dark");
  CHECK(host.ask("as_partner").view("as_partner").find("items")->as<List>()->empty());
  CHECK(host.ask("export", R"({"format":"csv"})").error() == "locked");
}
