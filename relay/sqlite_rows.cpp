// Statements and the lane row of the SQLite store. See sqlite_rows.h.
#include "relay/sqlite_rows.h"

namespace bothy::relay {

SqliteStore::Statements::~Statements() {
  // Statements are members declared after db, so close_v2 waits for their finalizers.
  sqlite3_close_v2(db);
}

int SqliteStore::Statements::prepare(bool writes) {
  struct Row {
    Statement* to;
    const char* sql;
    bool writes;
  };
  const Row rows[] = {
      {&lane, "SELECT no, keys, head_seq, head_hash, bytes, chk FROM lane WHERE id=?", false},
      {&frames, "SELECT at, frame, chk FROM frame WHERE at>? AND at<=? ORDER BY at", false},
      {&box, "SELECT token_hash, created_ms, closed, chk FROM box WHERE id=?", false},
      {&entries, "SELECT place, body, chk FROM entry WHERE id=? ORDER BY place", false},
      {&start, "BEGIN IMMEDIATE", true},
      {&commit, "COMMIT", true},
      {&rollback, "ROLLBACK", true},
      {&lane_add, "INSERT INTO lane(id, keys, head_seq, head_hash, bytes, chk) VALUES(?,?,?,?,?,?)", true},
      {&lane_keys, "UPDATE lane SET keys=?, chk=? WHERE no=?", true},
      {&lane_head, "UPDATE lane SET head_seq=?, head_hash=?, bytes=?, chk=? WHERE no=?", true},
      {&frame_add, "INSERT INTO frame(at, frame, chk) VALUES(?,?,?)", true},
      {&frame_heal, "INSERT OR REPLACE INTO frame(at, frame, chk) VALUES(?,?,?)", true},
      {&box_add, "INSERT OR IGNORE INTO box(id, token_hash, created_ms, closed, chk) VALUES(?,?,?,0,?)", true},
      {&box_close, "UPDATE box SET closed=1, chk=? WHERE id=?", true},
      {&box_expire, "DELETE FROM box WHERE created_ms<?", true},
      {&entry_add, "INSERT INTO entry(id, place, body, chk) SELECT ?,?,?,? FROM box WHERE id=?1 AND closed=0", true},
      {&entry_clear, "DELETE FROM entry WHERE id=?", true},
      {&entry_expire, "DELETE FROM entry WHERE id IN (SELECT id FROM box WHERE created_ms<?)", true},
  };
  for (const Row& row : rows) {
    if (row.writes && !writes) continue;
    const int code = row.to->prepare(db, row.sql);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

Result<std::optional<NumberedLane>> read_lane(Statement& lane, const Id& id) {
  const int code = lane.begin().blob(id.bytes).step();
  std::optional<NumberedLane> out;
  bool whole = code == SQLITE_DONE;
  if (code == SQLITE_ROW) {
    const auto keys = keys_of(lane.blob_at(1));
    NumberedLane found;
    found.number = lane.number_at(0);
    found.row.lane = id;
    if (keys) found.row.keys = *keys;
    found.row.head_seq = static_cast<std::uint64_t>(lane.number_at(2));
    found.row.head_hash = block_of<32>(lane.blob_at(3));
    found.row.bytes = static_cast<std::uint64_t>(lane.number_at(4));
    whole = keys.has_value() && lane_check(found.row) == lane.number_at(5);
    out = found;
  }
  lane.end();
  if (!whole) return no(Error::store_damaged);
  return out;
}

}  // namespace bothy::relay
