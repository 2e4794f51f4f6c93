// Fuzz target of the frame header, and of CBOR item by item. Whatever parses must be written back to the same bytes.
#include "base/cbor.h"
#include "lab/fuzz/fuzz.h"
#include "wire/frame.h"

using namespace bothy;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteSpan bytes(data, size);
  const auto leading = leading_frame_size(bytes);
  if (const auto header = parse_frame(bytes)) {
    const auto written = write_header(*header);
    require(std::equal(written.begin(), written.end(), bytes.begin()));
    require(leading && *leading == size);
    require(!body_matches(*header, bytes) || header->kind == FrameClass::pruned || body_hash_of(frame_body(bytes)) == header->body_hash);
    (void)signed_by(*header, frame_hash(bytes), header->prev);
  }
  CborReader reader(bytes);
  while (!reader.at_end()) {
    if (!reader.skip()) break;
  }
  // Each typed reading gives an error or moves on; none reads past the end.
  CborReader typed(bytes);
  for (int i = 0; !typed.at_end() && i < 1'000; ++i) {
    const bool moved = typed.integer() || typed.text() || typed.bytes() || typed.boolean() || typed.list() || typed.map();
    if (!moved) (void)typed.skip();
  }
  return 0;
}
