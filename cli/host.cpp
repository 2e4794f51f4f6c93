// The order law, in code: keep, offer, show. See host.h.
// What intents and views mean is in docs/door.md.
#include "cli/host.h"

#include <time.h>

#include "base/instant.h"
#include "base/pack.h"

namespace bothy::cli {
namespace {

constexpr std::size_t feed_bytes = 4 << 20;  // frames handed over at once
constexpr std::uint8_t put_message = 0x05;   // docs/door.md: PUT and the stored frame

std::int64_t now_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000;
}

int offset_minutes() {
  const time_t now = ::time(nullptr);
  tm local{};
  ::localtime_r(&now, &local);
  return static_cast<int>(local.tm_gmtoff / 60);
}

Trouble broken_reply() {
  return {Exit::named, "malformed", "The core gave an answer that cannot be read; nothing was kept. Update bothy-cli."};
}

// The span that {"at","len"} points at, empty when it points outside.
ByteSpan span_at(const Value& where, ByteSpan tail) {
  const std::int64_t at = int_or(where, "at", 0);
  const std::int64_t len = int_or(where, "len", 0);
  const auto size = static_cast<std::int64_t>(tail.size());
  if (at < 0 || len < 0 || at > size || len > size - at) return {};
  return tail.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(len));
}

Value where(std::size_t at, std::size_t len) {
  Value out;
  out.set("at", static_cast<std::int64_t>(at)).set("len", static_cast<std::int64_t>(len));
  return out;
}

const List& list_of(const Value& object, std::string_view key) {
  static const List none;
  const Value* found = object.find(key);
  const List* list = found != nullptr ? found->as<List>() : nullptr;
  return list != nullptr ? *list : none;
}

void wipe_text(std::string& text) { wipe(text.data(), text.size()); }

}  // namespace

ByteSpan Answer::bytes(std::string_view name) const {
  const Value* found = views.find(name);
  return found != nullptr ? span_at(*found, tail) : ByteSpan();
}

Got<Answer> Host::call(Value request, ByteSpan tail) {
  request.set("now_ms", now_ms()).set("tz_min", offset_minutes()).set("entropy", to_hex(random_block()));
  std::string text = to_json(request);
  const ByteSpan reply = door_.call(text, tail);
  wipe_text(text);
  Unpacker in(reply);
  const std::size_t json_len = in.u32();
  const std::size_t tail_len = in.u32();
  const ByteSpan json = in.raw(json_len);
  const ByteSpan bytes = in.raw(tail_len);
  const auto parsed = from_json(text_of(json));
  if (!in.ok() || !parsed) return std::unexpected(broken_reply());

  BOTHY_DO(keep(*parsed, bytes));
  BOTHY_DO(offer(*parsed, bytes));

  Answer out;
  if (const Value* views = parsed->find("views"); views != nullptr && views->as<Fields>() != nullptr)
    out.views = *views;
  out.tail.assign(bytes.begin(), bytes.end());
  if (const Value* error = parsed->find("error"); error != nullptr && !error->is_null())
    out.refusal =
        Trouble{Exit::named, text_or(*error, "name", "malformed"), text_or(*error, "say", "The core said no.")};
  for (const auto& [name, view] : *out.views.as<Fields>()) views_.set(name, view);
  return out;
}

Did Host::keep(const Value& reply, ByteSpan tail) {
  std::vector<Write> writes;
  for (const auto& item : list_of(reply, "store")) {
    if (bool_or(item, "drop_all", false)) return home_.store().drop_all();
    Write write{text_or(item, "key", ""), {}, bool_or(item, "drop", false)};
    if (write.key.empty()) return std::unexpected(broken_reply());
    if (!write.drop) write.value = span_at(item, tail);
    writes.push_back(std::move(write));
  }
  return home_.store().apply(writes);
}

Did Host::offer(const Value& reply, ByteSpan tail) {
  if (!send_) return {};
  for (const auto& item : list_of(reply, "send")) {
    const std::string key = text_or(item, "put", "");
    if (key.empty()) {
      BOTHY_DO(send_(span_at(item, tail)));
      continue;
    }
    BOTHY_GET(frame, home_.store().get(key));
    Bytes message;
    message.push_back(put_message);
    append(message, frame);
    BOTHY_DO(send_(message));
  }
  return {};
}

Got<Answer> Host::refused_as_trouble(Got<Answer> answer) const {
  if (answer && answer->refusal) return std::unexpected(*answer->refusal);
  return answer;
}

Got<Answer> Host::open(const Fed& fed) {
  auto first = open_once(fed);
  if (first || first.error().name != "store_damaged" || first.error().exit != Exit::store) return first;
  BOTHY_DO(home_.mend());
  return open_once(fed);
}

Got<Answer> Host::open_once(const Fed& fed) {
  Bytes tail;
  Value records{List{}};
  BOTHY_DO(home_.store().each_small([&](const Record& record) -> Did {
    Value item = where(tail.size(), record.value.size());
    item.set("key", record.key);
    records.push(std::move(item));
    append(tail, record.value);
    return {};
  }));
  Value request;
  request.set("do", "open").set("device_secret", to_hex(home_.device_secret())).set("records", std::move(records));
  BOTHY_GET(answer, refused_as_trouble(call(std::move(request), tail)));
  const Value* home = answer.views.find("home");
  if (home == nullptr || text_or(*home, "state", "none") == "none") return answer;
  const Value* need = answer.views.find("need");
  return feed(need != nullptr ? *need : Value(List{}), fed);
}

Got<Answer> Host::feed(const Value& need, const Fed& fed) {
  Bytes frames;
  const auto hand_over = [&](bool last) {
    Value request;
    request.set("do", "open").set("frames", where(0, frames.size())).set("last", last);
    auto answer = refused_as_trouble(call(std::move(request), frames));
    frames.clear();
    return answer;
  };
  const List none;
  const List& lanes = need.as<List>() != nullptr ? *need.as<List>() : none;
  std::size_t done = 0;
  for (const auto& lane : lanes) {
    const auto from = static_cast<std::uint64_t>(int_or(lane, "from", 1));
    BOTHY_DO(home_.store().each_frame(text_or(lane, "lane", ""), from, [&](const Record& record) -> Did {
      if (!record.whole) {
        ++left_out_;
        return {};
      }
      append(frames, record.value);
      if (frames.size() < feed_bytes) return {};
      BOTHY_DO(hand_over(false));
      return {};
    }));
    ++done;
    if (fed) fed(static_cast<double>(done) / static_cast<double>(lanes.size()));
  }
  return hand_over(true);
}

Got<Answer> Host::act(std::string_view intent, Value args, ByteSpan tail) {
  Value request;
  request.set("do", "act").set("intent", intent).set("args", std::move(args));
  if (intent == "init" || intent == "recover" || intent == "join_device")
    request.set("device_secret", to_hex(home_.device_secret()));
  BOTHY_GET(answer, refused_as_trouble(call(std::move(request), tail)));
  const Value* need = answer.views.find("need");
  const bool hungry = need != nullptr && need->as<List>() != nullptr && !need->as<List>()->empty();
  if (!hungry) return answer;
  const Value wanted = *need;
  BOTHY_DO(feed(wanted, {}));
  return answer;
}

Got<Answer> Host::ask(std::string_view what, Value args, ByteSpan tail) {
  Value request;
  request.set("do", "ask").set("what", what).set("args", std::move(args));
  return refused_as_trouble(call(std::move(request), tail));
}

Got<Answer> Host::receive(ByteSpan message) {
  Value request;
  request.set("do", "receive").set("message", where(0, message.size()));
  return call(std::move(request), message);
}

}  // namespace bothy::cli
