// The scene of a disk with a damaged page: told of, and made whole from the relay. See scenes.h.
#include <doctest/doctest.h>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"

namespace bothy::golden {
namespace {

Bytes all_frames(const Actor& who) {
  Bytes out;
  for (auto at = who.disk.lower_bound("f/"); at != who.disk.end() && at->first.starts_with("f/"); ++at) append(out, at->second);
  return out;
}

std::string where(const Bytes& frames) { return R"({"frames":{"at":0,"len":)" + std::to_string(frames.size()) + "}}"; }

bool whole(Stage& stage, Actor& who) {
  const Bytes frames = all_frames(who);
  return bool_or(stage.ask(who, "verify", where(frames), frames).view("verify"), "whole", false);
}

void damage_one_frame(Actor& who, bool last) {
  auto at = who.disk.lower_bound("f/");
  REQUIRE(at != who.disk.end());
  const std::string lane = at->first.substr(0, at->first.rfind('/'));
  for (auto next = std::next(at); last && next != who.disk.end() && next->first.starts_with(lane); ++next) at = next;
  at->second[at->second.size() / 2] ^= 1;
}

}  // namespace

Transcript damaged_disk() {
  Stage stage("A frame on disk is damaged: the door says so, reads the rest, and the relay gives the frame back.");
  Actor& ana = stage.actor("ana");
  begin(stage, ana);
  stage.connect(ana);
  stage.settle();
  done(stage, ana, "check_in", R"({"myself":60,"note":"an ordinary evening"})");
  stage.quarters(2);
  REQUIRE(whole(stage, ana));

  // While the home is open nobody reads old frames; a check finds it, and it is fetched again.
  damage_one_frame(ana, false);
  REQUIRE(!whole(stage, ana));
  const Bytes frames = all_frames(ana);
  const Heard mended = done(stage, ana, "mend", where(frames), frames);
  REQUIRE(int_or(mended.view("mend"), "lanes", 0) == 1);
  stage.settle();
  REQUIRE(whole(stage, ana));

  damage_one_frame(ana, true);
  const Heard opened = stage.reopen(ana);
  REQUIRE(opened.error() == "");
  REQUIRE(opened.view("damage").as<List>()->size() == 1);
  REQUIRE(ana.alarmed("store_damaged"));
  stage.connect(ana);
  stage.settle();
  stage.quarters(1);
  REQUIRE(stage.ask(ana, "sync").view("sync").find("connected") != nullptr);
  REQUIRE(whole(stage, ana));
  REQUIRE(entries(stage, ana) == 1);
  return stage.transcript;
}

}  // namespace bothy::golden
