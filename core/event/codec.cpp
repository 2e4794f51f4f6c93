// The canonical payload codec. JSON is in json_codec.cpp.
#include "event/codec.h"

#include "base/cbor.h"

namespace bothy {
namespace {

// Values inside integer lists and ratings; both ends of the codec share it.
constexpr std::int64_t max_item = 65'535;

bool is_default(const std::byte* data, const Field& field) {
  switch (field.kind) {
    case Kind::integer: return field_at<std::int32_t>(data, field) == 0;
    case Kind::wide_integer: return field_at<std::int64_t>(data, field) == 0;
    case Kind::slider: return !field_at<Slider>(data, field).given();
    case Kind::text: return field_at<std::string>(data, field).empty();
    case Kind::id: return field_at<Id>(data, field).is_zero();
    case Kind::bytes: return field_at<Bytes>(data, field).empty();
    case Kind::integers: return field_at<std::vector<std::int32_t>>(data, field).empty();
    case Kind::ratings: return field_at<std::vector<Rating>>(data, field).empty();
    case Kind::byte_list: return field_at<std::vector<Bytes>>(data, field).empty();
  }
  return true;
}

void write_field(CborWriter& out, const std::byte* data, const Field& field) {
  switch (field.kind) {
    case Kind::integer: out.integer(field_at<std::int32_t>(data, field)); return;
    case Kind::wide_integer: out.integer(field_at<std::int64_t>(data, field)); return;
    case Kind::slider: out.integer(field_at<Slider>(data, field).value); return;
    case Kind::text: out.text(field_at<std::string>(data, field)); return;
    case Kind::id: out.bytes(field_at<Id>(data, field).bytes); return;
    case Kind::bytes: out.bytes(field_at<Bytes>(data, field)); return;
    case Kind::integers: {
      const auto& list = field_at<std::vector<std::int32_t>>(data, field);
      out.list(list.size());
      for (const auto item : list) out.integer(item);
      return;
    }
    case Kind::ratings: {
      const auto& list = field_at<std::vector<Rating>>(data, field);
      out.list(list.size() * 2);
      for (const auto& rating : list) {
        out.integer(rating.item);
        out.integer(rating.value);
      }
      return;
    }
    case Kind::byte_list: {
      const auto& list = field_at<std::vector<Bytes>>(data, field);
      out.list(list.size());
      for (const auto& bytes : list) out.bytes(bytes);
      return;
    }
  }
}

Result<std::int32_t> small_integer(CborReader& in, std::int64_t low, std::int64_t high) {
  BOTHY_TRY(number, in.integer());
  if (number < low || number > high) return no(Error::out_of_range);
  return static_cast<std::int32_t>(number);
}

Outcome read_lists(CborReader& in, std::byte* data, const Field& field) {
  BOTHY_TRY(count, in.list());
  if (field.kind == Kind::ratings && count % 2 != 0) return no(Error::malformed);
  const std::size_t items = field.kind == Kind::ratings ? count / 2 : count;
  if (static_cast<std::int64_t>(items) > field.high) return no(Error::out_of_range);
  for (std::size_t i = 0; i < items; ++i) {
    if (field.kind == Kind::byte_list) {
      BOTHY_TRY(bytes, in.bytes());
      field_at<std::vector<Bytes>>(data, field).emplace_back(bytes.begin(), bytes.end());
      continue;
    }
    BOTHY_TRY(first, small_integer(in, 0, max_item));
    if (field.kind == Kind::integers) {
      field_at<std::vector<std::int32_t>>(data, field).push_back(first);
      continue;
    }
    BOTHY_TRY(second, small_integer(in, 0, max_item));
    field_at<std::vector<Rating>>(data, field).push_back({first, second});
  }
  return {};
}

Outcome read_field(CborReader& in, std::byte* data, const Field& field) {
  switch (field.kind) {
    case Kind::integer: {
      BOTHY_TRY(number, small_integer(in, field.low, field.high));
      field_at<std::int32_t>(data, field) = number;
      return {};
    }
    case Kind::slider: {
      BOTHY_TRY(number, small_integer(in, field.low, field.high));
      field_at<Slider>(data, field).value = number;
      return {};
    }
    case Kind::wide_integer: {
      BOTHY_TRY(number, in.integer());
      if (number < field.low || number > field.high) return no(Error::out_of_range);
      field_at<std::int64_t>(data, field) = number;
      return {};
    }
    case Kind::text: {
      BOTHY_TRY(text, in.text());
      if (static_cast<std::int64_t>(text.size()) > field.high) return no(Error::out_of_range);
      field_at<std::string>(data, field) = std::move(text);
      return {};
    }
    case Kind::id: {
      BOTHY_TRY(bytes, in.bytes());
      if (bytes.size() != 16) return no(Error::malformed);
      field_at<Id>(data, field).bytes = block_of<16>(bytes);
      return {};
    }
    case Kind::bytes: {
      BOTHY_TRY(bytes, in.bytes());
      if (static_cast<std::int64_t>(bytes.size()) > field.high) return no(Error::out_of_range);
      field_at<Bytes>(data, field).assign(bytes.begin(), bytes.end());
      return {};
    }
    case Kind::integers:
    case Kind::ratings:
    case Kind::byte_list: return read_lists(in, data, field);
  }
  return no(Error::malformed);
}

}  // namespace

Bytes encode_payload(const Body& body) {
  if (const auto* unknown = std::get_if<Unknown>(&body)) return unknown->payload;
  const std::byte* data = data_of(body);
  const auto fields = info_of(body).fields;
  std::size_t present = 0;
  for (const auto& field : fields) present += is_default(data, field) ? 0 : 1;
  Bytes bytes;
  CborWriter out(bytes);
  out.map(present);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (is_default(data, fields[i])) continue;
    out.integer(static_cast<std::int64_t>(i));
    write_field(out, data, fields[i]);
  }
  return bytes;
}

Result<Body> decode_payload(std::uint16_t type, ByteSpan payload) {
  Body body = empty_body(type);
  if (auto* unknown = std::get_if<Unknown>(&body)) {
    unknown->payload.assign(payload.begin(), payload.end());
    unknown->real_type = type;
    return body;
  }
  std::byte* data = data_of(body);
  const auto fields = info_of(body).fields;
  CborReader in(payload);
  BOTHY_TRY(count, in.map());
  std::int64_t last = -1;
  for (std::size_t i = 0; i < count; ++i) {
    BOTHY_TRY(key, in.integer());
    if (key <= last) return no(Error::malformed);
    last = key;
    // Compared at 64 bits: on a 32-bit machine a huge key must not wrap around to a small one.
    if (static_cast<std::uint64_t>(key) >= fields.size()) {
      BOTHY_CHECK(in.skip());
      continue;
    }
    const Field& field = fields[static_cast<std::size_t>(key)];
    BOTHY_CHECK(read_field(in, data, field));
    // A default that was written out would be a second encoding of the same body.
    if (is_default(data, field)) return no(Error::malformed);
  }
  if (!in.at_end()) return no(Error::malformed);
  return body;
}

Outcome check_limits(const Body& body) {
  if (std::holds_alternative<Unknown>(body)) return {};
  // The reader holds every limit already; asking it keeps the two from drifting apart.
  const Bytes payload = encode_payload(body);
  if (payload.size() > max_event_payload) return no(Error::too_large);
  if (const auto read = decode_payload(info_of(body).type, payload); !read) return no(read.error());
  return {};
}

}  // namespace bothy
