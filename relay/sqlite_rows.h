// The rows of the SQLite store: prepared statements and the lane row.
// No policy and no errors for people here. Called by store_sqlite.cpp and sqlite_open.cpp.
#pragma once
#include <sqlite3.h>

#include "relay/row_check.h"
#include "relay/store_sqlite.h"

namespace bothy::relay {

inline constexpr int schema_version = 1;
inline constexpr int application_id = 0x42545931;  // "BTY1", so that `file` and we can tell our stores

/// Seven frames of 1,024 bytes fill a page to 89 %, and each page costs the log two system calls.
/// Measured per pipelined append: 12.7 us of processor with 4 KiB, 10.5 with 8 KiB, 9.5 with 16 KiB (which makes a lone
/// append write 32 KiB).
inline constexpr int sqlite_page_bytes = 8'192;

/// Frames lie in one B-tree ordered by (lane number, seq), so that a page is one range scan.
inline constexpr int seq_bits = 40;

/// A prepared statement that finalizes itself; `run` resets it before use.
class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(held_); }

  [[nodiscard]] int prepare(sqlite3* db, const char* sql) {
    return sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &held_, nullptr);
  }
  Statement& begin() {
    sqlite3_reset(held_);
    at_ = 0;
    return *this;
  }
  Statement& number(std::int64_t v) {
    sqlite3_bind_int64(held_, ++at_, v);
    return *this;
  }
  /// The bytes must live until the next begin() or end().
  Statement& blob(ByteSpan v) {
    sqlite3_bind_blob(held_, ++at_, v.data(), static_cast<int>(v.size()), SQLITE_STATIC);
    return *this;
  }
  /// SQLITE_ROW, SQLITE_DONE or an error.
  [[nodiscard]] int step() { return sqlite3_step(held_); }
  /// Ends the read transaction that a started SELECT holds.
  void end() { sqlite3_reset(held_); }
  [[nodiscard]] std::int64_t number_at(int column) const { return sqlite3_column_int64(held_, column); }
  [[nodiscard]] ByteSpan blob_at(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(held_, column));
    return {data, data == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(held_, column))};
  }

 private:
  sqlite3_stmt* held_ = nullptr;
  int at_ = 0;
};

struct SqliteStore::Statements {
  ~Statements();
  sqlite3* db = nullptr;
  /// Pages in the write-ahead log after the last commit, told by SQLite.
  int log_pages = 0;
  Statement start, commit, rollback;
  Statement lane, lane_add, lane_keys, lane_head;
  Statement frames, frame_add, frame_heal;
  Statement box, box_add, box_close, box_expire, entries, entry_add, entry_clear, entry_expire;

  /// Returns SQLite's code; statements that write are prepared only where asked for.
  [[nodiscard]] int prepare(bool writes);
};

/// A lane row with the number under which its frames lie.
struct NumberedLane {
  std::int64_t number = 0;
  LaneRow row;
};

/// Errors: store_damaged when the statement reports an error or the row does not match its check.
[[nodiscard]] Result<std::optional<NumberedLane>> read_lane(Statement& lane, const Id& id);

}  // namespace bothy::relay
