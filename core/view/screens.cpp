// See screens.h.
#include "view/screens.h"

#include <algorithm>
#include <map>
#include <set>

#include "event/vocabulary.h"
#include "view/answers.h"
#include "view/hidden.h"

namespace bothy {
namespace {

using Ids = std::set<Id>;

Value last_check_in(const CheckedIn& entry, const Id& id) {
  Value out = words_from_numbers(CheckedIn::name, to_value(Body(entry)));
  out.set("id", to_hex(id));
  return out;
}

Value my_today(const PrivateLog<Me>& mine, Day today) {
  const Ids skip = gone(mine);
  std::int64_t count = 0;
  const Entry* last = nullptr;
  for (const auto& entry : mine.entries.all()) {
    const auto* check_in = std::get_if<CheckedIn>(&entry.event.body);
    if (check_in == nullptr || check_in->day != today.days || skip.contains(entry.event.id)) continue;
    ++count;
    last = &entry;
  }
  Value out;
  out.set("count", count);
  if (last != nullptr) out.set("last", last_check_in(std::get<CheckedIn>(last->event.body), last->event.id));
  return out;
}

struct Series {
  const char* name;
  Slider CheckedIn::* slider;
};
constexpr Series series[] = {{"myself", &CheckedIn::myself},   {"energy", &CheckedIn::energy}, {"valence", &CheckedIn::valence},
                             {"depend", &CheckedIn::depend},   {"know", &CheckedIn::know},     {"feel", &CheckedIn::feel},
                             {"stress", &CheckedIn::stress}};

// Answers of one day in the order they were given.
Value day_view(std::int32_t day, std::vector<const CheckedIn*>& entries, const std::map<std::int32_t, std::string>& names) {
  // All lie in one log, so their addresses tell which came first within a minute.
  std::sort(entries.begin(), entries.end(),
            [](const CheckedIn* a, const CheckedIn* b) { return a->minute != b->minute ? a->minute < b->minute : a < b; });
  Value out;
  out.set("day", to_iso(Day{day})).set("n", static_cast<std::int64_t>(entries.size()));
  for (const auto& one : series) {
    Value dots{List{}};
    for (const auto* entry : entries)
      if ((entry->*one.slider).given()) dots.push((entry->*one.slider).value);
    if (!dots.as<List>()->empty()) out.set(one.name, std::move(dots));
  }
  std::map<std::int32_t, Value> extra;
  for (const auto* entry : entries)
    for (const auto& rating : entry->extra) extra.try_emplace(rating.item, List{}).first->second.push(rating.value);
  if (!extra.empty()) {
    Value named{Fields{}};
    for (auto& [item, dots] : extra) {
      const auto name = names.find(item);
      named.set(name != names.end() ? name->second : std::to_string(item), std::move(dots));
    }
    out.set("extra", std::move(named));
  }
  return out;
}

// The newest of a kind that somebody shared, without what is skipped.
template <class E>
const E* newest_of(Author author, const SharedLog& ours, const Ids& skip) {
  const auto& all = ours.entries.all();
  for (auto entry = all.rbegin(); entry != all.rend(); ++entry)
    if (entry->author == author && !skip.contains(entry->event.id))
      if (const auto* found = std::get_if<E>(&entry->event.body)) return found;
  return nullptr;
}

// Need and weather of one person, as the Today of the other shows them.
void set_signs(Value& out, Author author, const SharedLog& ours, const Ids& skip) {
  if (const auto* need = newest_of<NeedShared>(author, ours, skip))
    out.set("need", word_of(need_words, need->need)).set("need_day", to_iso(Day{need->day}));
  if (const auto* weather = newest_of<WeatherShared>(author, ours, skip))
    out.set("weather", word_of(weather_words, weather->weather)).set("weather_day", to_iso(Day{weather->day}));
}

const char* kind_name(const Field& field, bool words) {
  if (words) return field.kind == Kind::integers ? "word_list" : "word";
  if (is_day_field(field.name)) return "day";
  if (is_time_field(field.name)) return "time";
  switch (field.kind) {
    case Kind::integer:
    case Kind::wide_integer: return "number";
    case Kind::slider: return "slider";
    case Kind::text: return "text";
    case Kind::id: return "id";
    case Kind::bytes: return "bytes";
    case Kind::integers: return "number_list";
    case Kind::ratings: return "rating_list";
    case Kind::byte_list: return "bytes_list";
  }
  return "number";
}

}  // namespace

std::map<std::string, std::int32_t> custom_ratings(const PrivateLog<Me>& mine) {
  std::map<std::string, std::int32_t> out;
  for (const auto& entry : mine.entries.all()) {
    const auto* setting = std::get_if<SettingChanged>(&entry.event.body);
    if (setting == nullptr || !setting->key.starts_with(custom_rating_key)) continue;
    const auto number = from_json(std::string_view(setting->key).substr(custom_rating_key.size()));
    if (const auto* item = number ? number->as<std::int64_t>() : nullptr) out[setting->value] = static_cast<std::int32_t>(*item);
  }
  return out;
}

Value show_event(const Event& event) {
  const auto& info = info_of(event.body);
  Value out;
  out.set("id", to_hex(event.id)).set("event", info.name);
  Value fields = words_from_numbers(info.name, to_value(event.body));
  if (const Value* day = fields.find("day")) out.set("day", *day);
  out.set("fields", std::move(fields));
  return out;
}

Value view_today(const SharedLog& ours, const PrivateLog<Me>* mine, Instant now, int tz_min) {
  const Day today = day_of(now, tz_min);
  Value out;
  out.set("day", to_iso(today));
  if (mine != nullptr) out.set("mine", my_today(*mine, today));
  const Ids skip = asked_back(ours);
  Value theirs{Fields{}};
  set_signs(theirs, Author::them, ours, skip);
  out.set("theirs", std::move(theirs));
  return out;
}

Value view_shared(const SharedLog& ours, const Waiting& waiting, std::size_t limit) {
  const Ids back_ids = asked_back(ours);
  Value out{List{}};
  const auto& all = ours.entries.all();
  for (auto entry = all.rbegin(); entry != all.rend() && out.as<List>()->size() < limit; ++entry) {
    if (std::holds_alternative<Retracted>(entry->event.body) || is_of_rounds(entry->event.body)) continue;
    const bool back = back_ids.contains(entry->event.id);
    // What the other asked back is not shown again; own items stay, marked.
    if (back && entry->author == Author::them) continue;
    Value item = show_event(entry->event);
    item.set("from", entry->author == Author::me ? "me" : "them");
    if (back) item.set("retracted", true);
    if (entry->author == Author::me && waiting(entry->event.id)) item.set("waiting", true);
    out.push(std::move(item));
  }
  return out;
}

Value view_as_partner(const SharedLog& ours, std::span<const std::int32_t> pairing_days, const Waiting& waiting, std::size_t limit) {
  const Ids heard = asked_back(ours, waiting);
  Value items{List{}};
  const auto& all = ours.entries.all();
  for (auto entry = all.rbegin(); entry != all.rend() && items.as<List>()->size() < limit; ++entry) {
    if (entry->author != Author::me || waiting(entry->event.id)) continue;
    if (std::holds_alternative<Retracted>(entry->event.body) || is_of_rounds(entry->event.body)) continue;
    Value item = show_event(entry->event);
    if (heard.contains(entry->event.id)) item.set("retracted", true);
    items.push(std::move(item));
  }
  Ids skip = heard;
  for (const auto& entry : all)
    if (waiting(entry.event.id)) skip.insert(entry.event.id);
  Value out;
  set_signs(out, Author::me, ours, skip);
  out.set("items", std::move(items)).set("answers", view_opened_answers(ours, pairing_days, waiting, limit));
  return out;
}

Value view_me(const PrivateLog<Me>& mine, Day from, Day to) {
  const Ids skip = gone(mine);
  std::map<std::int32_t, std::vector<const CheckedIn*>> days;
  std::int64_t imported = 0;
  std::int64_t entries = 0;
  for (const auto& entry : mine.entries.all()) {
    const auto* check_in = std::get_if<CheckedIn>(&entry.event.body);
    if (check_in == nullptr || skip.contains(entry.event.id)) continue;
    ++entries;
    imported += check_in->source.empty() ? 0 : 1;
    if (check_in->day >= from.days && check_in->day <= to.days) days[check_in->day].push_back(check_in);
  }
  Value list{List{}};
  const auto names = rating_names(mine);
  for (auto& [day, on_day] : days) list.push(day_view(day, on_day, names));
  Value out;
  out.set("days", std::move(list)).set("entries", entries).set("imported", imported);
  return out;
}

Value view_history(const PrivateLog<Me>& mine, std::size_t limit, const Id& before) {
  const Ids skip = gone(mine);
  Value out{List{}};
  bool going = before.is_zero();
  const auto& all = mine.entries.all();
  for (auto entry = all.rbegin(); entry != all.rend() && out.as<List>()->size() < limit; ++entry) {
    const bool here = entry->event.id == before;
    if (!going || std::holds_alternative<Withdrawn>(entry->event.body)) {
      going = going || here;
      continue;
    }
    if (place_of(info_of(entry->event.body).type) != Place::my_room) continue;
    Value item = show_event(entry->event);
    if (skip.contains(entry->event.id)) item.set("withdrawn", true);
    out.push(std::move(item));
  }
  return out;
}

Value view_export(const PrivateLog<Me>& mine, const SharedLog& ours, Instant now) {
  const Ids with_care = handled_with_care(mine);
  const Ids skip = gone(mine);
  // That the other alone has answered a question is told nowhere.
  Ids opened;
  for (const auto& entry : ours.entries.all())
    if (const auto* reveal = std::get_if<AnswerRevealed>(&entry.event.body)) opened.insert(reveal->commitment_of);
  const auto shut = [&](const Entry& entry) {
    return entry.author == Author::them && std::holds_alternative<AnswerCommitted>(entry.event.body) && !opened.contains(entry.event.id);
  };
  Value events{List{}};
  const auto add = [&](const Entry& entry, const char* room) {
    if (with_care.contains(entry.event.id)) return;
    Value item = show_event(entry.event);
    item.set("room", room).set("from", entry.author == Author::me ? "me" : "them");
    if (skip.contains(entry.event.id)) item.set("withdrawn", true);
    events.push(std::move(item));
  };
  for (const auto& entry : mine.entries.all()) add(entry, "mine");
  for (const auto& entry : ours.entries.all())
    if (!shut(entry)) add(entry, "ours");
  Value out;
  out.set("format", "bothy-export").set("version", 1).set("exported_ms", now.ms).set("events", std::move(events));
  return out;
}

Value describe_events() {
  Value out{List{}};
  for (const auto& info : all_events()) {
    if (place_of(info.type) == Place::control) continue;
    Value fields{List{}};
    for (const auto& field : info.fields) {
      const Words words = words_for(info.name, field.name);
      Value item;
      item.set("name", field.name).set("kind", kind_name(field, !words.empty())).set("low", field.low).set("high", field.high);
      if (!words.empty()) {
        Value list{List{}};
        for (const auto word : words) list.push(word);
        item.set("words", std::move(list));
      }
      fields.push(std::move(item));
    }
    Value event;
    event.set("event", info.name).set("type", std::int64_t{info.type});
    event.set("room", place_of(info.type) == Place::my_room ? "mine" : "ours").set("fields", std::move(fields));
    out.push(std::move(event));
  }
  return out;
}

}  // namespace bothy
