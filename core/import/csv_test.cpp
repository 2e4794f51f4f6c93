// The row reader: the format itself, what breaks a row and where, and that no bytes can harm it.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/bytes.h"
#include "import/csv.h"

using namespace bothy;

namespace {

struct Read {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint32_t> lines;
  std::vector<CsvBroken> broken;
};

Read read_all(std::string_view text, char separator = ',') {
  CsvReader reader(text, separator);
  Read out;
  CsvRow row;
  for (;;) {
    const CsvStep step = reader.next(row);
    if (step == CsvStep::end) return out;
    if (step == CsvStep::broken) {
      out.broken.push_back(reader.broken());
      continue;
    }
    out.rows.push_back(row.fields);
    out.lines.push_back(row.line);
  }
}

using Rows = std::vector<std::vector<std::string>>;

std::string written(const Rows& rows, char separator, std::string_view line_end) {
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += separator;
      out += '"';
      for (const char c : row[i]) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      out += '"';
    }
    out += line_end;
  }
  return out;
}

}  // namespace

TEST_CASE("csv: quotes, doubled quotes, separators and line ends inside a cell are kept") {
  const auto read = read_all("a,\"b,c\",\"d\"\"e\"\n\"two\nlines\",,x\n");
  CHECK(read.rows == Rows{{"a", "b,c", "d\"e"}, {"two\nlines", "", "x"}});
  CHECK(read.broken.empty());
}

TEST_CASE("csv: LF, CRLF and CR end a line, with or without one at the end of the file") {
  for (const char* text : {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2", "\n\na,b\r\n\r\n1,2\n\n"})
    CHECK(read_all(text).rows == Rows{{"a", "b"}, {"1", "2"}});
}

TEST_CASE("csv: a byte order mark and Excel's separator line are stepped over") {
  CHECK(read_all("\xEF\xBB\xBF"
                 "a;b\n",
                 ';')
            .rows == Rows{{"a", "b"}});
  const auto read = read_all("\xEF\xBB\xBFsep=;\r\na;b\r\n", ';');
  CHECK(read.rows == Rows{{"a", "b"}});
  CHECK(read.lines == std::vector<std::uint32_t>{2});
  CHECK(read_all("sep=;", ';').rows == Rows{{"sep=", ""}});
}

TEST_CASE("csv: a row's line is where it starts, also after cells of several lines") {
  const auto read = read_all("a\n\"1\n2\r\n3\"\n\nb\n");
  CHECK(read.rows == Rows{{"a"}, {"1\n2\r\n3"}, {"b"}});
  CHECK(read.lines == std::vector<std::uint32_t>{1, 2, 6});
}

TEST_CASE("csv: a quote mark inside an unquoted cell is an ordinary character") {
  CHECK(read_all("5\" tall,x\n").rows == Rows{{"5\" tall", "x"}});
}

TEST_CASE("csv: text after a closing quote breaks its row only") {
  const auto read = read_all("a,b\n1,\"x\"y\n2,\"z\"  \n");
  CHECK(read.rows == Rows{{"a", "b"}, {"2", "z"}});
  REQUIRE(read.broken.size() == 1);
  CHECK(read.broken[0].fault == CsvFault::text_after_quote);
  CHECK(read.broken[0].line == 2);
  CHECK(read.broken[0].column == 2);
}

TEST_CASE("csv: a quote that never closes is named at the line where it opens, and ends the reading") {
  const auto read = read_all("a,b\n1,\"x\n2,y\n3,z\n");
  CHECK(read.rows == Rows{{"a", "b"}});
  REQUIRE(read.broken.size() == 1);
  CHECK(read.broken[0].fault == CsvFault::quote_not_closed);
  CHECK(read.broken[0].line == 2);
}

TEST_CASE("csv: bytes that are not UTF-8, and NUL, break their row and name their own line") {
  const auto read = read_all(std::string_view("a\n\"ok\nb\xFF\"\nc\nd\0\ne", 16));
  CHECK(read.rows == Rows{{"a"}, {"c"}, {"e"}});
  REQUIRE(read.broken.size() == 2);
  CHECK(read.broken[0].fault == CsvFault::not_text);
  CHECK(read.broken[0].line == 3);
  CHECK(read.broken[1].line == 5);
}

TEST_CASE("csv: a cell of 64 KiB is read, one byte more breaks its row") {
  const std::string most(max_csv_field, 'x');
  CHECK(read_all(most + "\n").rows == Rows{{most}});
  CHECK(read_all("\"" + most + "\"\n").rows == Rows{{most}});
  for (const std::string& text : {most + "x,1\nb\n", "\"" + most + "x\",1\nb\n"}) {
    const auto read = read_all(text);
    CHECK(read.rows == Rows{{"b"}});
    REQUIRE(read.broken.size() == 1);
    CHECK(read.broken[0].fault == CsvFault::field_too_large);
    CHECK(read.broken[0].line == 1);
  }
}

TEST_CASE("csv: 512 columns are read, one more breaks its row") {
  const std::string most(max_csv_columns - 1, ',');
  CHECK(read_all(most + "\n").rows.at(0).size() == max_csv_columns);
  const auto read = read_all(most + ",\nx\n");
  CHECK(read.rows == Rows{{"x"}});
  REQUIRE(read.broken.size() == 1);
  CHECK(read.broken[0].fault == CsvFault::too_many_columns);
}

TEST_CASE("csv: a million rows are read, and the one after them is refused by its line") {
  std::string text;
  for (std::size_t i = 0; i < max_csv_rows; ++i) text += "1\n";
  CsvReader most(text, ',');
  CsvRow row;
  std::size_t rows = 0;
  while (most.next(row) == CsvStep::row) ++rows;
  CHECK(rows == max_csv_rows);
  CHECK(most.next(row) == CsvStep::end);
  text += "1\n1\n";
  CsvReader more(text, ',');
  while (more.next(row) == CsvStep::row) continue;
  CHECK(more.broken().fault == CsvFault::too_many_rows);
  CHECK(more.broken().line == max_csv_rows + 1);
  CHECK(more.next(row) == CsvStep::end);
}

TEST_CASE("csv: the separator is found by what splits the rows evenly, not by what is frequent") {
  CHECK(detect_separator("a,b\n1,2\n") == ',');
  CHECK(detect_separator("a;b\n1,5;2,5\n3,5;4,5\n") == ';');
  CHECK(detect_separator("2024-01-01;1,5;2,5\n2024-01-02;3,5;4,5\n") == ';');
  CHECK(detect_separator("a\tb\n1\t\"x;y,z\"\n") == '\t');
  CHECK(detect_separator("day,note\n1,\"one; two\"\n2,\"three; four\"\n") == ',');
  CHECK(detect_separator("sep=\t\na,b,c\n1,2,3\n") == '\t');
  CHECK(detect_separator("alone\n1\n") == ',');
  CHECK(detect_separator("") == ',');
}

TEST_CASE("csv: quoted cells read back as they were written, for any separator and line end") {
  CHECK(rc::check([] {
    const auto rows = *rc::gen::container<Rows>(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
        rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,;\t\"\r\n .1"))))));
    const char separator = *rc::gen::element(',', ';', '\t');
    const std::string line_end = *rc::gen::element<std::string>("\n", "\r\n", "\r");
    const auto read = read_all(written(rows, separator, line_end), separator);
    RC_ASSERT(read.broken.empty());
    RC_ASSERT(read.rows == rows);
  }));
}

TEST_CASE("csv: any bytes end in rows or named faults, and lines only grow") {
  CHECK(rc::check([](const Bytes& bytes) {
    const auto separator = *rc::gen::element(',', ';', '\t');
    CsvReader reader(text_of(bytes), separator);
    CsvRow row;
    std::uint32_t line = 0;
    for (std::size_t i = 0; i <= bytes.size(); ++i) {
      const CsvStep step = reader.next(row);
      if (step == CsvStep::end) return;
      if (step == CsvStep::broken) continue;
      RC_ASSERT(row.line > line);
      RC_ASSERT(!row.fields.empty());
      for (const auto& cell : row.fields) RC_ASSERT(is_utf8(cell));
      line = row.line;
    }
    RC_FAIL("more rows than bytes");
  }));
}
