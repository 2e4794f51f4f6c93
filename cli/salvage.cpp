// Row by row out of a damaged SQLite file: forward until a bad page, a leap over it, and single steps inside the gap.
// A torn first page is replaced by that of a fresh file with the same table. See salvage.h.
#include "cli/salvage.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "cli/files.h"

namespace bothy::cli {
namespace {

constexpr std::size_t page_size = 4'096;       // SQLite's default, which store.cpp never changes
constexpr std::size_t max_store = 8ULL << 30;  // far above a life of check-ins
constexpr std::int64_t max_rowid = 1LL << 40;  // where a search for the next readable row stops
constexpr std::int64_t max_steps = 1'000'000;  // single rows tried inside one gap
constexpr std::size_t batch_rows = 2'000;

struct Row {
  std::string key;
  Bytes value;
};

struct Found {
  std::size_t kept = 0;
  std::vector<std::string> lost;
};

class Scan {
 public:
  Scan(sqlite3* from, Store& to) : from_(from), to_(to) {}
  ~Scan() {
    sqlite3_finalize(run_);
    sqlite3_finalize(one_);
  }

  [[nodiscard]] bool ready() {
    constexpr const char* run = "SELECT rowid,key,value,sum FROM record NOT INDEXED WHERE rowid>=?1 ORDER BY rowid";
    constexpr const char* one = "SELECT rowid,key,value,sum FROM record NOT INDEXED WHERE rowid=?1";
    return sqlite3_prepare_v2(from_, run, -1, &run_, nullptr) == SQLITE_OK &&
           sqlite3_prepare_v2(from_, one, -1, &one_, nullptr) == SQLITE_OK;
  }

  [[nodiscard]] Got<Found> all() {
    std::int64_t at = 0;
    while (true) {
      BOTHY_GET(stopped, forward(at));
      if (!stopped) break;  // reached the end
      BOTHY_GET(next, leap(last_));
      if (next < 0) break;
      BOTHY_DO(steps(last_ + 1, std::min(next, last_ + max_steps)));
      at = next;
    }
    BOTHY_DO(flush());
    return std::move(found_);
  }

 private:
  // Reads rows from `at`; true when a bad page stopped it.
  [[nodiscard]] Got<bool> forward(std::int64_t at) {
    sqlite3_reset(run_);
    sqlite3_bind_int64(run_, 1, at);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(run_)) == SQLITE_ROW) BOTHY_DO(take(run_));
    return code != SQLITE_DONE;
  }

  // The first rowid after `from` at which reading goes on again, or -1.
  [[nodiscard]] Got<std::int64_t> leap(std::int64_t from) {
    for (std::int64_t step = 2; from + step < max_rowid; step *= 2) {
      sqlite3_reset(run_);
      sqlite3_bind_int64(run_, 1, from + step);
      const int code = sqlite3_step(run_);
      if (code == SQLITE_ROW) return sqlite3_column_int64(run_, 0);
    }
    return -1;
  }

  [[nodiscard]] Did steps(std::int64_t from, std::int64_t until) {
    for (std::int64_t rowid = from; rowid < until; ++rowid) {
      sqlite3_reset(one_);
      sqlite3_bind_int64(one_, 1, rowid);
      if (sqlite3_step(one_) == SQLITE_ROW) BOTHY_DO(take(one_));
    }
    return {};
  }

  [[nodiscard]] Did take(sqlite3_stmt* row) {
    last_ = std::max<std::int64_t>(last_, sqlite3_column_int64(row, 0));
    const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(row, 1));
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(row, 2));
    const ByteSpan value(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, 2)));
    const std::string key =
        name == nullptr ? "" : std::string(name, static_cast<std::size_t>(sqlite3_column_bytes(row, 1)));
    if (checksum(key, value) != sqlite3_column_int64(row, 3)) {
      found_.lost.push_back(key);
      return {};
    }
    ++found_.kept;
    rows_.push_back({key, Bytes(value.begin(), value.end())});
    return rows_.size() < batch_rows ? Did{} : flush();
  }

  [[nodiscard]] Did flush() {
    std::vector<Write> writes;
    for (const auto& row : rows_) writes.push_back({row.key, row.value, false});
    BOTHY_DO(to_.apply(writes));
    rows_.clear();
    return {};
  }

  sqlite3* from_;
  Store& to_;
  sqlite3_stmt* run_ = nullptr;
  sqlite3_stmt* one_ = nullptr;
  std::int64_t last_ = 0;
  std::vector<Row> rows_;
  Found found_;
};

struct CloseDb {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
using Db = std::unique_ptr<sqlite3, CloseDb>;

Db open_copy(const std::string& path) {
  sqlite3* db = nullptr;
  sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr);
  return Db(db);
}

void remove_store(const std::string& path) {
  ::unlink(path.c_str());
  ::unlink((path + "-wal").c_str());
  ::unlink((path + "-shm").c_str());
}

// Gives the copy the first page of a fresh file: same table, same root pages, its own length, no free list.
Did replace_first_page(const std::string& copy, const std::string& fresh) {
  BOTHY_GET(bytes, read_file(copy, max_store));
  BOTHY_GET(sound, read_file(fresh, max_store));
  if (bytes.size() < page_size || sound.size() < page_size) return {};
  std::copy_n(sound.begin(), page_size, bytes.begin());
  const auto pages = static_cast<std::uint32_t>(bytes.size() / page_size);
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[28 + i] = static_cast<std::uint8_t>(pages >> (24 - 8 * i));  // file format, offset 28: size in pages
    bytes[32 + i] = 0;                                                 // 32: first free page
    bytes[36 + i] = 0;                                                 // 36: how many
  }
  remove_store(copy);
  return write_private(copy, bytes, Overwrite::yes, Exit::store);
}

// A copy to read from, with the log that belongs to it: the original is not touched.
Did copy_store(const std::string& path, const std::string& copy) {
  remove_store(copy);
  BOTHY_GET(bytes, read_file(path, max_store));
  BOTHY_DO(write_private(copy, bytes, Overwrite::yes, Exit::store));
  if (!is_there(path + "-wal")) return {};
  BOTHY_GET(log, read_file(path + "-wal", max_store));
  return write_private(copy + "-wal", log, Overwrite::yes, Exit::store);
}

Got<Found> read_out(const std::string& copy, Store& fresh) {
  const Db db = open_copy(copy);
  Scan scan(db.get(), fresh);
  if (!scan.ready()) return Found{};
  return scan.all();
}

std::string free_name(const std::string& path) {
  for (int n = 1;; ++n) {
    std::string name = path + ".damaged-" + std::to_string(n);
    if (!is_there(name)) return name;
  }
}

std::vector<std::string> sentences(const Found& found, const std::string& kept_as) {
  std::vector<std::string> out;
  out.push_back("The store was damaged. " + std::to_string(found.kept) + " records were whole and are kept; " +
                std::to_string(found.lost.size()) + " were not, and pages that could not be read may have held more.");
  for (const auto& key : found.lost) {
    if (out.size() > 8) break;
    if (!key.starts_with(frame_prefix) && is_utf8(key)) out.push_back("Not whole: " + key.substr(0, 60));
  }
  out.push_back("The damaged file stays as " + kept_as + ". What the relay holds comes back with: bothy-cli sync");
  return out;
}

}  // namespace

Got<std::vector<std::string>> salvage(const std::string& path) {
  const std::string copy = path + ".salvage";
  const std::string fresh_path = path + ".fresh";
  BOTHY_DO(copy_store(path, copy));
  remove_store(fresh_path);
  Found found;
  {
    // Closing a store folds its log into the file, so an empty one is whole on the disk.
    BOTHY_DO(Store::open(fresh_path));
    BOTHY_GET(fresh, Store::open(fresh_path));
    BOTHY_GET(first, read_out(copy, fresh));
    found = std::move(first);
    if (found.kept == 0) {
      const std::string sound = path + ".sound";
      remove_store(sound);
      BOTHY_DO(Store::open(sound));
      BOTHY_DO(replace_first_page(copy, sound));
      remove_store(sound);
      BOTHY_GET(second, read_out(copy, fresh));
      found = std::move(second);
    }
  }
  remove_store(copy);
  if (found.kept == 0) {
    remove_store(fresh_path);
    return store_trouble("store_damaged",
                         "Nothing in " + path +
                             " can be read any more; it was left as it is. Make a new home in another folder with: "
                             "bothy-cli recover --home DIR");
  }
  const std::string kept_as = free_name(path);
  if (::link(path.c_str(), kept_as.c_str()) != 0) return std::unexpected(file_trouble(errno, kept_as, Exit::store));
  // The log goes first: a sound file must never meet the log of the damaged one.
  if (is_there(path + "-wal")) ::rename((path + "-wal").c_str(), (kept_as + "-wal").c_str());
  ::unlink((path + "-shm").c_str());
  if (::rename(fresh_path.c_str(), path.c_str()) != 0) return std::unexpected(file_trouble(errno, path, Exit::store));
  sync_folder_of(path);
  return sentences(found, kept_as);
}

}  // namespace bothy::cli
