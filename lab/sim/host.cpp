// See host.h.
#include "lab/sim/host.h"

#include "base/pack.h"

namespace bothy::sim {
namespace {

// The bytes that {"at":n,"len":m} points to. False when they are not all there.
bool cut_out(const Value& place, ByteSpan tail, Bytes& out) {
  const std::int64_t at = int_or(place, "at", -1);
  const std::int64_t len = int_or(place, "len", -1);
  const auto size = static_cast<std::int64_t>(tail.size());
  if (at < 0 || len < 0 || at > size || len > size - at) return false;
  const ByteSpan part = tail.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(len));
  out.assign(part.begin(), part.end());
  return true;
}

bool read_sends(Reply& reply) {
  const Value* list = reply.json.find("send");
  if (list == nullptr || list->as<List>() == nullptr) return false;
  for (const Value& place : *list->as<List>()) {
    reply.sends.push_back({{}, text_or(place, "put", "")});
    if (reply.sends.back().put.empty() && !cut_out(place, reply.tail, reply.sends.back().message)) return false;
  }
  return true;
}

}  // namespace

const Value* Reply::view(std::string_view screen) const {
  const Value* views = json.find("views");
  return views != nullptr ? views->find(screen) : nullptr;
}

std::string Host::text(std::string_view screen, std::string_view field) const {
  const Value* held = view(screen);
  return held != nullptr ? text_or(*held, field, "") : std::string();
}

bool Host::flag(std::string_view screen, std::string_view field) const {
  const Value* held = view(screen);
  return held != nullptr && bool_or(*held, field, false);
}

std::int64_t Host::number_of(std::string_view screen, std::string_view field) const {
  const Value* held = view(screen);
  return held != nullptr ? int_or(*held, field, 0) : 0;
}

std::string Host::label() const { return std::string(person == 0 ? "a" : person == 1 ? "b" : "x") + std::to_string(number); }

Reply call_door(bothy_door* door, const Value& request, ByteSpan tail) {
  Reply reply;
  const std::string text = to_json(request);
  const std::uint8_t* raw = bothy_call(door, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), tail.data(), tail.size());
  if (raw == nullptr) {
    reply.error = "shape";
    return reply;
  }
  Unpacker head({raw, 8});
  const std::size_t json_size = head.u32();
  const std::size_t tail_size = head.u32();
  reply.raw.assign(raw, raw + 8 + json_size + tail_size);
  const ByteSpan all(reply.raw);
  reply.tail.assign(all.begin() + static_cast<std::ptrdiff_t>(8 + json_size), all.end());
  auto json = from_json(text_of(all.subspan(8, json_size)));
  if (!json) {
    reply.error = "shape";
    return reply;
  }
  reply.json = std::move(*json);
  if (const Value* error = reply.json.find("error")) {
    reply.error = text_or(*error, "name", "shape");
    reply.say = text_or(*error, "say", "");
  }
  if (!read_sends(reply) || reply.json.find("views") == nullptr || reply.json.find("store") == nullptr) reply.error = "shape";
  return reply;
}

bool read_store(const Reply& reply, StoreBatch& out) {
  const Value* list = reply.json.find("store");
  if (list == nullptr || list->as<List>() == nullptr) return false;
  for (const Value& write : *list->as<List>()) {
    if (bool_or(write, "drop_all", false)) {
      out.drop_all = true;
      continue;
    }
    const std::string key = text_or(write, "key", "");
    if (key.empty()) return false;
    if (bool_or(write, "drop", false)) {
      out.writes.emplace_back(key, nullptr);
      continue;
    }
    Bytes blob;
    if (!cut_out(write, reply.tail, blob)) return false;
    out.writes.emplace_back(key, std::make_shared<const Bytes>(std::move(blob)));
  }
  return true;
}

}  // namespace bothy::sim
