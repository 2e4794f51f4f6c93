// Reads rows of a separated-values table (RFC 4180, and the everyday departures from it) out of a byte buffer.
// No meaning of columns here (mapping.h, daylio.h). Called by propose, detect and the fuzz target.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bothy {

/// Limits of one table; past them a row is broken, never cut.
inline constexpr std::size_t max_csv_field = 64 * 1024;
inline constexpr std::size_t max_csv_rows = 1'000'000;
inline constexpr std::size_t max_csv_columns = 512;

enum class CsvFault : std::uint8_t {
  not_text,
  quote_not_closed,
  text_after_quote,
  field_too_large,
  too_many_columns,
  too_many_rows,
};

/// One row; `line` is the 1-based line of the file where it starts (a quoted cell may span several).
struct CsvRow {
  std::uint32_t line = 0;
  std::vector<std::string> fields;
};

/// Where a row broke: 1-based line and column.
struct CsvBroken {
  CsvFault fault = CsvFault::not_text;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

enum class CsvStep : std::uint8_t { row, broken, end };

/// Gives the rows of `text` one by one; `text` outlives the reader.
///
/// A byte order mark and Excel's "sep=;" line are stepped over, blank lines are skipped, lines end in LF, CRLF or CR.
/// A quote mark inside an unquoted cell is an ordinary character. A cell with bytes that are not UTF-8, or with a NUL,
/// breaks its row. After a broken row reading goes on with the next one; only a quote that never closes and the row
/// limit end it. Cost: linear in the bytes; any bytes at all are safe.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator);
  /// Fills `row`, or says where a row broke (`broken()`), or that nothing is left.
  [[nodiscard]] CsvStep next(CsvRow& row);
  [[nodiscard]] const CsvBroken& broken() const { return broken_; }
  /// Bytes read so far, 0..text.size().
  [[nodiscard]] std::size_t offset() const { return at_; }

 private:
  void read_cell(std::string& cell, std::uint32_t column);
  void read_quoted(std::string& cell, std::uint32_t column);
  void check_text(std::string_view cell, std::uint32_t first_line, std::uint32_t column);
  void keep(std::string& cell, std::string_view run, std::uint32_t column);
  void note(CsvFault fault, std::uint32_t line, std::uint32_t column);
  bool take_line_end();
  bool take_separator();
  void skip_blank_lines();

  std::string_view text_;
  char separator_;
  char stops_[3];
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t rows_ = 0;
  bool stopped_ = false;
  bool row_broken_ = false;
  CsvBroken broken_;
};

/// The separator that splits the first 20 rows most evenly: ',', ';' or tab; ',' when nothing decides.
[[nodiscard]] char detect_separator(std::string_view text);

}  // namespace bothy
