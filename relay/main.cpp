// bothy-relay: reads settings, opens the store, serves. Every way this can stop is one line.
// No logic of the relay here.
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdio>

#include "relay/open_store.h"
#include "relay/server.h"

namespace {

using namespace bothy::relay;

int say_trouble(const std::string& line) {
  std::fprintf(stderr, "bothy-relay: %s\n", line.c_str());
  return 1;
}

std::optional<std::string> read_text(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::string text;
  char part[4'096];
  for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, file)) > 0;) text.append(part, n);
  std::fclose(file);
  return text;
}

Parsed<Config> read_config(const std::vector<std::string>& flags) {
  Config config;
  if (const std::string path = config_path(flags); !path.empty()) {
    const auto text = read_text(path);
    if (!text)
      return std::unexpected(
          ConfigTrouble{"the settings file " + path + " cannot be read; check its path and its rights."});
    auto parsed = parse_file(config, path, *text);
    if (!parsed) return parsed;
    config = std::move(*parsed);
  }
  return parse_flags(std::move(config), flags);
}

// Each socket is a file; the usual 1,024 would be reached long before anything else.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

int check(const std::string& db) {
  if (db.starts_with("postgres")) return say_trouble("--check reads SQLite stores; PostgreSQL has pg_amcheck.");
  const auto store = SqliteStore::open(db, {});
  if (!store) return say_trouble(store.error().line);
  const auto found = (*store)->check_all();
  for (const auto& line : found) std::printf("%s\n", line.c_str());
  std::printf(found.empty() ? "the store is whole\n"
                            : "devices heal frames when they connect; keep a copy of the store until then\n");
  return found.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> flags(argv + 1, argv + argc);
  const auto config = read_config(flags);
  if (!config) return say_trouble(config.error().line);
  if (config->help) return std::fwrite(usage().data(), 1, usage().size(), stdout) == 0 ? 1 : 0;
  if (config->version) return std::printf("bothy-relay, protocol %u\n", unsigned{bothy::protocol_version}) < 0 ? 1 : 0;
  if (sodium_init() < 0) return say_trouble("the cryptography library does not start on this machine.");
  if (config->check) return check(config->db);
  raise_file_limit();
  // Sealed or not, the store is nobody else's to read.
  umask(077);
  auto store = open_store(config->db);
  if (!store) return say_trouble(store.error().line);
  return serve(*config, **store);
}
