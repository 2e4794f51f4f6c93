// Fuzz target of the door: any bytes as requests and as relay messages, asked of an open home. Whatever comes, the reply has
// the one shape, points only at bytes that are there, and refuses without writing; the home still answers afterwards.
#include "base/value.h"
#include "door/door.h"
#include "lab/fuzz/fuzz.h"
#include "wire/message.h"

using namespace bothy;
using fuzz::require;

namespace {

constexpr std::int64_t now_ms = 1'760'000'000'000;
// Not set_lock and erase: the first costs a second a time, the second leaves nothing to ask.
constexpr const char* intents[] = {"check_in", "log",       "share",  "take_back",    "retract", "withdraw", "keep_copy",   "import",
                                   "tick",     "invite",    "join",   "add_device",   "revoke",  "rotate",   "words_match", "cancel_meeting",
                                   "leave",    "connected", "unlock", "disconnected", "lock",    "set",      "join_device", "recover"};
constexpr const char* questions[] = {"views",  "me",     "history", "shared", "devices",       "preview", "detect_table", "import_preview",
                                     "export", "verify", "events",  "sync",   "safety_number", "nothing"};

struct Answer {
  Value json;
  Bytes tail;
};

void check_places(const Value& list, std::size_t tail) {
  require(list.as<List>() != nullptr);
  for (const auto& item : *list.as<List>()) {
    if (item.find("at") == nullptr) continue;
    const std::int64_t at = int_or(item, "at", -1);
    const std::int64_t len = int_or(item, "len", -1);
    require(at >= 0 && len >= 0 && static_cast<std::uint64_t>(at) + static_cast<std::uint64_t>(len) <= tail);
  }
}

Answer call_raw(bothy_door* door, ByteSpan json, ByteSpan tail) {
  const std::uint8_t* out = bothy_call(door, json.data(), json.size(), tail.data(), tail.size());
  require(out != nullptr);
  Unpacker head(ByteSpan(out, 8));
  const std::size_t json_size = head.u32();
  const std::size_t tail_size = head.u32();
  auto parsed = from_json(text_of(ByteSpan(out + 8, json_size)));
  require(parsed.has_value());
  const Value* store = parsed->find("store");
  const Value* send = parsed->find("send");
  require(store != nullptr && send != nullptr && parsed->find("views") != nullptr);
  check_places(*store, tail_size);
  check_places(*send, tail_size);
  if (parsed->find("error") != nullptr) require(store->as<List>()->empty() && send->as<List>()->empty());
  return {std::move(*parsed), Bytes(out + 8 + json_size, out + 8 + json_size + tail_size)};
}

Answer call(bothy_door* door, Value request, ByteSpan tail, std::uint64_t& count) {
  Bytes fresh(24, 3);
  Packer(fresh).u64(++count);
  request.set("now_ms", now_ms + static_cast<std::int64_t>(count) * 1'000).set("tz_min", 60).set("entropy", to_hex(fresh));
  request.set("device_secret", std::string(64, 'a'));
  const std::string text = to_json(request);
  return call_raw(door, span_of(text), tail);
}

// The records of a small home, made once; each run opens it anew.
struct SmallHome {
  Value records{List{}};
  Bytes bytes;
  SmallHome() {
    bothy_door* door = bothy_door_new();
    std::uint64_t count = 0;
    Value request;
    request.set("do", "act").set("intent", "init").set("args", Fields{{"device_name", "x"}});
    const Answer made = call(door, std::move(request), {}, count);
    for (const auto& item : *made.json.find("store")->as<List>()) {
      const auto at = static_cast<std::size_t>(int_or(item, "at", 0));
      const auto len = static_cast<std::size_t>(int_or(item, "len", 0));
      records.push(Fields{{"key", text_or(item, "key", "")}, {"at", static_cast<std::int64_t>(bytes.size())}, {"len", static_cast<std::int64_t>(len)}});
      append(bytes, ByteSpan(made.tail).subspan(at, len));
    }
    bothy_door_free(door);
  }
};

class Visit {
 public:
  Visit() : door_(bothy_door_new()) {
    static const SmallHome home;
    Value open;
    open.set("do", "open").set("records", home.records);
    const Answer opened = call(door_, std::move(open), home.bytes, count_);
    for (const auto& need : *opened.json.find("views")->find("need")->as<List>()) lanes_.push_back(text_or(need, "lane", ""));
    Value last;
    last.set("do", "open").set("last", true);
    (void)call(door_, std::move(last), {}, count_);
    act("connected", Fields{{"origin", "http://localhost:7071"}}, {});
    receive(encode(RelayMessage(Chal{1, {}, now_ms})));
  }
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;
  ~Visit() { bothy_door_free(door_); }

  void receive(ByteSpan message) {
    Value request;
    request.set("do", "receive").set("message", Fields{{"at", 0}, {"len", static_cast<std::int64_t>(message.size())}});
    (void)call(door_, std::move(request), message, count_);
  }
  // A message of this type about a lane that the home has, so that more than the look-up is reached.
  void receive_about(std::uint8_t type, std::uint8_t lane, ByteSpan rest) {
    Bytes message;
    Packer pack(message);
    pack.u8(type).raw(*from_hex(lanes_[lane % lanes_.size()])).raw(rest);
    receive(message);
  }
  void act(std::string_view intent, Value args, ByteSpan tail) {
    Value request;
    request.set("do", "act").set("intent", intent).set("args", std::move(args));
    (void)call(door_, std::move(request), tail, count_);
  }
  void ask(std::string_view what, Value args, ByteSpan tail) {
    Value request;
    request.set("do", "ask").set("what", what).set("args", std::move(args));
    (void)call(door_, std::move(request), tail, count_);
  }
  void raw(ByteSpan json, ByteSpan tail) { (void)call_raw(door_, json, tail); }

 private:
  bothy_door* door_;
  std::uint64_t count_ = 0;
  std::vector<std::string> lanes_;
};

// JSON where the bytes are JSON; otherwise their place in the tail, as tables and frames are given.
Value args_of(ByteSpan text) {
  if (auto parsed = from_json(text_of(text))) return std::move(*parsed);
  const Value whole = Fields{{"at", 0}, {"len", static_cast<std::int64_t>(text.size())}};
  return Fields{{"table", whole}, {"frames", whole}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr int most_steps = 12;
  fuzz::Input in(data, size);
  Visit visit;
  for (int i = 0; i < most_steps && !in.done(); ++i) {
    const std::uint8_t what = in.u8();
    const std::uint8_t which = in.u8();
    const ByteSpan text = in.run();
    if (what % 5 == 0) visit.raw(text, in.run());
    else if (what % 5 == 1) visit.receive(text);
    else if (what % 5 == 2) visit.receive_about(static_cast<std::uint8_t>(0x80 + which % 10), static_cast<std::uint8_t>(which / 10), text);
    else if (what % 5 == 3) visit.act(intents[which % std::size(intents)], args_of(text), text);
    else visit.ask(questions[which % std::size(questions)], args_of(text), text);
  }
  visit.ask("views", Fields{}, {});
  return 0;
}
