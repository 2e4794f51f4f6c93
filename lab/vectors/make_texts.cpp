// Vectors of what is inside a frame, and of the two encodings: event payloads, plaintexts, CBOR, JSON.
#include <initializer_list>

#include "lab/vectors/book.h"
#include "seal/seal_samples.h"

namespace bothy::vectors {
namespace {

Fields of(std::uint16_t type) { return {{"type", Value(static_cast<int>(type))}}; }

Bytes repeated(std::uint8_t byte, std::size_t n, std::initializer_list<std::uint8_t> then = {}) {
  Bytes out(n, byte);
  out.insert(out.end(), then);
  return out;
}

void encodings(Book& book) {
  // NeedShared: 0 day, 1 need.
  const auto add = [&](std::string_view name, std::string_view expect, Bytes bytes, std::uint16_t type = NeedShared::type) { book.add(name, "payload", expect, bytes, of(type)); };
  add("day and need", "ok", {0xA2, 0x00, 0x19, 0x4E, 0x20, 0x01, 0x01});
  add("no field at all", "ok", {0xA0});
  add("a negative day", "ok", {0xA1, 0x00, 0x20});
  add("an integer in two bytes that fits one", "malformed", {0xA1, 0x01, 0x18, 0x05});
  add("an integer in three bytes that fits two", "malformed", {0xA1, 0x01, 0x19, 0x00, 0x63});
  add("an integer in five bytes that fits three", "malformed", {0xA1, 0x00, 0x1A, 0x00, 0x00, 0x4E, 0x20});
  add("an integer in nine bytes that fits three", "malformed", {0xA1, 0x00, 0x1B, 0, 0, 0, 0, 0, 0, 0x4E, 0x20});
  add("a key in two bytes", "malformed", {0xA1, 0x18, 0x01, 0x01});
  add("a map head in two bytes", "malformed", {0xB8, 0x01, 0x01, 0x01});
  add("a field at its default is written", "malformed", {0xA1, 0x01, 0x00});
  add("keys fall", "malformed", {0xA2, 0x01, 0x01, 0x00, 0x01});
  add("a key stands twice", "malformed", {0xA2, 0x01, 0x01, 0x01, 0x02});
  add("a negative key", "malformed", {0xA1, 0x20, 0x01});
  add("a text as key", "malformed", {0xA1, 0x61, 'a', 0x01});
  add("a tag before a value", "malformed", {0xA1, 0x01, 0xC1, 0x01});
  add("a half float", "malformed", {0xA1, 0x01, 0xF9, 0x3C, 0x00});
  add("a double", "malformed", {0xA1, 0x01, 0xFB, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0});
  add("true in place of a number", "malformed", {0xA1, 0x01, 0xF5});
  add("a map without end mark", "malformed", {0xBF, 0x01, 0x01, 0xFF});
  add("reserved length form 28", "malformed", {0xA1, 0x01, 0x1C});
  add("a byte after the map", "malformed", {0xA1, 0x01, 0x01, 0x00});
  add("the map promises more", "malformed", {0xA2, 0x01, 0x01});
  add("the map promises 2^64 - 1 entries", "malformed", {0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF});
  add("a list in place of the map", "malformed", {0x82, 0x01, 0x01});
  add("nothing", "malformed", {});
  add("a field of a newer Bothy is stepped over", "ok", {0xA2, 0x01, 0x01, 0x18, 0x63, 0x61, 'x'});
  add("a key of 2^32 + 1 is newer, not field 1", "ok", {0xA1, 0x1B, 0, 0, 0, 1, 0, 0, 0, 1, 0x05});
  add("a newer field holds a float", "malformed", {0xA1, 0x18, 0x63, 0xFB, 0, 0, 0, 0, 0, 0, 0, 0});
  Bytes deep{0xA1, 0x18, 0x63};
  append(deep, repeated(0x81, 40, {0x01}));
  add("a newer field is nested 40 deep", "too_large", deep);
  add("a type that nobody knows is kept", "ok", {0xFF, 0x00, 0x80}, 9'999);
}

void limits(Book& book) {
  const auto add = [&](std::string_view name, std::string_view expect, Bytes bytes, std::uint16_t type) { book.add(name, "payload", expect, bytes, of(type)); };
  add("need 255", "ok", {0xA1, 0x01, 0x18, 0xFF}, NeedShared::type);
  add("need 256", "out_of_range", {0xA1, 0x01, 0x19, 0x01, 0x00}, NeedShared::type);
  add("need -1", "out_of_range", {0xA1, 0x01, 0x20}, NeedShared::type);
  add("a day beyond the calendar", "out_of_range", {0xA1, 0x00, 0x1A, 0x00, 0x3D, 0x09, 0x01}, NeedShared::type);
  add("a slider at 100", "ok", {0xA1, 0x02, 0x18, 0x64}, CheckedIn::type);
  add("a slider at 101", "out_of_range", {0xA1, 0x02, 0x18, 0x65}, CheckedIn::type);
  add("a slider at -1, which means not given", "out_of_range", {0xA1, 0x02, 0x20}, CheckedIn::type);
  add("a slider at 0 is an answer", "ok", {0xA1, 0x02, 0x00}, CheckedIn::type);
  Bytes chips{0xA1, 0x09, 0x98, 0x40};
  append(chips, repeated(0x01, 64));
  add("64 moments", "ok", chips, CheckedIn::type);
  Bytes more{0xA1, 0x09, 0x98, 0x41};
  append(more, repeated(0x01, 65));
  add("65 moments", "out_of_range", more, CheckedIn::type);
  Bytes id{0xA1, 0x00, 0x50};
  append(id, repeated(0x07, 16));
  add("an id of 16 bytes", "ok", id, Retracted::type);
  Bytes short_id{0xA1, 0x00, 0x4F};
  append(short_id, repeated(0x07, 15));
  add("an id of 15 bytes", "malformed", short_id, Retracted::type);
  Bytes zero_id{0xA1, 0x00, 0x50};
  append(zero_id, repeated(0x00, 16));
  add("an id of zeros is written", "malformed", zero_id, Retracted::type);
  const auto text = [](std::uint16_t n) { return Bytes{0xA1, 0x02, 0x79, static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)}; };
  Bytes longest = text(8'000);
  append(longest, repeated('a', 8'000));
  add("a text of 8,000 bytes", "ok", longest, NoteShared::type);
  Bytes too_long = text(8'001);
  append(too_long, repeated('a', 8'001));
  add("a text of 8,001 bytes", "out_of_range", too_long, NoteShared::type);
  add("text that is not UTF-8", "not_text", {0xA1, 0x02, 0x61, 0xFF}, NoteShared::type);
  add("text with an overlong form", "not_text", {0xA1, 0x02, 0x62, 0xC0, 0x80}, NoteShared::type);
  add("text with half a surrogate pair", "not_text", {0xA1, 0x02, 0x63, 0xED, 0xA0, 0x80}, NoteShared::type);
  add("text ends inside a character", "not_text", {0xA1, 0x02, 0x61, 0xC3}, NoteShared::type);
  add("bytes in place of text", "malformed", {0xA1, 0x02, 0x41, 'a'}, NoteShared::type);
  add("text longer than the payload", "malformed", {0xA1, 0x02, 0x62, 'a'}, NoteShared::type);
  add("ratings in pairs", "ok", {0xA1, 0x02, 0x82, 0x01, 0x05}, ItemsAnswered::type);
  add("ratings with one left over", "malformed", {0xA1, 0x02, 0x83, 0x01, 0x05, 0x02}, ItemsAnswered::type);
  add("a rating of 65,536", "out_of_range", {0xA1, 0x02, 0x82, 0x01, 0x1A, 0, 1, 0, 0}, ItemsAnswered::type);
}

Bytes piece(const Id& id, std::uint8_t flags, ByteSpan part, std::uint16_t type = NeedShared::type, std::uint64_t stamp = 65'536) {
  Bytes out;
  Packer(out).id(id).u64(stamp).u16(type).u8(flags).u16(static_cast<std::uint16_t>(part.size())).raw(part);
  return out;
}

Bytes plaintext(const std::vector<Bytes>& pieces, std::size_t size = 100) {
  Bytes body;
  for (const auto& one : pieces) append(body, one);
  Bytes out;
  Packer(out).u16(static_cast<std::uint16_t>(body.size())).raw(body);
  out.resize(size, 0);
  return out;
}

Bytes both(Bytes a, const Bytes& b) {
  append(a, b);
  return a;
}

}  // namespace

Book make_payloads() {
  Book book("payloads");
  encodings(book);
  limits(book);
  return book;
}

Book make_plaintexts() {
  Book book("plaintexts");
  const Id one = samples::id(1);
  const Id two = samples::id(2);
  const Bytes whole{0xA1, 0x01, 0x01};
  const Bytes head{0xA1, 0x01};
  const Bytes tail{0x01};
  const auto add = [&](std::string_view name, std::string_view expect, const Bytes& bytes) { book.add(name, "plaintext", expect, bytes, {{"size", Value(100)}}); };
  const Bytes begun = plaintext({piece(one, 1, head)});
  add("one event", "ok", plaintext({piece(one, 0, whole)}));
  add("two events", "ok", plaintext({piece(one, 0, whole), piece(two, 0, whole)}));
  add("an event over two frames", "ok", both(begun, plaintext({piece(one, 2, tail)})));
  add("nothing but zeros", "ok", Bytes(100, 0));
  add("used reaches beyond the frame", "malformed", with_byte(plaintext({piece(one, 0, whole)}), 1, 1));
  add("used is one short", "malformed", with_byte(plaintext({piece(one, 0, whole)}), 0, 31));
  add("used is one long", "malformed", with_byte(plaintext({piece(one, 0, whole)}), 0, 33));
  add("a padding byte is set", "malformed", with_byte(plaintext({piece(one, 0, whole)}), 99, 1));
  add("an unknown flag", "malformed", plaintext({piece(one, 4, whole)}));
  add("goes on with nothing begun", "malformed", plaintext({piece(one, 2, whole)}));
  add("goes on with another id", "malformed", both(begun, plaintext({piece(two, 2, tail)})));
  add("goes on with another type", "malformed", both(begun, plaintext({piece(one, 2, tail, WeatherShared::type)})));
  add("goes on with another stamp", "malformed", both(begun, plaintext({piece(one, 2, tail, NeedShared::type, 65'537)})));
  add("begun, and another event instead: the half is let go", "ok", both(begun, plaintext({piece(two, 0, whole)})));
  add("piece length reaches beyond used", "malformed", with_byte(plaintext({piece(one, 0, whole)}), 29, 200));
  add("the payload is malformed", "malformed", plaintext({piece(one, 0, head)}));
  add("the payload is out of range", "out_of_range", plaintext({piece(one, 0, Bytes{0xA1, 0x01, 0x20})}));
  add("a frame of one byte", "malformed", Bytes{0});
  // One frame of 60,000 bytes, nearly all of them zeros of the payload, and the rest of the payload in the next.
  const Bytes wide = plaintext({piece(one, 1, Bytes(59'000, 0), 9'999)}, 60'000);
  const Bytes rest = plaintext({piece(one, 2, Bytes(1'001, 0), 9'999)}, 1'040);
  book.add("a payload of 60,001 bytes", "plaintext", "too_large", cut(wide, 31),
           {{"size", Value(60'000)}, {"then_zeros", Value(60'000 - 31)}, {"then", hex(rest)}});
  return book;
}

Book make_cbor() {
  Book book("cbor");
  const auto add = [&](std::string_view name, std::string_view expect, Bytes bytes) { book.add(name, "cbor", expect, bytes); };
  add("null", "ok", {0xF6});
  add("nested lists and maps", "ok", {0x82, 0xA1, 0x01, 0x41, 0x00, 0x80});
  add("the smallest integer", "ok", {0x3B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF});
  add("undefined", "malformed", {0xF7});
  add("simple value 19", "malformed", {0xF3});
  add("simple value in two bytes", "malformed", {0xF8, 0xFF});
  add("a break alone", "malformed", {0xFF});
  add("bytes without length", "malformed", {0x5F, 0x41, 0x00, 0xFF});
  add("a tag", "malformed", {0xC0, 0x01});
  add("bytes longer than the rest", "malformed", {0x42, 0x00});
  add("bytes of 2^32 + 1", "malformed", {0x5B, 0, 0, 0, 1, 0, 0, 0, 1, 0x00});
  add("a list of 2^32", "malformed", {0x9B, 0, 0, 0, 1, 0, 0, 0, 0});
  add("a cut head", "malformed", {0x19, 0x01});
  add("two items", "malformed", {0x01, 0x02});
  add("text that is not UTF-8", "not_text", {0x61, 0x80});
  add("33 levels deep", "too_large", repeated(0x81, 33, {0x01}));
  add("32 levels deep", "ok", repeated(0x81, 32, {0x01}));
  return book;
}

Book make_json() {
  Book book("json");
  const auto add = [&](std::string_view name, std::string_view expect, std::string_view text) { book.add_text(name, "json", expect, text); };
  add("every kind of value", "ok", R"({"a":[1,-2,3.5,true,false,null],"b":"\u00e9\ud83c\udfda\n","c":{}})");
  add("the largest integer stays one", "ok", "9223372036854775807");
  add("beyond the largest integer", "ok", "9223372036854775808");
  add("minus zero", "ok", "-0.0");
  add("beyond the largest number", "out_of_range", "1e999");
  add("a comma too many", "malformed", "[1,]");
  add("a zero in front", "malformed", "01");
  add("a dot without digits", "malformed", "1.");
  add("a plus sign", "malformed", "+1");
  add("not a number", "malformed", "NaN");
  add("an open list", "malformed", "[");
  add("an open text", "malformed", "\"a");
  add("a raw line end in a text", "malformed", "\"\n\"");
  add("an unknown escape", "malformed", "\"\\x\"");
  add("half a surrogate pair", "malformed", "\"\\ud800\"");
  add("the halves of a pair the wrong way round", "malformed", "\"\\udc00\\ud800\"");
  add("a key without quotes", "malformed", "{a:1}");
  add("two values", "malformed", "1 2");
  add("nothing", "malformed", "");
  add("not UTF-8", "not_text", "\"\xFF\"");
  add("34 levels deep", "too_large", std::string(34, '['));
  return book;
}

}  // namespace bothy::vectors
