// Binary parameters and results of libpq. See pg_wire.h.
#include "relay/pg_wire.h"

namespace bothy::relay {
namespace {

void big_endian(Bytes& out, std::uint64_t v, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(v >> shift));
}

// A one-dimensional array: dimensions, no nulls, element type, length, lower bound; then each element with its length.
Bytes array_head(unsigned element, std::size_t n) {
  Bytes out;
  big_endian(out, n == 0 ? 0 : 1, 4);
  big_endian(out, 0, 4);
  big_endian(out, element, 4);
  if (n == 0) return out;
  big_endian(out, n, 4);
  big_endian(out, 1, 4);
  return out;
}

}  // namespace

PgParameters& PgParameters::number(std::int64_t v) {
  One one{pg_int8, {}};
  big_endian(one.value, static_cast<std::uint64_t>(v), 8);
  all_.push_back(std::move(one));
  return *this;
}

PgParameters& PgParameters::bytes(ByteSpan v) {
  all_.push_back({pg_bytea, Bytes(v.begin(), v.end())});
  return *this;
}

PgParameters& PgParameters::numbers(const std::vector<std::int64_t>& all) {
  One one{pg_int8_array, array_head(pg_int8, all.size())};
  for (const std::int64_t v : all) {
    big_endian(one.value, 8, 4);
    big_endian(one.value, static_cast<std::uint64_t>(v), 8);
  }
  all_.push_back(std::move(one));
  return *this;
}

PgParameters& PgParameters::blobs(const std::vector<ByteSpan>& all) {
  One one{pg_bytea_array, array_head(pg_bytea, all.size())};
  for (const ByteSpan v : all) {
    big_endian(one.value, v.size(), 4);
    append(one.value, v);
  }
  all_.push_back(std::move(one));
  return *this;
}

std::string PgResult::state() const {
  const char* text = PQresultErrorField(held_, PG_DIAG_SQLSTATE);
  return text == nullptr ? "" : text;
}

std::int64_t PgResult::number(int row, int column) const {
  std::uint64_t out = 0;
  for (const std::uint8_t byte : bytes(row, column)) out = out << 8 | byte;
  return static_cast<std::int64_t>(out);
}

ByteSpan PgResult::bytes(int row, int column) const {
  return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(held_, row, column)),
          static_cast<std::size_t>(PQgetlength(held_, row, column))};
}

bool PgConnection::open(const std::string& url) {
  PQfinish(held_);
  held_ = PQconnectdb(url.c_str());
  PQsetNoticeProcessor(held_, [](void*, const char*) {}, nullptr);
  return alive();
}

std::string PgConnection::message() const {
  std::string text = held_ == nullptr ? "" : PQerrorMessage(held_);
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

PgResult PgConnection::run(const char* sql, const PgParameters& parameters) {
  std::vector<unsigned> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const auto& one : parameters.all_) {
    types.push_back(one.type);
    values.push_back(reinterpret_cast<const char*>(one.value.data()));
    lengths.push_back(static_cast<int>(one.value.size()));
  }
  const std::vector<int> formats(values.size(), 1);
  return PgResult(PQexecParams(held_, sql, static_cast<int>(values.size()), types.data(), values.data(), lengths.data(),
                               formats.data(), 1));
}

bool PgConnection::script(const std::string& sql) { return PgResult(PQexec(held_, sql.c_str())).ok(); }

}  // namespace bothy::relay
