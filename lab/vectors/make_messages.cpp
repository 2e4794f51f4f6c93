// Vectors of relay messages: each type whole, short and long, and each byte that has few allowed values at another one.
#include "lab/vectors/book.h"
#include "wire/message.h"

namespace bothy::vectors {
namespace {

const Id lane{Block<16>{1, 2, 3}};

struct Named {
  const char* name;
  Bytes bytes;
};

// Bodies of 4,096 zeros are written as a count.
struct Short {
  Bytes bytes;
  Fields more;
};
Short shortened(const Bytes& message) {
  if (message.size() < rv_body_size) return {message, {}};
  return {cut(message, message.size() - rv_body_size), {{"then_zeros", Value(static_cast<int>(rv_body_size))}}};
}

void sizes(Book& book, std::string_view kind, const std::vector<Named>& messages) {
  for (const auto& [name, bytes] : messages) {
    const std::string text(name);
    Short whole = shortened(bytes);
    book.add(text, kind, "ok", whole.bytes, whole.more);
    Short less = shortened(cut(bytes, bytes.size() - 1));
    if (!whole.more.empty()) less = {whole.bytes, {{"then_zeros", Value(static_cast<int>(rv_body_size) - 1)}}};
    book.add(text + ", one byte short", kind, "malformed", less.bytes, less.more);
    Short more = whole.more.empty() ? Short{longer(bytes), {}} : Short{whole.bytes, {{"then_zeros", Value(static_cast<int>(rv_body_size) + 1)}}};
    book.add(text + ", one byte long", kind, "malformed", more.bytes, more.more);
  }
}

Bytes with_entry(Bytes have, std::size_t entry, std::size_t at, std::uint8_t value) { return with_byte(std::move(have), 1 + entry * 40 + at, value); }

void client(Book& book) {
  const Bytes zeros(rv_body_size, 0);
  const Bytes have = encode(ClientMessage(Have{{{lane, 4, {5}}, {Id{Block<16>{9}}, 7, {1}}}}));
  const Bytes auth = encode(ClientMessage(Auth{lane, KeyKind::admin, {9}}));
  const Bytes rekey = encode(ClientMessage(Rekey{lane, KeyKind::write, {1}, {2}, {3}}));
  const Bytes rv = encode(ClientMessage(RvPut{lane, {4}, 7, zeros}));
  constexpr std::string_view kind = "client_message";
  sizes(book, kind,
        {{"OPEN_LANE", encode(ClientMessage(OpenLane{lane, {1}, {2}, {3}, {4}}))}, {"AUTH", auth},
         {"READ", encode(ClientMessage(Read{lane, {8}}))}, {"HAVE", have}, {"REKEY", rekey}, {"RV_PUT", rv},
         {"RV_GET", encode(ClientMessage(RvGet{lane, {5}}))}, {"RV_CLOSE", encode(ClientMessage(RvClose{lane, {5}}))}});
  book.add("PUT carries any bytes: the frame is checked apart", kind, "ok", encode(ClientMessage(Put{Bytes(40, 1)})));
  book.add("AUTH with a third kind of key", kind, "malformed", with_byte(auth, 17, 2));
  book.add("REKEY with a third kind of key", kind, "malformed", with_byte(rekey, 17, 255));
  book.add("RV_PUT at index 8", kind, "malformed", with_byte(cut(rv, rv.size() - rv_body_size), 49, 8), {{"then_zeros", Value(4'096)}});
  book.add("HAVE of no lane at all", kind, "ok", encode(ClientMessage(Have{})));
  book.add("HAVE: an unused entry before a used one", kind, "malformed", with_entry(have, 5, 0, 1));
  book.add("HAVE: an unused entry with a seq", kind, "malformed", with_entry(have, 3, 16, 1));
  book.add("HAVE: an unused entry with a hash", kind, "malformed", with_entry(have, 15, 39, 1));
  book.add("nothing", kind, "malformed", {});
  for (const int type : {0x00, 0x0A, 0x7F, 0x81}) book.add("type " + std::to_string(type), kind, "too_new", Bytes{static_cast<std::uint8_t>(type)});
  book.add("PUT of the largest size", kind, "ok", Bytes{5}, {{"then_zeros", Value(static_cast<int>(max_message) - 1)}});
  book.add("PUT beyond the largest size", kind, "too_large", Bytes{5}, {{"then_zeros", Value(static_cast<int>(max_message))}});
}

void relay(Book& book) {
  const Bytes zeros(rv_body_size, 0);
  const Bytes chal = encode(RelayMessage(Chal{1, {7}, 99}));
  const Bytes later = encode(RelayMessage(Later{lane, 1, LaterReason::quota, 500}));
  const Bytes refused = encode(RelayMessage(Refused{5, lane, RefusedCode::bad_seal}));
  const Bytes frames = encode(RelayMessage(Frames{lane, 3, true, Bytes(8, 1)}));
  const Bytes rv = encode(RelayMessage(RvEntry{lane, 2, zeros}));
  constexpr std::string_view kind = "relay_message";
  sizes(book, kind,
        {{"CHAL", chal}, {"LANE_OK", encode(RelayMessage(LaneOk{lane, 3, {1}}))}, {"FORK", encode(RelayMessage(Fork{lane, 1, {2}}))},
         {"OK", encode(RelayMessage(Stored{lane, 5}))}, {"HEAD", encode(RelayMessage(Head{lane, 5, {6}}))}, {"LATER", later},
         {"REFUSED", refused}, {"RV", rv}});
  book.add("FRAMES carries any bytes: the frames are checked apart", kind, "ok", frames);
  book.add("FRAMES without frames", kind, "ok", cut(frames, 26));
  book.add("FRAMES: header is cut", kind, "malformed", cut(frames, 25));
  book.add("FRAMES: more is 2", kind, "malformed", with_byte(frames, 25, 2));
  book.add("CHAL of version 2", kind, "too_new", with_byte(chal, 1, 2));
  book.add("CHAL of version 2 with another layout", kind, "too_new", Bytes{0x81, 2, 0});
  book.add("CHAL of version 0", kind, "too_new", with_byte(chal, 1, 0));
  for (const int reason : {0, 4, 255}) book.add("LATER for reason " + std::to_string(reason), kind, "malformed", with_byte(later, 25, static_cast<std::uint8_t>(reason)));
  for (const int code : {0, 6, 255}) book.add("REFUSED with code " + std::to_string(code), kind, "malformed", with_byte(refused, 18, static_cast<std::uint8_t>(code)));
  book.add("RV at index 8", kind, "malformed", with_byte(cut(rv, rv.size() - rv_body_size), 17, 8), {{"then_zeros", Value(4'096)}});
  book.add("nothing", kind, "malformed", {});
  for (const int type : {0x00, 0x01, 0x80, 0x8A}) book.add("type " + std::to_string(type), kind, "too_new", Bytes{static_cast<std::uint8_t>(type)});
}

}  // namespace

Book make_messages() {
  Book book("messages");
  client(book);
  relay(book);
  return book;
}

}  // namespace bothy::vectors
