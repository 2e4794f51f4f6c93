// See typescript.h.
#include "lab/types/typescript.h"

#include <algorithm>

#include "door/shapes.h"
#include "event/info.h"
#include "event/vocabulary.h"

namespace bothy::types {
namespace {

constexpr std::size_t line_width = 138;

std::string vocabulary_name(Words words) {
  for (const auto& vocabulary : all_vocabularies())
    if (std::equal(words.begin(), words.end(), vocabulary.words.begin(), vocabulary.words.end())) return std::string(vocabulary.name);
  return "string";
}

std::string type_of(std::string_view type);

std::string one_type(std::string_view type) {
  if (type.ends_with("[]")) return one_type(type.substr(0, type.size() - 2)) + "[]";
  if (type.starts_with('{')) return "Record<string, " + type_of(type.substr(1, type.size() - 2)) + ">";
  if (type == "text") return "string";
  if (type == "number" || type == "decimal") return "number";
  if (type == "flag") return "boolean";
  if (type == "yes") return "true";
  if (type == "id") return "Id";
  if (type == "day") return "Day";
  if (type == "time") return "Time";
  return std::string(type);
}

std::string type_of(std::string_view type) {
  std::string out;
  for (const auto one : alternatives(type)) out += (out.empty() ? "" : " | ") + one_type(one);
  return out;
}

// { a: b; c: d }, on one line where it fits, else on few.
std::string block_of(const std::vector<std::string>& members) {
  constexpr std::size_t room_for_head = 40;
  std::string all;
  for (const auto& member : members) all += (all.empty() ? "" : "; ") + member;
  if (members.empty()) return " {}";
  if (all.size() + room_for_head <= line_width) return " { " + all + " }";
  std::string out = " {\n ";
  std::size_t column = 1;
  for (const auto& member : members) {
    if (column > 1 && column + member.size() + 2 > line_width) {
      out += "\n ";
      column = 1;
    }
    out += " " + member + ";";
    column += member.size() + 2;
  }
  return out + "\n}";
}

// Literals joined by |, broken into lines of a readable width.
std::string union_of(std::string_view name, const std::vector<std::string>& members) {
  std::string out = "export type " + std::string(name) + " =";
  std::size_t column = out.size();
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::string piece = (i == 0 ? " " : " | ") + members[i];
    if (column + piece.size() > line_width) {
      out += "\n ";
      column = 1;
    }
    out += piece;
    column += piece.size();
  }
  return out + ";\n";
}

std::vector<std::string> quoted(const std::vector<std::string_view>& words) {
  std::vector<std::string> out;
  for (const auto word : words) out.push_back("'" + std::string(word) + "'");
  return out;
}

std::string field_type(std::string_view event, const Field& field) {
  if (const Words words = words_for(event, field.name); !words.empty()) {
    const std::string word = vocabulary_name(words) + " | 'unknown'";
    return field.kind == Kind::integers ? "(" + word + ")[]" : word;
  }
  if (is_day_field(field.name)) return "Day";
  if (is_time_field(field.name)) return "Time";
  switch (field.kind) {
    case Kind::integer:
    case Kind::wide_integer:
    case Kind::slider: return "number";
    case Kind::text: return "string";
    case Kind::id: return "Id";
    case Kind::bytes: return "Hex";
    case Kind::integers: return "number[]";
    case Kind::ratings: return "[number, number][]";
    case Kind::byte_list: return "Hex[]";
  }
  return "never";
}

bool always_shown(std::string_view event, const Field& field) {
  return std::string_view(field.name) == "day" || (field.kind == Kind::integer && !words_for(event, field.name).empty());
}

// Events that a screen may meet: of my room, of our room, and two more that our room shows.
bool is_shown(const EventInfo& info) {
  const std::string_view name = info.name;
  return place_of(info.type) != Place::control || name == "LeftOpenly" || name == "Unknown";
}

std::string event_text(const EventInfo& info) {
  std::vector<std::string> members;
  for (const auto& field : info.fields)
    members.push_back(std::string(field.name) + (always_shown(info.name, field) ? ": " : "?: ") + field_type(info.name, field));
  return "export interface " + std::string(info.name) + block_of(members) + "\n";
}

std::string events_text() {
  std::string out;
  std::vector<std::string> map;
  std::vector<std::string> mine;
  std::vector<std::string> ours;
  for (const auto& info : all_events()) {
    if (!is_shown(info)) continue;
    out += event_text(info);
    map.push_back(std::string(info.name) + ": " + info.name);
    if (place_of(info.type) == Place::my_room) mine.push_back("'" + std::string(info.name) + "'");
    if (place_of(info.type) == Place::our_room) ours.push_back("'" + std::string(info.name) + "'");
  }
  out += "\n/** Every event by its name, with its fields as the door shows them: what is at zero or empty is left out. */\nexport interface Events" + block_of(map) + "\n";
  out += "export type EventName = keyof Events;\n" + union_of("MyEventName", mine) + union_of("OurEventName", ours);
  out += "export type ShownEventName = OurEventName | 'LeftOpenly' | 'Unknown';\n";
  out += "/** Answers to questions are made by the intent `answer` alone. */\n";
  out += "export type ShareableEventName = Exclude<OurEventName, 'AnswerCommitted' | 'AnswerRevealed'>;\n";
  out += "/** Fields as a host gives them: any may be left out; the core fills in a missing day. */\n";
  return out + "export type Given<E extends EventName> = { [F in keyof Events[E]]?: Exclude<Events[E][F], 'unknown'> | null | undefined };\n";
}

bool is_written_by_host(const Shape& shape) { return shape.name.ends_with("Args") || shape.name == "CheckInShare"; }

std::vector<std::string> members_of(const Shape& shape) {
  std::vector<std::string> out;
  for (const auto& part : shape.parts) {
    const std::string maybe = part.optional && is_written_by_host(shape) ? " | undefined" : "";
    out.push_back(std::string(part.name) + (part.optional ? "?: " : ": ") + type_of(part.type) + maybe);
  }
  return out;
}

std::string shape_text(const Shape& shape) {
  const std::string name(shape.name);
  std::vector<std::string> members = members_of(shape);
  if (!shape.room.empty()) {
    const std::string names = shape.room == "mine" ? "MyEventName" : shape.given ? "ShareableEventName" : "ShownEventName";
    members.insert(members.begin(), {"event: E", std::string(shape.fields_in) + (shape.given ? "?: Given<E> | undefined" : ": Events[E]")});
    return "export type " + name + "<N extends " + names + " = " + names + "> = { [E in N]:" + block_of(members) + " }[N];\n";
  }
  if (members.empty()) return "export type " + name + " = Record<string, never>;\n";
  std::string extends;
  if (!shape.event.empty()) extends = shape.given ? " extends Given<'" + std::string(shape.event) + "'>" : " extends " + std::string(shape.event);
  return "export interface " + name + extends + block_of(members) + "\n";
}

std::string calls_text() {
  std::vector<std::string> acts;
  std::vector<std::string> asks;
  for (const auto& intent : all_intents()) acts.push_back(std::string(intent.name) + ": " + std::string(intent.args));
  const Shape* views = find_shape("Views");
  for (const auto& question : all_questions()) {
    const auto view = std::find_if(views->parts.begin(), views->parts.end(), [&](const Part& part) { return part.name == question.name; });
    const std::string answer = view != views->parts.end() ? type_of(view->type) : "never";
    asks.push_back(std::string(question.name) + ": { args: " + std::string(question.args) + "; answer: " + answer + " }");
  }
  return "\n/** `{\"do\":\"act\",\"intent\":name,\"args\":...}` */\nexport interface Intents" + block_of(acts) +
         "\nexport type IntentName = keyof Intents;\n\n/** `{\"do\":\"ask\",\"what\":name,\"args\":...}`; the answer is the view of that "
         "name. */\nexport interface Questions" +
         block_of(asks) + "\nexport type QuestionName = keyof Questions;\n";
}

}  // namespace

std::string typescript() {
  std::string out =
      "// Everything that crosses the door, as types. Generated by lab/types (bothy-make-types) from the tables of the core: do not edit.\n"
      "// To make it anew: `bothy-make-types --write web/src/door/types.ts`; a test of the core says when that is due.\n"
      "// docs/door.md says what each field means. Used by the host and every screen.\n\n"
      "/** 32 hex digits. */\nexport type Id = string;\nexport type Hex = string;\n"
      "/** A civil day, such as 2026-03-01. */\nexport type Day = string;\n/** Milliseconds since 1970, UTC. */\nexport type Time = number;\n\n";
  for (const auto& vocabulary : all_vocabularies()) out += union_of(vocabulary.name, quoted(vocabulary.words));
  out += "\n" + events_text() + "\n";
  for (const auto& shape : all_shapes()) out += shape_text(shape);
  return out + calls_text();
}

}  // namespace bothy::types
