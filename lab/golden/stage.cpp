// See stage.h.
#include "lab/golden/stage.h"

#include <doctest/doctest.h>

#include "base/pack.h"
#include "wire/message.h"

namespace bothy::golden {
namespace {

constexpr const char* origin = "http://localhost:7071";
constexpr std::uint8_t put_byte = 0x05;
constexpr std::uint8_t rv_put_byte = 0x07;
constexpr std::size_t rv_body = 4'096;
// Far more than any exchange here takes: two doors that never come to rest end the scene.
constexpr std::size_t most_rounds = 300;

Value place(std::size_t at, std::size_t len) {
  return Fields{{"at", static_cast<std::int64_t>(at)}, {"len", static_cast<std::int64_t>(len)}};
}

ByteSpan part_of(ByteSpan tail, const Value& item) {
  return tail.subspan(static_cast<std::size_t>(int_or(item, "at", 0)),
                      static_cast<std::size_t>(int_or(item, "len", 0)));
}

const Value& none() {
  static const Value nothing;
  return nothing;
}

// The one shape, whatever was asked: three parts always, and a refusal keeps, sends and hands over nothing.
void check_shape(const Value& json, const Bytes& tail) {
  const Value* store = json.find("store");
  const Value* send = json.find("send");
  REQUIRE((store != nullptr && store->as<List>() != nullptr));
  REQUIRE((send != nullptr && send->as<List>() != nullptr));
  REQUIRE((json.find("views") != nullptr && json.find("views")->as<Fields>() != nullptr));
  const Value* error = json.find("error");
  if (error == nullptr) return;
  REQUIRE(!text_or(*error, "name", "").empty());
  REQUIRE(text_or(*error, "say", "").ends_with("."));
  REQUIRE((store->as<List>()->empty() && send->as<List>()->empty() && tail.empty()));
}

}  // namespace

std::string Actor::text(std::string_view view, std::string_view field) const {
  const Value* held = views.find(view);
  return held != nullptr ? text_or(*held, field, "") : "";
}

std::int64_t Actor::number_in(std::string_view view, std::string_view field) const {
  const Value* held = views.find(view);
  return held != nullptr ? int_or(*held, field, -1) : -1;
}

bool Actor::alarmed(std::string_view alarm) const {
  const Value* sync = views.find("sync");
  const Value* alarms = sync != nullptr ? sync->find("alarms") : nullptr;
  if (alarms == nullptr || alarms->as<List>() == nullptr) return false;
  for (const auto& item : *alarms->as<List>())
    if (text_or(item, "name", "") == alarm) return true;
  return false;
}

std::string Heard::error() const {
  const Value* e = json.find("error");
  return e != nullptr ? text_or(*e, "name", "?") : "";
}

const Value& Heard::view(std::string_view name) const {
  const Value* views = json.find("views");
  const Value* found = views != nullptr ? views->find(name) : nullptr;
  return found != nullptr ? *found : none();
}

std::string Heard::made() const {
  const auto* list = view("made").as<List>();
  return list != nullptr && !list->empty() ? text_or(list->front(), "id", "") : "";
}

std::string Heard::part(const Value& where) const { return std::string(text_of(part_of(tail, where))); }

Stage::Stage(std::string says) {
  transcript.says = std::move(says);
  relay_.emplace(store_, relay::Limits{});
}

Actor& Stage::actor(const std::string& name) {
  Actor& who = actors_[name];
  if (who.name.empty()) {
    who.name = name;
    who.number = static_cast<std::uint8_t>(actors_.size());
    who.secret = std::string(64, static_cast<char>('a' + who.number % 6));
    who.door.reset(bothy_door_new());
  }
  return who;
}

Actor& Stage::copy_of(const Actor& from, const std::string& name, const Disk& disk) {
  Actor& who = actor(name);
  who.secret = from.secret;
  who.disk = disk;
  return who;
}

void Stage::remember(std::size_t step, std::size_t at, ByteSpan bytes) {
  if (bytes.size() >= mark) known_[block_of<mark>(bytes.first(mark))] = Piece{{}, step, at, bytes.size()};
}

// A tail repeats what doors gave before: stored records, frames, meeting messages. Those become references.
std::vector<Piece> Stage::cut(ByteSpan tail) const {
  std::vector<Piece> out;
  Piece plain;
  std::size_t at = 0;
  while (at < tail.size()) {
    const auto found = tail.size() - at >= mark ? known_.find(block_of<mark>(tail.subspan(at))) : known_.end();
    const Piece* piece = found != known_.end() && found->second.len <= tail.size() - at ? &found->second : nullptr;
    const ByteSpan there = piece != nullptr ? ByteSpan(tails_[piece->step]).subspan(piece->at, piece->len) : ByteSpan();
    if (piece == nullptr || !std::equal(there.begin(), there.end(), tail.begin() + static_cast<std::ptrdiff_t>(at))) {
      plain.bytes.push_back(tail[at++]);
      continue;
    }
    if (!plain.bytes.empty()) out.push_back(std::exchange(plain, {}));
    out.push_back(*piece);
    at += piece->len;
  }
  if (!plain.bytes.empty()) out.push_back(std::move(plain));
  return out;
}

Heard Stage::call(Actor& who, Step step, ByteSpan tail) {
  if (!step.request.is_null()) {
    Block<32> random{};
    random.fill(who.number);
    for (std::size_t i = 0; i < 8; ++i) random[i] = static_cast<std::uint8_t>(who.calls >> (8 * i));
    ++who.calls;
    const auto unless_given = [&](const char* key, Value value) {
      if (step.request.find(key) == nullptr) step.request.set(key, std::move(value));
    };
    unless_given("now_ms", now_ms);
    unless_given("tz_min", 60);
    unless_given("entropy", to_hex(random));
  }
  step.door = who.name;
  step.fresh = std::exchange(who.fresh, false);
  step.tail = cut(tail);
  RawReply raw = call_door(who.door.get(), step, tail);
  const auto json = from_json(raw.text);
  REQUIRE(json.has_value());
  Heard heard{*json, raw.tail};
  check_shape(heard.json, heard.tail);
  step.reply = heard.json;
  step.digest = digest_of(raw);
  transcript.steps.push_back(std::move(step));
  tails_.push_back(std::move(raw.tail));
  keep(who, heard.json, heard.tail);
  for (const auto& [name, view] : *heard.json.find("views")->as<Fields>()) who.views.set(name, view);
  return heard;
}

void Stage::keep(Actor& who, const Value& json, const Bytes& tail) {
  const std::size_t step = tails_.size() - 1;
  for (const auto& item : *json.find("store")->as<List>()) {
    const std::string key = text_or(item, "key", "");
    if (bool_or(item, "drop_all", false)) {
      who.disk.clear();
    } else if (bool_or(item, "drop", false)) {
      who.disk.erase(key);
    } else {
      const ByteSpan bytes = part_of(tail, item);
      remember(step, static_cast<std::size_t>(int_or(item, "at", 0)), bytes);
      who.disk[key].assign(bytes.begin(), bytes.end());
    }
  }
  for (const auto& item : *json.find("send")->as<List>()) {
    Bytes message;
    const std::string key = text_or(item, "put", "");
    if (!key.empty()) {
      message.push_back(put_byte);
      append(message, who.disk.at(key));
    } else {
      append(message, part_of(tail, item));
      const std::size_t end = static_cast<std::size_t>(int_or(item, "at", 0)) + message.size();
      if (message.size() > rv_body && message[0] == rv_put_byte)
        remember(step, end - rv_body, ByteSpan(message).last(rv_body));
    }
    if (who.link != 0) who.out.push_back(std::move(message));
  }
}

Heard Stage::request(Actor& who, std::string_view json, ByteSpan tail) {
  Step step;
  step.request = from_json(json).value();
  return call(who, std::move(step), tail);
}

Heard Stage::raw(Actor& who, ByteSpan bytes) {
  Step step;
  append(step.raw, bytes);
  return call(who, std::move(step), {});
}

Heard Stage::act(Actor& who, std::string_view intent, std::string_view args, ByteSpan tail) {
  Step step;
  step.request.set("do", "act").set("intent", intent).set("args", from_json(args).value());
  if (intent == "init" || intent == "recover" || intent == "join_device") step.request.set("device_secret", who.secret);
  return call(who, std::move(step), tail);
}

Heard Stage::ask(Actor& who, std::string_view what, std::string_view args, ByteSpan tail) {
  Step step;
  step.request.set("do", "ask").set("what", what).set("args", from_json(args).value());
  return call(who, std::move(step), tail);
}

Heard Stage::hear(Actor& who, ByteSpan message) {
  Step step;
  step.request.set("do", "receive").set("message", place(0, message.size()));
  return call(who, std::move(step), message);
}

Heard Stage::reopen(Actor& who) {
  disconnect(who);
  who.door.reset(bothy_door_new());
  who.fresh = true;
  Bytes tail;
  Value records{List{}};
  for (const auto& [key, bytes] : who.disk) {
    if (key.starts_with("f/")) continue;
    Value item = place(tail.size(), bytes.size());
    item.set("key", key);
    append(tail, bytes);
    records.push(std::move(item));
  }
  Step step;
  step.request.set("do", "open").set("device_secret", who.secret).set("records", std::move(records));
  const Heard first = call(who, std::move(step), tail);
  return first.error().empty() && !who.disk.empty() ? feed(who, first) : first;
}

Heard Stage::feed(Actor& who, const Heard& answer) {
  const auto* needs = answer.view("need").as<List>();
  REQUIRE(needs != nullptr);
  for (const auto& need : *needs) {
    Bytes frames;
    const std::string prefix = "f/" + text_or(need, "lane", "") + "/";
    for (auto at = who.disk.lower_bound(prefix); at != who.disk.end() && at->first.starts_with(prefix); ++at)
      append(frames, at->second);
    if (frames.empty()) continue;
    Step step;
    step.request.set("do", "open").set("frames", place(0, frames.size())).set("last", false);
    call(who, std::move(step), frames);
  }
  return request(who, R"({"do":"open","frames":{"at":0,"len":0},"last":true})");
}

void Stage::connect(Actor& who) {
  if (who.link != 0) return;
  who.link = next_link_++;
  REQUIRE(act(who, "connected", std::string(R"({"origin":")") + origin + "\"}").error() == "");
  Block<32> nonce{};
  nonce.fill(static_cast<std::uint8_t>(who.link));
  relay_->open(who.link, nonce, plain_hash(span_of(origin)), now_ms);
  collect();
}

void Stage::disconnect(Actor& who) {
  if (who.link == 0) return;
  relay_->close(who.link);
  who.link = 0;
  who.out.clear();
  who.in.clear();
  act(who, "disconnected");
}

void Stage::relay_returns_to(const relay::MemoryStore& older) {
  for (auto& [name, who] : actors_) disconnect(who);
  store_ = older;
  relay_.emplace(store_, relay::Limits{});
}

void Stage::collect() {
  for (auto& out : relay_->take(now_ms))
    for (auto& [name, who] : actors_)
      if (who.link == out.to) who.in.push_back(std::move(out.message));
}

void Stage::settle() {
  std::size_t rounds = 0;
  for (bool moved = true; moved;) {
    moved = false;
    REQUIRE(++rounds < most_rounds);
    for (auto& [name, who] : actors_) {
      while (!who.out.empty()) {
        const Bytes message = std::move(who.out.front());
        who.out.pop_front();
        relay_->message(who.link, message, now_ms);
        collect();
        moved = true;
      }
      if (who.in.empty()) continue;
      const Bytes message = std::move(who.in.front());
      who.in.pop_front();
      hear(who, message);
      moved = true;
    }
  }
}

void Stage::quarters(int count) {
  for (int i = 0; i < count; ++i) {
    now_ms += 900'000;
    for (auto& [name, who] : actors_)
      if (who.link != 0) act(who, "tick");
    settle();
  }
}

}  // namespace bothy::golden
