// Laws of bytes, dates, JSON and CBOR.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/cbor.h"
#include "base/instant.h"
#include "base/value.h"

using namespace bothy;

TEST_CASE("bytes: hex and base64url read back what they wrote") {
  CHECK(rc::check([](const Bytes& bytes) {
    RC_ASSERT(*from_hex(to_hex(bytes)) == bytes);
    RC_ASSERT(*from_base64url(to_base64url(bytes)) == bytes);
  }));
}

TEST_CASE("bytes: a base64url text with spare bits set is refused, so one value has one text") {
  CHECK(from_base64url("AA").has_value());
  CHECK(from_base64url("AB").error() == Error::malformed);
  CHECK(from_base64url("A").error() == Error::malformed);
  CHECK(from_hex("0g").error() == Error::malformed);
}

TEST_CASE("utf8: overlong forms, surrogates and cut sequences are not text") {
  CHECK(is_utf8("caf\xC3\xA9 \xF0\x9F\x8F\x9A"));
  CHECK_FALSE(is_utf8("\xC0\x80"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_utf8("\xE2\x82"));
  CHECK_FALSE(is_utf8("\xF5\x80\x80\x80"));
}

TEST_CASE("day: dates and day numbers agree both ways over four centuries") {
  CHECK(to_iso(Day{0}) == "1970-01-01");
  CHECK(day_from_iso("2024-02-29")->days == 19782);
  CHECK(day_from_iso("2023-02-29").error() == Error::malformed);
  for (int days = -150'000; days < 50'000; days += 37) CHECK(day_of(civil_of(Day{days})).days == days);
}

TEST_CASE("day: a time just before local midnight still belongs to that day") {
  CHECK(day_of(Instant{-1}, 0).days == -1);
  CHECK(day_of(Instant{23 * 3'600'000LL}, 120).days == 1);
  CHECK(day_of(Instant{0}, -60).days == -1);
}

TEST_CASE("json: text, numbers and nesting read back") {
  const auto value = from_json(R"({"a":[1,-2,3.5,true,null],"b":{"c":"\u00e9\ud83c\udfda\n"}})");
  REQUIRE(value.has_value());
  CHECK(*from_json(to_json(*value)) == *value);
  CHECK(value->find("a")->as<List>()->at(2) == Value(3.5));
}

TEST_CASE("json: broken texts are refused by name") {
  for (const char* bad : {"", "{", "[1,]", "01", "1.", "\"\\x\"", "\"\\ud800\"", "{\"a\" 1}", "tru", "1 2", "\"\n\""})
    CHECK(from_json(bad).error() == Error::malformed);
  CHECK(from_json("\"\xFF\"").error() == Error::not_text);
  CHECK(from_json(std::string(100, '[')).error() == Error::too_large);
}

TEST_CASE("cbor: integers have one encoding and read back") {
  CHECK(rc::check([](std::int64_t number) {
    Bytes bytes;
    CborWriter(bytes).integer(number);
    CborReader reader{bytes};
    RC_ASSERT(*reader.integer() == number);
    RC_ASSERT(reader.at_end());
  }));
  const Bytes longer{0x18, 0x05};
  CHECK(CborReader(longer).integer().error() == Error::malformed);
}

TEST_CASE("cbor: random bytes never read past the end") {
  CHECK(rc::check([](const Bytes& bytes) {
    CborReader reader{bytes};
    while (!reader.at_end())
      if (!reader.skip()) break;
  }));
}
