// The little of libpq that the PostgreSQL store needs: binary parameters, arrays, results that free themselves.
// No SQL here. Called by store_postgres.cpp and pg_open.cpp.
#pragma once
#include <libpq-fe.h>

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace bothy::relay {

// Type numbers of PostgreSQL (src/include/catalog/pg_type.dat).
inline constexpr unsigned pg_bytea = 17;
inline constexpr unsigned pg_int8 = 20;
inline constexpr unsigned pg_bytea_array = 1001;
inline constexpr unsigned pg_int8_array = 1016;

/// Parameters of one statement, in PostgreSQL's binary form (big-endian).
class PgParameters {
 public:
  PgParameters& number(std::int64_t v);
  PgParameters& bytes(ByteSpan v);
  PgParameters& numbers(const std::vector<std::int64_t>& all);
  PgParameters& blobs(const std::vector<ByteSpan>& all);

 private:
  friend class PgConnection;
  struct One {
    unsigned type = 0;
    Bytes value;
  };
  std::vector<One> all_;
};

class PgResult {
 public:
  explicit PgResult(PGresult* held) : held_(held) {}
  ~PgResult() { PQclear(held_); }
  PgResult(PgResult&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  PgResult(const PgResult&) = delete;
  PgResult& operator=(const PgResult&) = delete;

  [[nodiscard]] bool ok() const {
    return PQresultStatus(held_) == PGRES_TUPLES_OK || PQresultStatus(held_) == PGRES_COMMAND_OK;
  }
  /// SQLSTATE, empty when the connection is gone.
  [[nodiscard]] std::string state() const;
  [[nodiscard]] int rows() const { return PQntuples(held_); }
  [[nodiscard]] std::int64_t changed() const { return std::atoll(PQcmdTuples(held_)); }
  [[nodiscard]] std::int64_t number(int row, int column) const;
  [[nodiscard]] ByteSpan bytes(int row, int column) const;

 private:
  PGresult* held_;
};

/// One connection; statements are run whole, with binary results.
class PgConnection {
 public:
  ~PgConnection() { PQfinish(held_); }
  PgConnection() = default;
  PgConnection(const PgConnection&) = delete;
  PgConnection& operator=(const PgConnection&) = delete;

  /// False: see message().
  [[nodiscard]] bool open(const std::string& url);
  [[nodiscard]] bool alive() const { return held_ != nullptr && PQstatus(held_) == CONNECTION_OK; }
  [[nodiscard]] bool in_transaction() const { return PQtransactionStatus(held_) != PQTRANS_IDLE; }
  [[nodiscard]] std::string message() const;
  [[nodiscard]] PgResult run(const char* sql, const PgParameters& parameters = {});
  /// Several statements without parameters.
  [[nodiscard]] bool script(const std::string& sql);

 private:
  PGconn* held_ = nullptr;
};

}  // namespace bothy::relay
