// What crosses the door, as a closed table: every reply, view, intent and question with its fields. The door itself does not
// read it; web/src/door/types.ts is made of it (lab/types), and every golden transcript is held against it.
// A new view or field is added here first.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace bothy {

/// One field. `type` is text: basic kinds (text, number, decimal, flag, yes, id, day, time, any), a 'word', the name of a
/// vocabulary or a shape, {T} for a map from text, T[] for a list, and alternatives with |.
struct Part {
  std::string_view name;
  std::string_view type;
  bool optional = false;
};

struct Shape {
  std::string_view name;
  std::span<const Part> parts;
  /// The fields of this event stand beside the parts.
  std::string_view event = {};
  /// The shape holds any event of a room ("mine", "ours", "any"): its name as `event`, its fields under `fields_in`.
  std::string_view room = {};
  std::string_view fields_in = {};
  /// As a host writes it: every field of the event may be left out or null.
  bool given = false;
};

/// A closed list of words that stand for numbers.
struct Vocabulary {
  std::string_view name;
  std::vector<std::string_view> words;
};

/// The shape of an intent's or a question's `args`.
struct Call {
  std::string_view name;
  std::string_view args;
};

[[nodiscard]] std::span<const Shape> all_shapes();
[[nodiscard]] const Shape* find_shape(std::string_view name);
[[nodiscard]] std::vector<Vocabulary> all_vocabularies();
[[nodiscard]] std::span<const Call> all_intents();
/// Every question but `views`; its answer has the type of the view of its name.
[[nodiscard]] std::span<const Call> all_questions();

/// The intents that the door knows, for a test that holds both lists against each other. Defined in door.cpp.
[[nodiscard]] std::vector<std::string_view> intent_names();

/// Where and how a value is not of a type, such as "views.home.locked: not a flag"; empty when it is.
[[nodiscard]] std::string mismatch(const Value& value, std::string_view type, const std::string& path);

/// The words of a type: its alternatives, outermost | only.
[[nodiscard]] std::vector<std::string_view> alternatives(std::string_view type);

}  // namespace bothy
