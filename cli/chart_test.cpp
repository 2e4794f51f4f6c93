// Dots stand where their day and value say, one per answer, within the width; text is safe to print.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "cli/chart.h"
#include "cli/mapping_words.h"
#include "cli/text.h"

using namespace bothy;
using namespace bothy::cli;

namespace {

constexpr DotStyle plain_style{80, true};
constexpr DotStyle braille_style{80, false};

int count_of(const std::vector<std::string>& lines, std::string_view letters) {
  int n = 0;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i)
    for (const char c : lines[i].substr(5)) n += letters.find(c) != std::string_view::npos ? 1 : 0;
  return n;
}

// Dots set in braille cells, counted by their bits.
int braille_dots(const std::vector<std::string>& lines) {
  int n = 0;
  for (const auto& line : lines)
    for (std::size_t i = 0; i + 2 < line.size(); ++i) {
      const auto a = static_cast<unsigned char>(line[i]);
      const auto b = static_cast<unsigned char>(line[i + 1]);
      if (a != 0xE2 || b < 0xA0 || b > 0xA3) continue;
      n += __builtin_popcount(static_cast<unsigned>((b & 3) << 6 | (static_cast<unsigned char>(line[i + 2]) & 0x3F)));
    }
  return n;
}

}  // namespace

TEST_CASE("chart: high answers stand high and low ones low, each in the column of its day") {
  const auto lines = dot_chart("Energy", {{{0}, {100}}, {{1}, {50}}, {{2}, {0}}}, plain_style);
  REQUIRE(lines.size() == 7);
  CHECK(lines[0] == "Energy  (3 answers)");
  CHECK(lines[1] == "100 |.");
  CHECK(lines[2] == "    |");
  CHECK(lines[3] == " 50 |          .");
  CHECK(lines[5] == "  0 |                    .");
  CHECK(lines[6] == "     01-01     01-02     01-03");
}

TEST_CASE("chart: several answers of a day stand side by side in their order") {
  const auto lines = dot_chart("x", {{{0}, {0, 25, 50, 75}}}, plain_style);
  CHECK(lines[5] == "  0 |.");
  CHECK(lines[4] == "    |  .");
  CHECK(lines[3] == " 50 |     .");
  CHECK(lines[2] == "    |       .");
}

TEST_CASE("chart: answers that fall on one place grow, and none is hidden") {
  std::vector<DayDots> days;
  for (int i = 0; i < 70; ++i) days.push_back({{i}, {50, 50, 50}});
  const auto lines = dot_chart("x", days, plain_style);
  CHECK(count_of(lines, "O") == 70);
}

TEST_CASE("chart: a day without answers leaves its place empty") {
  const auto lines = dot_chart("x", {{{0}, {100}}, {{6}, {100}}}, plain_style);
  CHECK(lines[1].find('.') == 5);
  CHECK(lines[1].rfind('.') == 5 + 6 * 10);
  CHECK(lines[1].size() == 5 + 6 * 10 + 1);
}

TEST_CASE("chart: without an answer there is no chart") {
  CHECK(dot_chart("x", {}, plain_style).empty());
  CHECK(dot_chart("x", {{{0}, {}}}, plain_style).empty());
}

TEST_CASE("chart: every answer is one dot in braille while days are wide enough") {
  const auto lines = dot_chart("x", {{{0}, {0, 20, 40, 60}}, {{3}, {100, 80}}, {{6}, {55}}}, braille_style);
  CHECK(braille_dots(lines) == 7);
  CHECK(lines[1].find("\u2502") != std::string::npos);
}

TEST_CASE("chart: no line is wider than the terminal, whatever the days and values") {
  CHECK(rc::check("width", [] {
    const int columns = *rc::gen::inRange(10, 250);
    const bool ascii = *rc::gen::arbitrary<bool>();
    std::vector<DayDots> days;
    int day = *rc::gen::inRange(-1'000, 30'000);
    const int n = *rc::gen::inRange(1, 60);
    for (int i = 0; i < n; ++i) {
      day += *rc::gen::inRange(1, 40);
      days.push_back({{day}, *rc::gen::container<std::vector<int>>(rc::gen::inRange(-50, 200))});
    }
    for (const auto& line : dot_chart("title", days, {columns, ascii})) {
      RC_ASSERT(width_of(line) <= static_cast<std::size_t>(std::max(columns, 40)));
      RC_ASSERT((line.empty() || line.back() != ' '));
    }
  }));
}

TEST_CASE("text: words of others cannot move the cursor, colour or turn the line around") {
  CHECK(plain("a\x1b[2Jb", Lines::join) == "a?[2Jb");
  CHECK(plain("a\nb\tc\rd", Lines::join) == "a b cd");
  CHECK(plain("a\nb", Lines::keep) == "a\nb");
  CHECK(plain("x\xC2\x9By", Lines::join) == "x?y");      // C1 control sequence introducer
  CHECK(plain("x\xE2\x80\xAEy", Lines::join) == "x?y");  // right-to-left override
  CHECK(plain("caf\xC3\xA9", Lines::join) == "caf\xC3\xA9");
  CHECK(plain("caf\xC3\xA9", Lines::join, true) == "caf?");
  CHECK(plain("bad\xC3", Lines::join) == "bad?");
  CHECK(plain("\xF0\x9F\x8C\xA7", Lines::join) == "\xF0\x9F\x8C\xA7");
  CHECK(rc::check("any bytes", [](const std::string& text) {
    for (const char c : plain(text, Lines::join)) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  }));
}

TEST_CASE("text: wrapping breaks at spaces, keeps every word and never runs over") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("abcdefghij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
  CHECK(wrap("a\n\nb", 10) == std::vector<std::string>{"a", "", "b"});
  CHECK(rc::check("width", [](const std::string& text) {
    const std::string safe = plain(text, Lines::keep);
    for (const auto& line : wrap(safe, 12)) RC_ASSERT(width_of(line) <= 12u);
  }));
}

TEST_CASE("text: fitting, padding and counting") {
  CHECK(fit("abcdefgh", 6) == "abc...");
  CHECK(fit("abc", 6) == "abc");
  CHECK(pad("\xC3\xA9", 3) == "\xC3\xA9  ");
  CHECK(pad_left("7", 3) == "  7");
  CHECK(counted(1, "entry", "entries") == "1 entry");
  CHECK(counted(0, "entry", "entries") == "0 entries");
}

namespace {

Args import_args(std::initializer_list<std::pair<const char*, const char*>> given) {
  Args args;
  for (const auto& [name, value] : given) args.add(name, value);
  return args;
}

}  // namespace

TEST_CASE("mapping: typed columns become the mapping the core reads, and print back as typed") {
  const auto mapping = mapping_of(import_args({{"map", "q11=myself:1..5"},
                                               {"map", "q12=custom:closeness:1..5:reversed"},
                                               {"map", "diary=note"},
                                               {"time", "hours:hours"},
                                               {"start", "2024-03-01 08:00"},
                                               {"filter", "person=1"}}),
                                  Value(Fields{}));
  REQUIRE(mapping);
  CHECK(
      to_json(*mapping) ==
      R"({"columns":[{"column":"q11","to":"myself","lo":1,"hi":5},{"column":"q12","to":"custom:closeness","lo":1,"hi":5,"reversed":true},)"
      R"({"column":"diary","to":"note"}],"time":{"column":"hours","form":"hours_since_start","start":"2024-03-01 08:00"},)"
      R"("where":{"column":"person","is":"1"}})");
  CHECK(words_of_mapping(*mapping) ==
        "--time hours:hours_since_start --start '2024-03-01 08:00' --filter person=1 --map q11=myself:1..5 "
        "--map q12=custom:closeness:1..5:reversed --map diary=note");
}

TEST_CASE("mapping: what was guessed stays where nothing else was typed") {
  const auto guess = from_json(
      R"({"format":"csv","time":{"column":"when","form":"iso_date"},"columns":[{"column":"m","to":"note"}]})");
  const auto mapping = mapping_of(import_args({{"filter", "who=me"}, {"tz", "60"}}), *guess);
  REQUIRE(mapping);
  CHECK(text_or(*mapping->find("time"), "column", "") == "when");
  CHECK(int_or(*mapping, "tz_min", 0) == 60);
  CHECK(mapping->find("columns")->as<List>()->size() == 1);
}

TEST_CASE("mapping: a mistyped one is refused with an example") {
  for (const char* typed :
       {"q11", "=myself:1..5", "q11=myself", "q11=myself:1", "q11=myself:1..", "q11=myself:..5", "q11=:1..5"})
    CHECK_FALSE(mapping_of(import_args({{"map", typed}}), Value(Fields{})));
  CHECK_FALSE(mapping_of(import_args({{"time", "when:tomorrow"}}), Value(Fields{})));
  CHECK_FALSE(mapping_of(import_args({{"mood", "tired=much"}}), Value(Fields{})));
}
