// Names of targets and time forms, and the JSON form of a mapping written out. Reading it back is in mapping_read.cpp.
// Called by propose, detect, door and command line.
#include "import/mapping.h"

namespace bothy {
namespace {

constexpr std::string_view target_names[target_count] = {"myself", "energy", "valence", "depend", "know",
                                                         "feel",   "stress", "note",    "custom"};

constexpr std::string_view form_names[time_form_count] = {"iso_date",          "iso_date_time",  "day_month_year",
                                                          "month_day_year",    "year_month_day", "day_or_month_first",
                                                          "hours_since_start", "unix_seconds",   "unix_milliseconds"};

constexpr std::string_view form_examples[time_form_count] = {"2024-03-31",   "2024-03-31 20:30", "31/03/2024",
                                                             "03/31/2024",   "2024/03/31",       "31/03/2024",
                                                             "27.5 (hours)", "1711917000",       "1711917000000"};

Value column_value(const ColumnRef& column) {
  if (!column.name.empty()) return Value(column.name);
  return column.number > 0 ? Value(std::int64_t{column.number}) : Value();
}

Value decimal_value(Decimal number) {
  if (number.micro % micro_per_one == 0) return Value(number.micro / micro_per_one);
  return Value(static_cast<double>(number.micro) / static_cast<double>(micro_per_one));
}

std::string clock_text(std::int32_t ms) {
  const int minute = static_cast<int>(ms / ms_per_minute);
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

Value time_value(const TimeColumn& time) {
  Value out;
  out.set("column", column_value(time.column));
  out.set("form", time_form_name(time.form));
  if (time.clock) out.set("clock", column_value(*time.clock));
  if (time.start) out.set("start", to_iso(time.start->day) + " " + clock_text(time.start->clock_ms.value_or(0)));
  return out;
}

Value mapped_value(const MappedColumn& column) {
  Value out;
  out.set("column", column_value(column.column));
  out.set("to", column.target == Target::custom ? "custom:" + column.label : std::string(target_name(column.target)));
  if (column.target == Target::note) return out;
  out.set("lo", decimal_value(column.scale.low));
  out.set("hi", decimal_value(column.scale.high));
  if (column.scale.reversed) out.set("reversed", true);
  return out;
}

void set_table_fields(Value& out, const Mapping& mapping) {
  out.set("header", mapping.header);
  if (mapping.decimal != DecimalMark::either)
    out.set("decimal", mapping.decimal == DecimalMark::comma ? "comma" : "point");
  out.set("time", time_value(mapping.time));
  if (mapping.where) {
    Value where;
    where.set("column", column_value(mapping.where->column));
    where.set("is", mapping.where->is);
    out.set("where", where);
  }
  List columns;
  for (const auto& column : mapping.columns) columns.push_back(mapped_value(column));
  out.set("columns", columns);
}

}  // namespace

std::string_view target_name(Target target) { return target_names[static_cast<int>(target)]; }

std::string_view time_form_name(TimeForm form) { return form_names[static_cast<int>(form)]; }

std::string_view time_form_example(TimeForm form) { return form_examples[static_cast<int>(form)]; }

std::string column_text(const ColumnRef& column) {
  return column.name.empty() ? "column " + std::to_string(column.number) : column.name;
}

Value to_value(const Mapping& mapping) {
  Value out;
  out.set("format", mapping.format == ImportFormat::daylio ? "daylio" : "csv");
  if (mapping.separator != 0) out.set("separator", std::string(1, mapping.separator));
  if (mapping.tz_min) out.set("tz_min", std::int64_t{*mapping.tz_min});
  if (mapping.cut_long_notes) out.set("cut_long_notes", true);
  if (mapping.format == ImportFormat::csv) {
    set_table_fields(out, mapping);
    return out;
  }
  Value moods{Fields{}};
  for (const auto& mood : mapping.moods) moods.set(mood.name, std::int64_t{mood.value});
  out.set("moods", moods);
  return out;
}

}  // namespace bothy
