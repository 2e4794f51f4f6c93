// Scenes in which something is wrong: a relay that lost or changes things, and requests that make no sense. See
// scenes.h.
#include <doctest/doctest.h>

#include "lab/golden/moves.h"
#include "lab/golden/scenes.h"
#include "wire/message.h"

namespace bothy::golden {
namespace {

std::size_t frames_at_relay(const Stage& stage) {
  std::size_t n = 0;
  for (const auto& [id, lane] : stage.relay_holds().lanes) n += lane.frames.size();
  return n;
}

void note(Stage& stage, Actor& who, const char* text) {
  done(stage, who, "share", std::string(R"({"event":"NoteShared","fields":{"text":")") + text + R"("},"when":"now"})");
  stage.settle();
}

// The one frame that `who` wrote since `before`.
Bytes frame_since(const Disk& before, const Actor& who) {
  Bytes frame;
  for (const auto& [key, bytes] : who.disk) {
    if (!key.starts_with("f/") || before.contains(key)) continue;
    REQUIRE(frame.empty());
    frame = bytes;
  }
  REQUIRE(frame.size() > frame_header_size);
  return frame;
}

Bytes pushed(const Bytes& frame) {
  const auto header = parse_frame(frame);
  REQUIRE(header.has_value());
  return encode(RelayMessage(Frames{header->lane, header->seq, false, frame}));
}

// What the relay lost is offered again by the one who wrote it.
void set_back(Stage& stage, Actor& ana, Actor& ben, const relay::MemoryStore& older) {
  done(stage, ana, "check_in", R"({"myself":81,"note":"on the newer day"})");
  note(stage, ana, "lost at the relay");
  stage.quarters(1);
  const std::size_t all_frames = frames_at_relay(stage);
  stage.relay_returns_to(older);
  REQUIRE(frames_at_relay(stage) < all_frames);
  for (Actor* who : {&ana, &ben}) stage.connect(*who);
  stage.settle();
  REQUIRE(ana.alarmed("rolled_back"));
  REQUIRE(frames_at_relay(stage) >= all_frames);
  REQUIRE(sees(stage, ben, "lost at the relay"));
}

// The relay is set back once more, and an old copy of ana's device comes first: two branches of one lane.
void old_copy(Stage& stage, Actor& ana, const relay::MemoryStore& older, const Disk& old_disk) {
  stage.relay_returns_to(older);
  Actor& copy = stage.copy_of(ana, "copy", old_disk);
  REQUIRE(stage.reopen(copy).error() == "");
  stage.connect(copy);
  stage.settle();
  done(stage, copy, "check_in", R"({"myself":18,"note":"on the old copy"})");
  stage.quarters(2);
  stage.disconnect(copy);
  stage.connect(ana);
  stage.settle();
  REQUIRE(ana.alarmed("fork"));
  stage.quarters(2);
  REQUIRE(entries(stage, ana) == 2);
  REQUIRE(stage.reopen(ana).error() == "");
  REQUIRE(entries(stage, ana) == 2);
  stage.connect(ana);
  stage.settle();

  stage.connect(copy);
  stage.settle();
  stage.quarters(2);
  REQUIRE(sees(stage, copy, "lost at the relay"));
  stage.disconnect(copy);
}

// A frame with one bit turned is not taken; the right one is, later.
void one_bit(Stage& stage, Actor& ana, Actor& ben) {
  stage.connect(ben);
  stage.settle();
  const relay::MemoryStore without = stage.relay_holds();
  const Disk disk = ana.disk;
  stage.disconnect(ben);
  note(stage, ana, "one bit");
  Bytes frame = frame_since(disk, ana);
  stage.relay_returns_to(without);
  stage.connect(ben);
  stage.settle();
  frame.back() ^= 1;
  stage.hear(ben, pushed(frame));
  REQUIRE(ben.alarmed("bad_seal"));
  stage.settle();
  REQUIRE(!sees(stage, ben, "one bit"));
  stage.connect(ana);
  stage.settle();
  REQUIRE(sees(stage, ben, "one bit"));
}

// Messages that no relay sends are refused, and nothing of them is kept.
void no_messages(Stage& stage, Actor& ben) {
  const Disk kept = ben.disk;
  REQUIRE(stage.hear(ben, Bytes{}).error() == "malformed");
  REQUIRE(stage.hear(ben, Bytes(40, 0x83)).error() == "malformed");
  REQUIRE(stage.hear(ben, encode(ClientMessage(Read{}))).error() == "too_new");
  REQUIRE(stage.hear(ben, encode(RelayMessage(Frames{Id{Block<16>{9}}, 5, false, {}}))).error() == "wrong_lane");
  REQUIRE(ben.disk == kept);
  REQUIRE(stage.hear(ben, encode(RelayMessage(Later{Id{}, 0, LaterReason::disk, 5'000}))).error() == "");
  REQUIRE(text_or(*ben.views.find("sync")->find("later"), "reason", "") == "disk");
  stage.disconnect(ben);
  REQUIRE(stage.hear(ben, encode(RelayMessage(Later{}))).error() == "not_open");
}

}  // namespace

Transcript dishonest_relay() {
  Stage stage(
      "The relay is set back to an older day, an old copy of a device writes there, and messages come that no relay "
      "should send.");
  Actor& ana = stage.actor("ana");
  Actor& ben = stage.actor("ben");
  begin(stage, ana);
  begin(stage, ben);
  pair(stage, ana, ben);
  note(stage, ana, "before");
  stage.quarters(1);
  const relay::MemoryStore older = stage.relay_holds();
  const Disk old_disk = ana.disk;

  set_back(stage, ana, ben, older);
  old_copy(stage, ana, older, old_disk);
  one_bit(stage, ana, ben);
  no_messages(stage, ben);
  return stage.transcript;
}

namespace {

struct Hard {
  const char* request;
  const char* error;
};

void refuse_all(Stage& stage, Actor& who, std::span<const Hard> all) {
  const Disk before = who.disk;
  for (const auto& [text, error] : all) {
    CAPTURE(text);
    REQUIRE(stage.request(who, text).error() == error);
  }
  REQUIRE(who.disk == before);
}

// Neither JSON nor anything else that the door knows.
void refuse_bytes(Stage& stage, Actor& who) {
  const std::string deep(40, '[');
  const std::pair<std::string, const char*> all[] = {
      {"", "malformed"},
      {"{", "malformed"},
      {"[]", "missing_field"},
      {"null", "missing_field"},
      {R"({"do":"ask","what":"views","now_ms":1,"tz_min":0)", "malformed"},
      {R"({"do":"ask","what":"views","now_ms":1,"tz_min":0} {})", "malformed"},
      {R"({"do":"ask","what":"views","now_ms":01,"tz_min":0})", "malformed"},
      {"{\"do\":\"\xff\"}", "not_text"},
      {deep, "too_large"}};
  for (const auto& [bytes, error] : all) {
    CAPTURE(bytes);
    REQUIRE(stage.raw(who, span_of(bytes)).error() == error);
  }
}

constexpr Hard before_home[] = {
    {R"({"what":"views"})", "missing_field"},
    {R"({"do":"dance"})", "unknown_intent"},
    {R"({"do":7})", "malformed"},
    {R"({"do":"act"})", "missing_field"},
    {R"({"do":"act","intent":"dance"})", "unknown_intent"},
    {R"({"do":"act","intent":"check_in","args":{"myself":1}})", "not_open"},
    {R"({"do":"act","intent":"tick"})", "not_open"},
    {R"({"do":"act","intent":"connected","args":{"origin":"http://localhost"}})", "not_open"},
    {R"({"do":"act","intent":"init","args":{"device_name":"x"}})", "missing_field"},
    {R"({"do":"act","intent":"init","device_secret":"00ff","args":{"device_name":"x"}})", "malformed"},
    {R"({"do":"act","intent":"init","device_secret":"zz","args":{}})", "missing_field"},
    {R"({"do":"ask","what":"me"})", "not_open"},
    {R"({"do":"ask","what":"views","now_ms":-1})", "out_of_range"},
    {R"({"do":"ask","what":"views","now_ms":"noon"})", "malformed"},
    {R"({"do":"ask","what":"views","now_ms":140737488355328})", "out_of_range"},
    {R"({"do":"ask","what":"views","tz_min":1441})", "out_of_range"},
    {R"({"do":"ask","what":"views","entropy":"00"})", "malformed"},
    {R"({"do":"ask","what":"detect_table","args":{"table":{"at":0,"len":9}}})", "out_of_range"},
    {R"({"do":"receive","message":{"at":0,"len":0}})", "not_open"},
    {R"({"do":"open","device_secret":"00","records":[]})", "malformed"},
    {R"({"do":"open","device_secret":7,"records":[]})", "malformed"},
    {R"({"do":"open","last":true})", "not_open"},
};

constexpr Hard at_home[] = {
    {R"({"do":"act","intent":"init","device_secret":"0","args":{"device_name":"again"}})", "already_open"},
    {R"({"do":"act","intent":"check_in"})", "missing_field"},
    {R"({"do":"act","intent":"check_in","args":{"day":"2025-10-09"}})", "missing_field"},
    {R"({"do":"act","intent":"check_in","args":{"myself":101}})", "out_of_range"},
    {R"({"do":"act","intent":"check_in","args":{"myself":"fine"}})", "malformed"},
    {R"({"do":"act","intent":"check_in","args":{"mood":50}})", "unknown_field"},
    {R"({"do":"act","intent":"check_in","args":{"need":"cake"}})", "out_of_range"},
    {R"({"do":"act","intent":"check_in","args":{"moments":["heard","seen"]}})", "out_of_range"},
    {R"({"do":"act","intent":"check_in","args":{"myself":5,"day":"2025-02-30"}})", "malformed"},
    {R"({"do":"act","intent":"check_in","args":{"myself":5,"share":{"mood":true}}})", "unknown_field"},
    {R"({"do":"act","intent":"check_in","args":{"myself":5,"share":{"need":true}}})", "not_paired"},
    {R"({"do":"act","intent":"log","args":{"event":"Danced","fields":{}}})", "unknown_intent"},
    {R"({"do":"act","intent":"log","args":{"event":"NeedShared","fields":{"need":"hug"}}})", "unknown_intent"},
    {R"({"do":"act","intent":"log","args":{"event":"KeyringKept","fields":{"sealed":"00"}}})", "unknown_intent"},
    {R"({"do":"act","intent":"log","args":{"event":"PhraseKept","fields":{"text":7}}})", "malformed"},
    {R"({"do":"act","intent":"share","args":{"event":"NoteShared","fields":{"text":"hm"}}})", "not_paired"},
    {R"({"do":"act","intent":"withdraw","args":{"id":"00"}})", "malformed"},
    {R"({"do":"act","intent":"withdraw","args":{"id":"00000000000000000000000000000001"}})", "not_found"},
    {R"({"do":"act","intent":"take_back","args":{"id":"00000000000000000000000000000001"}})", "not_found"},
    {R"({"do":"act","intent":"keep_copy","args":{}})", "missing_field"},
    {R"({"do":"act","intent":"join","args":{"link":"b1tooshort"}})", "link_malformed"},
    {R"({"do":"act","intent":"join","args":{"link":"http://example.org/"}})", "link_malformed"},
    {R"({"do":"act","intent":"words_match","args":{"yes":true}})", "not_found"},
    {R"({"do":"act","intent":"leave"})", "not_paired"},
    {R"({"do":"act","intent":"lock"})", "not_found"},
    {R"({"do":"act","intent":"revoke","args":{"device":"00000000000000000000000000000001"}})", "not_found"},
    {R"({"do":"act","intent":"import","args":{"table":{"at":0,"len":0}}})", "missing_field"},
    {R"({"do":"act","intent":"import","args":{"table":{"at":1,"len":1},"mapping":{}}})", "out_of_range"},
    {R"({"do":"act","intent":"import","args":{"table":{"at":0,"len":0},"mapping":{"form":"csv"}}})", "unknown_field"},
    {R"({"do":"act","intent":"set","args":{"key":"colour"}})", "missing_field"},
    {R"({"do":"ask","what":"the moon"})", "unknown_intent"},
    {R"({"do":"ask","what":"me","args":{"from":"yesterday"}})", "malformed"},
    {R"({"do":"ask","what":"preview","args":{"event":"CheckedIn","fields":{"myself":5}}})", "unknown_intent"},
    {R"({"do":"ask","what":"safety_number"})", "not_paired"},
    {R"({"do":"open","device_secret":"0","records":[]})", "already_open"},
    {R"({"do":"receive","message":{"at":0,"len":0}})", "not_open"},
};

}  // namespace

Transcript hard_requests() {
  Stage stage(
      "Requests that make no sense: each is refused by name, keeps and sends nothing, and the home goes on as before.");
  Actor& ana = stage.actor("ana");
  refuse_bytes(stage, ana);
  refuse_all(stage, ana, before_home);
  REQUIRE(ana.text("home", "state") == "none");
  begin(stage, ana);
  done(stage, ana, "check_in", R"({"myself":61,"note":"all is well"})");
  const Value today = *ana.views.find("today");
  refuse_bytes(stage, ana);
  refuse_all(stage, ana, at_home);
  const std::string note = R"({"note":")" + std::string(8'001, 'a') + "\"}";
  refused(stage, ana, "too_large", "check_in", note);
  // Bytes of a rotted disk stop nothing: they are stepped over.
  REQUIRE(stage.request(ana, R"({"do":"open","frames":{"at":0,"len":200},"last":true})", Bytes(200, 7)).error() == "");
  REQUIRE(stage.request(ana, R"({"do":"ask","what":"verify","args":{"frames":{"at":0,"len":200}}})", Bytes(200, 7)).error() == "");
  done(stage, ana, "invite");
  refused(stage, ana, "link_used", "join", just("link", ana.text("meeting", "link")));
  REQUIRE(*ana.views.find("today") == today);
  done(stage, ana, "check_in", R"({"myself":62})");
  REQUIRE(stage.reopen(ana).error() == "");
  REQUIRE(entries(stage, ana) == 2);
  return stage.transcript;
}

}  // namespace bothy::golden
