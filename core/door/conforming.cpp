// Whether a value has the shape that the table says. Used by tests alone; the door never refuses its own replies.
// See shapes.h.
#include <algorithm>

#include "door/shapes.h"
#include "event/info.h"
#include "event/vocabulary.h"

namespace bothy {
namespace {

constexpr std::size_t id_digits = 32;

std::string fault(const std::string& path, std::string_view what) { return path + ": " + std::string(what); }

bool is_hex(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

const std::string* text_in(const Value& value) { return value.as<std::string>(); }
bool is_number(const Value& value) { return value.as<std::int64_t>() != nullptr; }
bool is_word(Words words, const Value& value) {
  return text_in(value) != nullptr && (*text_in(value) == "unknown" || std::find(words.begin(), words.end(), *text_in(value)) != words.end());
}

template <class Each>
bool all_in(const Value& value, Each each) {
  const auto* list = value.as<List>();
  return list != nullptr && std::all_of(list->begin(), list->end(), each);
}

bool is_field(std::string_view event, const Field& field, const Value& value) {
  const Words words = words_for(event, field.name);
  const auto hex = [](const Value& v) { return text_in(v) != nullptr && is_hex(*text_in(v)); };
  if (!words.empty()) return field.kind == Kind::integers ? all_in(value, [&](const Value& v) { return is_word(words, v); }) : is_word(words, value);
  if (is_day_field(field.name)) return text_in(value) != nullptr && day_from_iso(*text_in(value)).has_value();
  switch (field.kind) {
    case Kind::integer:
    case Kind::wide_integer: return is_number(value);
    case Kind::slider: return is_number(value) && *value.as<std::int64_t>() >= 0 && *value.as<std::int64_t>() <= 100;
    case Kind::text: return text_in(value) != nullptr;
    case Kind::id: return hex(value) && text_in(value)->size() == id_digits;
    case Kind::bytes: return hex(value);
    case Kind::integers: return all_in(value, is_number);
    case Kind::ratings: return all_in(value, [](const Value& v) { return all_in(v, is_number) && v.as<List>()->size() == 2; });
    case Kind::byte_list: return all_in(value, hex);
  }
  return false;
}

const Field* field_of(std::string_view event, std::string_view name) {
  const EventInfo* info = find_event(event);
  if (info == nullptr) return nullptr;
  for (const auto& field : info->fields)
    if (name == field.name) return &field;
  return nullptr;
}

// Fields of an event that are always shown: its day, and words, of which the first is numbered zero.
bool always_shown(std::string_view event, const Field& field) {
  return std::string_view(field.name) == "day" || (field.kind == Kind::integer && !words_for(event, field.name).empty());
}

std::string event_mismatch(std::string_view event, const Fields& fields, bool given, std::span<const Part> beside, const std::string& path) {
  for (const auto& [key, value] : fields) {
    if (std::any_of(beside.begin(), beside.end(), [&](const Part& part) { return part.name == key; })) continue;
    const Field* field = field_of(event, key);
    if (field == nullptr) return fault(path + "." + key, "not a field of " + std::string(event));
    if (!(given && value.is_null()) && !is_field(event, *field, value)) return fault(path + "." + key, "another kind of value");
  }
  const EventInfo* info = find_event(event);
  if (info == nullptr) return fault(path, "no such event");
  for (const auto& field : info->fields) {
    const auto has = [&](const auto& item) { return item.first == field.name; };
    if (!given && always_shown(event, field) && std::none_of(fields.begin(), fields.end(), has)) return fault(path, std::string(field.name) + " is missing");
  }
  return "";
}

bool fits_room(const EventInfo& info, const Shape& shape) {
  const Place place = place_of(info.type);
  if (shape.room == "mine") return place == Place::my_room;
  const std::string_view name = info.name;
  return place == Place::our_room || (!shape.given && (name == "LeftOpenly" || name == "Unknown"));
}

std::string any_event_mismatch(const Value& value, const Shape& shape, const std::string& path) {
  const Value* event = value.find("event");
  const EventInfo* info = event != nullptr && text_in(*event) != nullptr ? find_event(std::string_view(*text_in(*event))) : nullptr;
  if (info == nullptr || !fits_room(*info, shape)) return fault(path + ".event", "no event of this room");
  const Value* fields = value.find(shape.fields_in);
  if (fields == nullptr) return shape.given ? "" : fault(path, std::string(shape.fields_in) + " is missing");
  if (fields->as<Fields>() == nullptr) return fault(path + "." + std::string(shape.fields_in), "no object");
  return event_mismatch(info->name, *fields->as<Fields>(), shape.given, {}, path + "." + std::string(shape.fields_in));
}

std::string shape_mismatch(const Value& value, const Shape& shape, const std::string& path) {
  const auto* fields = value.as<Fields>();
  if (fields == nullptr) return fault(path, "no object");
  for (const auto& part : shape.parts) {
    const Value* found = value.find(part.name);
    if (found == nullptr && !part.optional) return fault(path, std::string(part.name) + " is missing");
    if (found == nullptr) continue;
    if (auto wrong = mismatch(*found, part.type, path + "." + std::string(part.name)); !wrong.empty()) return wrong;
  }
  if (!shape.event.empty()) return event_mismatch(shape.event, *fields, shape.given, shape.parts, path);
  for (const auto& [key, held] : *fields) {
    const bool known = std::any_of(shape.parts.begin(), shape.parts.end(), [&](const Part& part) { return part.name == key; });
    if (!known && !(!shape.room.empty() && (key == "event" || key == shape.fields_in))) return fault(path + "." + key, "not in " + std::string(shape.name));
  }
  return shape.room.empty() ? "" : any_event_mismatch(value, shape, path);
}

std::string list_mismatch(const Value& value, std::string_view type, const std::string& path) {
  const auto* list = value.as<List>();
  if (list == nullptr) return fault(path, "no list");
  for (std::size_t i = 0; i < list->size(); ++i)
    if (auto wrong = mismatch((*list)[i], type, path + "[" + std::to_string(i) + "]"); !wrong.empty()) return wrong;
  return "";
}

std::string map_mismatch(const Value& value, std::string_view type, const std::string& path) {
  const auto* fields = value.as<Fields>();
  if (fields == nullptr) return fault(path, "no object");
  for (const auto& [key, held] : *fields)
    if (auto wrong = mismatch(held, type, path + "." + key); !wrong.empty()) return wrong;
  return "";
}

bool is_basic(const Value& value, std::string_view type) {
  const std::string* text = text_in(value);
  if (type == "text") return text != nullptr;
  if (type == "number" || type == "time") return is_number(value);
  if (type == "decimal") return is_number(value) || value.as<double>() != nullptr;
  if (type == "flag") return value.as<bool>() != nullptr;
  if (type == "yes") return value.as<bool>() != nullptr && *value.as<bool>();
  if (type == "null") return value.is_null();
  if (type == "id") return text != nullptr && text->size() == id_digits && is_hex(*text);
  if (type == "day") return text != nullptr && day_from_iso(*text).has_value();
  if (type == "EventName") return text != nullptr && find_event(std::string_view(*text)) != nullptr;
  if (type.starts_with('\'')) return text != nullptr && *text == type.substr(1, type.size() - 2);
  for (const auto& vocabulary : all_vocabularies())
    if (vocabulary.name == type)
      return text != nullptr && std::find(vocabulary.words.begin(), vocabulary.words.end(), *text) != vocabulary.words.end();
  return false;
}

std::string one_mismatch(const Value& value, std::string_view type, const std::string& path) {
  if (type.ends_with("[]")) return list_mismatch(value, type.substr(0, type.size() - 2), path);
  if (type.starts_with('{')) return map_mismatch(value, type.substr(1, type.size() - 2), path);
  if (const Shape* shape = find_shape(type)) return shape_mismatch(value, *shape, path);
  return is_basic(value, type) ? "" : fault(path, "not " + std::string(type));
}

}  // namespace

std::vector<std::string_view> alternatives(std::string_view type) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= type.size(); ++i) {
    if (i < type.size() && type[i] == '{') ++depth;
    if (i < type.size() && type[i] == '}') --depth;
    if (i < type.size() && (type[i] != '|' || depth > 0)) continue;
    out.push_back(type.substr(from, i - from));
    from = i + 1;
  }
  return out;
}

std::string mismatch(const Value& value, std::string_view type, const std::string& path) {
  std::string wrong;
  for (const auto one : alternatives(type)) {
    wrong = one_mismatch(value, one, path);
    if (wrong.empty()) return "";
  }
  return wrong;
}

}  // namespace bothy
