// Chooses the kind of store. See open_store.h.
#include "relay/open_store.h"

#ifdef BOTHY_RELAY_POSTGRES
#include "relay/store_postgres.h"
#endif

namespace bothy::relay {

std::expected<std::unique_ptr<Store>, StoreTrouble> open_store(const std::string& db) {
  if (db.starts_with("postgres://") || db.starts_with("postgresql://")) {
#ifdef BOTHY_RELAY_POSTGRES
    auto store = PostgresStore::open(db);
    if (!store) return std::unexpected(store.error());
    return std::move(*store);
#else
    return std::unexpected(StoreTrouble{
        "this relay was built without PostgreSQL; install libpq-dev and build again, or name a file with --db."});
#endif
  }
  auto store = SqliteStore::open(db, {});
  if (!store) return std::unexpected(store.error());
  return std::move(*store);
}

}  // namespace bothy::relay
