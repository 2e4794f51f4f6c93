// The scene of somebody's own estimates: forty evenings, what is told after three, eight and forty of them, and nothing
// while the room is shut. Called by golden_test.cpp through scenes.h.
#include <doctest/doctest.h>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"

namespace bothy::golden {
namespace {

// Evenings that go up and down, with a hard fortnight in them.
std::string evening(int day) {
  const int myself = (day >= 18 && day < 26 ? 30 : 66) + day * 7 % 17;
  std::string out = "{\"myself\":" + std::to_string(myself) + ",\"energy\":" + std::to_string(45 + day * 5 % 23);
  if (day % 2 == 0) out += ",\"depend\":" + std::to_string(myself - 5);
  if (day % 5 == 1) out += ",\"know\":" + std::to_string(70 + day % 9) + ",\"feel\":" + std::to_string(myself - 3);
  if (day % 4 == 3) out += ",\"stress\":" + std::to_string(35 + day);
  const char* moments = day == 18      ? R"(["hurt"])"
                        : day == 24    ? R"(["repaired","heard"])"
                        : day % 3 == 0 ? R"(["small_kindness"])"
                                       : "[]";
  return out + ",\"moments\":" + moments + "}";
}

void lived(Stage& stage, Actor& who, int from, int until) {
  constexpr std::int64_t day_ms = 86'400'000;
  for (int day = from; day < until; ++day) {
    done(stage, who, "check_in", evening(day));
    if (day + 1 < until) stage.now_ms += day_ms;
  }
}

}  // namespace

Transcript own_estimates() {
  Stage stage(
      "Forty evenings of one person, and what is told of them: nothing, then something, then more; nothing while "
      "shut.");
  Actor& ana = stage.actor("ana");
  begin(stage, ana);
  lived(stage, ana, 0, 3);
  REQUIRE(stage.ask(ana, "state").view("state").find("early") != nullptr);
  REQUIRE(stage.ask(ana, "us").view("us").find("security") == nullptr);
  stage.now_ms += 86'400'000;
  lived(stage, ana, 3, 8);
  REQUIRE(stage.ask(ana, "state").view("state").find("security") != nullptr);
  REQUIRE(stage.ask(ana, "us").view("us").find("steadiness") == nullptr);
  stage.now_ms += 86'400'000;
  lived(stage, ana, 8, 40);
  REQUIRE(stage.ask(ana, "state").view("state").find("tomorrow") != nullptr);
  REQUIRE(stage.ask(ana, "us").view("us").find("chart")->as<List>()->size() == 40);
  done(stage, ana, "refit");
  REQUIRE(stage.ask(ana, "us").view("us").find("steadiness") != nullptr);
  REQUIRE(stage.ask(ana, "patterns").view("patterns").find("together") != nullptr);
  done(stage, ana, "set_lock", R"({"new_passphrase":"seven geese over the frozen canal"})");
  done(stage, ana, "lock");
  for (const char* what : {"state", "us", "patterns"}) REQUIRE(stage.ask(ana, what).error() == "locked");
  return stage.transcript;
}

}  // namespace bothy::golden
