// Laws of events: one encoding each, JSON both ways, fragments join, clocks only go forward.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "event/clock.h"
#include "event/pieces.h"

using namespace bothy;

namespace {

void fill(std::byte* data, const Field& field) {
  const auto some = *rc::gen::inRange<std::int64_t>(0, 1'000);
  switch (field.kind) {
    case Kind::integer: field_at<std::int32_t>(data, field) = static_cast<std::int32_t>(std::min(std::max(some, field.low), field.high)); break;
    case Kind::wide_integer: field_at<std::int64_t>(data, field) = std::min(std::max(some, field.low), field.high); break;
    case Kind::slider: field_at<Slider>(data, field).value = static_cast<std::int32_t>(some % 102) - 1; break;
    case Kind::text: field_at<std::string>(data, field) = std::string(static_cast<std::size_t>(std::min(some, field.high)), 'a'); break;
    case Kind::id: field_at<Id>(data, field).bytes.fill(static_cast<std::uint8_t>(some)); break;
    case Kind::bytes: field_at<Bytes>(data, field) = Bytes(static_cast<std::size_t>(std::min(some, field.high)), 3); break;
    case Kind::integers: field_at<std::vector<std::int32_t>>(data, field).assign(static_cast<std::size_t>(some % 5), 7); break;
    case Kind::ratings: field_at<std::vector<Rating>>(data, field).assign(static_cast<std::size_t>(some % 5), Rating{4, 80}); break;
    case Kind::byte_list: field_at<std::vector<Bytes>>(data, field).assign(static_cast<std::size_t>(some % 3), Bytes(88, 1)); break;
  }
}

Body any_body() {
  const auto events = all_events();
  Body body = empty_body(events[*rc::gen::inRange<std::size_t>(1, events.size())].type);
  for (const auto& field : info_of(body).fields) fill(data_of(body), field);
  return body;
}

Event any_event() {
  Event event;
  event.id.bytes = block_of<16>(*rc::gen::container<Bytes>(16, rc::gen::arbitrary<std::uint8_t>()));
  event.at = {*rc::gen::inRange<std::int64_t>(0, max_ms), 3};
  event.body = any_body();
  return event;
}

}  // namespace

TEST_CASE("event: every body reads back from its payload and from its JSON") {
  CHECK(rc::check([] {
    const Body body = any_body();
    const Bytes payload = encode_payload(body);
    RC_ASSERT(*decode_payload(info_of(body).type, payload) == body);
    RC_ASSERT(*body_from_value(info_of(body).name, to_value(body)) == body);
  }));
}

TEST_CASE("event: whatever payload decodes encodes to the same bytes, so one body has one encoding") {
  CHECK(rc::check([] {
    Bytes payload = encode_payload(any_body());
    const auto type = all_events()[*rc::gen::inRange<std::size_t>(1, all_events().size())].type;
    if (!payload.empty()) payload[*rc::gen::inRange<std::size_t>(0, payload.size())] ^= 1 << *rc::gen::inRange(0, 8);
    const auto read = decode_payload(type, payload);
    // Keys past the table belong to a newer writer and are not written again.
    if (read && encode_payload(*read).size() == payload.size()) RC_ASSERT(encode_payload(*read) == payload);
  }));
}

TEST_CASE("event: a type from a newer Bothy is kept byte for byte") {
  const Bytes payload{1, 2, 3, 4};
  const auto body = decode_payload(9'999, payload);
  REQUIRE(body.has_value());
  CHECK(std::get<Unknown>(*body).real_type == 9'999);
  CHECK(encode_payload(*body) == payload);
}

TEST_CASE("event: a field that a newer Bothy added to a known event is stepped over") {
  const Bytes newer{0xA2, 0x00, 0x05, 0x18, 0x63, 0x61, 'x'};
  const auto body = decode_payload(PromiseWithdrawn::type, newer);
  CHECK(body.error() == Error::malformed);
  const Bytes with_day{0xA2, 0x00, 0x05, 0x18, 0x63, 0x61, 'x'};
  const auto need = decode_payload(NeedShared::type, with_day);
  REQUIRE(need.has_value());
  CHECK(std::get<NeedShared>(*need).day == 5);
}

TEST_CASE("event: values outside their range, written defaults and falling keys are refused") {
  CHECK(body_from_value("CheckedIn", *from_json(R"({"myself":101})")).error() == Error::out_of_range);
  CHECK(body_from_value("CheckedIn", *from_json(R"({"nope":1})")).error() == Error::unknown_field);
  CHECK(body_from_value("Nonsense", *from_json("{}")).error() == Error::unknown_intent);
  CHECK(body_from_value("CheckedIn", *from_json(R"({"myself":"x"})")).error() == Error::malformed);
  CHECK(decode_payload(NeedShared::type, Bytes{0xA1, 0x00, 0x00}).error() == Error::malformed);
  CHECK(decode_payload(NeedShared::type, Bytes{0xA2, 0x01, 0x01, 0x00, 0x01}).error() == Error::malformed);
}

TEST_CASE("pieces: events of any length come back whole and in order from frames of any size") {
  CHECK(rc::check([] {
    std::vector<Event> events;
    Packing packing;
    const int n = *rc::gen::inRange(0, 8);
    for (int i = 0; i < n; ++i) events.push_back(any_event());
    for (const auto& event : events) packing.add(event);
    const auto capacity = *rc::gen::element<std::size_t>(100, 816, 3'888);
    Joining joining;
    std::vector<Event> read;
    std::vector<Id> finished;
    while (!packing.empty()) {
      const Bytes plain = packing.next(capacity, finished);
      RC_ASSERT(plain.size() == capacity);
      RC_ASSERT(joining.read(plain, read).has_value());
    }
    RC_ASSERT(read == events);
    RC_ASSERT(finished.size() == events.size());
    RC_ASSERT(!joining.in_the_middle());
  }));
}

TEST_CASE("pieces: random plaintext gives an error or events, never a crash") {
  CHECK(rc::check([](const Bytes& bytes) {
    Joining joining;
    std::vector<Event> out;
    (void)joining.read(bytes, out);
  }));
}

TEST_CASE("pieces: an empty frame is all zeros, so cover and content have one shape") {
  Packing packing;
  std::vector<Id> finished;
  CHECK(packing.next(816, finished) == Bytes(816, 0));
}

TEST_CASE("clock: readings always rise, and our room's clock shows the day only") {
  CHECK(rc::check([](std::vector<std::uint32_t> times) {
    Clock ours(ms_per_day);
    Hlc last;
    for (const auto t : times) {
      const Hlc at = ours.next(Instant{std::int64_t{t} * 1'000});
      RC_ASSERT(at > last);
      RC_ASSERT(at.ms % ms_per_day == 0);
      last = at;
    }
  }));
}

TEST_CASE("clock: a reading from 2040 is noticed and pushes nothing") {
  Clock clock(1);
  const Instant now{1'000'000'000'000};
  CHECK(clock.saw(Hlc{2'208'988'800'000, 0}, now));
  CHECK(clock.next(now).ms == now.ms);
  CHECK_FALSE(clock.saw(Hlc{now.ms + 5, 1}, now));
  CHECK(clock.next(now) == Hlc{now.ms + 5, 2});
}
