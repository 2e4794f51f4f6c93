// See transcript.h. What is told of differences is in difference.cpp.
#include "lab/golden/transcript.h"

#include <sodium.h>

#include <algorithm>
#include <map>

#include "base/pack.h"
#include "lab/golden/difference.h"

namespace bothy::golden {
namespace {

constexpr const char* same_as_before = "=";

// The newest of each view of each door, in the order of the steps.
using Newest = std::map<std::string, Value>;

bool all_objects(const Value& value) {
  const auto* list = value.as<List>();
  return list != nullptr &&
         std::all_of(list->begin(), list->end(), [](const Value& row) { return row.as<Fields>() != nullptr; });
}

Value fold_view(const Value& view, const Value* before) {
  if (before == nullptr) return view;
  if (view == *before) return same_as_before;
  if (!all_objects(view) || !all_objects(*before)) return view;
  const List& rows = *before->as<List>();
  Value out{List{}};
  for (const auto& row : *view.as<List>()) {
    const auto at = std::find(rows.begin(), rows.end(), row);
    out.push(at != rows.end() ? Value(static_cast<std::int64_t>(at - rows.begin())) : row);
  }
  return out;
}

Value unfold_view(const Value& view, const Value* before) {
  if (before == nullptr) return view;
  if (view == Value(same_as_before)) return *before;
  const auto* rows = view.as<List>();
  const auto* old = before->as<List>();
  if (rows == nullptr || old == nullptr) return view;
  Value out{List{}};
  for (const auto& row : *rows) {
    const auto* at = row.as<std::int64_t>();
    const bool inside = at != nullptr && *at >= 0 && static_cast<std::size_t>(*at) < old->size();
    out.push(inside ? (*old)[static_cast<std::size_t>(*at)] : row);
  }
  return out;
}

// Both ways alike: each view of a reply is looked at beside the newest one of that door.
Value with_views(const Value& reply, Value& newest, Value (*turn)(const Value&, const Value*), bool full_before) {
  const Value* views = reply.find("views");
  if (views == nullptr || views->as<Fields>() == nullptr) return reply;
  Value turned{Fields{}};
  for (const auto& [name, view] : *views->as<Fields>()) {
    Value other = turn(view, newest.find(name));
    newest.set(name, full_before ? view : other);
    turned.set(name, std::move(other));
  }
  Value out = reply;
  out.set("views", std::move(turned));
  return out;
}

Value piece_value(const Piece& piece) {
  if (piece.len == 0) return to_hex(piece.bytes);
  const auto number = [](std::size_t n) { return Value(static_cast<std::int64_t>(n)); };
  return List{number(piece.step), number(piece.at), number(piece.len)};
}

Result<Piece> read_piece(const Value& value) {
  Piece piece;
  if (const auto* hex = value.as<std::string>()) {
    BOTHY_TRY(bytes, from_hex(*hex));
    piece.bytes = std::move(bytes);
    return piece;
  }
  const auto* place = value.as<List>();
  if (place == nullptr || place->size() != 3) return no(Error::malformed);
  std::size_t* const parts[] = {&piece.step, &piece.at, &piece.len};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto* number = (*place)[i].as<std::int64_t>();
    if (number == nullptr || *number < 0) return no(Error::malformed);
    *parts[i] = static_cast<std::size_t>(*number);
  }
  return piece;
}

Value step_value(const Step& step, Value& newest) {
  Value out;
  out.set("door", step.door);
  if (step.fresh) out.set("fresh", true);
  if (step.request.is_null())
    out.set("raw", to_hex(step.raw));
  else
    out.set("request", step.request);
  if (!step.tail.empty()) {
    Value pieces{List{}};
    for (const auto& piece : step.tail) pieces.push(piece_value(piece));
    out.set("tail", std::move(pieces));
  }
  out.set("reply", with_views(step.reply, newest, fold_view, true)).set("digest", step.digest);
  return out;
}

Result<Step> read_step(const Value& value, std::map<std::string, Value>& newest) {
  Step step;
  step.door = text_or(value, "door", "");
  step.fresh = bool_or(value, "fresh", false);
  step.digest = text_or(value, "digest", "");
  const Value* request = value.find("request");
  const Value* raw = value.find("raw");
  const Value* reply = value.find("reply");
  if ((request == nullptr) == (raw == nullptr) || reply == nullptr || step.door.empty()) return no(Error::malformed);
  if (request != nullptr) {
    step.request = *request;
  } else {
    BOTHY_TRY(bytes, from_hex(text_or(value, "raw", "")));
    step.raw = std::move(bytes);
  }
  step.reply = with_views(*reply, newest[step.door], unfold_view, false);
  const Value* tail = value.find("tail");
  if (tail == nullptr) return step;
  if (tail->as<List>() == nullptr) return no(Error::malformed);
  for (const auto& item : *tail->as<List>()) {
    BOTHY_TRY(piece, read_piece(item));
    step.tail.push_back(std::move(piece));
  }
  return step;
}

// False when a piece points at bytes that are not there.
bool gather(const Step& step, const std::vector<Bytes>& tails, Bytes& out) {
  for (const auto& piece : step.tail) {
    if (piece.len == 0) {
      append(out, piece.bytes);
      continue;
    }
    if (piece.step >= tails.size() || piece.at > tails[piece.step].size() ||
        piece.len > tails[piece.step].size() - piece.at)
      return false;
    append(out, ByteSpan(tails[piece.step]).subspan(piece.at, piece.len));
  }
  return true;
}

}  // namespace

RawReply call_door(bothy_door* door, const Step& step, ByteSpan tail) {
  const std::string text = step.request.is_null() ? std::string(text_of(step.raw)) : to_json(step.request);
  const std::uint8_t* raw = bothy_call(door, span_of(text).data(), text.size(), tail.data(), tail.size());
  Unpacker head(ByteSpan(raw, 8));
  const std::size_t json_size = head.u32();
  const std::size_t tail_size = head.u32();
  const ByteSpan rest(raw + 8, json_size + tail_size);
  RawReply reply;
  reply.text = text_of(rest.first(json_size));
  append(reply.tail, rest.subspan(json_size));
  return reply;
}

std::string digest_of(const RawReply& reply) {
  Bytes all;
  append(all, span_of(reply.text));
  append(all, reply.tail);
  Block<64> hash{};
  crypto_generichash(hash.data(), hash.size(), all.data(), all.size(), nullptr, 0);
  return to_hex(ByteSpan(hash).first(16));
}

std::string write_transcript(const Transcript& transcript) {
  std::string out = "{\"says\": " + to_json(Value(transcript.says)) + ",\n\"steps\": [\n";
  Newest newest;
  for (std::size_t i = 0; i < transcript.steps.size(); ++i) {
    const Step& step = transcript.steps[i];
    out += to_json(step_value(step, newest[step.door])) + (i + 1 < transcript.steps.size() ? ",\n" : "\n");
  }
  return out + "]}\n";
}

Result<Transcript> read_transcript(std::string_view text) {
  BOTHY_TRY(whole, from_json(text));
  const Value* steps = whole.find("steps");
  if (steps == nullptr || steps->as<List>() == nullptr) return no(Error::malformed);
  Transcript out;
  out.says = text_or(whole, "says", "");
  Newest newest;
  for (const auto& item : *steps->as<List>()) {
    BOTHY_TRY(step, read_step(item, newest));
    out.steps.push_back(std::move(step));
  }
  return out;
}

std::string replay(const Transcript& transcript) {
  std::map<std::string, DoorPtr> doors;
  std::vector<Bytes> tails;
  for (const auto& step : transcript.steps) {
    const std::string where = step_words(tails.size(), step) + ": ";
    DoorPtr& door = doors[step.door];
    if (step.fresh || door == nullptr) door.reset(bothy_door_new());
    Bytes tail;
    if (!gather(step, tails, tail)) return where + "its tail points at bytes that are not there";
    RawReply reply = call_door(door.get(), step, tail);
    const auto json = from_json(reply.text);
    if (!json) return where + "the reply is no JSON";
    if (const auto path = first_path(step.reply, *json, "reply"); !path.empty()) return where + path;
    if (digest_of(reply) != step.digest)
      return where + "the same JSON, other bytes with it: expected digest " + step.digest + ", got " + digest_of(reply);
    tails.push_back(std::move(reply.tail));
  }
  return "";
}

}  // namespace bothy::golden
