// The sample couple through the door: it opens, tells the same ninety days to everybody, works like a home, and is
// never kept.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "door/sample_days.h"
#include "door/sample_story.h"
#include "door/test_host.h"
#include "event/words.h"

using namespace bothy;
using namespace bothy::testing;

namespace {

const List& rows(const Answer& answer, std::string_view view) { return *answer.view(view).as<List>(); }
std::string iso(std::int64_t ms, int back) { return to_iso(Day{day_of(Instant{ms}, 60).days - back}); }

const List& days(const Answer& answer) { return *answer.view("me").find("days")->as<List>(); }

double mean_of(const List& all, std::int64_t ms, int from_back, int to_back) {
  double sum = 0;
  int count = 0;
  for (const auto& day : all) {
    const std::string at = text_or(day, "day", "");
    if (at < iso(ms, from_back) || at > iso(ms, to_back)) continue;
    for (const auto& dot : *day.find("myself")->as<List>()) {
      sum += static_cast<double>(*dot.as<std::int64_t>());
      ++count;
    }
  }
  return sum / count;
}

}  // namespace

TEST_CASE("sample: it opens with ninety days that end today, and says that it is a sample") {
  TestHost host(41);
  const Answer made = host.act("sample");
  REQUIRE(made.error() == "");
  const Value& home = made.view("home");
  CHECK(text_or(home, "state", "") == "open");
  for (const char* yes : {"sample", "paired", "compared"}) CHECK(bool_or(home, yes, false));
  CHECK(home.find("new_devices")->as<List>()->empty());
  const Answer me = host.ask("me");
  CHECK(text_or(days(me).front(), "day", "") == iso(host.now_ms, story::days - 1));
  CHECK(text_or(days(me).back(), "day", "") == iso(host.now_ms, 0));
  CHECK(days(me).size() > 75);
  CHECK(days(me).size() < 90);
  CHECK(int_or(me.view("me"), "entries", 0) > static_cast<std::int64_t>(days(me).size()));
  CHECK(text_or(*made.view("today").find("theirs"), "need_day", "") == iso(host.now_ms, 0));
}

TEST_CASE("sample: an ordinary month, a quarrel, and a slow way back can be seen in it") {
  TestHost host(42);
  host.act("sample");
  const Answer me = host.ask("me");
  const double before = mean_of(days(me), host.now_ms, 89, 60);
  const double quarrel = mean_of(days(me), host.now_ms, 51, 47);
  const double after = mean_of(days(me), host.now_ms, 40, 30);
  const double lately = mean_of(days(me), host.now_ms, 14, 0);
  CHECK(before > 58);
  CHECK(quarrel < 35);
  CHECK(after > quarrel + 10);
  CHECK(after < before);
  CHECK(lately > before);
}

TEST_CASE("sample: three questions are open, each answer fits, promises are kept and one is missed, repairs are rated and closed") {
  TestHost host(43);
  const Answer made = host.act("sample");
  REQUIRE(rows(made, "answers").size() == 3);
  for (const auto& round : rows(made, "answers")) {
    CHECK(text_or(round, "state", "") == "both");
    CHECK(!text_or(round, "theirs", "").empty());
    CHECK(!text_or(round, "mine", "").empty());
  }
  const Answer shared = host.ask("shared", R"({"limit":200})");
  std::map<std::string, int> kinds;
  for (const auto& row : rows(shared, "shared")) ++kinds[text_or(row, "event", "")];
  CHECK(kinds["PromiseMade"] == kinds["PromiseKept"] + kinds["PromiseMissed"]);
  CHECK(kinds["PromiseKept"] >= 5);
  CHECK(kinds["PromiseMissed"] == 1);
  CHECK(kinds["RepairOffered"] >= 4);
  CHECK(kinds["RepairRated"] == kinds["RepairOffered"]);
  CHECK(kinds["RepairClosed"] == kinds["RepairOffered"]);
  CHECK(kinds["TalkEnded"] == 2);
  CHECK(kinds["TalkRated"] == 4);
  CHECK(kinds["RitualKept"] > 3);
  CHECK(kinds["NeedShared"] > 5);
  for (const auto& row : rows(shared, "shared")) CHECK(row.find("waiting") == nullptr);
}

TEST_CASE("sample: where the story mends something, the made-up couple was hurt within three days before, and it helped") {
  const auto lived = story::lived_days();
  REQUIRE(lived.size() == story::days);
  int mended = 0;
  for (const auto& row : story::shared()) {
    if (row.what != story::Tells::repair_felt) continue;
    CAPTURE(row.day);
    const auto& today = lived[static_cast<std::size_t>(row.day)];
    CHECK((row.who == Author::me ? today.repair : today.repair_theirs) > 50);
    if (row.who != Author::me) continue;
    int hurt = 0;
    const int back = row.day > story::quarrel_day && row.day < story::quarrel_day + 10 ? 8 : 3;
    for (int day = row.day - back; day <= row.day; ++day) hurt = std::max(hurt, lived[static_cast<std::size_t>(day)].hurt);
    CHECK(hurt >= 10);
    ++mended;
  }
  CHECK(mended == 3);
  // And where it says that all is light, it is.
  for (const auto& row : story::shared()) {
    if (row.what != story::Tells::weather || row.who != Author::me) continue;
    const int felt = lived[static_cast<std::size_t>(row.day)].feel;
    CAPTURE(row.day);
    if (row.word == "clear" || row.word == "bright") CHECK(felt > 60);
    if (row.word == "storm") CHECK(felt < 40);
  }
}

TEST_CASE("sample: what a day was ticked for is what happened in it") {
  const auto ticked = [](const story::LivedDay& day, std::string_view word) { return std::ranges::find(day.moments, word) != day.moments.end(); };
  int heard = 0;
  for (const story::LivedDay& day : story::lived_days()) {
    CHECK(!day.moments.empty());
    CHECK(day.moments.size() <= 3);
    if (day.hurt >= 16) CHECK(ticked(day, "hurt"));
    if (ticked(day, "heard")) CHECK(day.received > 80);
    heard += ticked(day, "heard") ? 1 : 0;
    for (const auto word : day.moments) CHECK(word_number(moment_words, word).has_value());
    for (const int slider : {day.myself, day.depend, day.know, day.feel, day.energy, day.valence, day.stress, day.morning}) {
      CHECK(slider >= 0);
      CHECK(slider <= 100);
    }
  }
  CHECK(heard > 20);
  CHECK(heard < 80);
}

TEST_CASE("sample: every estimate is earned in it and every chart has something to draw") {
  TestHost host(52);
  host.act("sample");
  const Value us = host.ask("us").view("us");
  for (const char* part : {"security", "usual", "responsiveness", "steadiness", "recovery", "trust"}) {
    CAPTURE(std::string(part));
    CHECK(us.find(part) != nullptr);
  }
  CHECK(us.find("chart")->as<List>()->size() > 75);
  CHECK(us.find("ruptures")->as<List>()->size() >= 3);
  CHECK(us.find("repairs")->as<List>()->size() >= 3);
  for (const auto& edge : *us.find("loop")->as<List>()) CHECK(edge.find("together") != nullptr);
  const Value patterns = host.ask("patterns").view("patterns");
  CHECK(patterns.find("know_feel")->find("gap") != nullptr);
  CHECK(patterns.find("stress")->as<List>()->size() > 30);
  CHECK(!patterns.find("together")->as<List>()->empty());
  const Value state = host.ask("state").view("state");
  CHECK(text_or(state, "state", "") == "leaning_in");
  CHECK(state.find("tomorrow") != nullptr);
  CHECK(int_or(*state.find("kept"), "forecasts", 0) > 60);
}

TEST_CASE("sample: its questions are among those that are asked") {
  std::ifstream file(BOTHY_ROOT "/content/questions.json", std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  const auto questions = from_json(all);
  REQUIRE(questions.has_value());
  for (const auto& row : story::shared()) {
    if (row.what != story::Tells::answer) continue;
    const auto& list = *questions->as<List>();
    CHECK(std::any_of(list.begin(), list.end(), [&](const Value& question) { return text_or(question, "id", "") == row.word; }));
  }
}

TEST_CASE("sample: everybody is told the same story, at any hour of the day") {
  TestHost one(44);
  TestHost other(45);
  one.act("sample");
  other.act("sample");
  CHECK(one.ask("me").view("me") == other.ask("me").view("me"));
  CHECK(one.ask("shared").view("shared") == other.ask("shared").view("shared"));
  CHECK(one.ask("history").view("history") == other.ask("history").view("history"));
  for (int hour = 0; hour < 24; ++hour) {
    TestHost late(46);
    late.now_ms = 1'760'000'000'000 + hour * 3'600'000;
    REQUIRE(late.act("sample").error() == "");
    CHECK(text_or(days(late.ask("me")).back(), "day", "") == iso(late.now_ms, 0));
  }
}

TEST_CASE("sample: writing, sharing, answering and taking back work in it") {
  TestHost host(47);
  host.act("sample");
  const auto before = int_or(host.ask("me").view("me"), "entries", 0);
  const auto kept = rows(host.ask("history", R"({"limit":500})"), "history").size();
  CHECK(host.act("check_in", R"({"myself":81,"note":"looking around","share":{"weather":"bright"}})").error() == "");
  CHECK(int_or(host.ask("me").view("me"), "entries", 0) == before + 1);
  const Answer noted = host.act("share", R"({"event":"NoteShared","fields":{"kind":"thanks","text":"for the tour"}})");
  REQUIRE(noted.error() == "");
  CHECK(bool_or(rows(noted, "shared").front(), "waiting", false));
  const std::string id = text_or(rows(noted, "made").front(), "id", "");
  CHECK(host.act("take_back", R"({"id":")" + id + "\"}").error() == "");
  CHECK(host.act("answer", R"({"question":"q1","text":"the porch"})").error() == "");
  CHECK(rows(host.ask("history", R"({"limit":500})"), "history").size() == kept + 1);
  const std::string newest = text_or(rows(host.ask("history"), "history").front(), "id", "");
  CHECK(host.act("withdraw", R"({"id":")" + newest + "\"}").error() == "");
  CHECK(host.act("tick").error() == "");
  CHECK(host.ask("export", R"({"format":"csv"})").error() == "");
}

TEST_CASE("sample: my room can be shut and opened, and the ninety days are still there") {
  TestHost host(48);
  host.act("sample");
  const Value before = host.ask("me").view("me");
  REQUIRE(host.act("set_lock", R"({"new_passphrase":"a lamp in the small window"})").error() == "");
  REQUIRE(host.act("lock").error() == "");
  CHECK(host.ask("me").error() == "locked");
  const Answer open = host.act("unlock", R"({"passphrase":"a lamp in the small window"})");
  REQUIRE(open.error() == "");
  REQUIRE(host.feed(open).error() == "");
  CHECK(host.ask("me").view("me") == before);
}

TEST_CASE("sample: nothing of it is kept, and it does not connect") {
  TestHost host(49);
  host.act("sample");
  host.act("check_in", R"({"myself":81})");
  host.act("set", R"({"key":"colours","value":"dark"})");
  host.act("tick");
  CHECK(host.disk.empty());
  CHECK(host.act("connected", R"({"origin":"http://localhost:7071"})").error() == "offline");
  CHECK(host.act("erase").error() == "");
  CHECK(text_or(host.ask("views").view("home"), "state", "") == "none");
}

TEST_CASE("sample: it does not come where a home is, and a real home is no sample") {
  TestHost host(50);
  const Answer real = host.act("init", R"({"device_name":"x"})");
  CHECK(real.view("home").find("sample") == nullptr);
  const auto before = host.disk;
  CHECK(host.act("sample").error() == "already_open");
  CHECK(host.disk == before);
  CHECK(host.reopen().view("home").find("sample") == nullptr);
  TestHost shown(51);
  shown.act("sample");
  CHECK(shown.act("init", R"({"device_name":"x"})").error() == "already_open");
}
