// What a person does: note something for themself, share a copy, take it back. One act, one or more events.
#include <algorithm>

#include "base/pack.h"
#include "door/home.h"
#include "event/vocabulary.h"

namespace bothy {
namespace {

// "Later" leaves at the next of two fixed windows a day, so that the hour of writing is not the hour of sharing.
constexpr std::int64_t window_ms = ms_per_day / 2;
// A part's length is written in 16 bits, with room for its own head.
constexpr std::size_t most_in_part = 60'000;

// A number that belongs to the queue, then one or more whole events.
Bytes queue_record(Packing& packing, std::uint64_t number) {
  std::vector<Id> finished;
  Bytes out;
  Packer pack(out);
  pack.u64(number);
  while (!packing.empty()) {
    const Bytes part = packing.next(std::min<std::size_t>(packing.bytes_waiting(), most_in_part), finished);
    pack.u32(static_cast<std::uint32_t>(part.size())).raw(part);
  }
  return out;
}

Bytes queue_record(const Event& event, std::uint64_t number) {
  Packing packing;
  packing.add(event);
  return queue_record(packing, number);
}

}  // namespace

void Home::made(Reply& reply, const Event& event) {
  Value list{List{}};
  if (const Value* before = reply.views().find("made")) list = *before;
  Value item;
  item.set("id", to_hex(event.id)).set("event", info_of(event.body).name);
  item.set("room", place_of(info_of(event.body).type) == Place::my_room ? "mine" : "ours");
  list.push(std::move(item));
  reply.show("made", std::move(list));
}

// The record of every pending event numbered `n`; none left, and it goes.
void Home::keep_pending(std::uint64_t n, Request& request, Reply& reply) {
  Packing packing;
  std::optional<std::size_t> written;
  for (const auto& item : pending_) {
    if (item.n != n) continue;
    if (!written) written = item.written;
    packing.add(item.event);
  }
  const std::string key = numbered_key("q", n);
  if (!written) return drop_record(reply, key);
  keep_record(reply, key, seal_to(my_room_pub_, queue_record(packing, *written), span_of("q/"), request.mine));
}

// Writing works while my room is locked: the event is sealed to its public key.
Outcome Home::note(Request& request, Reply& reply, Body body) {
  if (stage_ != Stage::open) return no(Error::not_open);
  if (revoked_) return no(Error::revoked);
  BOTHY_CHECK(may_note(body));
  const Event event{request.mine.id(), my_clock_.next(request.now), std::move(body)};
  const std::uint64_t n = next_pending_++;
  made(reply, event);
  if (!my_room_open()) {
    keep_record(reply, numbered_key("q", n), seal_to(my_room_pub_, queue_record(event, 0), span_of("q/"), request.mine));
    return {};
  }
  my_.entries.add({{event, Author::me}});
  pending_.push_back({n, event, 0});
  keep_pending(n, request, reply);
  keep_mine(request, reply);
  return {};
}

Outcome Home::can_share() const {
  if (stage() != Stage::open || revoked_) return no(revoked_ ? Error::revoked : Error::not_open);
  const Pairing* pairing = ring_.current();
  if (pairing == nullptr) return no(Error::not_paired);
  if (!pairing->compared) return no(Error::not_compared);
  if (pairing->frozen) return no(Error::frozen);
  return {};
}

Event Home::queue_shared(Request& request, Reply& reply, Body body, bool later) {
  const Event event{request.entropy.id(), our_clock_.next(request.now), std::move(body)};
  const std::int64_t not_before = later ? (request.now.ms / window_ms + 1) * window_ms : 0;
  const std::uint64_t n = next_outgoing_++;
  reply.keep(numbered_key("x", n), seal_box(*ours_key_, queue_record(event, static_cast<std::uint64_t>(not_before)), span_of("x/"), request.mine));
  our_.entries.add({{event, Author::me}});
  outgoing_.push_back({n, event, not_before, 0});
  keep_ours(request, reply);
  return event;
}

Outcome Home::share_event(Request& request, Reply& reply, Body body, bool later) {
  made(reply, queue_shared(request, reply, std::move(body), later));
  return {};
}

// Our side of a lost branch: everything I shared is offered once more, and what the other branch holds already is taken
// off again as it is read. With an earlier pairing in the log nothing is guessed: an item must not cross to another person.
void Home::share_again(Request& request, Reply& reply) {
  for (auto& item : outgoing_) item.sealed_seq = 0;
  if (ring_.pairings.size() != 1) return;
  for (const auto& entry : our_.entries.all()) {
    const bool waiting = std::any_of(outgoing_.begin(), outgoing_.end(), [&](const Outgoing& o) { return o.event.id == entry.event.id; });
    if (entry.author != Author::me || waiting || std::holds_alternative<Unknown>(entry.event.body)) continue;
    const std::uint64_t n = next_outgoing_++;
    reply.keep(numbered_key("x", n), seal_box(*ours_key_, queue_record(entry.event, 0), span_of("x/"), request.mine));
    outgoing_.push_back({n, entry.event, 0, 0});
  }
}

Outcome Home::check_in(Request& request, Reply& reply) {
  BOTHY_TRY(args, numbers_from_words(CheckedIn::name, request.args(), request.now, request.tz_min));
  BOTHY_TRY(parts, read_check_in(args, request.now, request.tz_min));
  if (!parts.shared.empty()) BOTHY_CHECK(can_share());
  BOTHY_CHECK(note(request, reply, Body(std::move(parts.mine))));
  const bool later = text_or(request.args(), "when", "now") == "later";
  for (auto& body : parts.shared) BOTHY_CHECK(share_event(request, reply, std::move(body), later));
  // A private entry must not move a byte on the wire, not even one that waits there for another reason.
  if (!parts.shared.empty()) pump(request, reply);
  return {};
}

Outcome Home::log(Request& request, Reply& reply) {
  BOTHY_TRY(name, text_field(request.args(), "event", 64));
  const Value* fields = request.args().find("fields");
  BOTHY_TRY(numbers, numbers_from_words(name, fields != nullptr ? *fields : Value(Fields{}), request.now, request.tz_min));
  BOTHY_TRY(body, body_from_value(name, numbers));
  return note(request, reply, std::move(body));
}

Outcome Home::share(Request& request, Reply& reply) {
  BOTHY_TRY(name, text_field(request.args(), "event", 64));
  const Value* fields = request.args().find("fields");
  BOTHY_TRY(numbers, numbers_from_words(name, fields != nullptr ? *fields : Value(Fields{}), request.now, request.tz_min));
  BOTHY_TRY(body, body_from_value(name, numbers));
  BOTHY_CHECK(can_share());
  BOTHY_CHECK(may_share(body, *this));
  BOTHY_CHECK(share_event(request, reply, std::move(body), text_or(request.args(), "when", "now") == "later"));
  pump(request, reply);
  return {};
}

Outcome Home::take_back(Request& request, Reply& reply) {
  BOTHY_TRY(id, id_field(request.args(), "id"));
  const auto at = std::find_if(outgoing_.begin(), outgoing_.end(), [&](const Outgoing& o) { return o.event.id == id; });
  if (at == outgoing_.end()) return no(our_.entries.find(id) != nullptr ? Error::already_sent : Error::not_found);
  // The other's answer may be read already; taking back one's own then would be unfair.
  if (at->sealed_seq != 0 || std::holds_alternative<AnswerRevealed>(at->event.body)) return no(Error::already_sent);
  forget_answer(id, reply);
  reply.drop(numbered_key("x", at->n));
  outgoing_.erase(at);
  our_.entries.remove(id);
  keep_ours(request, reply);
  // A snapshot taken while it waited would bring it back at the next start.
  keep_snapshots(request, reply, true);
  return {};
}

Outcome Home::retract(Request& request, Reply& reply) {
  BOTHY_TRY(id, id_field(request.args(), "id"));
  BOTHY_CHECK(can_share());
  const Known known = find(id);
  if (known.body == nullptr) return no(Error::not_found);
  if (!known.mine) return no(Error::not_yours);
  // An answer asked back before it was opened stays shut.
  forget_answer(id, reply);
  BOTHY_CHECK(share_event(request, reply, Body(Retracted{id}), false));
  pump(request, reply);
  return {};
}

Outcome Home::withdraw(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  if (!my_room_open()) return no(Error::locked);
  BOTHY_TRY(id, id_field(request.args(), "id"));
  if (my_.entries.find(id) == nullptr) return no(Error::not_found);
  return note(request, reply, Body(Withdrawn{id}));
}

// The other never learns of it: the copy is an event of my room like any other.
Outcome Home::keep_copy(Request& request, Reply& reply) {
  BOTHY_TRY(id, id_field(request.args(), "id"));
  const Known known = find(id);
  if (known.body == nullptr) return no(Error::not_found);
  CopyKept copy;
  copy.of = id;
  copy.event_type = info_of(*known.body).type;
  copy.payload = encode_payload(*known.body);
  return note(request, reply, Body(std::move(copy)));
}

Outcome Home::set_setting(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  BOTHY_TRY(key, text_field(request.args(), "key", 64));
  BOTHY_TRY(value, text_field(request.args(), "value", 2'000));
  settings_.set(key, value);
  reply.keep("settings", seal_box(*ours_key_, span_of(to_json(settings_)), span_of("settings"), request.mine));
  return {};
}

}  // namespace bothy
