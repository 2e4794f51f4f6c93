// Fuzz target of relay messages, both ways: whatever decodes encodes to the same bytes.
#include "lab/fuzz/fuzz.h"
#include "wire/message.h"

using namespace bothy;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteSpan bytes(data, size);
  if (const auto message = decode_client(bytes)) {
    const Bytes again = encode(*message);
    require(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()));
    if (const auto* open = std::get_if<OpenLane>(&*message)) require(signed_part(*open).size() == 8 + 16 + 96);
  }
  if (const auto message = decode_relay(bytes)) {
    const Bytes again = encode(*message);
    require(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()));
  }
  return 0;
}
