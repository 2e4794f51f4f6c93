// See reply.h.
#include "door/reply.h"

namespace bothy {
namespace {

Value span_value(std::size_t at, std::size_t n) {
  Value out;
  out.set("at", static_cast<std::int64_t>(at)).set("len", static_cast<std::int64_t>(n));
  return out;
}

std::string hex_number(std::uint64_t n) {
  Block<8> bytes{};
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(n >> (56 - 8 * i));
  return to_hex(bytes);
}

}  // namespace

Result<ByteSpan> Request::bytes_at(const Value* value) const {
  if (value == nullptr || value->is_null()) return no(Error::missing_field);
  const auto size = static_cast<std::int64_t>(tail.size());
  BOTHY_TRY(at, int_field(*value, "at", 0, size));
  BOTHY_TRY(len, int_field(*value, "len", 0, size - at));
  return tail.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(len));
}

const Value& Request::args() const {
  static const Value none{Fields{}};
  const Value* found = json.find("args");
  return found != nullptr && found->as<Fields>() != nullptr ? *found : none;
}

Value Reply::attach(ByteSpan bytes) {
  const std::size_t at = tail_.size();
  append(tail_, bytes);
  return span_value(at, bytes.size());
}

void Reply::keep(std::string_view key, ByteSpan bytes) {
  Value item;
  item.set("key", key);
  const Value where = attach(bytes);
  item.set("at", *where.find("at")).set("len", *where.find("len"));
  store_.push(std::move(item));
}

void Reply::drop(std::string_view key) {
  Value item;
  item.set("key", key).set("drop", true);
  store_.push(std::move(item));
}

void Reply::drop_all() {
  Value item;
  item.set("drop_all", true);
  store_ = Value(List{});
  store_.push(std::move(item));
}

void Reply::send(ByteSpan message) { send_.push(attach(message)); }

void Reply::put(std::string_view key) {
  Value item;
  item.set("put", key);
  send_.push(std::move(item));
}

Value Reply::json() const {
  Value out;
  out.set("store", store_).set("send", send_).set("views", views_);
  return out;
}

Value Reply::refusal(Error error, Value views) {
  Value told;
  told.set("name", error_name(error)).set("say", error_sentence(error));
  Value out;
  out.set("store", List{}).set("send", List{}).set("views", std::move(views)).set("error", std::move(told));
  return out;
}

std::string frame_key(const Id& lane, std::uint64_t seq) { return "f/" + to_hex(lane) + "/" + hex_number(seq); }

std::string numbered_key(std::string_view queue, std::uint64_t n) { return std::string(queue) + "/" + hex_number(n); }

Result<std::uint64_t> key_number(std::string_view key) {
  const auto slash = key.rfind('/');
  if (slash == std::string_view::npos) return no(Error::malformed);
  BOTHY_TRY(bytes, from_hex(key.substr(slash + 1)));
  if (bytes.size() != 8) return no(Error::malformed);
  std::uint64_t n = 0;
  for (const auto byte : bytes) n = n << 8 | byte;
  return n;
}

}  // namespace bothy
