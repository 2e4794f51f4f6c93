// One request through a door and its reply, for the benches of the lab. No judging and no timing here.
// Called by household.cpp and opening.cpp.
#pragma once
#include <memory>

#include "base/pack.h"
#include "base/value.h"
#include "door/door.h"

namespace bothy::bench {

struct DoorCloser {
  void operator()(bothy_door* door) const { bothy_door_free(door); }
};
using DoorPtr = std::unique_ptr<bothy_door, DoorCloser>;

struct DoorReply {
  Value json;
  Bytes tail;
  /// Name of the error, or nothing.
  [[nodiscard]] std::string error() const {
    const Value* found = json.find("error");
    return found != nullptr ? text_or(*found, "name", "?") : "";
  }
  /// views.<name>, or null.
  [[nodiscard]] const Value* view(std::string_view name) const {
    const Value* views = json.find("views");
    return views != nullptr ? views->find(name) : nullptr;
  }
  [[nodiscard]] ByteSpan at(const Value& where) const {
    return ByteSpan(tail).subspan(static_cast<std::size_t>(int_or(where, "at", 0)),
                                  static_cast<std::size_t>(int_or(where, "len", 0)));
  }
};

/// Adds time and entropy (a counter: a bench keeps no secrets) and calls.
[[nodiscard]] inline DoorReply call_door(bothy_door* door, Value request, ByteSpan tail, std::int64_t now_ms) {
  static std::uint64_t calls = 0;
  Bytes entropy;
  Packer(entropy).u64(++calls).u64(7).u64(7).u64(7);
  request.set("now_ms", now_ms).set("tz_min", 0).set("entropy", to_hex(entropy));
  const std::string text = to_json(request);
  const std::uint8_t* raw = bothy_call(door, span_of(text).data(), text.size(), tail.data(), tail.size());
  Unpacker head(ByteSpan(raw, 8));
  const std::size_t json_size = head.u32();
  const std::size_t tail_size = head.u32();
  DoorReply reply{from_json(text_of(ByteSpan(raw + 8, json_size))).value(), {}};
  reply.tail.assign(raw + 8 + json_size, raw + 8 + json_size + tail_size);
  return reply;
}

/// Events of each room in the text of an export.
struct Counts {
  std::int64_t mine = 0;
  std::int64_t ours = 0;
};
[[nodiscard]] inline Counts counts_of(std::string_view text) {
  const auto count = [&](std::string_view mark) {
    std::int64_t found = 0;
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) ++found;
    return found;
  };
  return {count("\"room\":\"mine\""), count("\"room\":\"ours\"")};
}

}  // namespace bothy::bench
