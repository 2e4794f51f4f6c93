// The scene of the question of the day: answered unseen, opened when both have answered. See scenes.h.
#include <doctest/doctest.h>

#include <algorithm>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"

namespace bothy::golden {
namespace {

std::string answer(std::string_view question, std::string_view text) {
  return to_json(Fields{{"question", Value(question)}, {"text", Value(text)}});
}

const List& answers(Actor& who) { return *who.views.find("answers")->as<List>(); }

bool keeps_answer(const Actor& who) {
  return std::any_of(who.disk.begin(), who.disk.end(), [](const auto& record) { return record.first.starts_with("a/"); });
}

// Which parts of the newest round somebody sees.
std::string round(Actor& who) {
  const Value& newest = answers(who).at(0);
  return text_or(newest, "question", "?") + " " + text_or(newest, "state", "?") + " mine: " + text_or(newest, "mine", "-") +
         " theirs: " + text_or(newest, "theirs", "-");
}

void first_question(Stage& stage, Actor& ana, Actor& ben) {
  const Value ben_sees = *ben.views.find("shared");
  done(stage, ana, "answer", answer("q12", "the sea in winter"));
  refused(stage, ana, "already_sent", "answer", answer("q12", "the sea in summer"));
  refused(stage, ana, "missing_field", "answer", answer("q13", ""));
  stage.settle();
  REQUIRE(round(ana) == "q12 mine_waits mine: the sea in winter theirs: -");
  REQUIRE(answers(ben).empty());
  REQUIRE(*ben.views.find("shared") == ben_sees);
  REQUIRE(stage.reopen(ana).error() == "");
  REQUIRE(round(ana) == "q12 mine_waits mine: the sea in winter theirs: -");
  stage.connect(ana);
  stage.settle();
  done(stage, ben, "answer", answer("q12", "your mother's kitchen"));
  REQUIRE(round(ben) == "q12 open mine: your mother's kitchen theirs: -");
  stage.settle();
  REQUIRE(round(ana) == "q12 both mine: the sea in winter theirs: your mother's kitchen");
  REQUIRE(round(ben) == "q12 both mine: your mother's kitchen theirs: the sea in winter");
  for (const Actor* who : {&ana, &ben}) REQUIRE(!keeps_answer(*who));
}

// Taken back before it left, it never was; asked back before it opened, it stays shut.
void second_thoughts(Stage& stage, Actor& ana, Actor& ben) {
  stage.disconnect(ana);
  const std::string early = done(stage, ana, "answer", answer("q13", "a word too quick")).made();
  done(stage, ana, "take_back", just("id", early));
  REQUIRE(answers(ana).size() == 1);
  REQUIRE(!keeps_answer(ana));
  stage.connect(ana);
  const std::string regretted = done(stage, ana, "answer", answer("q13", "something I regret")).made();
  stage.settle();
  done(stage, ana, "retract", just("id", regretted));
  done(stage, ben, "answer", answer("q13", "bread and butter"));
  stage.settle();
  REQUIRE(answers(ana).size() == 1);
  REQUIRE(round(ben) == "q13 mine_waits mine: bread and butter theirs: -");
  done(stage, ana, "answer", answer("q13", "soup"));
  stage.settle();
  REQUIRE(round(ana) == "q13 both mine: soup theirs: bread and butter");
  REQUIRE(round(ben) == "q13 both mine: bread and butter theirs: soup");
}

}  // namespace

Transcript blind_question() {
  Stage stage("A question of the day: one answers and the other is told nothing; both have answered and both can read.");
  Actor& ana = stage.actor("ana");
  Actor& ben = stage.actor("ben");
  begin(stage, ana);
  begin(stage, ben);
  refused(stage, ana, "not_paired", "answer", answer("q12", "too early"));
  pair(stage, ana, ben);
  first_question(stage, ana, ben);
  second_thoughts(stage, ana, ben);
  refused(stage, ana, "unknown_intent", "share", R"({"event":"AnswerCommitted","fields":{"question":"q14"}})");
  return stage.transcript;
}

}  // namespace bothy::golden
