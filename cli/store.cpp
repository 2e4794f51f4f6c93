// The key-to-bytes table over SQLite. See store.h; what to do with a damaged file is in salvage.cpp.
// No key is given a meaning here but the prefix of frames.
#include "cli/store.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstdio>

#include "cli/files.h"
#include "cli/salvage.h"

namespace bothy::cli {
namespace {

constexpr const char* schema =
    "CREATE TABLE IF NOT EXISTS record(key TEXT NOT NULL UNIQUE, value BLOB NOT NULL, sum INTEGER NOT NULL)";

// A crash between two batches costs neither; FULL syncs the log before COMMIT returns. One process at a time (the lock
// of the home), so no shared memory file is needed. secure_delete overwrites what is dropped.
constexpr const char* settings =
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    "PRAGMA cache_size=-16000;";

}  // namespace

std::int64_t checksum(std::string_view key, ByteSpan value) {
  // Offset basis and prime: Fowler, Noll and Vo, FNV-1a 64.
  std::uint64_t sum = 14'695'981'039'346'656'037U;
  const auto mix = [&sum](std::uint8_t byte) { sum = (sum ^ byte) * 1'099'511'628'211U; };
  for (const char c : key) mix(static_cast<std::uint8_t>(c));
  for (const std::uint8_t byte : value) mix(byte);
  return static_cast<std::int64_t>(sum);
}

std::string frame_key(std::string_view lane, std::uint64_t seq) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(seq));
  return std::string(frame_prefix) + std::string(lane) + "/" + digits;
}

void Store::Close::operator()(sqlite3* db) const { sqlite3_close(db); }
void Store::Close::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&& other) noexcept {
  // Statements first: a database with open statements does not close.
  put_ = std::move(other.put_);
  drop_ = std::move(other.drop_);
  db_ = std::move(other.db_);
  path_ = std::move(other.path_);
  notes_ = std::move(other.notes_);
  return *this;
}
Store::~Store() = default;

Trouble Store::last_trouble() const {
  const int code = sqlite3_errcode(db_.get());
  switch (code & 0xFF) {
    case SQLITE_FULL: return file_trouble(ENOSPC, path_, Exit::store);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return file_trouble(EACCES, path_, Exit::store);
    case SQLITE_CANTOPEN: {
      const int error = sqlite3_system_errno(db_.get());
      return file_trouble(error != 0 ? error : EACCES, path_, Exit::store);
    }
    case SQLITE_IOERR: {
      // A quota or a limit on file size ends here too, without the name of a full disk.
      const int error = sqlite3_system_errno(db_.get());
      const bool writing = sqlite3_extended_errcode(db_.get()) == SQLITE_IOERR_WRITE;
      if (writing || error == ENOSPC || error == EDQUOT) return file_trouble(ENOSPC, path_, Exit::store);
      return {Exit::store, "store_unreadable",
              "The disk under " + path_ + " gave an error; copy the folder elsewhere and try there."};
    }
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Exit::store, "in_use", path_ + " is in use by another program; close it and try again."};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Exit::store, "store_damaged", "A part of " + path_ + " is damaged; run: bothy-cli verify"};
    default:
      return {Exit::store, "store_unreadable", path_ + " could not be used (" + sqlite3_errmsg(db_.get()) + ")."};
  }
}

Did Store::run(const char* sql) const {
  if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return std::unexpected(last_trouble());
  return {};
}

Got<Store::Statement> Store::statement(const char* sql) const {
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(db_.get(), sql, -1, &made, nullptr) != SQLITE_OK) return std::unexpected(last_trouble());
  return Statement(made);
}

Did Store::prepare() {
  BOTHY_DO(run(settings));
  BOTHY_GET(version, statement("PRAGMA user_version"));
  if (sqlite3_step(version.get()) != SQLITE_ROW) return std::unexpected(last_trouble());
  const int format = sqlite3_column_int(version.get(), 0);
  version.reset();
  if (format > store_format)
    return store_trouble("too_new", "This home was written by a newer Bothy; update bothy-cli and it will open.");
  BOTHY_DO(run("BEGIN IMMEDIATE"));
  BOTHY_DO(run(schema));
  BOTHY_DO(run(("PRAGMA user_version=" + std::to_string(store_format)).c_str()));
  BOTHY_DO(run("COMMIT"));
  BOTHY_GET(put, statement("INSERT INTO record(key,value,sum) VALUES(?1,?2,?3)"
                           " ON CONFLICT(key) DO UPDATE SET value=?2, sum=?3"));
  BOTHY_GET(drop, statement("DELETE FROM record WHERE key=?1"));
  put_ = std::move(put);
  drop_ = std::move(drop);
  return {};
}

Got<Store> Store::open_once(const std::string& path) {
  Store store;
  store.path_ = path;
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_PRIVATECACHE;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  store.db_.reset(db);
  if (code != SQLITE_OK) return std::unexpected(store.last_trouble());
  sqlite3_busy_timeout(db, 2'000);
  BOTHY_DO(store.prepare());
  return store;
}

Got<Store> Store::open(const std::string& path) {
  auto store = open_once(path);
  std::vector<std::string> notes;
  const bool damaged = store ? false : store.error().name == "store_damaged";
  if (damaged) {
    BOTHY_GET(told, salvage(path));
    notes = std::move(told);
    store = open_once(path);
  }
  if (store) store->notes_ = std::move(notes);
  return store;
}

Did Store::put(const Write& write) {
  sqlite3_stmt* statement = write.drop ? drop_.get() : put_.get();
  sqlite3_bind_text(statement, 1, write.key.data(), static_cast<int>(write.key.size()), SQLITE_STATIC);
  if (!write.drop) {
    // An empty span may have no address, and SQLite takes that for NULL.
    const void* at = write.value.empty() ? "" : static_cast<const void*>(write.value.data());
    sqlite3_bind_blob64(statement, 2, at, write.value.size(), SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, checksum(write.key, write.value));
  }
  const int code = sqlite3_step(statement);
  auto told = code == SQLITE_DONE ? Did{} : Did{std::unexpected(last_trouble())};
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return told;
}

Did Store::apply(std::span<const Write> writes) {
  if (writes.empty()) return {};
  BOTHY_DO(run("BEGIN IMMEDIATE"));
  for (const auto& write : writes) {
    if (auto done = put(write); !done) {
      sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
      return done;
    }
  }
  if (auto done = run("COMMIT"); !done) {
    sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    return done;
  }
  return {};
}

Did Store::drop_all() {
  BOTHY_DO(run("DELETE FROM record"));
  return run("PRAGMA wal_checkpoint(TRUNCATE); VACUUM");
}

Did Store::each(std::string_view from, std::string_view until, const Sink& sink) const {
  BOTHY_GET(rows, statement("SELECT key,value,sum FROM record WHERE key>=?1 AND key<?2 ORDER BY key"));
  sqlite3_bind_text(rows.get(), 1, from.data(), static_cast<int>(from.size()), SQLITE_STATIC);
  sqlite3_bind_text(rows.get(), 2, until.data(), static_cast<int>(until.size()), SQLITE_STATIC);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(rows.get())) == SQLITE_ROW) {
    const auto* key = reinterpret_cast<const char*>(sqlite3_column_text(rows.get(), 0));
    const std::string_view name(key, static_cast<std::size_t>(sqlite3_column_bytes(rows.get(), 0)));
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(rows.get(), 1));
    const ByteSpan value(bytes, static_cast<std::size_t>(sqlite3_column_bytes(rows.get(), 1)));
    BOTHY_DO(sink({name, value, checksum(name, value) == sqlite3_column_int64(rows.get(), 2)}));
  }
  if (code != SQLITE_DONE) return std::unexpected(last_trouble());
  return {};
}

Did Store::each_small(const Sink& sink) const {
  // '0' follows '/', so "f0" is the first key after every frame.
  BOTHY_DO(each("", frame_prefix, sink));
  return each("f0", "\x7f", sink);
}

Did Store::each_frame(std::string_view lane, std::uint64_t seq, const Sink& sink) const {
  return each(frame_key(lane, seq), std::string(frame_prefix) + std::string(lane) + "0", sink);
}

Got<bool> Store::has(std::string_view key) const {
  BOTHY_GET(row, statement("SELECT 1 FROM record WHERE key=?1"));
  sqlite3_bind_text(row.get(), 1, key.data(), static_cast<int>(key.size()), SQLITE_STATIC);
  const int code = sqlite3_step(row.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) return std::unexpected(last_trouble());
  return code == SQLITE_ROW;
}

Got<Bytes> Store::get(std::string_view key) const {
  Bytes out;
  bool found = false;
  bool whole = false;
  const std::string until = std::string(key) + '\0';
  BOTHY_DO(each(key, until, [&](const Record& record) -> Did {
    found = true;
    whole = record.whole;
    out.assign(record.value.begin(), record.value.end());
    return {};
  }));
  if (!found) return store_trouble("not_found", "A record of this home is missing; run: bothy-cli verify");
  if (!whole) return store_trouble("store_damaged", "A part of " + path_ + " is damaged; run: bothy-cli verify");
  return out;
}

Got<std::int64_t> Store::count() const {
  BOTHY_GET(row, statement("SELECT count(*) FROM record NOT INDEXED"));
  if (sqlite3_step(row.get()) != SQLITE_ROW) return std::unexpected(last_trouble());
  return sqlite3_column_int64(row.get(), 0);
}

std::string Store::check() const {
  auto rows = statement("PRAGMA integrity_check(1)");
  if (!rows) return rows.error().say;
  if (sqlite3_step(rows->get()) != SQLITE_ROW) return last_trouble().say;
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(rows->get(), 0));
  const std::string said = text == nullptr ? "" : text;
  return said == "ok" ? "" : said;
}

}  // namespace bothy::cli
