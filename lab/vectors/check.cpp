// Picks the checker of a vector's kind and turns what it gives into a verdict. See check.h.
#include "lab/vectors/check.h"

#include "seal/secret.h"

namespace bothy::vectors {

Bytes hex_of(const Value& vector, std::string_view key) {
  auto bytes = from_hex(text_or(vector, key, ""));
  return bytes ? std::move(*bytes) : Bytes();
}

Block<32> key_of(const Value& vector, std::string_view key) { return block_of<32>(hex_of(vector, key)); }

Id id_of(const Value& vector, std::string_view key) { return Id{block_of<16>(hex_of(vector, key))}; }

namespace {

// Long runs of one byte are written as a count, or the files would hold little else.
Result<Bytes> bytes_of(const Value& vector) {
  BOTHY_TRY(bytes, from_hex(text_or(vector, "bytes", "")));
  constexpr std::int64_t most = 1'000'000;
  const std::int64_t zeros = int_or(vector, "then_zeros", 0);
  if (zeros < 0 || zeros > most) return no(Error::malformed);
  bytes.resize(bytes.size() + static_cast<std::size_t>(zeros), 0);
  append(bytes, hex_of(vector, "then"));
  return bytes;
}

}  // namespace

Verdict check_vector(const Value& vector) {
  const std::string kind = text_or(vector, "kind", "");
  const auto bytes = bytes_of(vector);
  if (!bytes) return {"bad_vector", ""};
  const Given given{kind, *bytes, vector};
  Result<Bytes> outcome = no(Error::not_found);
  if (wire_knows(kind)) outcome = check_wire(given);
  else if (lane_knows(kind)) outcome = check_lane(given);
  else if (keys_know(kind)) outcome = check_keys(given);
  else if (primitives_know(kind)) outcome = check_primitive(given);
  else if (engine_knows(kind)) outcome = check_engine(given);
  else return {"bad_vector", ""};
  if (!outcome) return {std::string(error_name(outcome.error())), ""};
  // Lanes put their state of waiting in front of what came out.
  const bool waits = kind == "lane" && !outcome->empty() && outcome->front() == 1;
  return {waits ? "waits_for_keys" : "ok", to_hex(hash_parts({*outcome})).substr(0, 16)};
}

}  // namespace bothy::vectors
