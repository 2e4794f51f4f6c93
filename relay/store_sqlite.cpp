// Commits and reads of the SQLite store. Opening and checking are in sqlite_open.cpp. See store_sqlite.h.
#include "relay/store_sqlite.h"

#include "relay/sqlite_rows.h"

namespace bothy::relay {
namespace {

std::int64_t place_of(std::int64_t number, std::uint64_t seq) {
  return (number << seq_bits) + static_cast<std::int64_t>(seq);
}

// What a code of SQLite means for the batch. A sync that reports an error leaves it open what the disk holds.
Commit meaning_of(int code) {
  switch (code) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return Commit::stored;
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC: return Commit::fatal;
    default: return (code & 0xFF) == SQLITE_CONSTRAINT ? Commit::conflict : Commit::disk;
  }
}

}  // namespace

Commit SqliteStore::rolled_back(int code) {
  const Commit result = meaning_of(code);
  if (result != Commit::fatal && sqlite3_get_autocommit(writing_->db) == 0) (void)writing_->rollback.begin().step();
  writing_->rollback.end();
  return result == Commit::stored ? Commit::disk : result;
}

Commit SqliteStore::commit(std::span<const SharedBatch> batches) {
  Statements& s = *writing_;
  int code = s.start.begin().step();
  s.start.end();
  if (code != SQLITE_DONE) return rolled_back(code);
  for (const auto& batch : batches) {
    for (const Op& op : batch->ops) {
      const Commit result = apply(op);
      if (result == Commit::stored) continue;
      const Commit after = rolled_back(sqlite3_extended_errcode(s.db));
      return result == Commit::conflict ? Commit::conflict : after;
    }
  }
  code = s.commit.begin().step();
  s.commit.end();
  return code == SQLITE_DONE ? Commit::stored : rolled_back(code);
}

// One operation inside the transaction that commit() began.
struct SqliteStore::Apply {
  SqliteStore& store;
  Statements& s;

  static Commit done(Statement& statement) {
    const Commit result = meaning_of(statement.step());
    statement.end();
    return result;
  }

  Commit operator()(const OpenOp& o) const {
    const LaneRow row{o.lane, o.keys, 0, {}, 0};
    const Bytes keys = keys_blob(o.keys);
    return done(s.lane_add.begin()
                    .blob(o.lane.bytes)
                    .blob(keys)
                    .number(0)
                    .blob(row.head_hash)
                    .number(0)
                    .number(lane_check(row)));
  }
  Commit operator()(const RekeyOp& o) const {
    const auto found = read_lane(s.lane, o.lane);
    if (!found) return Commit::disk;
    if (!*found) return Commit::conflict;
    LaneRow row = (*found)->row;
    row.keys = o.keys;
    const Bytes keys = keys_blob(o.keys);
    return done(s.lane_keys.begin().blob(keys).number(lane_check(row)).number((*found)->number));
  }
  Commit operator()(const AppendOp& o) const { return store.apply_append(o); }
  Commit operator()(const HealOp& o) const {
    const auto found = read_lane(s.lane, o.lane);
    if (!found) return Commit::disk;
    if (!*found || o.seq > (*found)->row.head_seq) return Commit::conflict;
    return done(
        s.frame_heal.begin().number(place_of((*found)->number, o.seq)).blob(o.frame).number(frame_check(o.frame)));
  }
  Commit operator()(const RvPutOp& o) const {
    const std::int64_t check = box_check(o.rv, o.token_hash, o.created_ms, false);
    const Commit made = done(s.box_add.begin().blob(o.rv.bytes).blob(o.token_hash).number(o.created_ms).number(check));
    if (made != Commit::stored) return made;
    const Commit put = done(
        s.entry_add.begin().blob(o.rv.bytes).number(o.index).blob(o.body).number(entry_check(o.rv, o.index, o.body)));
    return put == Commit::stored && sqlite3_changes(s.db) == 0 ? Commit::conflict : put;
  }
  Commit operator()(const RvCloseOp& o) const {
    if (s.box.begin().blob(o.rv.bytes).step() != SQLITE_ROW) {
      s.box.end();
      return Commit::conflict;
    }
    const std::int64_t check = box_check(o.rv, s.box.blob_at(0), s.box.number_at(1), true);
    s.box.end();
    const Commit closed = done(s.box_close.begin().number(check).blob(o.rv.bytes));
    return closed == Commit::stored ? done(s.entry_clear.begin().blob(o.rv.bytes)) : closed;
  }
  Commit operator()(const RvExpireOp& o) const {
    const Commit entries = done(s.entry_expire.begin().number(o.created_before_ms));
    return entries == Commit::stored ? done(s.box_expire.begin().number(o.created_before_ms)) : entries;
  }
};

Commit SqliteStore::apply(const Op& op) { return std::visit(Apply{*this, *writing_}, op); }

Commit SqliteStore::apply_append(const AppendOp& op) {
  Statements& s = *writing_;
  const auto found = read_lane(s.lane, op.lane);
  if (!found) return Commit::disk;
  if (!*found) return Commit::conflict;
  LaneRow row = (*found)->row;
  const std::int64_t number = (*found)->number;
  if (op.first_seq != row.head_seq + 1 || op.prev != row.head_hash) return Commit::conflict;
  if (op.last_seq >> seq_bits != 0) return Commit::disk;
  Commit result = Commit::stored;
  for_each_frame(op, [&](std::uint64_t seq, ByteSpan frame) {
    if (result != Commit::stored) return;
    result =
        meaning_of(s.frame_add.begin().number(place_of(number, seq)).blob(frame).number(frame_check(frame)).step());
    s.frame_add.end();
  });
  if (result != Commit::stored) return result;
  row.head_seq = op.last_seq;
  row.head_hash = op.last_hash;
  row.bytes += op.frames.size();
  const auto head = static_cast<std::int64_t>(row.head_seq);
  s.lane_head.begin()
      .number(head)
      .blob(row.head_hash)
      .number(static_cast<std::int64_t>(row.bytes))
      .number(lane_check(row))
      .number(number);
  result = meaning_of(s.lane_head.step());
  s.lane_head.end();
  return result;
}

Commit SqliteStore::tidy_up() {
  if (writing_->log_pages < log_pages_enough_) return Commit::stored;
  // Errors other than a lost sync leave the log as it is, and the next round tries again.
  const int code = sqlite3_wal_checkpoint_v2(writing_->db, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  writing_->log_pages = 0;
  return meaning_of(code == SQLITE_OK ? code : sqlite3_extended_errcode(writing_->db)) == Commit::fatal
             ? Commit::fatal
             : Commit::stored;
}

Result<std::optional<LaneRow>> SqliteStore::lane(const Id& lane) {
  BOTHY_TRY(found, read_lane(reading_->lane, lane));
  if (!found) return std::optional<LaneRow>();
  return std::optional(found->row);
}

Result<Page> SqliteStore::page(const Id& lane, std::uint64_t after_seq, std::size_t max_bytes) {
  Page out;
  out.last_seq = after_seq;
  BOTHY_TRY(found, read_lane(reading_->lane, lane));
  if (!found || after_seq >= found->row.head_seq) return out;
  Statement& frames = reading_->frames;
  frames.begin().number(place_of(found->number, after_seq)).number(place_of(found->number, found->row.head_seq));
  int code = SQLITE_ROW;
  while (out.last_seq < found->row.head_seq && (code = frames.step()) == SQLITE_ROW) {
    const ByteSpan frame = frames.blob_at(1);
    const std::uint64_t seq = out.last_seq + 1;
    if (!out.frames.empty() && out.frames.size() + frame.size() > max_bytes) break;
    out.damaged = frames.number_at(0) != place_of(found->number, seq) || !frame_fits(frame, lane, seq) ||
                  frames.number_at(2) != frame_check(frame);
    if (out.damaged) break;
    append(out.frames, frame);
    out.last_seq = seq;
    if (out.frames.size() >= max_bytes) break;
  }
  // Rows that end before the head, or that SQLite cannot read, are damage too.
  if (code != SQLITE_ROW) out.damaged = true;
  frames.end();
  return out;
}

Result<std::optional<RvBox>> SqliteStore::rv(const Id& rv) {
  Statement& s = reading_->box;
  const int code = s.begin().blob(rv.bytes).step();
  if (code != SQLITE_ROW) {
    s.end();
    if (code != SQLITE_DONE) return no(Error::store_damaged);
    return std::optional<RvBox>();
  }
  RvBox box{block_of<32>(s.blob_at(0)), s.number_at(1), s.number_at(2) != 0, {}};
  const bool whole = box_check(rv, box.token_hash, box.created_ms, box.closed) == s.number_at(3);
  s.end();
  if (!whole) return no(Error::store_damaged);
  Statement& e = reading_->entries;
  e.begin().blob(rv.bytes);
  int more = SQLITE_ROW;
  while ((more = e.step()) == SQLITE_ROW) {
    const auto place = static_cast<std::uint8_t>(e.number_at(0));
    const ByteSpan body = e.blob_at(1);
    const bool fits =
        place < rv_entries && body.size() == rv_body_size && entry_check(rv, place, body) == e.number_at(2);
    // A damaged entry is as if it had not been written; pairing starts again with a new link.
    if (fits) box.entries[place] = Bytes(body.begin(), body.end());
  }
  e.end();
  if (more != SQLITE_DONE) return no(Error::store_damaged);
  return std::optional(std::move(box));
}

}  // namespace bothy::relay
