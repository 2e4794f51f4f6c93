// What must hold of the question of the day between two homes, beyond the story in scenes_question.cpp.
// Nothing here is written to a file.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/instant.h"
#include "lab/golden/moves.h"

using namespace bothy;
using namespace bothy::golden;

namespace {

constexpr const char* passphrase = "a lamp in the small window";

std::string answer(std::string_view question, std::string_view text) {
  return to_json(Fields{{"question", Value(question)}, {"text", Value(text)}});
}

const List& answers(Actor& who) { return *who.views.find("answers")->as<List>(); }
std::string state(Actor& who) { return answers(who).empty() ? "nothing" : text_or(answers(who)[0], "state", "?"); }

struct Two {
  Stage stage{""};
  Actor& ana = stage.actor("ana");
  Actor& ben = stage.actor("ben");
  Two() {
    begin(stage, ana);
    begin(stage, ben);
    pair(stage, ana, ben);
  }
};

std::size_t count_of(Stage& stage, Actor& who, std::string_view event) {
  const Heard heard = stage.ask(who, "export", R"({"format":"json"})");
  const std::string text = heard.part(heard.view("export"));
  std::size_t out = 0;
  const std::string name = "\"event\":\"" + std::string(event) + "\"";
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) ++out;
  return out;
}

}  // namespace

TEST_CASE("question: somebody whose my room is shut answers, and it opens, without a private entry") {
  Two two;
  done(two.stage, two.ana, "set_lock", to_json(Fields{{"new_passphrase", Value(passphrase)}}));
  done(two.stage, two.ana, "lock");
  two.stage.disconnect(two.ana);
  REQUIRE(two.stage.reopen(two.ana).error() == "");
  two.stage.connect(two.ana);
  two.stage.settle();
  done(two.stage, two.ana, "answer", answer("q1", "a porch"));
  two.stage.settle();
  CHECK(state(two.ana) == "mine_waits");
  CHECK_MESSAGE(answers(two.ana)[0].find("mine") == nullptr, "with my room shut, what is sealed for the other is read");
  REQUIRE(two.stage.reopen(two.ana).error() == "");
  two.stage.connect(two.ana);
  done(two.stage, two.ben, "answer", answer("q1", "a river"));
  two.stage.settle();
  CHECK(bool_or(*two.ana.views.find("home"), "locked", false));
  CHECK(text_or(answers(two.ana)[0], "theirs", "") == "a river");
  CHECK(text_or(answers(two.ben)[0], "theirs", "") == "a porch");
}

TEST_CASE("question: who has not answered sees byte for byte what a quiet day shows") {
  Two two;
  const Value today = *two.ben.views.find("today");
  const Value shared_rows = *two.ben.views.find("shared");
  done(two.stage, two.ana, "answer", answer("q1", "a porch"));
  two.stage.settle();
  CHECK(answers(two.ben).empty());
  CHECK(*two.ben.views.find("today") == today);
  CHECK(*two.ben.views.find("shared") == shared_rows);
  CHECK(count_of(two.stage, two.ben, "AnswerCommitted") == 0);
}

TEST_CASE("question: both answer without a connection, and each answer opens once") {
  Two two;
  for (Actor* who : {&two.ana, &two.ben}) two.stage.disconnect(*who);
  done(two.stage, two.ana, "answer", answer("q1", "a porch"));
  done(two.stage, two.ben, "answer", answer("q1", "a river"));
  for (int i = 0; i < 3; ++i) {
    for (Actor* who : {&two.ana, &two.ben}) {
      REQUIRE(two.stage.reopen(*who).error() == "");
      two.stage.connect(*who);
      two.stage.settle();
    }
  }
  CHECK(state(two.ana) == "both");
  CHECK(state(two.ben) == "both");
  CHECK(count_of(two.stage, two.ana, "AnswerRevealed") == 2);
  CHECK(count_of(two.stage, two.ben, "AnswerRevealed") == 2);
}

TEST_CASE("question: the same question months later is sealed again until both have answered again") {
  Two two;
  done(two.stage, two.ana, "answer", answer("q1", "a porch"));
  done(two.stage, two.ben, "answer", answer("q1", "a river"));
  two.stage.settle();
  two.stage.now_ms += 100 * ms_per_day;
  done(two.stage, two.ana, "answer", answer("q1", "a house with you"));
  two.stage.settle();
  REQUIRE(answers(two.ana).size() == 2);
  CHECK(state(two.ana) == "mine_waits");
  CHECK(answers(two.ben).size() == 1);
  CHECK(to_json(Value(answers(two.ben))).find("a house") == std::string::npos);
  done(two.stage, two.ben, "answer", answer("q1", "the same river"));
  two.stage.settle();
  CHECK(text_or(answers(two.ana)[0], "theirs", "") == "the same river");
  CHECK(text_or(answers(two.ben)[0], "theirs", "") == "a house with you");
}

TEST_CASE("question: leaving drops what was sealed, so it never opens to another person") {
  Two two;
  done(two.stage, two.ana, "answer", answer("q1", "a porch"));
  two.stage.settle();
  done(two.stage, two.ana, "leave");
  CHECK(std::none_of(two.ana.disk.begin(), two.ana.disk.end(), [](const auto& record) { return record.first.starts_with("a/"); }));
  two.stage.now_ms += 2 * ms_per_day;
  Actor& cleo = two.stage.actor("cleo");
  begin(two.stage, cleo);
  pair(two.stage, two.ana, cleo);
  done(two.stage, cleo, "answer", answer("q1", "a tent"));
  two.stage.settle();
  CHECK(to_json(Value(answers(cleo))).find("porch") == std::string::npos);
  CHECK(state(cleo) == "mine_waits");
  done(two.stage, two.ana, "answer", answer("q1", "a lighthouse"));
  two.stage.settle();
  CHECK(text_or(answers(cleo)[0], "theirs", "") == "a lighthouse");
}

TEST_CASE("as partner: what I see of myself is what the other sees of me") {
  Two two;
  const auto note = [](const char* text) { return R"({"event":"NoteShared","fields":{"text":")" + std::string(text) + "\"}}"; };
  done(two.stage, two.ana, "share", R"({"event":"NeedShared","fields":{"need":"hug"}})");
  done(two.stage, two.ana, "share", note("stays"));
  const std::string regretted = done(two.stage, two.ana, "share", note("goes back")).made();
  done(two.stage, two.ben, "share", note("from ben"));
  done(two.stage, two.ana, "answer", answer("q1", "a porch"));
  two.stage.settle();
  const auto seen = [&] { return two.stage.ask(two.ana, "as_partner").view("as_partner"); };
  CHECK(text_or(seen(), "need", "") == "hug");
  CHECK(seen().find("items")->as<List>()->size() == 3);
  CHECK(seen().find("answers")->as<List>()->empty());
  CHECK(to_json(seen()).find("from ben") == std::string::npos);
  done(two.stage, two.ben, "answer", answer("q1", "a river"));
  two.stage.settle();
  CHECK(text_or(seen().find("answers")->as<List>()->at(0), "text", "") == "a porch");
  two.stage.disconnect(two.ana);
  done(two.stage, two.ana, "share", R"({"event":"NeedShared","fields":{"need":"space"}})");
  done(two.stage, two.ana, "retract", just("id", regretted));
  CHECK(text_or(seen(), "need", "") == "hug");
  CHECK(to_json(seen()).find("retracted") == std::string::npos);
  two.stage.connect(two.ana);
  two.stage.settle();
  const Value theirs = *two.ben.views.find("today")->find("theirs");
  CHECK(text_or(seen(), "need", "") == text_or(theirs, "need", "?"));
  CHECK(bool_or(seen().find("items")->as<List>()->at(1), "retracted", false));
}
