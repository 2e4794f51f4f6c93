// Vectors of shape alone: headers, relay messages, payloads, plaintexts, CBOR, JSON, links. No keys here. See check.h.
#include <algorithm>
#include <array>

#include "base/cbor.h"
#include "event/pieces.h"
#include "lab/vectors/check.h"
#include "seal/rendezvous.h"
#include "wire/message.h"

namespace bothy::vectors {
namespace {

constexpr std::array<std::string_view, 8> kinds = {"header", "client_message", "relay_message", "payload", "plaintext", "cbor", "json", "link"};

Bytes text_bytes(std::string_view text) {
  const ByteSpan span = span_of(text);
  return Bytes(span.begin(), span.end());
}

// All events of a lane's plaintexts, which stand one after the other, each `size` bytes long.
Result<Bytes> read_plaintexts(const Given& given) {
  const auto size = static_cast<std::size_t>(std::max<std::int64_t>(int_or(given.vector, "size", 816), 1));
  Joining joining;
  std::vector<Event> events;
  for (ByteSpan rest = given.bytes; !rest.empty();) {
    const ByteSpan one = rest.first(std::min(size, rest.size()));
    BOTHY_CHECK(joining.read(one, events));
    rest = rest.subspan(one.size());
  }
  Bytes out;
  for (const auto& event : events) {
    append(out, event.id.bytes);
    append(out, encode_payload(event.body));
  }
  out.push_back(joining.in_the_middle() ? 1 : 0);
  return out;
}

}  // namespace

bool wire_knows(std::string_view kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

Result<Bytes> check_wire(const Given& given) {
  if (given.kind == "header") {
    BOTHY_TRY(header, parse_frame(given.bytes));
    const auto bytes = write_header(header);
    return Bytes(bytes.begin(), bytes.end());
  }
  if (given.kind == "client_message") {
    BOTHY_TRY(message, decode_client(given.bytes));
    return encode(message);
  }
  if (given.kind == "relay_message") {
    BOTHY_TRY(message, decode_relay(given.bytes));
    return encode(message);
  }
  if (given.kind == "payload") {
    BOTHY_TRY(body, decode_payload(static_cast<std::uint16_t>(int_or(given.vector, "type", 0)), given.bytes));
    return encode_payload(body);
  }
  if (given.kind == "plaintext") return read_plaintexts(given);
  if (given.kind == "cbor") {
    CborReader reader(given.bytes);
    BOTHY_CHECK(reader.skip());
    if (!reader.at_end()) return no(Error::malformed);
    return given.bytes;
  }
  if (given.kind == "json") {
    BOTHY_TRY(value, from_json(text_of(given.bytes)));
    return text_bytes(to_json(value));
  }
  BOTHY_TRY(link, parse_link(text_of(given.bytes)));
  return text_bytes(link_text(link));
}

}  // namespace bothy::vectors
