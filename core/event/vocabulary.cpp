// See vocabulary.h.
#include "event/vocabulary.h"

#include "event/info.h"

namespace bothy {
namespace {

struct Row {
  std::string_view event;
  std::string_view field;
  Words words;
};

const Row rows[] = {
    {"CheckedIn", "need", need_words},
    {"CheckedIn", "tag", tag_words},
    {"CheckedIn", "moments", moment_words},
    {"CheckedIn", "body", body_words},
    {"MomentLogged", "moment", moment_words},
    {"MomentLogged", "then_or_now", then_now_words},
    {"ItemsAnswered", "set", item_set_words},
    {"UnsaidKept", "kind", unsaid_words},
    {"TriggerLogged", "then_or_now", then_now_words},
    {"NeedShared", "need", need_words},
    {"WeatherShared", "weather", weather_words},
    {"NoteShared", "kind", note_words},
    {"BidSent", "kind", bid_words},
    {"BidAnswered", "answer", bid_answer_words},
    {"TalkAnswered", "answer", talk_answer_words},
    {"TalkEnded", "ended", talk_end_words},
    {"RepairOffered", "kind", repair_words},
    {"RepairAnswered", "answer", repair_answer_words},
    {"HealingOpened", "role", healing_role_words},
    {"HealingJoined", "role", healing_role_words},
};

Result<Value> number_of(Words words, const Value& value) {
  if (const auto* word = value.as<std::string>()) {
    BOTHY_TRY(number, word_number(words, *word));
    return Value(number);
  }
  const auto* list = value.as<List>();
  if (list == nullptr) return value;
  Value out{List{}};
  for (const auto& item : *list) {
    BOTHY_TRY(number, number_of(words, item));
    out.push(std::move(number));
  }
  return out;
}

Value word_value(Words words, const Value& value) {
  if (const auto* number = value.as<std::int64_t>()) return Value(word_of(words, *number));
  const auto* list = value.as<List>();
  if (list == nullptr) return value;
  Value out{List{}};
  for (const auto& item : *list) out.push(word_value(words, item));
  return out;
}

bool has_field(std::string_view event, std::string_view name) {
  const EventInfo* info = find_event(event);
  if (info == nullptr) return false;
  for (const auto& field : info->fields)
    if (name == field.name) return true;
  return false;
}

}  // namespace

Words words_for(std::string_view event, std::string_view field) {
  for (const auto& row : rows)
    if (row.event == event && row.field == field) return row.words;
  return {};
}

bool is_day_field(std::string_view field) { return field == "day" || field.ends_with("_day"); }
bool is_time_field(std::string_view field) { return field.ends_with("_at"); }

Result<Value> numbers_from_words(std::string_view event, const Value& fields, Instant now, int tz_min) {
  const auto* given = fields.as<Fields>();
  if (given == nullptr) return no(Error::malformed);
  Value out{Fields{}};
  for (const auto& [key, value] : *given) {
    const auto* text = value.as<std::string>();
    if (is_day_field(key) && text != nullptr) {
      BOTHY_TRY(day, day_from_iso(*text));
      out.set(key, day.days);
    } else if (const Words words = words_for(event, key); !words.empty()) {
      BOTHY_TRY(number, number_of(words, value));
      out.set(key, std::move(number));
    } else {
      out.set(key, value);
    }
  }
  // A check-in fills its own day, together with the minute.
  if (event != CheckedIn::name && has_field(event, "day") && out.find("day") == nullptr) out.set("day", day_of(now, tz_min).days);
  return out;
}

Value words_from_numbers(std::string_view event, const Value& fields) {
  Value out{Fields{}};
  if (const auto* given = fields.as<Fields>()) {
    for (const auto& [key, value] : *given) {
      const auto* number = value.as<std::int64_t>();
      if (is_day_field(key) && number != nullptr) out.set(key, to_iso(Day{static_cast<std::int32_t>(*number)}));
      else if (const Words words = words_for(event, key); !words.empty()) out.set(key, word_value(words, value));
      else out.set(key, value);
    }
  }
  // A word numbered zero is left out of a body, and is still a word.
  if (const EventInfo* info = find_event(event)) {
    for (const auto& field : info->fields)
      if (const Words words = words_for(event, field.name); !words.empty() && field.kind == Kind::integer && out.find(field.name) == nullptr)
        out.set(field.name, words[0]);
    // So is the first day of 1970 a day, and so is a missing one: whoever shows the event has one to show.
    if (has_field(event, "day") && out.find("day") == nullptr) out.set("day", to_iso(Day{0}));
  }
  return out;
}

}  // namespace bothy
