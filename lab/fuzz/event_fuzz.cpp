// Fuzz target of event payloads and of the pieces they travel in: whatever reads has one encoding and survives being
// packed again; JSON of it reads back.
#include "event/pieces.h"
#include "lab/fuzz/fuzz.h"

using namespace bothy;
using fuzz::require;

namespace {

void payload(std::uint16_t type, ByteSpan bytes) {
  const auto body = decode_payload(type, bytes);
  if (!body) return;
  const Bytes again = encode_payload(*body);
  const auto twice = decode_payload(type, again);
  require(twice && *twice == *body && encode_payload(*twice) == again);
  // Only fields of a newer Bothy may get lost on the way.
  require(again.size() <= bytes.size());
  if (std::holds_alternative<Unknown>(*body)) return;
  require(check_limits(*body).has_value() || bytes.size() > max_event_payload);
  const auto read = body_from_value(info_of(*body).name, to_value(*body));
  require(!read || *read == *body);
  require(read.has_value() || bytes.size() > max_event_payload);
  const auto text = from_json(to_json(to_value(*body)));
  require(text && *text == to_value(*body));
}

// Plaintexts of any shape; what was whole at the end is packed and joined again.
void plaintexts(fuzz::Input& in) {
  Joining joining;
  std::vector<Event> events;
  while (!in.done())
    if (!joining.read(in.run(), events)) break;
  Packing packing;
  for (const auto& event : events) packing.add(event);
  Joining again;
  std::vector<Event> read;
  std::vector<Id> finished;
  while (!packing.empty()) require(again.read(packing.next(816, finished), read).has_value());
  require(read == events && finished.size() == events.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input in(data, size);
  const std::uint8_t what = in.u8();
  if (what % 2 == 1) {
    plaintexts(in);
    return 0;
  }
  // Most types by their place in the list, so that the fuzzer need not guess the numbers.
  const auto all = all_events();
  const std::uint8_t pick = in.u8();
  payload(pick < all.size() ? all[pick].type : static_cast<std::uint16_t>(pick * 251), in.rest());
  return 0;
}
