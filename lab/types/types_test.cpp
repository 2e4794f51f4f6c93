// The table of shapes tells no lies: what doors answered in tests/golden has these shapes and no others, the door knows
// the same intents and questions, and the TypeScript made of the table is up to date.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "door/shapes.h"
#include "event/info.h"
#include "lab/golden/transcript.h"
#include "lab/types/typescript.h"

using namespace bothy;
using namespace bothy::golden;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::map<std::string, Transcript> transcripts() {
  std::map<std::string, Transcript> out;
  for (const auto& entry : std::filesystem::directory_iterator(BOTHY_ROOT "/tests/golden")) {
    auto told = read_transcript(read(entry.path().string()));
    REQUIRE(told.has_value());
    out[entry.path().stem().string()] = std::move(*told);
  }
  return out;
}

std::string_view args_of(std::span<const Call> calls, std::string_view name) {
  for (const auto& call : calls)
    if (call.name == name) return call.args;
  return "";
}

// The first fault of a step, in words.
std::string fault_of(const Step& step) {
  // What is no request at all (no JSON, no time) is refused without a view.
  const bool no_request = step.reply.find("error") != nullptr && *step.reply.find("views") == Value(Fields{});
  if (no_request) return mismatch(*step.reply.find("error"), "Refusal", "error");
  if (auto wrong = mismatch(step.reply, "Reply", "reply"); !wrong.empty()) return wrong;
  if (step.request.is_null() || step.reply.find("error") != nullptr) return "";
  const bool asks = text_or(step.request, "do", "") == "ask";
  const std::string name = text_or(step.request, asks ? "what" : "intent", "");
  if (name.empty() || name == "views") return "";
  const Value none{Fields{}};
  const Value* args = step.request.find("args");
  return mismatch(args != nullptr ? *args : none, args_of(asks ? all_questions() : all_intents(), name), "args of " + name);
}

}  // namespace

TEST_CASE("types: every reply of every golden transcript has the shape of the table, and so has what was asked") {
  for (const auto& [name, told] : transcripts()) {
    std::size_t number = 0;
    for (const auto& step : told.steps) {
      const std::string wrong = fault_of(step);
      CHECK_MESSAGE(wrong.empty(), name, " step ", number, ": ", wrong);
      ++number;
    }
    CHECK(number > 5);
  }
}

TEST_CASE("types: every view, intent and question of the table occurs in a golden transcript") {
  std::set<std::string> seen;
  for (const auto& [name, told] : transcripts())
    for (const auto& step : told.steps) {
      seen.insert("intent " + text_or(step.request, "intent", ""));
      seen.insert("question " + text_or(step.request, "what", ""));
      for (const auto& [view, value] : *step.reply.find("views")->as<Fields>()) seen.insert("view " + view);
    }
  for (const auto& part : find_shape("Views")->parts) CHECK_MESSAGE(seen.contains("view " + std::string(part.name)), part.name);
  for (const auto& call : all_intents()) CHECK_MESSAGE(seen.contains("intent " + std::string(call.name)), call.name);
  for (const auto& call : all_questions()) CHECK_MESSAGE(seen.contains("question " + std::string(call.name)), call.name);
}

TEST_CASE("types: the door and the table know the same intents") {
  std::vector<std::string_view> table;
  for (const auto& call : all_intents()) table.push_back(call.name);
  std::vector<std::string_view> door = intent_names();
  std::sort(table.begin(), table.end());
  std::sort(door.begin(), door.end());
  CHECK(table == door);
}

TEST_CASE("types: the door and the table know the same questions") {
  std::set<std::string> table{"views"};
  for (const auto& call : all_questions()) table.insert(std::string(call.name));
  // The door compares names one after another, so its source says which there are.
  std::set<std::string> door;
  const std::string source = read(BOTHY_ROOT "/core/door/asking.cpp");
  const std::string mark = "what == \"";
  for (std::size_t at = source.find(mark); at != std::string::npos; at = source.find(mark, at + 1))
    door.insert(source.substr(at + mark.size(), source.find('"', at + mark.size()) - at - mark.size()));
  CHECK(table == door);
}

TEST_CASE("types: an unknown field, a missing one and another kind of value are each noticed") {
  const auto wrong = [](const char* json) { return mismatch(from_json(json).value(), "Today", "today"); };
  CHECK(wrong(R"({"day":"2026-03-01","theirs":{}})") == "");
  CHECK(wrong(R"({"day":"2026-03-01","theirs":{},"more":1})") == "today.more: not in Today");
  CHECK(wrong(R"({"theirs":{}})") == "today: day is missing");
  CHECK(wrong(R"({"day":7,"theirs":{}})") == "today.day: not day");
  CHECK(wrong(R"({"day":"2026-03-01","theirs":{"need":"cake"}})").starts_with("today.theirs.need: not"));
  CHECK(wrong(R"({"day":"2026-03-01","theirs":{},"mine":{"count":1,"last":{"id":"00"}}})").starts_with("today.mine.last.id: not id"));
  const auto item = [](const char* json) { return mismatch(from_json(json).value(), "SharedItem", "item"); };
  const std::string id = "\"id\":\"" + std::string(32, '0') + "\"";
  CHECK(item(("{" + id + R"(,"event":"NeedShared","fields":{"day":"2026-03-01","need":"hug"},"from":"me"})").c_str()) == "");
  CHECK(item(("{" + id + R"(,"event":"NeedShared","fields":{"day":"2026-03-01"},"from":"me"})").c_str()) == "item.fields: need is missing");
  CHECK(item(("{" + id + R"(,"event":"CheckedIn","fields":{},"from":"me"})").c_str()) == "item.event: no event of this room");
  CHECK(item(("{" + id + R"(,"event":"NeedShared","fields":{"day":"2026-03-01","need":"hug","myself":3},"from":"me"})").c_str()) ==
        "item.fields.myself: not a field of NeedShared");
}

TEST_CASE("types: every name in the table leads somewhere, and none stands for two things") {
  std::set<std::string> names;
  const auto once = [&](std::string_view name) { CHECK_MESSAGE(names.insert(std::string(name)).second, name); };
  for (const auto& info : all_events()) once(info.name);
  for (const auto& vocabulary : all_vocabularies()) once(vocabulary.name);
  for (const auto& shape : all_shapes()) once(shape.name);
  for (const auto* basic : {"text", "number", "decimal", "flag", "yes", "id", "day", "time", "null", "EventName"}) once(basic);
  for (const auto& shape : all_shapes())
    for (const auto& part : shape.parts)
      for (std::string_view one : alternatives(part.type)) {
        while (one.ends_with("[]")) one.remove_suffix(2);
        if (one.starts_with('{')) one = one.substr(1, one.size() - 2);
        while (one.ends_with("[]")) one.remove_suffix(2);
        CHECK_MESSAGE((one.starts_with('\'') || names.contains(std::string(one))), shape.name, ".", part.name, " is ", one);
      }
  for (const auto& call : all_intents()) CHECK(find_shape(call.args) != nullptr);
  for (const auto& call : all_questions()) CHECK(find_shape(call.args) != nullptr);
}

TEST_CASE("types: web/src/door/types.ts is what bothy-make-types writes today") {
  CHECK_MESSAGE(read(BOTHY_ROOT "/web/src/door/types.ts") == types::typescript(),
                "it is stale: bothy-make-types --write web/src/door/types.ts");
}
