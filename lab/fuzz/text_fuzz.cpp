// Fuzz target of what people and hosts hand in as text: JSON, links, recovery phrases, hex and base64url, dates.
#include "base/instant.h"
#include "base/value.h"
#include "lab/fuzz/fuzz.h"
#include "seal/phrase.h"
#include "seal/rendezvous.h"

using namespace bothy;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteSpan bytes(data, size);
  const std::string_view text = text_of(bytes);
  if (const auto value = from_json(text)) {
    const std::string written = to_json(*value);
    const auto again = from_json(written);
    require(again && to_json(*again) == written);
    require(is_utf8(written));
  }
  if (const auto link = parse_link(text)) {
    const std::string written = link_text(*link);
    require(text.find(written) != std::string_view::npos);
    require(parse_link(written)->secret == link->secret);
  }
  if (const auto root = root_of(text)) require(*root_of(phrase_of(*root)) == *root);
  if (const auto raw = from_hex(text)) require(raw->size() * 2 == size);
  if (const auto raw = from_base64url(text)) require(to_base64url(*raw) == text);
  if (const auto day = day_from_iso(text)) require(to_iso(*day) == text);
  require(*from_hex(to_hex(bytes)) == Bytes(bytes.begin(), bytes.end()));
  return 0;
}
