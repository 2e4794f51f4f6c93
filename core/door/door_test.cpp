// One device alone: a home is made, written to, shut, opened again, locked, and answers nonsense politely.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "door/test_host.h"

using namespace bothy;
using bothy::testing::Answer;
using bothy::testing::TestHost;

namespace {
const char* long_phrase = "a kettle sings in the quiet kitchen";
std::string with_passphrase(std::string_view extra) { return std::string(R"({"passphrase":")") + long_phrase + "\"" + std::string(extra) + "}"; }
}  // namespace

TEST_CASE("door: before a home there is none, and every act says so") {
  TestHost host(1);
  CHECK(text_or(host.reopen().view("home"), "state", "") == "none");
  CHECK(host.act("check_in", R"({"myself":50})").error() == "not_open");
  CHECK(host.act("tick").error() == "not_open");
  CHECK(host.ask("me").error() == "not_open");
}

TEST_CASE("door: a new home shows 24 words once and opens again with its check-ins") {
  TestHost host(2);
  const Answer made = host.act("init", R"({"device_name":"kitchen tablet"})");
  REQUIRE(made.error() == "");
  const std::string phrase = *made.view("phrase").as<std::string>();
  CHECK(std::count(phrase.begin(), phrase.end(), ' ') == 23);
  CHECK(host.act("init", R"({"device_name":"x"})").error() == "already_open");
  CHECK(host.act("check_in", R"({"myself":70,"energy":40,"need":"listen","moments":["heard"],"note":"a walk"})").error() == "");
  const Answer again = host.reopen();
  REQUIRE(again.error() == "");
  CHECK(int_or(*again.view("today").find("mine"), "count", 0) == 1);
  CHECK(text_or(*again.view("today").find("mine")->find("last"), "need", "") == "listen");
  for (const auto& [key, bytes] : host.disk) CHECK(text_of(bytes).find("a walk") == std::string_view::npos);
}

TEST_CASE("door: a diary without a relay gathers in few records and opens again whole") {
  TestHost host(3);
  host.act("init", R"({"device_name":"x"})");
  for (int i = 0; i < 100; ++i) CHECK(host.act("check_in", R"({"myself":70,"note":"a line of some length"})").error() == "");
  CHECK(host.act("tick").error() == "");
  const auto waiting = std::count_if(host.disk.begin(), host.disk.end(), [](const auto& r) { return r.first.starts_with("q/"); });
  CHECK(waiting == 1);
  CHECK(host.reopen().error() == "");
  CHECK(int_or(host.ask("me").view("me"), "entries", 0) == 100);
}

TEST_CASE("door: a lock shuts my room, our room stays, and writing still works") {
  TestHost host(4);
  REQUIRE(host.act("init", with_passphrase(R"(,"device_name":"x")")).error() == "");
  host.act("check_in", R"({"myself":20,"note":"before"})");
  CHECK(host.act("lock").error() == "");
  const Answer shut = host.ask("views");
  CHECK(shut.view("today").find("mine") == nullptr);
  CHECK(host.ask("me").error() == "locked");
  CHECK(host.act("check_in", R"({"myself":30,"note":"while locked"})").error() == "");
  const Answer again = host.reopen();
  CHECK(bool_or(again.view("home"), "locked", false));
  CHECK(host.act("unlock", R"({"passphrase":"not the right words at all"})").error() == "wrong_passphrase");
  const Answer open = host.act("unlock", with_passphrase(""));
  REQUIRE(open.error() == "");
  CHECK(host.feed(open).error() == "");
  CHECK(int_or(host.ask("me").view("me"), "entries", 0) == 2);
}

TEST_CASE("door: two idle minutes shut my room") {
  TestHost host(5);
  REQUIRE(host.act("init", with_passphrase(R"(,"device_name":"x")")).error() == "");
  host.now_ms += 119'000;
  CHECK(host.ask("me").error() == "");
  host.now_ms += 121'000;
  CHECK(host.ask("me").error() == "locked");
}

TEST_CASE("door: neither the timer nor the relay holds my room open") {
  TestHost host(5);
  REQUIRE(host.act("init", with_passphrase(R"(,"device_name":"x")")).error() == "");
  for (int i = 0; i < 5; ++i) {
    host.now_ms += 30'000;
    CHECK(host.act("tick").error() == "");
    CHECK(host.act("connected", R"({"origin":"http://localhost:7071"})").error() == "");
    CHECK(host.act("disconnected").error() == "");
  }
  CHECK(bool_or(host.ask("views").view("home"), "locked", false));
}

TEST_CASE("door: sharing needs a partner, and nothing half happens when it is refused") {
  TestHost host(6);
  host.act("init", R"({"device_name":"x"})");
  const auto before = host.disk;
  CHECK(host.act("check_in", R"({"myself":20,"share":{"need":true},"need":"hug"})").error() == "not_paired");
  CHECK(host.act("share", R"({"event":"NoteShared","fields":{"text":"hi"}})").error() == "not_paired");
  CHECK(host.disk == before);
  CHECK(int_or(*host.ask("views").view("today").find("mine"), "count", 9) == 0);
}

TEST_CASE("door: a table is imported whole, not twice, or not at all") {
  TestHost host(7);
  host.act("init", R"({"device_name":"x"})");
  const std::string table = "date,mood\n2025-01-01,1\n2025-01-02,5\n";
  const auto args = [](std::size_t n) {
    return R"({"table":{"at":0,"len":)" + std::to_string(n) +
           R"(},"mapping":{"time":{"column":"date","form":"iso_date"},"columns":[{"column":"mood","to":"myself","lo":1,"hi":5}]}})";
  };
  const Answer first = host.act("import", args(table.size()), span_of(table));
  REQUIRE(first.error() == "");
  CHECK(int_or(first.view("imported"), "added", 0) == 2);
  CHECK(int_or(host.act("import", args(table.size()), span_of(table)).view("imported"), "known", 0) == 2);
  const std::string bad = "date,mood\n2025-01-03,1\n2025-01-44,5\n";
  const auto before = host.disk;
  CHECK(host.act("import", args(bad.size()), span_of(bad)).error() == "bad_table");
  CHECK(host.disk == before);
  host.reopen();
  CHECK(int_or(host.ask("me").view("me"), "entries", 0) == 2);
}

TEST_CASE("door: any bytes get a reply in the one shape") {
  TestHost host(8);
  host.act("init", R"({"device_name":"x"})");
  host.act("connected", R"({"origin":"http://localhost:7071"})");
  CHECK(rc::check([&](const Bytes& bytes) {
    Value where;
    where.set("at", 0).set("len", static_cast<std::int64_t>(bytes.size()));
    Value request;
    request.set("do", "receive").set("message", std::move(where));
    const Answer answer = host.call(std::move(request), bytes);
    RC_ASSERT(answer.json.find("store") != nullptr);
    RC_ASSERT(answer.json.find("send") != nullptr);
    RC_ASSERT(answer.json.find("views") != nullptr);
  }));
  CHECK(host.act("nonsense").error() == "unknown_intent");
  CHECK(host.act("share", R"({"event":"CheckedIn","fields":{"myself":5}})").error() == "not_paired");
  CHECK(host.act("log", R"({"event":"NoteShared","fields":{"text":"x"}})").error() == "unknown_intent");
}

TEST_CASE("door: the pace is fitted to many days, in memory alone, and gone when my room shuts") {
  TestHost host(74);
  REQUIRE(host.act("init", R"({"device_name":"x"})").error() == "");
  // Days that hold on for weeks: most people's pace does not fit them.
  for (int day = 0; day < 90; ++day) {
    const int points = (day / 15 % 2 == 0 ? 75 : 30) + day % 4;
    CHECK(host.act("check_in", "{\"myself\":" + std::to_string(points) + "}").error() == "");
    host.now_ms += 86'400'000;
  }
  REQUIRE(host.act("set_lock", R"({"new_passphrase":"a lamp in the small window"})").error() == "");
  const Value usual_pace = host.ask("us").view("us");
  const auto disk = host.disk;
  CHECK(host.act("refit").error() == "");
  CHECK(host.disk == disk);
  REQUIRE(usual_pace.find("security") != nullptr);
  const Value fitted = host.ask("us").view("us");
  CHECK(fitted != usual_pace);
  CHECK(host.act("lock").error() == "");
  CHECK(host.act("refit").error() == "locked");
  const Answer open = host.act("unlock", R"({"passphrase":"a lamp in the small window"})");
  REQUIRE(open.error() == "");
  CHECK(host.feed(open).error() == "");
  CHECK(host.ask("us").view("us") == usual_pace);
  CHECK(host.act("refit").error() == "");
  CHECK(host.ask("us").view("us") == fitted);
}
