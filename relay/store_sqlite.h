// The default store: one SQLite file in write-ahead mode, synced before anything is acknowledged.
// Two connections: one for the writer's thread, one for the hub's reads. Every row carries a check, because SQLite has
// none. Opened by main.cpp and by the tests that cut its power.
#pragma once
#include <string>

#include "relay/store.h"

struct sqlite3;

namespace bothy::relay {

struct SqliteOptions {
  /// Name of a registered VFS; empty for SQLite's own. Tests pass one that breaks or records.
  std::string vfs;
  /// False only in negative controls, where losing frames is the point.
  bool sync = true;
  /// Whether other relays are kept out by a lock file. Off where the file lies in a test's VFS.
  bool lock = true;
  /// Pages of 8 KiB in the write-ahead log after which it is moved into the database.
  int log_pages_enough = 512;
};

/// What went wrong at opening, as one line for the operator.
struct StoreTrouble {
  std::string line;
};

class SqliteStore : public Store {
 public:
  /// Opens or creates the store at `path`. Cost: no scan; a few milliseconds plus replaying the write-ahead log.
  [[nodiscard]] static std::expected<std::unique_ptr<SqliteStore>, StoreTrouble> open(const std::string& path,
                                                                                      const SqliteOptions& options);
  ~SqliteStore() override;
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  [[nodiscard]] Commit commit(std::span<const SharedBatch> batches) override;
  [[nodiscard]] Commit tidy_up() override;
  [[nodiscard]] Result<std::optional<LaneRow>> lane(const Id& lane) override;
  [[nodiscard]] Result<Page> page(const Id& lane, std::uint64_t after_seq, std::size_t max_bytes) override;
  [[nodiscard]] Result<std::optional<RvBox>> rv(const Id& rv) override;

  /// Reads everything: SQLite's own check, every row's check, every chain. Returns one line per finding.
  /// Cost: O(store).
  [[nodiscard]] std::vector<std::string> check_all();

 private:
  struct Statements;
  struct Apply;
  SqliteStore() = default;
  [[nodiscard]] Commit apply(const Op& op);
  [[nodiscard]] Commit apply_append(const AppendOp& op);
  [[nodiscard]] Commit rolled_back(int code);

  std::unique_ptr<Statements> writing_;
  std::unique_ptr<Statements> reading_;
  int lock_file_ = -1;
  int log_pages_enough_ = 0;
};

}  // namespace bothy::relay
