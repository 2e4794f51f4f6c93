// Event bodies as JSON and back, by field name. Ids and bytes are hex. Called by the door, import and export.
#include "event/codec.h"

namespace bothy {
namespace {

Value list_value(const std::byte* data, const Field& field) {
  Value out{List{}};
  if (field.kind == Kind::integers)
    for (const auto item : field_at<std::vector<std::int32_t>>(data, field)) out.push(item);
  if (field.kind == Kind::ratings)
    for (const auto& rating : field_at<std::vector<Rating>>(data, field)) out.push(List{rating.item, rating.value});
  if (field.kind == Kind::byte_list)
    for (const auto& bytes : field_at<std::vector<Bytes>>(data, field)) out.push(to_hex(bytes));
  return out;
}

// Null stands for "at its default", which is left out.
Value field_value(const std::byte* data, const Field& field) {
  switch (field.kind) {
    case Kind::integer: {
      const auto number = field_at<std::int32_t>(data, field);
      return number == 0 ? Value() : Value(number);
    }
    case Kind::wide_integer: {
      const auto number = field_at<std::int64_t>(data, field);
      return number == 0 ? Value() : Value(number);
    }
    case Kind::slider: {
      const auto slider = field_at<Slider>(data, field);
      return slider.given() ? Value(slider.value) : Value();
    }
    case Kind::text: {
      const auto& text = field_at<std::string>(data, field);
      return text.empty() ? Value() : Value(text);
    }
    case Kind::id: {
      const auto& id = field_at<Id>(data, field);
      return id.is_zero() ? Value() : Value(to_hex(id));
    }
    case Kind::bytes: {
      const auto& bytes = field_at<Bytes>(data, field);
      return bytes.empty() ? Value() : Value(to_hex(bytes));
    }
    case Kind::integers:
    case Kind::ratings:
    case Kind::byte_list: {
      Value list = list_value(data, field);
      return list.as<List>()->empty() ? Value() : list;
    }
  }
  return {};
}

Result<std::int64_t> integer_in(const Value& value, std::int64_t low, std::int64_t high) {
  const auto* number = value.as<std::int64_t>();
  if (number == nullptr) return no(Error::malformed);
  if (*number < low || *number > high) return no(Error::out_of_range);
  return *number;
}

Outcome set_list(std::byte* data, const Field& field, const Value& value) {
  const auto* list = value.as<List>();
  if (list == nullptr) return no(Error::malformed);
  for (const auto& item : *list) {
    if (field.kind == Kind::integers) {
      BOTHY_TRY(number, integer_in(item, 0, 65'535));
      field_at<std::vector<std::int32_t>>(data, field).push_back(static_cast<std::int32_t>(number));
    } else if (field.kind == Kind::ratings) {
      const auto* pair = item.as<List>();
      if (pair == nullptr || pair->size() != 2) return no(Error::malformed);
      BOTHY_TRY(first, integer_in((*pair)[0], 0, 65'535));
      BOTHY_TRY(second, integer_in((*pair)[1], 0, 65'535));
      field_at<std::vector<Rating>>(data, field).push_back({static_cast<std::int32_t>(first), static_cast<std::int32_t>(second)});
    } else {
      const auto* text = item.as<std::string>();
      if (text == nullptr) return no(Error::malformed);
      BOTHY_TRY(bytes, from_hex(*text));
      field_at<std::vector<Bytes>>(data, field).push_back(std::move(bytes));
    }
  }
  return {};
}

Outcome set_text(std::byte* data, const Field& field, const Value& value) {
  const auto* text = value.as<std::string>();
  if (text == nullptr) return no(Error::malformed);
  if (field.kind == Kind::text) {
    if (static_cast<std::int64_t>(text->size()) > field.high) return no(Error::too_large);
    if (!is_utf8(*text)) return no(Error::not_text);
    field_at<std::string>(data, field) = *text;
    return {};
  }
  BOTHY_TRY(bytes, from_hex(*text));
  if (field.kind == Kind::id) {
    if (bytes.size() != 16) return no(Error::malformed);
    field_at<Id>(data, field).bytes = block_of<16>(bytes);
    return {};
  }
  field_at<Bytes>(data, field) = std::move(bytes);
  return {};
}

Outcome set_field(std::byte* data, const Field& field, const Value& value) {
  if (value.is_null()) return {};
  switch (field.kind) {
    case Kind::integer: {
      BOTHY_TRY(number, integer_in(value, field.low, field.high));
      field_at<std::int32_t>(data, field) = static_cast<std::int32_t>(number);
      return {};
    }
    case Kind::wide_integer: {
      BOTHY_TRY(number, integer_in(value, field.low, field.high));
      field_at<std::int64_t>(data, field) = number;
      return {};
    }
    case Kind::slider: {
      BOTHY_TRY(number, integer_in(value, field.low, field.high));
      field_at<Slider>(data, field).value = static_cast<std::int32_t>(number);
      return {};
    }
    case Kind::text:
    case Kind::id:
    case Kind::bytes: return set_text(data, field, value);
    case Kind::integers:
    case Kind::ratings:
    case Kind::byte_list: return set_list(data, field, value);
  }
  return no(Error::malformed);
}

const Field* find_field(const EventInfo& info, std::string_view name) {
  for (const auto& field : info.fields)
    if (name == field.name) return &field;
  return nullptr;
}

}  // namespace

Value to_value(const Body& body) {
  Value out{Fields{}};
  const std::byte* data = data_of(body);
  for (const auto& field : info_of(body).fields) {
    Value value = field_value(data, field);
    if (!value.is_null()) out.set(field.name, std::move(value));
  }
  return out;
}

Result<Body> body_from_value(std::string_view name, const Value& fields) {
  const EventInfo* info = find_event(name);
  if (info == nullptr || info->type == Unknown::type) return no(Error::unknown_intent);
  const auto* given = fields.as<Fields>();
  if (given == nullptr) return no(Error::malformed);
  Body body = empty_body(info->type);
  for (const auto& [key, value] : *given) {
    const Field* field = find_field(*info, key);
    if (field == nullptr) return no(Error::unknown_field);
    BOTHY_CHECK(set_field(data_of(body), *field, value));
  }
  BOTHY_CHECK(check_limits(body));
  return body;
}

}  // namespace bothy
