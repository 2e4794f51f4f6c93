// See table.h.
#include "view/table.h"

#include <algorithm>

#include "event/words.h"
#include "view/hidden.h"

namespace bothy {
namespace {

struct Column {
  std::string_view name;
  Slider CheckedIn::* slider;
};
constexpr Column sliders[] = {{"myself", &CheckedIn::myself}, {"energy", &CheckedIn::energy}, {"valence", &CheckedIn::valence},
                              {"depend", &CheckedIn::depend}, {"know", &CheckedIn::know},     {"feel", &CheckedIn::feel},
                              {"stress", &CheckedIn::stress}};
constexpr std::string_view before_sliders[] = {"day", "time"};
constexpr std::string_view after_sliders[] = {"need", "moments", "body", "note", "source_name"};
constexpr std::int32_t last_minute = 1'439;

class Line {
 public:
  explicit Line(std::string& out) : out_(out) {}
  ~Line() { out_ += "\r\n"; }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void cell(std::string_view text) {
    if (!first_) out_ += ',';
    first_ = false;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      out_ += text;
      return;
    }
    out_ += '"';
    for (const char c : text) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    out_ += '"';
  }
  /// What a person wrote: a spreadsheet must show it and not run it.
  void words(const std::string& text) {
    const bool runs = !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
    cell(runs ? "'" + text : text);
  }
  void number(std::int32_t n) { cell(std::to_string(n)); }

 private:
  std::string& out_;
  bool first_ = true;
};

std::string clock_text(std::int32_t minute) {
  const auto two = [](std::int32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  minute = std::min(minute, last_minute);
  return two(minute / 60) + ":" + two(minute % 60);
}

std::string joined(Words words, const std::vector<std::int32_t>& numbers) {
  std::string out;
  for (const auto n : numbers) out += (out.empty() ? "" : " ") + std::string(word_of(words, n));
  return out;
}

bool is_fixed_name(std::string_view name) {
  const auto among = [&](const auto& names) { return std::find(std::begin(names), std::end(names), name) != std::end(names); };
  return among(before_sliders) || among(after_sliders) || std::any_of(std::begin(sliders), std::end(sliders), [&](const Column& c) { return c.name == name; });
}

// Own ratings that were ever given, with the head of their column.
std::map<std::int32_t, std::string> own_columns(const PrivateLog<Me>& mine, const std::vector<const CheckedIn*>& rows) {
  const auto names = rating_names(mine);
  std::map<std::int32_t, std::string> out;
  for (const auto* row : rows)
    for (const auto& rating : row->extra) {
      const auto named = names.find(rating.item);
      const std::string name = named != names.end() ? named->second : std::to_string(rating.item);
      out[rating.item] = is_fixed_name(name) ? name + " (own)" : name;
    }
  return out;
}

void write_row(std::string& out, const CheckedIn& row, const std::map<std::int32_t, std::string>& own) {
  Line line(out);
  line.cell(to_iso(Day{row.day}));
  line.cell(clock_text(row.minute));
  for (const auto& column : sliders) {
    const Slider slider = row.*column.slider;
    if (slider.given()) line.number(slider.value);
    else line.cell("");
  }
  line.cell(word_of(need_words, row.need));
  line.cell(joined(moment_words, row.moments));
  line.cell(joined(body_words, row.body));
  line.words(row.note);
  line.words(row.source_name);
  for (const auto& [item, name] : own) {
    const auto given = std::find_if(row.extra.begin(), row.extra.end(), [&](const Rating& r) { return r.item == item; });
    if (given != row.extra.end()) line.number(given->value);
    else line.cell("");
  }
}

}  // namespace

std::string check_in_table(const PrivateLog<Me>& mine) {
  const auto skip = gone(mine);
  const auto care = handled_with_care(mine);
  std::vector<const CheckedIn*> rows;
  for (const auto& entry : mine.entries.all())
    if (const auto* row = std::get_if<CheckedIn>(&entry.event.body); row != nullptr && !skip.contains(entry.event.id) && !care.contains(entry.event.id))
      rows.push_back(row);
  // All lie in one log, so their addresses tell which came first within a minute.
  std::sort(rows.begin(), rows.end(), [](const CheckedIn* a, const CheckedIn* b) {
    if (a->day != b->day) return a->day < b->day;
    return a->minute != b->minute ? a->minute < b->minute : a < b;
  });
  const auto own = own_columns(mine, rows);
  std::string out;
  {
    Line head(out);
    for (const auto name : before_sliders) head.cell(name);
    for (const auto& column : sliders) head.cell(column.name);
    for (const auto name : after_sliders) head.cell(name);
    for (const auto& [item, name] : own) head.words(name);
  }
  for (const auto* row : rows) write_row(out, *row, own);
  return out;
}

}  // namespace bothy
