// See check_in.h.
#include "practice/check_in.h"

#include "event/codec.h"
#include "event/words.h"

namespace bothy {
namespace {

Outcome add_shared(const Value& share, CheckInParts& parts) {
  for (const auto& [key, value] : *share.as<Fields>()) {
    if (key == "need") {
      const auto* yes = value.as<bool>();
      if (yes == nullptr) return no(Error::malformed);
      if (*yes) parts.shared.push_back(NeedShared{.day = parts.mine.day, .need = parts.mine.need});
    } else if (key == "weather") {
      const auto* word = value.as<std::string>();
      if (word == nullptr) return no(Error::malformed);
      BOTHY_TRY(number, word_number(weather_words, *word));
      parts.shared.push_back(WeatherShared{.day = parts.mine.day, .weather = number});
    } else {
      return no(Error::unknown_field);
    }
  }
  return {};
}

}  // namespace

Result<CheckInParts> read_check_in(const Value& args, Instant now, int tz_min) {
  const auto* given = args.as<Fields>();
  if (given == nullptr) return no(Error::malformed);
  Value fields{Fields{}};
  const Value* share = nullptr;
  bool said = false;
  for (const auto& [key, value] : *given) {
    if (key == "when") continue;
    if (key == "share") {
      if (value.as<Fields>() == nullptr) return no(Error::malformed);
      share = &value;
      continue;
    }
    said = said || (key != "day" && key != "minute");
    fields.set(key, value);
  }
  if (!said) return no(Error::missing_field);
  const Day day = day_of(now, tz_min);
  if (fields.find("day") == nullptr) {
    fields.set("day", day.days);
    const std::int64_t local = now.ms + tz_min * ms_per_minute - day.days * ms_per_day;
    fields.set("minute", local / ms_per_minute);
  }
  BOTHY_TRY(body, body_from_value(CheckedIn::name, fields));
  CheckInParts parts{std::get<CheckedIn>(std::move(body)), {}};
  if (share != nullptr) BOTHY_CHECK(add_shared(*share, parts));
  return parts;
}

}  // namespace bothy
