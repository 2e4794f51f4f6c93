// A small host for tests: a key-value disk, a counter for entropy, and the door between them.
// Test code only; the real hosts are the command line and the web worker.
#pragma once
#include <map>

#include "base/pack.h"
#include "base/value.h"
#include "door/door.h"

namespace bothy::testing {

struct Answer {
  Value json;
  Bytes tail;
  [[nodiscard]] std::string error() const {
    const Value* e = json.find("error");
    return e != nullptr ? text_or(*e, "name", "?") : "";
  }
  [[nodiscard]] const Value& view(std::string_view name) const {
    static const Value none;
    const Value* views = json.find("views");
    const Value* found = views != nullptr ? views->find(name) : nullptr;
    return found != nullptr ? *found : none;
  }
  [[nodiscard]] ByteSpan at(const Value& where) const {
    return ByteSpan(tail).subspan(static_cast<std::size_t>(int_or(where, "at", 0)), static_cast<std::size_t>(int_or(where, "len", 0)));
  }
};

class TestHost {
 public:
  explicit TestHost(std::uint8_t seed) : seed_(seed), door_(bothy_door_new()) {}
  TestHost(const TestHost&) = delete;
  TestHost& operator=(const TestHost&) = delete;
  ~TestHost() { bothy_door_free(door_); }

  Answer call(Value request, ByteSpan tail = {}) {
    request.set("now_ms", now_ms).set("tz_min", 60).set("entropy", to_hex(fresh()));
    const std::string text = to_json(request);
    const std::uint8_t* out = bothy_call(door_, span_of(text).data(), text.size(), tail.data(), tail.size());
    Unpacker head(ByteSpan(out, 8));
    const std::size_t json_len = head.u32();
    const std::size_t tail_len = head.u32();
    Answer answer{*from_json(text_of(ByteSpan(out + 8, json_len))), Bytes(out + 8 + json_len, out + 8 + json_len + tail_len)};
    keep(answer);
    return answer;
  }
  Answer act(std::string_view intent, std::string_view args = "{}", ByteSpan tail = {}) {
    Value request;
    request.set("do", "act").set("intent", intent).set("args", *from_json(args)).set("device_secret", std::string(64, 'a'));
    return call(std::move(request), tail);
  }
  Answer ask(std::string_view what, std::string_view args = "{}", ByteSpan tail = {}) {
    Value request;
    request.set("do", "ask").set("what", what).set("args", *from_json(args));
    return call(std::move(request), tail);
  }

  /// Closes the door and opens the same disk with a new one.
  Answer reopen() {
    bothy_door_free(door_);
    door_ = bothy_door_new();
    Bytes tail;
    Value records{List{}};
    for (const auto& [key, bytes] : disk) {
      if (key.starts_with("f/")) continue;
      Value item;
      item.set("key", key).set("at", static_cast<std::int64_t>(tail.size())).set("len", static_cast<std::int64_t>(bytes.size()));
      append(tail, bytes);
      records.push(std::move(item));
    }
    Value request;
    request.set("do", "open").set("device_secret", std::string(64, 'a')).set("records", std::move(records));
    const Answer first = call(std::move(request), tail);
    if (!first.error().empty()) return first;
    return feed(first);
  }

  /// Hands over the frames that `answer` needs.
  Answer feed(const Answer& answer) {
    Bytes frames;
    if (const auto* needs = answer.view("need").as<List>())
      for (const auto& need : *needs) {
        const std::string prefix = "f/" + text_or(need, "lane", "") + "/";
        for (auto at = disk.lower_bound(prefix); at != disk.end() && at->first.starts_with(prefix); ++at) {
          Unpacker seq(ByteSpan(at->second).subspan(24));
          if (static_cast<std::int64_t>(seq.u64()) >= int_or(need, "from", 1)) append(frames, at->second);
        }
      }
    Value where;
    where.set("at", 0).set("len", static_cast<std::int64_t>(frames.size()));
    Value request;
    request.set("do", "open").set("frames", std::move(where)).set("last", true);
    return call(std::move(request), frames);
  }

  std::map<std::string, Bytes> disk;
  std::int64_t now_ms = 1'760'000'000'000;

 private:
  Bytes fresh() {
    Bytes out(32, seed_);
    for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(calls_ >> (8 * i));
    ++calls_;
    return out;
  }
  void keep(const Answer& answer) {
    for (const auto& item : *answer.json.find("store")->as<List>()) {
      const std::string key = text_or(item, "key", "");
      if (bool_or(item, "drop_all", false)) disk.clear();
      else if (bool_or(item, "drop", false)) disk.erase(key);
      else disk[key].assign(answer.at(item).begin(), answer.at(item).end());
    }
  }
  std::uint8_t seed_;
  std::uint64_t calls_ = 1;
  bothy_door* door_;
};

}  // namespace bothy::testing
