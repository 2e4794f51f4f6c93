// The scene of Learn by trying: a made-up year before there is any home, under other sliders, and while my room is shut.
// Called by golden_test.cpp through scenes.h.
#include <doctest/doctest.h>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"

namespace bothy::golden {
namespace {

double middle_of_last_week(const Value& year) {
  const Value& week = year.find("weeks")->as<List>()->back();
  const Value& middle = *week.find("middle");
  return middle.as<double>() != nullptr ? *middle.as<double>() : static_cast<double>(*middle.as<std::int64_t>());
}

}  // namespace

Transcript learn() {
  Stage stage("Learn by trying: it needs no home and reads none; the same sliders give the same year.");
  Actor& ana = stage.actor("ana");
  const Value usual = stage.ask(ana, "learn").view("learn");
  REQUIRE(usual.find("weeks")->as<List>()->size() == 52);
  REQUIRE(usual.find("one")->as<List>()->size() == 364);
  REQUIRE(stage.ask(ana, "me").error() == "not_open");
  const Value steady = stage.ask(ana, "learn", R"({"warmth":45,"steadiness":90})").view("learn");
  const Value uneven = stage.ask(ana, "learn", R"({"warmth":75,"steadiness":5})").view("learn");
  REQUIRE(middle_of_last_week(steady) > middle_of_last_week(uneven) + 4.0);
  REQUIRE(*stage.ask(ana, "learn", R"({"repair":0})").view("learn").find("mended") == Value(0));
  REQUIRE(stage.ask(ana, "learn", R"({"warmth":101})").error() == "out_of_range");
  REQUIRE(stage.ask(ana, "learn", R"({"anxiety":"much"})").error() == "malformed");
  begin(stage, ana);
  done(stage, ana, "set_lock", R"({"new_passphrase":"seven geese over the frozen canal"})");
  done(stage, ana, "lock");
  REQUIRE(stage.ask(ana, "me").error() == "locked");
  REQUIRE(stage.ask(ana, "learn", R"({"warmth":50})").view("learn") == usual);
  return stage.transcript;
}

}  // namespace bothy::golden
