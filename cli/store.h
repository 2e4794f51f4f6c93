// The disk of a home: one table from key to bytes, written in whole batches (SQLite, WAL, synchronous=FULL).
// Keys and values mean nothing here; each row carries a checksum. Called by home, host and verify.
#pragma once
#include <functional>
#include <memory>
#include <span>

#include "base/bytes.h"
#include "cli/trouble.h"

struct sqlite3;
struct sqlite3_stmt;

namespace bothy::cli {

/// One write of a batch. `drop` removes the key.
struct Write {
  std::string key;
  ByteSpan value;
  bool drop = false;
};

/// What one read of a record gives: `whole` is false when its bytes no longer match their checksum.
struct Record {
  std::string_view key;
  ByteSpan value;
  bool whole = true;
};

inline constexpr std::string_view frame_prefix = "f/";
inline constexpr int store_format = 1;

class Store {
 public:
  /// Opens or creates the file. One that SQLite calls damaged is salvaged first (salvage.h) and the old file kept.
  /// Errors (Exit::store): too_new, disk_full, no_permission, store_damaged.
  [[nodiscard]] static Got<Store> open(const std::string& path);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// All writes or none, on the disk when it returns. Errors: disk_full, no_permission, store_damaged.
  [[nodiscard]] Did apply(std::span<const Write> writes);
  /// Removes every record and overwrites their pages.
  [[nodiscard]] Did drop_all();

  using Sink = std::function<Did(const Record&)>;
  /// Every record whose key lies in [from, until), in key order.
  [[nodiscard]] Did each(std::string_view from, std::string_view until, const Sink& sink) const;
  /// Every record that is no frame.
  [[nodiscard]] Did each_small(const Sink& sink) const;
  /// Frames of one lane (32 hex digits) from `seq` on, in order.
  [[nodiscard]] Did each_frame(std::string_view lane, std::uint64_t seq, const Sink& sink) const;

  [[nodiscard]] Got<bool> has(std::string_view key) const;
  /// The bytes under a key. Errors: not_found, store_damaged when they no longer match their checksum.
  [[nodiscard]] Got<Bytes> get(std::string_view key) const;
  [[nodiscard]] Got<std::int64_t> count() const;
  /// SQLite's own check of the whole file: empty when it is content. Cost: reads everything.
  [[nodiscard]] std::string check() const;
  /// What opening had to do, one sentence each; empty on an ordinary day.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  Store() = default;
  [[nodiscard]] static Got<Store> open_once(const std::string& path);
  [[nodiscard]] Did prepare();
  [[nodiscard]] Did run(const char* sql) const;
  [[nodiscard]] Did put(const Write& write);
  [[nodiscard]] Trouble last_trouble() const;

  struct Close {
    void operator()(sqlite3* db) const;
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Close>;
  [[nodiscard]] Got<Statement> statement(const char* sql) const;

  std::string path_;
  std::unique_ptr<sqlite3, Close> db_;
  Statement put_;
  Statement drop_;
  std::vector<std::string> notes_;
};

/// FNV-1a over key and value: every single changed byte changes it. It finds bit rot; the seals find forgery.
[[nodiscard]] std::int64_t checksum(std::string_view key, ByteSpan value);

/// "f/<lane>/<seq as 16 hex digits>".
[[nodiscard]] std::string frame_key(std::string_view lane, std::uint64_t seq);

}  // namespace bothy::cli
