// The scenes of own words that are heard: a draft with its notes and an offer, words for nobody, a limit, danger, another
// script. Called by golden_test.cpp through scenes.h.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"

namespace bothy::golden {
namespace {

Value hear(Stage& stage, Actor& actor, const std::string& args) { return stage.ask(actor, "heard", args).view("heard"); }

}  // namespace

// Two hundred messages, so that guard and coach are the same to the letter natively and in the browser.
Transcript heard_many() {
  Stage stage("Many messages are heard; the same words give the same tier, marks and offer everywhere.");
  Actor& ana = stage.actor("ana");
  begin(stage, ana);
  std::ifstream in(BOTHY_ROOT "/tests/data/heard.tsv", std::ios::binary);
  std::size_t read = 0;
  for (std::string line; std::getline(in, line); ++read) {
    const std::size_t tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    Value args{Fields{}};
    args.set("place", line.substr(0, tab)).set("text", line.substr(tab + 1));
    const Value found = hear(stage, ana, to_json(args));
    REQUIRE(found.find("tier") != nullptr);
  }
  REQUIRE(read > 200);
  return stage.transcript;
}

Transcript heard() {
  Stage stage("Own words are heard: the guard first, then, for a draft alone, marks and an offer. Nothing is kept.");
  Actor& ana = stage.actor("ana");
  begin(stage, ana);
  const Value draft = hear(stage, ana, R"({"text":"You always ignore me","place":"draft"})");
  REQUIRE(text_or(*draft.find("offer"), "text", "") == "I feel lonely when we can't talk without distractions.");
  REQUIRE(text_or(draft.find("notes")->as<List>()->front(), "label", "") == "criticism");
  REQUIRE(hear(stage, ana, R"({"text":"You always ignore me","place":"alone"})").find("notes") == nullptr);
  const Value note = hear(stage, ana, R"({"text":"Long day. The train stood for an hour.","place":"note"})");
  REQUIRE(note.find("notes") == nullptr);
  const Value danger = hear(stage, ana, R"({"text":"He choked me last night and he has a knife","place":"draft"})");
  REQUIRE(text_or(danger, "script", "") == "urgent");
  REQUIRE(danger.find("notes") == nullptr);
  // The tier of the session stays up until the person lets it fall.
  const Value after = hear(stage, ana, R"({"text":"come look at the moon","place":"draft"})");
  REQUIRE(text_or(after, "tier", "") == "T0");
  REQUIRE(text_or(after, "session", "") == "T3");
  REQUIRE(stage.ask(ana, "safe_for_now").error().empty());
  REQUIRE(text_or(hear(stage, ana, R"({"text":"ok","place":"draft"})"), "session", "") == "T0");
  const Value other = hear(stage, ana, "{\"text\":\"\u043f\u0440\u0438\u0432\u0435\u0442 \u043a\u0430\u043a \u0434\u0435\u043b\u0430\",\"place\":\"draft\"}");
  REQUIRE(bool_or(other, "unreadable", false));
  REQUIRE(stage.ask(ana, "heard", R"({"text":"hello","place":"theirs"})").error() == "malformed");
  REQUIRE(stage.ask(ana, "heard", R"({"place":"draft"})").error() == "missing_field");
  return stage.transcript;
}

}  // namespace bothy::golden
