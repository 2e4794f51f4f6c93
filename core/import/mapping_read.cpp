// Reads a mapping from its JSON form and names the field when something is off. No files, no rows.
// Called by the door and the command line through mapping.h.
#include <cmath>

#include "import/csv.h"
#include "import/mapping.h"
#include "import/text.h"

namespace bothy {

using cells::lower;
using cells::shortened;
using cells::trimmed;

namespace {

/// Reads fields of one mapping; remembers where the first one went wrong.
class Reader {
 public:
  explicit Reader(std::string& where) : where_(where) {}

  [[nodiscard]] std::unexpected<Error> at(std::string_view path, Error error) const {
    where_ = path;
    return no(error);
  }

  /// Errors: malformed when `object` is no object, unknown_field for a key outside `names`.
  [[nodiscard]] Outcome only(const Value& object, std::string_view path,
                             std::initializer_list<std::string_view> names) const {
    const auto* fields = object.as<Fields>();
    if (fields == nullptr) return at(path, Error::malformed);
    for (const auto& [key, value] : *fields) {
      bool known = false;
      for (const auto name : names) known = known || name == key;
      if (!known) return at(join(path, shortened(key, max_name_bytes)), Error::unknown_field);
    }
    return {};
  }

  [[nodiscard]] static std::string join(std::string_view path, std::string_view key) {
    return path.empty() ? std::string(key) : std::string(path) + "." + std::string(key);
  }

  [[nodiscard]] Result<std::string> text(const Value& object, std::string_view path, std::string_view key) const {
    auto found = text_field(object, key, max_name_bytes);
    if (!found) return at(join(path, key), found.error());
    return found;
  }

  [[nodiscard]] Result<std::string> text_or(const Value& object, std::string_view key,
                                            std::string_view fallback) const {
    return object.find(key) == nullptr ? Result<std::string>(std::string(fallback)) : text(object, "", key);
  }

  [[nodiscard]] Result<bool> flag(const Value& object, std::string_view path, std::string_view key,
                                  bool fallback) const {
    const Value* found = object.find(key);
    if (found == nullptr) return fallback;
    const auto* held = found->as<bool>();
    if (held == nullptr) return at(join(path, key), Error::malformed);
    return *held;
  }

  /// A name, or a number from 1.
  [[nodiscard]] Result<ColumnRef> column(const Value& object, std::string_view path, std::string_view key) const {
    const Value* found = object.find(key);
    if (found == nullptr || found->is_null()) return at(join(path, key), Error::missing_field);
    if (found->as<std::int64_t>() != nullptr) {
      const auto number = int_field(object, key, 1, static_cast<std::int64_t>(max_csv_columns));
      if (!number) return at(join(path, key), number.error());
      return ColumnRef{{}, static_cast<std::int32_t>(*number)};
    }
    BOTHY_TRY(name, text(object, path, key));
    const std::string_view bare = trimmed(name);
    if (bare.empty()) return at(join(path, key), Error::missing_field);
    return ColumnRef{std::string(bare), 0};
  }

  /// A whole number, a decimal, or the text of one.
  [[nodiscard]] Result<Decimal> decimal(const Value& object, std::string_view path, std::string_view key) const {
    const Value* found = object.find(key);
    if (found == nullptr || found->is_null()) return at(join(path, key), Error::missing_field);
    std::optional<Decimal> number;
    if (const auto* n = found->as<std::int64_t>()) {
      if (*n < -1'000'000 || *n > 1'000'000) return at(join(path, key), Error::out_of_range);
      number = whole(*n);
    } else if (const auto* d = found->as<double>()) {
      if (!(std::fabs(*d) <= 1e6)) return at(join(path, key), Error::out_of_range);
      number = Decimal{std::llround(*d * static_cast<double>(micro_per_one))};
    } else if (const auto* t = found->as<std::string>()) {
      number = parse_decimal(*t, DecimalMark::either);
    }
    if (!number) return at(join(path, key), Error::malformed);
    if (*number > max_scale_end || *number < Decimal{-max_scale_end.micro})
      return at(join(path, key), Error::out_of_range);
    return *number;
  }

 private:
  std::string& where_;
};

Outcome read_target(const Reader& read, std::string_view path, std::string_view name, MappedColumn& out) {
  constexpr std::string_view custom = "custom:";
  if (name.starts_with(custom)) {
    out.target = Target::custom;
    out.label = trimmed(name.substr(custom.size()));
    if (out.label.empty()) return read.at(Reader::join(path, "to"), Error::missing_field);
    return {};
  }
  for (int i = 0; i <= static_cast<int>(Target::note); ++i) {
    if (target_name(static_cast<Target>(i)) != name) continue;
    out.target = static_cast<Target>(i);
    return {};
  }
  return read.at(Reader::join(path, "to"), Error::malformed);
}

Result<MappedColumn> read_mapped(const Reader& read, const std::string& path, const Value& value) {
  BOTHY_CHECK(read.only(value, path, {"column", "to", "lo", "hi", "reversed"}));
  MappedColumn out;
  BOTHY_TRY(column, read.column(value, path, "column"));
  out.column = column;
  BOTHY_TRY(name, read.text(value, path, "to"));
  BOTHY_CHECK(read_target(read, path, name, out));
  if (out.target == Target::note) return out;
  BOTHY_TRY(low, read.decimal(value, path, "lo"));
  BOTHY_TRY(high, read.decimal(value, path, "hi"));
  BOTHY_TRY(reversed, read.flag(value, path, "reversed", false));
  if (low >= high) return read.at(Reader::join(path, "hi"), Error::out_of_range);
  out.scale = {low, high, reversed};
  return out;
}

Result<std::vector<MappedColumn>> read_columns(const Reader& read, const Value& value) {
  const Value* found = value.find("columns");
  if (found == nullptr) return read.at("columns", Error::missing_field);
  const auto* list = found->as<List>();
  if (list == nullptr) return read.at("columns", Error::malformed);
  if (list->empty()) return read.at("columns", Error::missing_field);
  if (list->size() > max_mapped_columns) return read.at("columns", Error::too_many);
  std::vector<MappedColumn> out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string path = "columns[" + std::to_string(i) + "]";
    BOTHY_TRY(column, read_mapped(read, path, (*list)[i]));
    // Two columns cannot both be the same rating; notes may come from several.
    for (const auto& earlier : out)
      if (column.target != Target::note && earlier.target == column.target && earlier.label == column.label)
        return read.at(path + ".to", Error::too_many);
    out.push_back(column);
  }
  return out;
}

Result<TimeColumn> read_time(const Reader& read, const Value& value) {
  const Value* found = value.find("time");
  if (found == nullptr) return read.at("time", Error::missing_field);
  BOTHY_CHECK(read.only(*found, "time", {"column", "form", "clock", "start"}));
  TimeColumn out;
  BOTHY_TRY(column, read.column(*found, "time", "column"));
  out.column = column;
  BOTHY_TRY(form, read.text(*found, "time", "form"));
  int at = 0;
  while (at < time_form_count && time_form_name(static_cast<TimeForm>(at)) != form) ++at;
  if (at == time_form_count) return read.at("time.form", Error::malformed);
  out.form = static_cast<TimeForm>(at);
  if (found->find("clock") != nullptr) {
    BOTHY_TRY(clock, read.column(*found, "time", "clock"));
    out.clock = clock;
  }
  if (out.form != TimeForm::hours_since_start) return out;
  BOTHY_TRY(text, read.text(*found, "time", "start"));
  const auto start = parse_date(text, TimeForm::iso_date_time);
  if (!start || start->zone_min) return read.at("time.start", Error::malformed);
  const auto minute = static_cast<std::int32_t>(start->clock_ms.value_or(0) / ms_per_minute);
  out.start = WrittenTime{start->day, minute * static_cast<std::int32_t>(ms_per_minute), {}, false};
  return out;
}

Outcome read_table(const Reader& read, const Value& value, Mapping& out) {
  BOTHY_TRY(header, read.flag(value, "", "header", true));
  out.header = header;
  BOTHY_TRY(mark, read.text_or(value, "decimal", "either"));
  if (mark != "either" && mark != "point" && mark != "comma") return read.at("decimal", Error::malformed);
  out.decimal = mark == "comma" ? DecimalMark::comma : mark == "point" ? DecimalMark::point : DecimalMark::either;
  BOTHY_TRY(time, read_time(read, value));
  out.time = time;
  BOTHY_TRY(columns, read_columns(read, value));
  out.columns = columns;
  const Value* where = value.find("where");
  if (where == nullptr) return {};
  BOTHY_CHECK(read.only(*where, "where", {"column", "is"}));
  BOTHY_TRY(column, read.column(*where, "where", "column"));
  // A number is a natural thing to type here: {"column":"person","is":1}.
  const Value* is = where->find("is");
  const auto* number = is != nullptr ? is->as<std::int64_t>() : nullptr;
  if (number != nullptr) {
    out.where = RowFilter{column, std::to_string(*number)};
    return {};
  }
  BOTHY_TRY(text, read.text(*where, "where", "is"));
  out.where = RowFilter{column, std::string(trimmed(text))};
  return {};
}

Outcome read_moods(const Reader& read, const Value& value, Mapping& out) {
  const Value* moods = value.find("moods");
  if (moods == nullptr) return {};
  const auto* fields = moods->as<Fields>();
  if (fields == nullptr) return read.at("moods", Error::malformed);
  if (fields->size() > max_moods) return read.at("moods", Error::too_many);
  for (const auto& [name, held] : *fields) {
    const std::string path = Reader::join("moods", shortened(name, max_name_bytes));
    if (trimmed(name).empty()) return read.at(path, Error::missing_field);
    if (name.size() > max_name_bytes) return read.at(path, Error::too_large);
    const auto* number = held.as<std::int64_t>();
    if (number == nullptr) return read.at(path, Error::malformed);
    if (*number < 0 || *number > 100) return read.at(path, Error::out_of_range);
    for (const auto& earlier : out.moods)
      if (lower(earlier.name) == lower(trimmed(name))) return read.at(path, Error::too_many);
    out.moods.push_back({std::string(trimmed(name)), static_cast<std::int32_t>(*number)});
  }
  return {};
}

Result<Mapping> read_mapping(const Reader& read, const Value& value) {
  Mapping out;
  if (value.as<Fields>() == nullptr) return read.at("", Error::malformed);
  BOTHY_TRY(format, read.text_or(value, "format", "csv"));
  if (format != "csv" && format != "daylio") return read.at("format", Error::malformed);
  out.format = format == "daylio" ? ImportFormat::daylio : ImportFormat::csv;
  BOTHY_TRY(separator, read.text_or(value, "separator", ""));
  if (!separator.empty()) {
    const bool known = separator.size() == 1 && std::string_view(",;\t").find(separator[0]) != std::string_view::npos;
    if (!known) return read.at("separator", Error::malformed);
    out.separator = separator[0];
  }
  if (value.find("tz_min") != nullptr) {
    const auto tz = int_field(value, "tz_min", -max_tz_min, max_tz_min);
    if (!tz) return read.at("tz_min", tz.error());
    out.tz_min = static_cast<std::int32_t>(*tz);
  }
  BOTHY_TRY(cut, read.flag(value, "", "cut_long_notes", false));
  out.cut_long_notes = cut;
  if (out.format == ImportFormat::daylio) {
    BOTHY_CHECK(read.only(value, "", {"format", "separator", "tz_min", "cut_long_notes", "moods"}));
    BOTHY_CHECK(read_moods(read, value, out));
    return out;
  }
  BOTHY_CHECK(read.only(
      value, "", {"format", "separator", "tz_min", "cut_long_notes", "header", "decimal", "time", "where", "columns"}));
  BOTHY_CHECK(read_table(read, value, out));
  return out;
}

}  // namespace

std::expected<Mapping, MappingFault> mapping_from_value(const Value& value) {
  std::string where;
  auto found = read_mapping(Reader(where), value);
  if (!found) return std::unexpected(MappingFault{found.error(), where});
  return *found;
}

}  // namespace bothy
