// What the tables know about each event type, so that one loop can encode, check, print and describe all of them.
// Called by codec, view (export) and the TypeScript generator.
#pragma once
#include "event/event.h"

namespace bothy {

struct EventInfo {
  std::uint16_t type;
  const char* name;
  std::span<const Field> fields;
};

/// Every event type in number order, Unknown first.
[[nodiscard]] std::span<const EventInfo> all_events();
/// Null when no such type or name exists.
[[nodiscard]] const EventInfo* find_event(std::uint16_t type);
[[nodiscard]] const EventInfo* find_event(std::string_view name);

[[nodiscard]] const EventInfo& info_of(const Body& body);
/// An empty body of a type; Unknown when the type is not in the list.
[[nodiscard]] Body empty_body(std::uint16_t type);

/// The bytes of the struct inside a body, for use with Field::offset.
[[nodiscard]] const std::byte* data_of(const Body& body);
[[nodiscard]] std::byte* data_of(Body& body);

/// Typed access to a field through its table row; `T` must be the kind's own type.
template <class T>
[[nodiscard]] const T& field_at(const std::byte* data, const Field& field) {
  return *reinterpret_cast<const T*>(data + field.offset);
}
template <class T>
[[nodiscard]] T& field_at(std::byte* data, const Field& field) {
  return *reinterpret_cast<T*>(data + field.offset);
}

}  // namespace bothy
