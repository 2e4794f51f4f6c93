// See moves.h.
#include "lab/golden/moves.h"

#include <doctest/doctest.h>

namespace bothy::golden {

std::string just(std::string_view key, std::string_view value) {
  return to_json(Fields{{std::string(key), Value(value)}});
}

std::string begin(Stage& stage, Actor& who) {
  const Heard made = done(stage, who, "init", R"({"device_name":"first device"})");
  REQUIRE(who.text("home", "state") == "open");
  return *made.view("phrase").as<std::string>();
}

Heard done(Stage& stage, Actor& who, std::string_view intent, std::string_view args, ByteSpan tail) {
  Heard heard = stage.act(who, intent, args, tail);
  CAPTURE(intent);
  CAPTURE(args);
  REQUIRE(heard.error() == "");
  return heard;
}

void refused(Stage& stage, Actor& who, std::string_view error, std::string_view intent, std::string_view args) {
  CAPTURE(intent);
  CAPTURE(args);
  REQUIRE(stage.act(who, intent, args).error() == error);
}

std::int64_t entries(Stage& stage, Actor& who) { return int_or(stage.ask(who, "me").view("me"), "entries", -1); }

List shared(Stage& stage, Actor& who) {
  const Heard heard = stage.ask(who, "shared", R"({"limit":200})");
  const auto* rows = heard.view("shared").as<List>();
  REQUIRE(rows != nullptr);
  return *rows;
}

bool sees(Stage& stage, Actor& who, std::string_view text) {
  return to_json(Value(shared(stage, who))).find(text) != std::string::npos;
}

std::set<std::string> kinds(const List& rows) {
  std::set<std::string> out;
  for (const auto& row : rows) out.insert(text_or(row, "event", "?"));
  return out;
}

std::set<std::string> kinds_of_room(Stage& stage, Actor& who, std::string_view room) {
  const Heard heard = stage.ask(who, "events");
  const auto* all = heard.view("events").as<List>();
  REQUIRE(all != nullptr);
  List of_room;
  for (const auto& row : *all)
    if (text_or(row, "room", "") == room) of_room.push_back(row);
  return kinds(of_room);
}

void meet(Stage& stage, Actor& inviting, Actor& joining) {
  stage.settle();
  // Whoever followed the link before it was at the relay asks again.
  if (joining.text("meeting", "stage") == "waiting") done(stage, joining, "meet");
  stage.settle();
  for (const Actor* who : {&inviting, &joining}) {
    REQUIRE(who->text("meeting", "stage") == "compare");
    REQUIRE(who->text("meeting", "words").size() > 10);
  }
  REQUIRE(inviting.text("meeting", "words") == joining.text("meeting", "words"));
}

void pair(Stage& stage, Actor& one, Actor& other) {
  stage.connect(one);
  stage.connect(other);
  stage.settle();
  done(stage, one, "invite");
  done(stage, other, "join", just("link", one.text("meeting", "link")));
  meet(stage, one, other);
  for (Actor* who : {&one, &other}) done(stage, *who, "words_match", R"({"yes":true})");
  stage.settle();
  // A lane of the other that was not at the relay yet is asked for again at a tick.
  stage.quarters(2);
  for (const Actor* who : {&one, &other}) {
    REQUIRE(who->text("meeting", "stage") == "done");
    REQUIRE(who->number_in("sync", "behind") == 0);
  }
}

void add_device(Stage& stage, Actor& old, Actor& fresh, const std::string& phrase) {
  stage.connect(old);
  stage.settle();
  done(stage, old, "add_device");
  Value args;
  args.set("link", old.text("meeting", "link")).set("device_name", fresh.name);
  if (!phrase.empty()) args.set("phrase", phrase);
  done(stage, fresh, "join_device", to_json(args));
  stage.connect(fresh);
  meet(stage, old, fresh);
  for (Actor* who : {&old, &fresh}) done(stage, *who, "words_match", R"({"yes":true})");
  stage.settle();
  stage.quarters(2);
}

}  // namespace bothy::golden
