// Reading fields of a Value with names and ranges. The text forms are in json.cpp, the binary ones in cbor.cpp.
#include "base/value.h"

namespace bothy {

const Value* Value::find(std::string_view key) const {
  const auto* fields = as<Fields>();
  if (fields == nullptr) return nullptr;
  for (const auto& [name, value] : *fields)
    if (name == key) return &value;
  return nullptr;
}

Value& Value::set(std::string_view key, Value value) {
  if (is_null()) held_ = Fields{};
  auto* fields = as<Fields>();
  for (auto& [name, held] : *fields) {
    if (name == key) {
      held = std::move(value);
      return *this;
    }
  }
  fields->emplace_back(std::string(key), std::move(value));
  return *this;
}

Value& Value::push(Value value) {
  if (is_null()) held_ = List{};
  as<List>()->push_back(std::move(value));
  return *this;
}

Result<std::int64_t> int_field(const Value& object, std::string_view key, std::int64_t low, std::int64_t high) {
  const Value* found = object.find(key);
  if (found == nullptr || found->is_null()) return no(Error::missing_field);
  const auto* number = found->as<std::int64_t>();
  if (number == nullptr) return no(Error::malformed);
  if (*number < low || *number > high) return no(Error::out_of_range);
  return *number;
}

Result<std::string> text_field(const Value& object, std::string_view key, std::size_t max_bytes) {
  const Value* found = object.find(key);
  if (found == nullptr || found->is_null()) return no(Error::missing_field);
  const auto* text = found->as<std::string>();
  if (text == nullptr) return no(Error::malformed);
  if (text->size() > max_bytes) return no(Error::too_large);
  return *text;
}

Result<Id> id_field(const Value& object, std::string_view key) {
  BOTHY_TRY(text, text_field(object, key, 32));
  return id_from_hex(text);
}

std::int64_t int_or(const Value& object, std::string_view key, std::int64_t fallback) {
  const Value* found = object.find(key);
  const auto* number = found != nullptr ? found->as<std::int64_t>() : nullptr;
  return number != nullptr ? *number : fallback;
}

std::string text_or(const Value& object, std::string_view key, std::string_view fallback) {
  const Value* found = object.find(key);
  const auto* text = found != nullptr ? found->as<std::string>() : nullptr;
  return text != nullptr ? *text : std::string(fallback);
}

bool bool_or(const Value& object, std::string_view key, bool fallback) {
  const Value* found = object.find(key);
  const auto* flag = found != nullptr ? found->as<bool>() : nullptr;
  return flag != nullptr ? *flag : fallback;
}

}  // namespace bothy
