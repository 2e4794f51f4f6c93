// Scenes of a person with more than one device, and of one who lost them all. See scenes.h.
#include <doctest/doctest.h>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"

namespace bothy::golden {
namespace {

bool device_removed(Stage& stage, Actor& who, const std::string& id) {
  const Heard heard = stage.ask(who, "devices");
  REQUIRE(heard.view("devices").as<List>() != nullptr);
  for (const auto& row : *heard.view("devices").as<List>())
    if (text_or(row, "id", "") == id) return bool_or(row, "removed", false);
  FAIL("no such device: " << id);
  return false;
}

// A device is removed while it is away; it learns of that when it comes back, and writes nothing from then on.
void remove(Stage& stage, Actor& ana, Actor& second) {
  const std::string lost = second.text("home", "device");
  refused(stage, ana, "not_found", "revoke", just("device", ana.text("home", "device")));
  done(stage, ana, "revoke", just("device", lost));
  stage.settle();
  REQUIRE(device_removed(stage, ana, lost));
  stage.connect(second);
  stage.settle();
  REQUIRE(bool_or(*second.views.find("home"), "removed", false));
  refused(stage, second, "revoked", "check_in", R"({"myself":1})");
}

std::size_t newcomers(const Actor& who) {
  const Value* list = who.views.find("home")->find("new_devices");
  REQUIRE(list != nullptr);
  return list->as<List>()->size();
}

}  // namespace

Transcript second_device() {
  Stage stage(
      "A second device comes in with the recovery words, a third waits for a day, and one is lost and removed.");
  Actor& ana = stage.actor("ana");
  Actor& ben = stage.actor("ben");
  const std::string phrase = begin(stage, ana);
  begin(stage, ben);
  pair(stage, ana, ben);
  done(stage, ana, "check_in", R"({"myself":64,"note":"on the first"})");
  stage.quarters(1);

  Actor& second = stage.actor("second");
  add_device(stage, ana, second, phrase);
  REQUIRE(second.text("home", "state") == "open");
  REQUIRE(entries(stage, second) == 1);
  // Whoever has the older device is told for two weeks; the new one has nothing to tell.
  REQUIRE(newcomers(ana) == 1);
  REQUIRE(newcomers(second) == 0);
  done(stage, second, "check_in", R"({"myself":12,"note":"on the second"})");
  done(stage, second, "share", R"({"event":"NoteShared","fields":{"text":"from the kitchen table"},"when":"now"})");
  stage.quarters(2);
  REQUIRE(entries(stage, ana) == 2);
  REQUIRE(sees(stage, ben, "from the kitchen table"));

  Actor& third = stage.actor("third");
  add_device(stage, ana, third, "");
  REQUIRE(third.text("home", "state") != "open");
  for (Actor* who : {&second, &third, &ben}) stage.disconnect(*who);
  stage.now_ms += 25 * 3'600'000;
  stage.quarters(2);
  for (Actor* who : {&second, &third}) stage.connect(*who);
  stage.settle();
  stage.quarters(1);
  REQUIRE(third.text("home", "state") == "open");
  REQUIRE(entries(stage, third) == 2);

  for (Actor* who : {&second, &third}) stage.disconnect(*who);
  remove(stage, ana, second);

  stage.connect(ben);
  stage.settle();
  stage.quarters(1);
  done(stage, ana, "share", R"({"event":"NoteShared","fields":{"text":"after the tram"},"when":"now"})");
  done(stage, ben, "share", R"({"event":"NoteShared","fields":{"text":"good that you are home"},"when":"now"})");
  stage.quarters(1);
  stage.connect(third);
  stage.settle();
  stage.quarters(1);
  for (Actor* who : {&ana, &ben, &third}) {
    REQUIRE(sees(stage, *who, "after the tram"));
    REQUIRE(sees(stage, *who, "good that you are home"));
  }
  REQUIRE(!sees(stage, second, "after the tram"));
  REQUIRE(!sees(stage, second, "good that you are home"));
  return stage.transcript;
}

Transcript recover_home() {
  Stage stage("Every device is lost; the recovery words and the relay bring back my room and ours.");
  Actor& ana = stage.actor("ana");
  Actor& ben = stage.actor("ben");
  const std::string phrase = begin(stage, ana);
  begin(stage, ben);
  pair(stage, ana, ben);
  done(stage, ana, "check_in", R"({"myself":64,"note":"before the flood"})");
  done(stage, ben, "share", R"({"event":"NoteShared","fields":{"text":"still here"},"when":"now"})");
  stage.quarters(2);
  stage.disconnect(ana);

  Actor& found = stage.actor("found");
  const auto recover = [](const std::string& words) {
    return to_json(Fields{{"phrase", Value(words)}, {"device_name", "borrowed"}});
  };
  std::string other_order = phrase.substr(phrase.find(' ') + 1) + " " + phrase.substr(0, phrase.find(' '));
  refused(stage, found, "wrong_phrase", "recover", recover(other_order));
  done(stage, found, "recover", recover(phrase));
  REQUIRE(found.text("home", "state") == "recovering");
  stage.connect(found);
  stage.settle();
  stage.quarters(3);
  REQUIRE(found.text("home", "state") == "open");
  REQUIRE(entries(stage, found) == 1);
  REQUIRE(sees(stage, found, "still here"));
  done(stage, found, "share", R"({"event":"NoteShared","fields":{"text":"dry again"},"when":"now"})");
  stage.quarters(2);
  REQUIRE(sees(stage, ben, "dry again"));
  REQUIRE(stage.reopen(found).error() == "");
  REQUIRE(entries(stage, found) == 1);
  return stage.transcript;
}

}  // namespace bothy::golden
