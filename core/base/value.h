// Value: the one shape of structured data between rooms. Deterministic CBOR for logs and wire, JSON for the door.
// No schema here (event/codec.h has it). Called by event, import, view, door and the command line.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace bothy {

class Value;
using List = std::vector<Value>;

/// Text-keyed fields in insertion order; small, so look-up is linear.
using Fields = std::vector<std::pair<std::string, Value>>;

class Value {
 public:
  using Held = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Bytes, List, Fields>;

  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool b) : held_(b) {}
  Value(int i) : held_(std::int64_t{i}) {}
  Value(std::int64_t i) : held_(i) {}
  Value(std::uint32_t i) : held_(std::int64_t{i}) {}
  Value(double d) : held_(d) {}
  Value(const char* text) : held_(std::string(text)) {}
  Value(std::string_view text) : held_(std::string(text)) {}
  Value(std::string text) : held_(std::move(text)) {}
  Value(Bytes bytes) : held_(std::move(bytes)) {}
  Value(List list) : held_(std::move(list)) {}
  Value(Fields fields) : held_(std::move(fields)) {}

  template <class T>
  [[nodiscard]] const T* as() const { return std::get_if<T>(&held_); }
  template <class T>
  [[nodiscard]] T* as() { return std::get_if<T>(&held_); }
  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(held_); }
  [[nodiscard]] const Held& held() const { return held_; }

  /// The field called `key`, or null when this is no object or has none.
  [[nodiscard]] const Value* find(std::string_view key) const;
  /// Adds or replaces a field; turns null into an object.
  Value& set(std::string_view key, Value value);
  /// Appends to a list; turns null into a list.
  Value& push(Value value);

  bool operator==(const Value&) const = default;

 private:
  Held held_ = nullptr;
};

/// Field readers used by every intent. Errors: missing_field, malformed (wrong kind), out_of_range.
[[nodiscard]] Result<std::int64_t> int_field(const Value& object, std::string_view key, std::int64_t low, std::int64_t high);
[[nodiscard]] Result<std::string> text_field(const Value& object, std::string_view key, std::size_t max_bytes);
[[nodiscard]] Result<Id> id_field(const Value& object, std::string_view key);
[[nodiscard]] std::int64_t int_or(const Value& object, std::string_view key, std::int64_t fallback);
[[nodiscard]] std::string text_or(const Value& object, std::string_view key, std::string_view fallback);
[[nodiscard]] bool bool_or(const Value& object, std::string_view key, bool fallback);

inline constexpr int max_depth = 32;

/// JSON text of a value. Doubles print as %.17g (shortest of 15..17 digits that reads back), NaN and infinities as null;
/// Bytes print as base64url text. Cost: linear.
[[nodiscard]] std::string to_json(const Value& value);
void write_json(std::string& out, const Value& value);

/// Parses one JSON text (RFC 8259); integers that fit stay integers; depth <= 32.
/// Errors: malformed, not_text (invalid UTF-8), too_large (depth).
[[nodiscard]] Result<Value> from_json(std::string_view text);

}  // namespace bothy
