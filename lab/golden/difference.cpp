// See difference.h; tools/transcripts.mjs says the same in the same words.
#include "lab/golden/difference.h"

#include <algorithm>

namespace bothy::golden {
namespace {

constexpr std::size_t longest_told = 160;

std::string told(const Value* value) {
  if (value == nullptr) return "nothing";
  std::string text = to_json(*value);
  if (text.size() > longest_told) text = text.substr(0, longest_told) + "...";
  return text;
}

std::string both(const Value* expected, const Value* got, const std::string& path) {
  return path + ": expected " + told(expected) + ", got " + told(got);
}

std::string in_lists(const List& expected, const List& got, const std::string& path) {
  for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
    const std::string here = path + "[" + std::to_string(i) + "]";
    if (i >= expected.size()) return both(nullptr, &got[i], here);
    if (i >= got.size()) return both(&expected[i], nullptr, here);
    if (auto found = first_path(expected[i], got[i], here); !found.empty()) return found;
  }
  return "";
}

std::string in_objects(const Value& expected, const Value& got, const std::string& path) {
  for (const auto& [key, value] : *expected.as<Fields>()) {
    const Value* other = got.find(key);
    const std::string here = path + "." + key;
    if (other == nullptr) return both(&value, nullptr, here);
    if (auto found = first_path(value, *other, here); !found.empty()) return found;
  }
  for (const auto& [key, value] : *got.as<Fields>())
    if (expected.find(key) == nullptr) return both(nullptr, &value, path + "." + key);
  return path + ": the same fields in another order";
}

}  // namespace

std::string step_words(std::size_t number, const Step& step) {
  std::string out = "step " + std::to_string(number) + " (" + step.door;
  if (step.request.is_null()) return out + " raw)";
  for (const char* key : {"do", "intent", "what"})
    if (const auto text = text_or(step.request, key, ""); !text.empty()) out += " " + text;
  return out + ")";
}

std::string first_path(const Value& expected, const Value& got, const std::string& path) {
  if (expected == got) return "";
  if (expected.as<List>() != nullptr && got.as<List>() != nullptr)
    return in_lists(*expected.as<List>(), *got.as<List>(), path);
  if (expected.as<Fields>() != nullptr && got.as<Fields>() != nullptr) return in_objects(expected, got, path);
  return both(&expected, &got, path);
}

std::string first_difference(const Transcript& expected, const Transcript& got) {
  for (std::size_t i = 0; i < std::max(expected.steps.size(), got.steps.size()); ++i) {
    if (i >= expected.steps.size()) return step_words(i, got.steps[i]) + ": not in the transcript";
    const Step& was = expected.steps[i];
    const std::string where = step_words(i, was) + ": ";
    if (i >= got.steps.size()) return where + "in the transcript alone";
    const Step& is = got.steps[i];
    if (auto path = first_path(was.request, is.request, "request"); !path.empty()) return where + path;
    if (auto path = first_path(was.reply, is.reply, "reply"); !path.empty()) return where + path;
    if (was.door != is.door || was.fresh != is.fresh || was.raw != is.raw || was.tail != is.tail)
      return where + "asked of another door, or with other bytes";
    if (was.digest != is.digest)
      return where + "the same JSON, other bytes with it: expected digest " + was.digest + ", got " + is.digest;
  }
  return expected.says == got.says ? "" : "says: expected \"" + expected.says + "\", got \"" + got.says + "\"";
}

}  // namespace bothy::golden
