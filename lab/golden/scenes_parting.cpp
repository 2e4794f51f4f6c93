// Scenes of going apart: a goodbye that is said, and what a broken connection does to it. See scenes.h.
#include <doctest/doctest.h>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"

namespace bothy::golden {
namespace {

constexpr const char* last_words = "Thank you for the years. I am going.";

std::string open_leave() { return R"({"open":true,"words":")" + std::string(last_words) + "\"}"; }

std::size_t frames_held(const Stage& stage) {
  std::size_t all = 0;
  for (const auto& [id, lane] : stage.relay_holds().lanes) all += lane.frames.size();
  return all;
}

}  // namespace

Transcript open_goodbye() {
  Stage stage("Ana leaves with words; her connection breaks before they are out, and they arrive all the same. Then "
              "both begin anew.");
  Actor& ana = stage.actor("ana");
  Actor& ben = stage.actor("ben");
  begin(stage, ana);
  begin(stage, ben);
  pair(stage, ana, ben);
  stage.disconnect(ana);
  refused(stage, ana, "offline", "leave", open_leave());
  REQUIRE(bool_or(*ana.views.find("home"), "paired", false));

  stage.connect(ana);
  stage.settle();
  done(stage, ana, "leave", open_leave());
  REQUIRE(!bool_or(*ana.views.find("home"), "paired", true));
  stage.disconnect(ana);
  stage.settle();
  REQUIRE(!sees(stage, ben, last_words));
  stage.reopen(ana);
  stage.connect(ana);
  stage.settle();
  REQUIRE(sees(stage, ben, last_words));
  REQUIRE(bool_or(*ana.views.find("sync"), "quiet", false));

  // Said once: after that, the old pairing is silent.
  const std::size_t held = frames_held(stage);
  stage.disconnect(ana);
  stage.connect(ana);
  stage.settle();
  REQUIRE(frames_held(stage) == held);

  done(stage, ben, "leave");
  for (Actor* who : {&ana, &ben}) stage.disconnect(*who);
  pair(stage, ben, ana);
  done(stage, ana, "share", R"({"event":"NoteShared","fields":{"text":"a new beginning"},"when":"now"})");
  stage.settle();
  REQUIRE(sees(stage, ben, "a new beginning"));
  return stage.transcript;
}

}  // namespace bothy::golden
