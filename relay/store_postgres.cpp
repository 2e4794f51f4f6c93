// Commits and reads of the PostgreSQL store. See store_postgres.h.
#include "relay/store_postgres.h"

#include <map>

#include "relay/pg_wire.h"
#include "relay/row_check.h"

namespace bothy::relay {
namespace {

constexpr int schema_version = 1;
constexpr const char* take_lock =
    "SELECT CASE WHEN pg_try_advisory_lock(1112828209) THEN 1::bigint ELSE 0::bigint END";  // "BTY1"

// Bodies are random bytes, so compressing them would only cost time.
constexpr const char* schema = R"sql(
BEGIN;
CREATE TABLE relay_schema(version bigint NOT NULL);
INSERT INTO relay_schema VALUES (1);
CREATE TABLE lane(id bytea PRIMARY KEY, keys bytea NOT NULL, head_seq bigint NOT NULL, head_hash bytea NOT NULL,
                  bytes bigint NOT NULL, chk bigint NOT NULL);
CREATE TABLE frame(lane bytea NOT NULL, seq bigint NOT NULL, hdr bytea NOT NULL, body bytea NOT NULL, chk bigint NOT NULL,
                   PRIMARY KEY(lane, seq)) PARTITION BY HASH(lane);
DO $$ BEGIN FOR i IN 0..63 LOOP
  EXECUTE format('CREATE TABLE frame_%s PARTITION OF frame FOR VALUES WITH (MODULUS 64, REMAINDER %s)', i, i);
  EXECUTE format('ALTER TABLE frame_%s ALTER COLUMN body SET STORAGE EXTERNAL', i);
END LOOP; END $$;
CREATE TABLE box(id bytea PRIMARY KEY, token_hash bytea NOT NULL, created_ms bigint NOT NULL, closed bigint NOT NULL, chk bigint NOT NULL);
CREATE TABLE entry(id bytea NOT NULL REFERENCES box ON DELETE CASCADE, place bigint NOT NULL, body bytea NOT NULL,
                   chk bigint NOT NULL, PRIMARY KEY(id, place));
COMMIT;
)sql";

Commit meaning_of(const PgResult& result) {
  if (result.ok()) return Commit::stored;
  const std::string state = result.state();
  // Integrity and serialization classes: somebody else was there first. Anything else: nothing was kept, try later.
  return state.starts_with("23") || state.starts_with("40") ? Commit::conflict : Commit::disk;
}

Result<std::optional<LaneRow>> read_lane(PgConnection& db, const Id& id) {
  const auto found =
      db.run("SELECT keys, head_seq, head_hash, bytes, chk FROM lane WHERE id=$1", PgParameters().bytes(id.bytes));
  if (!found.ok()) return no(Error::store_damaged);
  if (found.rows() == 0) return std::optional<LaneRow>();
  BOTHY_TRY(keys, keys_of(found.bytes(0, 0)));
  const LaneRow row{id, keys, static_cast<std::uint64_t>(found.number(0, 1)), block_of<32>(found.bytes(0, 2)),
                    static_cast<std::uint64_t>(found.number(0, 3))};
  if (lane_check(row) != found.number(0, 4)) return no(Error::store_damaged);
  return std::optional(row);
}

// The appends of a whole transaction: frames in order, and each lane's old and new head.
struct Appends {
  struct Lane {
    LaneRow before;
    LaneRow after;
  };
  std::map<Id, Lane> lanes;
  std::vector<ByteSpan> ids, headers, bodies;
  std::vector<std::int64_t> seqs, checks;

  Commit add(PgConnection& db, const AppendOp& op) {
    auto at = lanes.find(op.lane);
    if (at == lanes.end()) {
      const auto row = read_lane(db, op.lane);
      if (!row) return Commit::disk;
      if (!*row) return Commit::conflict;
      at = lanes.emplace(op.lane, Lane{**row, **row}).first;
    }
    LaneRow& head = at->second.after;
    if (op.first_seq != head.head_seq + 1 || op.prev != head.head_hash) return Commit::conflict;
    for_each_frame(op, [&](std::uint64_t seq, ByteSpan frame) {
      ids.push_back(op.lane.bytes);
      seqs.push_back(static_cast<std::int64_t>(seq));
      headers.push_back(frame.first(frame_header_size));
      bodies.push_back(frame_body(frame));
      checks.push_back(frame_check(frame));
    });
    head.head_seq = op.last_seq;
    head.head_hash = op.last_hash;
    head.bytes += op.frames.size();
    return Commit::stored;
  }

  Commit write(PgConnection& db) {
    if (lanes.empty()) return Commit::stored;
    std::vector<ByteSpan> lane_ids, old_hashes, new_hashes;
    std::vector<std::int64_t> old_seqs, new_seqs, sizes, lane_checks;
    for (const auto& [id, lane] : lanes) {
      lane_ids.push_back(id.bytes);
      old_hashes.push_back(lane.before.head_hash);
      new_hashes.push_back(lane.after.head_hash);
      old_seqs.push_back(static_cast<std::int64_t>(lane.before.head_seq));
      new_seqs.push_back(static_cast<std::int64_t>(lane.after.head_seq));
      sizes.push_back(static_cast<std::int64_t>(lane.after.bytes));
      lane_checks.push_back(lane_check(lane.after));
    }
    const auto heads = db.run(
        "UPDATE lane l SET head_seq=u.seq, head_hash=u.hash, bytes=u.bytes, chk=u.chk "
        "FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bytea[], $6::bigint[], $7::bigint[]) "
        "AS u(id, old_seq, old_hash, seq, hash, bytes, chk) WHERE l.id=u.id AND l.head_seq=u.old_seq AND "
        "l.head_hash=u.old_hash",
        PgParameters()
            .blobs(lane_ids)
            .numbers(old_seqs)
            .blobs(old_hashes)
            .numbers(new_seqs)
            .blobs(new_hashes)
            .numbers(sizes)
            .numbers(lane_checks));
    if (!heads.ok()) return meaning_of(heads);
    if (heads.changed() != static_cast<std::int64_t>(lanes.size())) return Commit::conflict;
    return meaning_of(
        db.run("INSERT INTO frame(lane, seq, hdr, body, chk) SELECT * FROM unnest($1::bytea[], $2::bigint[], "
               "$3::bytea[], $4::bytea[], $5::bigint[])",
               PgParameters().blobs(ids).numbers(seqs).blobs(headers).blobs(bodies).numbers(checks)));
  }
};

struct Apply {
  PgConnection& db;
  Appends& appends;

  Commit operator()(const OpenOp& o) const {
    const LaneRow row{o.lane, o.keys, 0, {}, 0};
    return meaning_of(db.run(
        "INSERT INTO lane(id, keys, head_seq, head_hash, bytes, chk) VALUES($1, $2, 0, $3, 0, $4)",
        PgParameters().bytes(o.lane.bytes).bytes(keys_blob(o.keys)).bytes(row.head_hash).number(lane_check(row))));
  }
  Commit operator()(const AppendOp& o) const { return appends.add(db, o); }
  Commit operator()(const RekeyOp& o) const {
    // Its check covers the head, so the appends gathered before it come first.
    if (const Commit first = flush(); first != Commit::stored) return first;
    const auto row = read_lane(db, o.lane);
    if (!row) return Commit::disk;
    if (!*row) return Commit::conflict;
    LaneRow next = **row;
    next.keys = o.keys;
    return meaning_of(db.run("UPDATE lane SET keys=$2, chk=$3 WHERE id=$1",
                             PgParameters().bytes(o.lane.bytes).bytes(keys_blob(o.keys)).number(lane_check(next))));
  }
  Commit operator()(const HealOp& o) const {
    const auto done = db.run("UPDATE frame SET hdr=$3, body=$4, chk=$5 WHERE lane=$1 AND seq=$2",
                             PgParameters()
                                 .bytes(o.lane.bytes)
                                 .number(static_cast<std::int64_t>(o.seq))
                                 .bytes(ByteSpan(o.frame).first(frame_header_size))
                                 .bytes(frame_body(o.frame))
                                 .number(frame_check(o.frame)));
    return done.ok() && done.changed() == 0 ? Commit::conflict : meaning_of(done);
  }
  Commit operator()(const RvPutOp& o) const {
    const std::int64_t check = box_check(o.rv, o.token_hash, o.created_ms, false);
    const auto made = db.run(
        "INSERT INTO box(id, token_hash, created_ms, closed, chk) VALUES($1, $2, $3, 0, $4) ON CONFLICT DO NOTHING",
        PgParameters().bytes(o.rv.bytes).bytes(o.token_hash).number(o.created_ms).number(check));
    if (!made.ok()) return meaning_of(made);
    const auto put = db.run(
        "INSERT INTO entry(id, place, body, chk) SELECT $1, $2, $3, $4 FROM box WHERE id=$1 AND closed=0",
        PgParameters().bytes(o.rv.bytes).number(o.index).bytes(o.body).number(entry_check(o.rv, o.index, o.body)));
    return put.ok() && put.changed() == 0 ? Commit::conflict : meaning_of(put);
  }
  Commit operator()(const RvCloseOp& o) const {
    const auto box = db.run("SELECT token_hash, created_ms FROM box WHERE id=$1", PgParameters().bytes(o.rv.bytes));
    if (!box.ok()) return meaning_of(box);
    if (box.rows() == 0) return Commit::conflict;
    const std::int64_t check = box_check(o.rv, box.bytes(0, 0), box.number(0, 1), true);
    const auto closed =
        db.run("UPDATE box SET closed=1, chk=$2 WHERE id=$1", PgParameters().bytes(o.rv.bytes).number(check));
    if (!closed.ok()) return meaning_of(closed);
    return meaning_of(db.run("DELETE FROM entry WHERE id=$1", PgParameters().bytes(o.rv.bytes)));
  }
  Commit operator()(const RvExpireOp& o) const {
    return meaning_of(db.run("DELETE FROM box WHERE created_ms<$1", PgParameters().number(o.created_before_ms)));
  }
  Commit flush() const {
    const Commit result = appends.write(db);
    appends = {};
    return result;
  }
};

}  // namespace

PostgresStore::PostgresStore(std::string url)
    : url_(std::move(url)), writing_(std::make_unique<PgConnection>()), reading_(std::make_unique<PgConnection>()) {}

PostgresStore::~PostgresStore() = default;

// After a lost connection the lock is gone too, so it is taken again with the new one.
bool PostgresStore::writer_ready() {
  if (writing_->alive()) return true;
  if (!writing_->open(url_) || !writing_->script("SET synchronous_commit=on")) return false;
  const auto lock = writing_->run(take_lock);
  return lock.ok() && lock.number(0, 0) == 1;
}

bool PostgresStore::reader_ready() { return reading_->alive() || reading_->open(url_); }

std::expected<std::unique_ptr<PostgresStore>, StoreTrouble> PostgresStore::open(const std::string& url) {
  const auto trouble = [](const std::string& what) {
    return std::unexpected(StoreTrouble{"the PostgreSQL store " + what});
  };
  std::unique_ptr<PostgresStore> store(new PostgresStore(url));
  PgConnection& db = *store->writing_;
  if (!store->writer_ready())
    return trouble(db.alive() ? "is in use by another relay." : "cannot be reached: " + db.message());
  const auto tables = db.run(
      "SELECT count(*) FROM pg_tables WHERE schemaname=current_schema() AND tablename IN ('relay_schema','lane')");
  if (!tables.ok()) return trouble("cannot be read: " + db.message());
  if (tables.number(0, 0) == 0 && !db.script(schema)) return trouble("cannot be prepared: " + db.message());
  const auto version = db.run("SELECT version FROM relay_schema");
  if (!version.ok() || version.rows() != 1) return trouble("holds tables of another program; name an empty database.");
  if (version.number(0, 0) > schema_version) return trouble("was written by a newer relay; update this relay.");
  if (version.number(0, 0) < schema_version)
    return trouble("has an old schema; name an empty database: devices send their frames again.");
  if (!store->reader_ready()) return trouble("cannot be reached twice: " + store->reading_->message());
  return store;
}

Commit PostgresStore::commit(std::span<const SharedBatch> batches) {
  if (!writer_ready()) return Commit::disk;
  PgConnection& db = *writing_;
  Commit result = meaning_of(db.run("BEGIN"));
  Appends appends;
  const Apply apply{db, appends};
  for (const auto& batch : batches) {
    for (const Op& op : batch->ops) {
      // Only appends are gathered; anything that reads or heals frames sees them first.
      if (result == Commit::stored && std::holds_alternative<HealOp>(op)) result = apply.flush();
      if (result == Commit::stored) result = std::visit(apply, op);
    }
  }
  if (result == Commit::stored) result = apply.flush();
  if (result == Commit::stored) {
    // A connection lost in this very call leaves it unknown; the hub then reads the heads again and clients repeat.
    return meaning_of(db.run("COMMIT"));
  }
  if (db.alive() && db.in_transaction()) (void)db.run("ROLLBACK");
  return result;
}

Result<std::optional<LaneRow>> PostgresStore::lane(const Id& lane) {
  if (!reader_ready()) return no(Error::store_damaged);
  return read_lane(*reading_, lane);
}

Result<Page> PostgresStore::page(const Id& lane_id, std::uint64_t after_seq, std::size_t max_bytes) {
  BOTHY_TRY(row, lane(lane_id));
  Page out;
  out.last_seq = after_seq;
  if (!row || after_seq >= row->head_seq) return out;
  const auto after = static_cast<std::int64_t>(after_seq);
  const auto most = static_cast<std::int64_t>(max_bytes);
  const auto found = reading_->run(
      "SELECT seq, hdr, body, chk FROM (SELECT seq, hdr, body, chk, sum(192 + octet_length(body)) OVER (ORDER BY seq) "
      "AS upto "
      "FROM frame WHERE lane=$1 AND seq>$2 AND seq<=$2+257 AND seq<=$4) t WHERE upto<=$3 OR seq=$2+1 ORDER BY seq",
      PgParameters().bytes(lane_id.bytes).number(after).number(most).number(static_cast<std::int64_t>(row->head_seq)));
  if (!found.ok()) return no(Error::store_damaged);
  out.damaged = found.rows() == 0;
  for (int i = 0; i < found.rows() && !out.damaged; ++i) {
    Bytes frame;
    append(frame, found.bytes(i, 1));
    append(frame, found.bytes(i, 2));
    const std::uint64_t seq = out.last_seq + 1;
    out.damaged = found.number(i, 0) != static_cast<std::int64_t>(seq) || !frame_fits(frame, lane_id, seq) ||
                  frame_check(frame) != found.number(i, 3);
    if (out.damaged) break;
    append(out.frames, frame);
    out.last_seq = seq;
  }
  return out;
}

Result<std::optional<RvBox>> PostgresStore::rv(const Id& rv) {
  if (!reader_ready()) return no(Error::store_damaged);
  const auto found =
      reading_->run("SELECT token_hash, created_ms, closed, chk FROM box WHERE id=$1", PgParameters().bytes(rv.bytes));
  if (!found.ok()) return no(Error::store_damaged);
  if (found.rows() == 0) return std::optional<RvBox>();
  RvBox box{block_of<32>(found.bytes(0, 0)), found.number(0, 1), found.number(0, 2) != 0, {}};
  if (box_check(rv, box.token_hash, box.created_ms, box.closed) != found.number(0, 3)) return no(Error::store_damaged);
  const auto entries = reading_->run("SELECT place, body, chk FROM entry WHERE id=$1", PgParameters().bytes(rv.bytes));
  if (!entries.ok()) return no(Error::store_damaged);
  for (int i = 0; i < entries.rows(); ++i) {
    const auto place = static_cast<std::uint8_t>(entries.number(i, 0));
    const ByteSpan body = entries.bytes(i, 1);
    const bool fits =
        place < rv_entries && body.size() == rv_body_size && entry_check(rv, place, body) == entries.number(i, 2);
    if (fits) box.entries[place] = Bytes(body.begin(), body.end());
  }
  return std::optional(std::move(box));
}

}  // namespace bothy::relay
