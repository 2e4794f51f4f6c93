// Scenes of two people: how they meet, what each shows the other, and what stays unsent. See scenes.h.
#include <doctest/doctest.h>

#include <algorithm>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"
#include "wire/message.h"

namespace bothy::golden {
namespace {

std::string event(const char* name, std::string_view fields, const char* when = "now") {
  return "{\"event\":\"" + std::string(name) + "\",\"fields\":" + std::string(fields) + ",\"when\":\"" + when + "\"}";
}

std::string give(Stage& stage, Actor& who, const char* name, std::string_view fields) {
  const Heard heard = done(stage, who, "share", event(name, fields));
  REQUIRE(heard.made().size() == 32);
  return heard.made();
}

// {"key":"<id>"} with more fields after it.
std::string about(const char* key, const std::string& id, std::string_view more = "") {
  return "{\"" + std::string(key) + "\":\"" + id + "\"" + (more.empty() ? "" : ",") + std::string(more) + "}";
}

bool waits(const List& rows, const std::string& id) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Value& row) { return text_or(row, "id", "") == id && bool_or(row, "waiting", false); });
}

// Both go online, exchange, and go offline again.
void exchange(Stage& stage, Actor& one, Actor& other) {
  for (Actor* who : {&one, &other}) stage.connect(*who);
  stage.settle();
  for (Actor* who : {&one, &other}) stage.disconnect(*who);
}

// What is shared while one of them has no connection waits with its writer, a restart included.
void tunnel(Stage& stage, Actor& ana, Actor& ben) {
  stage.disconnect(ben);
  give(stage, ana, "NoteShared", R"({"kind":"thanks","text":"thank you for the soup"})");
  const std::string unsent = give(stage, ben, "NoteShared", R"({"text":"written in a tunnel"})");
  REQUIRE(waits(shared(stage, ben), unsent));
  stage.quarters(1);
  REQUIRE(!sees(stage, ana, "tunnel"));
  REQUIRE(!sees(stage, ben, "soup"));
  REQUIRE(stage.reopen(ben).error() == "");
  stage.connect(ben);
  stage.settle();
  REQUIRE(sees(stage, ana, "tunnel"));
  REQUIRE(sees(stage, ben, "soup"));
  REQUIRE(!waits(shared(stage, ben), unsent));
}

}  // namespace

Transcript two_people() {
  Stage stage(
      "Two people meet by a link and compare words, one shows a need, and a tunnel comes between.");
  Actor& ana = stage.actor("ana");
  Actor& ben = stage.actor("ben");
  begin(stage, ana);
  begin(stage, ben);
  stage.connect(ana);
  stage.connect(ben);
  stage.settle();
  // The words of the first link are not the same, says ana; nothing comes of it.
  done(stage, ana, "invite");
  const std::string dropped = just("link", ana.text("meeting", "link"));
  done(stage, ben, "join", dropped);
  meet(stage, ana, ben);
  refused(stage, ben, "not_paired", "share", event("NoteShared", R"({"text":"too early"})"));
  done(stage, ana, "words_match", R"({"yes":false})");
  REQUIRE(ana.text("meeting", "stage") == "ended");
  done(stage, ben, "cancel_meeting");
  pair(stage, ana, ben);
  REQUIRE(ana.text("home", "person") == "a");
  REQUIRE(ben.text("home", "person") == "b");
  refused(stage, ana, "already_paired", "invite");

  const Value leaves = stage.ask(ana, "preview", R"({"event":"NeedShared","fields":{"need":"hug"}})").view("preview");
  REQUIRE(leaves.find("leaves")->as<Fields>()->size() == 2);
  done(stage, ana, "check_in",
       R"({"myself":30,"need":"hug","note":"only mine","share":{"need":true,"weather":"rain"},"when":"now"})");
  stage.settle();
  const Value theirs = *ben.views.find("today")->find("theirs");
  REQUIRE(text_or(theirs, "need", "") == "hug");
  REQUIRE(text_or(theirs, "weather", "") == "rain");
  REQUIRE(!sees(stage, ben, "only mine"));

  tunnel(stage, ana, ben);
  REQUIRE(shared(stage, ana).size() == 4);
  REQUIRE(shared(stage, ben).size() == 4);
  const Value of_ana = stage.ask(ana, "as_partner").view("as_partner");
  REQUIRE(text_or(of_ana, "need", "") == "hug");
  REQUIRE(of_ana.find("items")->as<List>()->size() == 3);
  const Value number = stage.ask(ana, "safety_number").view("safety_number");
  REQUIRE(number.as<std::string>()->size() == 60);
  REQUIRE(number == stage.ask(ben, "safety_number").view("safety_number"));
  return stage.transcript;
}

namespace {

// Things that stand by themselves or open something, all written by ana.
struct Opened {
  std::string bid, talk, pause, repair, promise, boundary, ritual, healing;
};

Opened open_all(Stage& stage, Actor& ana) {
  Opened all;
  give(stage, ana, "NeedShared", R"({"need":"listen"})");
  give(stage, ana, "WeatherShared", R"({"weather":"fog"})");
  all.bid = give(stage, ana, "BidSent", R"({"kind":"play","text":"a round of cards"})");
  all.talk = give(stage, ana, "TalkInvited", R"({"about":"the summer"})");
  all.pause = give(stage, ana, "PauseTaken", R"({"back_at":1760003600000})");
  all.repair = give(stage, ana, "RepairOffered",
                    R"({"kind":"apology","act":"I was loud","effect":"you went quiet","text":"I am sorry"})");
  all.promise = give(stage, ana, "PromiseMade", R"({"text":"I call before eight","due_day":"2025-10-12"})");
  all.boundary = give(stage, ana, "BoundarySet",
                      R"({"text":"I do not answer after ten","from_minute":1320,"to_minute":1440,"weekdays":[1,2]})");
  all.ritual = give(stage, ana, "RitualProposed",
                    R"({"text":"tea together","cue":"after supper","at_minute":1200,"minutes":15})");
  give(stage, ana, "StyleCardShared", R"({"shows":"I go silent","helps":"a hand","hurts":"why questions"})");
  give(stage, ana, "MeaningShared", R"({"text":"a voice that stays low"})");
  all.healing = give(stage, ana, "HealingOpened", R"({"role":"hurt","text":"the letters"})");
  give(stage, ana, "RatingShared", R"({"what":"closeness","value":70})");
  give(stage, ana, "CycleShared", R"({"field":"flow","value":1})");
  give(stage, ana, "TurningPointNamed", R"({"text":"the night drive"})");
  return all;
}

// What only the other may answer, and what both may.
std::string answer_all(Stage& stage, Actor& ben, const Opened& all) {
  give(stage, ben, "BidAnswered", about("bid", all.bid, R"("answer":"toward")"));
  give(stage, ben, "TalkAnswered", about("talk", all.talk, R"("answer":"later","later_at":1760010000000)"));
  const std::string heard =
      give(stage, ben, "ReflectionOffered", about("talk", all.talk, R"("text":"you want less driving")"));
  give(stage, ben, "TalkRated", about("talk", all.talk, R"("voice":70,"heard":90)"));
  give(stage, ben, "RepairAnswered", about("repair", all.repair, R"("answer":"need_time")"));
  give(stage, ben, "RepairRated", about("repair", all.repair, R"("quality":60)"));
  give(stage, ben, "RitualAgreed", about("ritual", all.ritual));
  give(stage, ben, "HealingJoined", about("healing", all.healing, R"("role":"broke_trust")"));
  give(stage, ben, "HealingStepDone", about("healing", all.healing, R"("step":1,"text":"I told the whole of it")"));
  give(stage, ben, "OpennessAgreed",
       about("healing", all.healing, R"("text":"we read mail together","ends_day":"2025-12-01")"));
  refused(stage, ben, "not_yours", "share", event("HealingRated", about("healing", all.healing, R"("change":90)")));
  refused(stage, ben, "not_yours", "share", event("PromiseKept", about("promise", all.promise)));
  return heard;
}

// Kinds of our room; answers to questions have a view of their own.
std::set<std::string> shown_kinds(Stage& stage, Actor& who) {
  std::set<std::string> out = kinds_of_room(stage, who, "ours");
  REQUIRE((out.erase("AnswerCommitted") + out.erase("AnswerRevealed")) == 2);
  return out;
}

void close_all(Stage& stage, Actor& ana, const Opened& all, const std::string& reflection) {
  give(stage, ana, "ReflectionAnswered", about("reflection", reflection, R"("yes":1,"text":"yes, that")"));
  give(stage, ana, "TalkEnded", about("talk", all.talk, R"("ended":"we_differ_and_it_is_all_right")"));
  give(stage, ana, "PauseEnded", about("pause", all.pause));
  give(stage, ana, "RepairClosed", about("repair", all.repair));
  give(stage, ana, "PromiseRenegotiated",
       about("promise", all.promise, R"("text":"I call before nine","due_day":"2025-10-13")"));
  give(stage, ana, "PromiseKept", about("promise", all.promise));
  give(stage, ana, "PromiseMissed", about("promise", all.promise));
  give(stage, ana, "PromiseWithdrawn", about("promise", all.promise));
  give(stage, ana, "BoundaryLifted", about("boundary", all.boundary));
  give(stage, ana, "RitualKept", about("ritual", all.ritual));
  give(stage, ana, "RitualEnded", about("ritual", all.ritual));
  give(stage, ana, "HealingRated", about("healing", all.healing, R"("change":55)"));
  give(stage, ana, "SetbackLogged", about("healing", all.healing, R"("text":"a bad evening")"));
  refused(stage, ana, "not_yours", "share", event("BidAnswered", about("bid", all.bid, R"("answer":"toward")")));
}

}  // namespace

Transcript our_room() {
  Stage stage(
      "Everything that two people can share, once; what was taken back, asked back, kept as a copy; and a goodbye.");
  Actor& ana = stage.actor("ana");
  Actor& ben = stage.actor("ben");
  begin(stage, ana);
  begin(stage, ben);
  pair(stage, ana, ben);
  for (Actor* who : {&ana, &ben}) stage.disconnect(*who);

  const Opened all = open_all(stage, ana);
  const std::string regretted = give(stage, ana, "NoteShared", R"({"kind":"hurt","text":"you never listen"})");
  done(stage, ana, "take_back", just("id", regretted));
  const std::string asked_back = give(stage, ana, "NoteShared", R"({"text":"a draft of something"})");
  exchange(stage, ana, ben);
  REQUIRE(shared(stage, ben).size() == 16);
  REQUIRE(!sees(stage, ben, "never listen"));
  refused(stage, ana, "already_sent", "take_back", just("id", asked_back));
  refused(stage, ben, "not_yours", "retract", just("id", asked_back));
  done(stage, ben, "keep_copy", just("id", all.healing));

  const std::string reflection = answer_all(stage, ben, all);
  done(stage, ana, "retract", just("id", asked_back));
  exchange(stage, ana, ben);
  REQUIRE(!sees(stage, ben, "a draft of something"));
  REQUIRE(sees(stage, ana, "a draft of something"));
  close_all(stage, ana, all, reflection);
  exchange(stage, ana, ben);
  const std::set<std::string> ours = shown_kinds(stage, ana);
  REQUIRE(kinds(shared(stage, ana)) == ours);
  std::set<std::string> at_ben = kinds(shared(stage, ben));
  REQUIRE(at_ben.insert("NoteShared").second);
  REQUIRE(at_ben == ours);

  // What waits for its window leaves then, and not before.
  done(stage, ana, "share", event("NoteShared", R"({"kind":"still_us","text":"good night"})", "later"));
  exchange(stage, ana, ben);
  REQUIRE(!sees(stage, ben, "good night"));
  stage.now_ms += 13 * 3'600'000;
  exchange(stage, ana, ben);
  REQUIRE(sees(stage, ben, "good night"));

  // Leaving is quiet: the other sees what a lost phone would show, and keeps what was shared.
  for (Actor* who : {&ana, &ben}) stage.connect(*who);
  stage.settle();
  const Value before = *ben.views.find("home");
  done(stage, ana, "leave");
  stage.quarters(2);
  REQUIRE(!bool_or(*ana.views.find("home"), "paired", true));
  REQUIRE(*ben.views.find("home") == before);
  refused(stage, ana, "not_paired", "share", event("NoteShared", R"({"text":"one more thing"})"));
  give(stage, ben, "NoteShared", R"({"text":"are you there"})");
  stage.quarters(1);
  REQUIRE(!sees(stage, ana, "are you there"));
  REQUIRE(sees(stage, ana, "good night"));
  REQUIRE(sees(stage, ben, "good night"));
  done(stage, ben, "leave");
  REQUIRE(!bool_or(*ben.views.find("home"), "paired", true));
  return stage.transcript;
}

}  // namespace bothy::golden
