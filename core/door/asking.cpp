// Questions that change nothing: days and dots, history, devices, a preview of what would leave, the check of every chain.
#include <algorithm>

#include "door/home.h"
#include "door/learning.h"
#include "event/vocabulary.h"
#include "import/preview.h"
#include "view/estimates.h"
#include "view/screens.h"
#include "view/table.h"

namespace bothy {
namespace {

constexpr std::int64_t most_listed = 10'000;
constexpr int number_hashes = 5'200;

std::size_t limit_of(const Value& args, std::int64_t fallback) {
  return static_cast<std::size_t>(std::clamp<std::int64_t>(int_or(args, "limit", fallback), 0, most_listed));
}

Result<Day> day_or(const Value& args, std::string_view key, Day fallback) {
  const std::string text = text_or(args, key, "");
  if (text.empty()) return fallback;
  return day_from_iso(text);
}

// 30 digits from one person's recovery key, hashed many times so that near-collisions are dear.
std::string half_number(const PublicKey& key) {
  Hash hash = hash_parts({span_of("BTYsafen"), key});
  for (int i = 0; i < number_hashes; ++i) hash = hash_parts({hash, key});
  std::string out;
  for (std::size_t group = 0; group < 6; ++group) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) bits = bits << 8 | hash[group * 5 + i];
    std::string digits = std::to_string(bits % 100'000);
    out += std::string(5 - digits.size(), '0') + digits;
  }
  return out;
}

}  // namespace

Listener& Home::listener() {
  if (listener_ == nullptr) listener_ = std::make_unique<Listener>();
  return *listener_;
}

Value Home::devices_view() const {
  Value out{List{}};
  for (const auto& device : ring_.devices) {
    Value item;
    item.set("id", to_hex(device.id)).set("name", device.name).set("this", device.id == device_id_).set("removed", device.revoked);
    item.set("added_day", to_iso(Day{static_cast<std::int32_t>(device.added_day)})).set("opens_at_ms", device.opens_at_ms);
    out.push(std::move(item));
  }
  return out;
}

// Exactly the fields that would lie in the other's hands, and nothing else.
Result<Value> Home::preview(Request& request) const {
  BOTHY_TRY(name, text_field(request.args(), "event", 64));
  const Value* fields = request.args().find("fields");
  BOTHY_TRY(numbers, numbers_from_words(name, fields != nullptr ? *fields : Value(Fields{}), request.now, request.tz_min));
  BOTHY_TRY(body, body_from_value(name, numbers));
  BOTHY_CHECK(may_share(body, *this));
  Value out;
  out.set("event", name).set("leaves", words_from_numbers(name, to_value(body)));
  out.set("clock", to_iso(day_of(request.now, 0)));
  return out;
}

Result<Value> Home::safety_number() const {
  const Pairing* pairing = ring_.current();
  if (pairing == nullptr) return no(Error::not_paired);
  const std::string mine = half_number(ring_.recovery_sign);
  const std::string theirs = half_number(pairing->their_recovery);
  return Value(std::min(mine, theirs) + std::max(mine, theirs));
}

Result<Value> Home::answer(std::string_view what, Request& request, Reply& reply) {
  const Value& args = request.args();
  if (what == "events") return describe_events();
  if (what == "detect_table") {
    BOTHY_TRY(table, request.bytes_at(args.find("table")));
    return to_value(detect(text_of(table)));
  }
  if (what == "learn") return learn_by_trying(args);
  if (what == "heard") return listener().hear(args);
  if (what == "safe_for_now") {
    listener().safe_for_now();
    return Value(true);
  }
  if (stage_ == Stage::none) return no(Error::not_open);
  if (what == "settings") return settings_;
  if (what == "sync") return sync_view(request);
  if (what == "safety_number") return safety_number();
  if (what == "preview") return preview(request);
  if (what == "verify") return check_chains(request);
  if (what == "shared") {
    return view_shared(our_, [&](const Id& id) { return waits(id); }, limit_of(args, 50));
  }
  if (what == "as_partner") return view_as_partner(our_, pairing_days(), [&](const Id& id) { return waits(id); }, limit_of(args, 50));
  if (!my_room_open()) return no(Error::locked);
  if (what == "devices") return devices_view();
  if (what == "import_preview") return import_preview(request);
  if (what == "me") {
    BOTHY_TRY(from, day_or(args, "from", Day{-static_cast<std::int32_t>(max_day)}));
    BOTHY_TRY(to, day_or(args, "to", Day{static_cast<std::int32_t>(max_day)}));
    return view_me(my_, from, to);
  }
  if (what == "state") return view_state(my_, our_, pace(), request.now, request.tz_min);
  if (what == "us") return view_us(my_, our_, pace(), request.now, request.tz_min);
  if (what == "patterns") return view_patterns(my_, our_, pace(), request.now, request.tz_min);
  if (what == "history") {
    Id before;
    if (args.find("before") != nullptr) {
      BOTHY_TRY(given, id_field(args, "before"));
      before = given;
    }
    return view_history(my_, limit_of(args, 100), before);
  }
  if (what == "export") {
    const std::string format = text_or(args, "format", "json");
    if (format != "json" && format != "csv") return no(Error::malformed);
    const std::string text = format == "csv" ? check_in_table(my_) : to_json(view_export(my_, our_, request.now));
    return reply.attach(span_of(text));
  }
  return no(Error::unknown_intent);
}

Outcome Home::ask(Request& request, Reply& reply) {
  BOTHY_TRY(what, text_field(request.json, "what", 64));
  if (what == "views") return {};
  BOTHY_TRY(found, answer(what, request, reply));
  reply.show(what, std::move(found));
  return {};
}

}  // namespace bothy
