// Typed mapping words to JSON and back. See mapping_words.h.
// No file is read here.
#include "cli/mapping_words.h"

#include <algorithm>

namespace bothy::cli {
namespace {

constexpr std::string_view forms[] = {"iso_date",       "iso_date_time",     "day_month_year", "month_day_year",
                                      "year_month_day", "hours_since_start", "unix_seconds",   "unix_milliseconds"};
// Shorter words for the same.
struct Short {
  std::string_view word;
  std::string_view form;
};
constexpr Short short_forms[] = {{"iso", "iso_date_time"},  {"date", "iso_date"},
                                 {"dmy", "day_month_year"}, {"mdy", "month_day_year"},
                                 {"ymd", "year_month_day"}, {"hours", "hours_since_start"},
                                 {"unix", "unix_seconds"},  {"unix_ms", "unix_milliseconds"}};

std::unexpected<Trouble> map_form(const std::string& typed) {
  return usage("'" + typed.substr(0, 60) +
               "' is no mapping. Write it like q11=myself:1..5, weather=custom:weather:0..10 or diary=note");
}

Value column(std::string_view text) {
  const auto number = whole_number(text);
  return number ? Value(*number) : Value(text);
}

// "1..5" as lo and hi, texts that the core reads as decimals.
Did add_scale(const std::string& typed, std::string_view scale, Value& out) {
  const std::size_t dots = scale.find("..");
  if (dots == std::string_view::npos || dots == 0 || dots + 2 >= scale.size()) return map_form(typed);
  const auto end = [](std::string_view text) { return whole_number(text) ? Value(*whole_number(text)) : Value(text); };
  out.set("lo", end(scale.substr(0, dots))).set("hi", end(scale.substr(dots + 2)));
  return {};
}

Got<Value> mapped_column(const std::string& typed) {
  BOTHY_GET(pair, split_pair(typed, "map"));
  std::string rest = pair.second;
  Value out;
  out.set("column", column(pair.first));
  if (rest == "note") {
    out.set("to", "note");
    return out;
  }
  bool reversed = false;
  if (constexpr std::string_view tail = ":reversed"; rest.ends_with(tail)) {
    reversed = true;
    rest.resize(rest.size() - tail.size());
  }
  const std::size_t colon = rest.rfind(':');
  if (colon == std::string::npos || colon == 0) return map_form(typed);
  out.set("to", rest.substr(0, colon));
  BOTHY_DO(add_scale(typed, std::string_view(rest).substr(colon + 1), out));
  if (reversed) out.set("reversed", true);
  return out;
}

Did add_time(const Args& args, Value& out) {
  if (!args.has("time") && !args.has("clock") && !args.has("start")) return {};
  Value time = out.find("time") != nullptr ? *out.find("time") : Value(Fields{});
  if (args.has("time")) {
    const std::string typed = args.text("time");
    const std::size_t colon = typed.rfind(':');
    time.set("column", column(std::string_view(typed).substr(0, colon)));
    if (colon != std::string::npos) {
      std::string form = typed.substr(colon + 1);
      for (const auto& each : short_forms)
        if (each.word == form) form = each.form;
      if (std::ranges::find(forms, form) == std::end(forms))
        return usage("'" + form.substr(0, 40) +
                     "' is no form of time. Known: iso, date, dmy, mdy, ymd, hours, unix, unix_ms.");
      time.set("form", form);
    }
  }
  if (args.has("clock")) time.set("clock", column(args.text("clock")));
  if (args.has("start")) {
    time.set("start", args.text("start"));
    if (time.find("form") == nullptr) time.set("form", "hours_since_start");
  }
  out.set("time", std::move(time));
  return {};
}

Did add_rest(const Args& args, Value& out) {
  if (args.has("filter")) {
    BOTHY_GET(pair, split_pair(args.text("filter"), "filter"));
    Value where;
    where.set("column", column(pair.first)).set("is", pair.second);
    out.set("where", std::move(where));
  }
  if (args.has("mood")) {
    Value moods{Fields{}};
    for (const auto& each : args.all("mood")) {
      BOTHY_GET(pair, split_pair(each, "mood"));
      const auto number = whole_number(pair.second);
      if (!number) return usage("--mood takes a name and a number, such as --mood tired=30");
      moods.set(pair.first, *number);
    }
    out.set("moods", std::move(moods));
  }
  if (args.has("separator")) out.set("separator", args.text("separator") == "tab" ? "\t" : args.text("separator"));
  if (args.has("decimal")) out.set("decimal", args.text("decimal"));
  if (args.has("no-header")) out.set("header", false);
  if (args.has("cut-long-notes")) out.set("cut_long_notes", true);
  if (args.has("tz")) {
    BOTHY_GET(minutes, args.number("tz", -14 * 60, 14 * 60, 0));
    out.set("tz_min", minutes);
  }
  return {};
}

std::string text_of_value(const Value* value) {
  if (value == nullptr) return "";
  if (const auto* text = value->as<std::string>()) return *text;
  return to_json(*value);
}

std::string quoted(const std::string& word) {
  const bool bare =
      !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=:.,") ==
                           std::string::npos;
  if (bare) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

bool is_mapped(const Args& args) {
  constexpr std::string_view names[] = {"map",       "time",    "clock", "start",     "filter",        "mood",
                                        "separator", "decimal", "tz",    "no-header", "cut-long-notes"};
  return std::ranges::any_of(names, [&](std::string_view name) { return args.has(name); });
}

Got<Value> mapping_of(const Args& args, const Value& suggested) {
  Value out = suggested.as<Fields>() != nullptr ? suggested : Value(Fields{});
  if (args.has("map")) {
    Value columns{List{}};
    for (const auto& each : args.all("map")) {
      BOTHY_GET(mapped, mapped_column(each));
      columns.push(std::move(mapped));
    }
    out.set("columns", std::move(columns));
  }
  BOTHY_DO(add_time(args, out));
  BOTHY_DO(add_rest(args, out));
  return out;
}

std::string words_of_mapping(const Value& mapping) {
  std::string out;
  const auto add = [&out](const std::string& option, const std::string& value) {
    out += (out.empty() ? "--" : " --") + option + " " + quoted(value);
  };
  if (const Value* time = mapping.find("time")) {
    add("time", text_of_value(time->find("column")) + ":" + text_of_value(time->find("form")));
    if (time->find("clock") != nullptr) add("clock", text_of_value(time->find("clock")));
    if (time->find("start") != nullptr) add("start", text_of_value(time->find("start")));
  }
  if (const Value* where = mapping.find("where"))
    add("filter", text_of_value(where->find("column")) + "=" + text_of_value(where->find("is")));
  const Value* columns = mapping.find("columns");
  if (columns == nullptr || columns->as<List>() == nullptr) return out;
  for (const auto& each : *columns->as<List>()) {
    std::string word = text_of_value(each.find("column")) + "=" + text_of_value(each.find("to"));
    if (each.find("lo") != nullptr)
      word += ":" + text_of_value(each.find("lo")) + ".." + text_of_value(each.find("hi"));
    if (bool_or(each, "reversed", false)) word += ":reversed";
    add("map", word);
  }
  return out;
}

}  // namespace bothy::cli
