// Which store a --db value means. Called by main.cpp.
#pragma once
#include "relay/store_sqlite.h"

namespace bothy::relay {

/// A path opens SQLite, postgres:// opens PostgreSQL where this relay was built with it.
[[nodiscard]] std::expected<std::unique_ptr<Store>, StoreTrouble> open_store(const std::string& db);

}  // namespace bothy::relay
