// Scenes of one person and one device, without a relay. See scenes.h.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "event/words.h"
#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"

namespace bothy::golden {
namespace {

std::string sample(const char* name) {
  std::ifstream file(std::string(BOTHY_ROOT "/tests/data/") + name, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  REQUIRE(bytes.size() > 100);
  return bytes;
}

List history(Stage& stage, Actor& who) {
  const Heard heard = stage.ask(who, "history", R"({"limit":200})");
  REQUIRE(heard.view("history").as<List>() != nullptr);
  return *heard.view("history").as<List>();
}

std::string logged(Stage& stage, Actor& who, const char* event, std::string_view fields) {
  const Heard heard =
      done(stage, who, "log", "{\"event\":\"" + std::string(event) + "\",\"fields\":" + std::string(fields) + "}");
  REQUIRE(heard.made().size() == 32);
  return heard.made();
}

// Every stored frame in the order of its key, for the check of each chain.
Heard verify(Stage& stage, Actor& who) {
  Bytes frames;
  for (const auto& [key, bytes] : who.disk)
    if (key.starts_with("f/")) append(frames, bytes);
  return stage.ask(who, "verify", R"({"frames":{"at":0,"len":)" + std::to_string(frames.size()) + "}}", frames);
}

}  // namespace

Transcript solo_day() {
  Stage stage(
      "One device, one day, no relay: check-ins, a second thought, a look back, and the same home opened again.");
  Actor& ana = stage.actor("ana");
  stage.reopen(ana);
  REQUIRE(ana.text("home", "state") == "none");
  begin(stage, ana);
  done(stage, ana, "check_in", R"({"myself":70,"energy":40,"need":"listen","moments":["heard"],"note":"a walk"})");
  stage.now_ms += 6 * 3'600'000;
  const std::string first =
      done(stage, ana, "check_in", R"({"myself":20,"valence":35,"note":"burnt soup, and laughter: \u00e9\u2603"})")
          .made();
  done(stage, ana, "check_in", R"({"myself":25,"valence":60,"note":"the laughter stayed","amends":")" + first + "\"}");
  const std::string moment =
      logged(stage, ana, "MomentLogged", R"({"moment":"small_kindness","about":"tea at the desk"})");
  REQUIRE(entries(stage, ana) == 2);
  REQUIRE(ana.views.find("today")->find("mine")->find("last")->find("note")->as<std::string>()->starts_with(
      "the laughter"));
  done(stage, ana, "withdraw", just("id", moment));
  const List rows = history(stage, ana);
  REQUIRE(rows.size() == 4);
  REQUIRE(std::count_if(rows.begin(), rows.end(), [](const Value& row) { return bool_or(row, "withdrawn", false); }) ==
          2);
  REQUIRE(stage.ask(ana, "history", R"({"limit":1,"before":")" + first + "\"}").view("history").as<List>()->size() ==
          1);
  done(stage, ana, "set", R"({"key":"week_begins","value":"sunday"})");
  done(stage, ana, "tick");
  refused(stage, ana, "not_paired", "share", R"({"event":"NoteShared","fields":{"text":"too early"}})");
  REQUIRE(stage.reopen(ana).error() == "");
  REQUIRE(entries(stage, ana) == 2);
  REQUIRE(*stage.ask(ana, "settings").view("settings").find("week_begins") == Value("sunday"));
  REQUIRE(stage.ask(ana, "devices").view("devices").as<List>()->size() == 1);
  REQUIRE(bool_or(verify(stage, ana).view("verify"), "whole", false));
  const Heard out = stage.ask(ana, "export", R"({"format":"json"})");
  REQUIRE(out.part(out.view("export")).find("the laughter stayed") != std::string::npos);
  REQUIRE(
      stage.ask(ana, "me", R"({"from":"2025-10-10","to":"2025-10-11"})").view("me").find("days")->as<List>()->empty());
  done(stage, ana, "erase");
  REQUIRE(ana.disk.empty());
  stage.reopen(ana);
  REQUIRE(ana.text("home", "state") == "none");
  return stage.transcript;
}

Transcript every_kind() {
  Stage stage("Everything that a person can note for themself: each moment, and each kind of entry, once.");
  Actor& ana = stage.actor("ana");
  begin(stage, ana);
  const std::string entry =
      done(
          stage, ana, "check_in",
          R"({"myself":50,"energy":51,"valence":52,"depend":53,"know":54,"feel":55,"stress":56,"moments":["heard","took_a_risk"],)"
          R"("body":["tight","breathing_easily"],"need":"space","tag":"boundary","note":"all at once","extra":[[1000,7]]})")
          .made();
  for (const auto word : moment_words)
    logged(stage, ana, "MomentLogged", R"({"moment":")" + std::string(word) + R"(","intensity":40,"understood":60})");
  logged(stage, ana, "ItemsAnswered", R"({"set":"weekly","ratings":[[1,80],[2,40]],"reflection":"a slow week"})");
  logged(stage, ana, "InstrumentAnswered", R"({"instrument":"who5","version":"1","ratings":[[1,3],[2,4]],"total":56})");
  logged(stage, ana, "UnsaidKept", R"({"kind":"worry","text":"the move","handle_with_care":1})");
  logged(stage, ana, "ExerciseDone", R"({"exercise":"long breath","before":70,"after":30})");
  logged(stage, ana, "TriggerLogged",
         R"({"text":"a door that slams","intensity":80,"settled":20,"then_or_now":"then"})");
  const std::string plan =
      logged(stage, ana, "PlanMade", R"({"goal":"say it the same day","steps":[1,2],"why":"it grows in silence"})");
  logged(stage, ana, "PlanStepMarked", R"({"plan":")" + plan + R"(","step":1,"put_off":1,"note":"tomorrow"})");
  logged(stage, ana, "PatternNamed", R"({"pattern":3,"protected_what":"from being laughed at"})");
  logged(stage, ana, "HistoryKept", R"({"about":2,"text":"we moved often"})");
  logged(stage, ana, "MeaningWritten", R"({"text":"a voice that stays low"})");
  logged(stage, ana, "CycleLogged", R"({"flow":2,"symptoms":[1,4],"note":"tired"})");
  logged(stage, ana, "SleepLogged", R"({"minutes":415,"quality":65})");
  logged(stage, ana, "UsedAgainstMe", R"({"about":"what I said of my brother","target":")" + entry + "\"}");
  logged(stage, ana, "CopyKept", R"({"of":")" + entry + R"(","event_type":130,"payload":"a10101"})");
  logged(stage, ana, "HandledWithCare", just("target", entry));
  logged(stage, ana, "SettingChanged", R"({"key":"rating/1000","value":"calm"})");
  logged(stage, ana, "PhraseKept", R"({"text":"I am here"})");
  logged(stage, ana, "Withdrawn", just("target", plan));
  logged(stage, ana, "SharedAs", R"({"original":")" + entry + R"(","copy":")" + plan + "\"}");
  logged(stage, ana, "ComfortKept", R"({"text":"the blue blanket"})");
  logged(stage, ana, "DrillDone", R"({"drill":"listening","role":1,"rating":75})");
  logged(stage, ana, "ClimateNoted", R"({"mine":60,"theirs":40,"text":"washed up together"})");
  const List rows = history(stage, ana);
  std::set<std::string> there = kinds(rows);
  there.insert("Withdrawn");
  REQUIRE(there == kinds_of_room(stage, ana, "mine"));
  const std::string all = to_json(Value(rows));
  for (const auto word : moment_words)
    REQUIRE(all.find("\"moment\":\"" + std::string(word) + "\"") != std::string::npos);
  REQUIRE(stage.ask(ana, "me").view("me").find("days")->as<List>()->front().find("extra")->find("calm") != nullptr);
  // What is handled with care is in no export.
  const Heard out = stage.ask(ana, "export", R"({"format":"json"})");
  const Heard table = stage.ask(ana, "export", R"({"format":"csv"})");
  REQUIRE(table.part(table.view("export")).starts_with("day,time,myself,"));
  REQUIRE(out.part(out.view("export")).find("a slow week") != std::string::npos);
  REQUIRE(out.part(out.view("export")).find("all at once") == std::string::npos);
  REQUIRE(stage.reopen(ana).error() == "");
  REQUIRE(history(stage, ana) == rows);
  return stage.transcript;
}

Transcript import_diary() {
  Stage stage("Diaries of other programs come in: looked at, previewed, imported whole or not at all, and not twice.");
  Actor& ana = stage.actor("ana");
  begin(stage, ana);
  const auto args_of = [](const std::string& table, const std::string& mapping) {
    return R"({"table":{"at":0,"len":)" + std::to_string(table.size()) + R"(},"source_name":"a diary","mapping":)" +
           mapping + "}";
  };
  const auto only_table = [](const std::string& table) { return R"({"table":{"at":0,"len":)" + std::to_string(table.size()) + "}}"; };
  const std::string table = sample("sample_diary.csv");
  const std::string time = R"({"time":{"column":"hours","form":"hours_since_start","start":"2024-01-08 09:00"},)";
  const std::string columns =
      R"("columns":[{"column":"q11","to":"myself","lo":1,"hi":5},{"column":"q12","to":"valence","lo":1,"hi":)";
  const std::string notes = R"(},{"column":"note","to":"note"}]})";
  const std::string right = args_of(table, time + R"("where":{"column":"person","is":1},)" + columns + "5" + notes);
  const std::string wrong = args_of(table, time + columns + "3" + notes);

  REQUIRE(text_or(stage.ask(ana, "detect_table", only_table(table), span_of(table)).view("detect_table"), "format", "") == "csv");
  REQUIRE(!bool_or(stage.ask(ana, "import_preview", wrong, span_of(table)).view("import_preview"), "clean", true));
  const Heard not_taken = stage.act(ana, "import", wrong, span_of(table));
  REQUIRE(not_taken.error() == "bad_table");
  REQUIRE(int_or(not_taken.view("import_preview"), "problems_total", 0) > 0);
  REQUIRE(entries(stage, ana) == 0);
  const std::int64_t rows =
      int_or(stage.ask(ana, "import_preview", right, span_of(table)).view("import_preview"), "proposed", 0);
  REQUIRE(rows == 19);
  REQUIRE(int_or(done(stage, ana, "import", right, span_of(table)).view("imported"), "added", 0) == rows);
  REQUIRE(int_or(done(stage, ana, "import", right, span_of(table)).view("imported"), "known", 0) == rows);

  const std::string daylio = sample("sample_daylio.csv");
  const Heard seen = stage.ask(ana, "detect_table", only_table(daylio), span_of(daylio));
  REQUIRE(text_or(seen.view("detect_table"), "format", "") == "daylio");
  const std::string suggested = args_of(daylio, to_json(*seen.view("detect_table").find("mapping")));
  REQUIRE(int_or(done(stage, ana, "import", suggested, span_of(daylio)).view("imported"), "added", 0) == 8);
  REQUIRE(int_or(done(stage, ana, "import", suggested, span_of(daylio)).view("imported"), "known", 0) == 8);

  REQUIRE(entries(stage, ana) == rows + 8);
  REQUIRE(stage.reopen(ana).error() == "");
  const Value me = stage.ask(ana, "me").view("me");
  REQUIRE(int_or(me, "imported", 0) == rows + 8);
  REQUIRE(me.find("days")->as<List>()->size() > 7);
  // Two frames leave at each tick, so the relay learns nothing of an import but that time goes by.
  stage.connect(ana);
  stage.settle();
  const std::int64_t waiting = ana.number_in("sync", "own_waiting");
  REQUIRE(waiting == rows + 8);
  stage.quarters(4);
  REQUIRE(ana.number_in("sync", "own_waiting") < waiting);
  stage.quarters(6);
  REQUIRE(ana.number_in("sync", "own_waiting") == 0);
  return stage.transcript;
}

Transcript lock_and_unlock() {
  Stage stage(
      "A passphrase shuts my room and opens it: a wrong guess, writing while it is shut, idle time, a new passphrase.");
  Actor& ana = stage.actor("ana");
  const char* old_words = "a kettle sings in the quiet kitchen";
  const char* new_words = "seven geese over the frozen canal";
  refused(stage, ana, "weak_passphrase", "init", R"({"device_name":"first device","passphrase":"short"})");
  done(stage, ana, "init", R"({"device_name":"first device","passphrase":")" + std::string(old_words) + "\"}");
  done(stage, ana, "check_in", R"({"myself":20,"note":"before"})");
  done(stage, ana, "lock");
  REQUIRE(bool_or(*ana.views.find("home"), "locked", false));
  REQUIRE(ana.views.find("today")->find("mine") == nullptr);
  for (const char* what : {"me", "history", "export", "devices"}) REQUIRE(stage.ask(ana, what).error() == "locked");
  refused(stage, ana, "locked", "rotate");
  done(stage, ana, "check_in", R"({"myself":30,"note":"while it was shut"})");
  REQUIRE(stage.reopen(ana).error() == "");
  REQUIRE(ana.text("home", "state") == "open");
  refused(stage, ana, "wrong_passphrase", "unlock", R"({"passphrase":"not the right words at all"})");
  REQUIRE(entries(stage, ana) == -1);
  const Heard open = done(stage, ana, "unlock", just("passphrase", old_words));
  REQUIRE(stage.feed(ana, open).error() == "");
  REQUIRE(entries(stage, ana) == 2);
  stage.now_ms += 119'000;
  REQUIRE(entries(stage, ana) == 2);
  stage.now_ms += 121'000;
  REQUIRE(entries(stage, ana) == -1);
  refused(stage, ana, "wrong_passphrase", "set_lock",
          R"({"passphrase":"not the right words at all","new_passphrase":"seven geese over the frozen canal"})");
  done(stage, ana, "set_lock", to_json(Fields{{"passphrase", old_words}, {"new_passphrase", new_words}}));
  REQUIRE(stage.reopen(ana).error() == "");
  REQUIRE(stage.feed(ana, done(stage, ana, "unlock", just("passphrase", new_words))).error() == "");
  REQUIRE(entries(stage, ana) == 2);
  refused(stage, ana, "wrong_passphrase", "erase");
  REQUIRE(!ana.disk.empty());
  return stage.transcript;
}

Transcript sample_couple() {
  Stage stage("A made-up couple to look around in: ninety days, an answer, a check-in, and gone again.");
  Actor& ana = stage.actor("ana");
  done(stage, ana, "sample");
  REQUIRE(bool_or(*ana.views.find("home"), "sample", false));
  REQUIRE(entries(stage, ana) > 80);
  done(stage, ana, "check_in", R"({"myself":70,"need":"hug","share":{"need":true}})");
  done(stage, ana, "answer", R"({"question":"q1","text":"the porch"})");
  refused(stage, ana, "offline", "connected", R"({"origin":"http://localhost:7071"})");
  REQUIRE(ana.disk.empty());
  done(stage, ana, "erase");
  stage.ask(ana, "views");
  REQUIRE(ana.text("home", "state") == "none");
  begin(stage, ana);
  REQUIRE(ana.views.find("home")->find("sample") == nullptr);
  return stage.transcript;
}

}  // namespace bothy::golden
