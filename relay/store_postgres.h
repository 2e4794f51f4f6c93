// The second store: PostgreSQL through libpq, for an operator who has outgrown one file. One relay per database.
// Frames are partitioned by the hash of their lane; a whole batch is one transaction of a few statements.
// Opened by open_store.cpp; tested on a private cluster. Source: docs/adr/0010.
#pragma once
#include <string>

#include "relay/store_sqlite.h"

namespace bothy::relay {

class PgConnection;

class PostgresStore : public Store {
 public:
  /// Connects twice (writer, reader), makes the tables where there are none, keeps other relays out by an advisory
  /// lock.
  [[nodiscard]] static std::expected<std::unique_ptr<PostgresStore>, StoreTrouble> open(const std::string& url);
  ~PostgresStore() override;
  PostgresStore(const PostgresStore&) = delete;
  PostgresStore& operator=(const PostgresStore&) = delete;

  [[nodiscard]] Commit commit(std::span<const SharedBatch> batches) override;
  [[nodiscard]] Result<std::optional<LaneRow>> lane(const Id& lane) override;
  [[nodiscard]] Result<Page> page(const Id& lane, std::uint64_t after_seq, std::size_t max_bytes) override;
  [[nodiscard]] Result<std::optional<RvBox>> rv(const Id& rv) override;

 private:
  explicit PostgresStore(std::string url);
  [[nodiscard]] bool writer_ready();
  [[nodiscard]] bool reader_ready();

  const std::string url_;
  std::unique_ptr<PgConnection> writing_;
  std::unique_ptr<PgConnection> reading_;
};

}  // namespace bothy::relay
