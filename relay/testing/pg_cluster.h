// A private PostgreSQL cluster for one test: made, started on a Unix socket, gone after. Absent where Debian's
// postgresql-15 is not installed. Never touches a cluster that is there. Called by store_test.
#pragma once
#include <sys/types.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "relay/testing/scratch.h"

namespace bothy::relay::testing {

class PgCluster {
 public:
  PgCluster() : folder_("/tmp") {
    if (!std::filesystem::exists(bin_ + "/initdb")) return;
    // PostgreSQL refuses to run as root.
    const std::string as = ::getuid() == 0 ? "runuser -u postgres -- " : "";
    if (::getuid() == 0) run("chown postgres " + folder_.path());
    const std::string data = folder_.at("data");
    up_ = run(as + bin_ + "/initdb -D " + data +
              " -A trust -U bothy --no-sync --no-instructions -E UTF8 --locale=C.UTF-8") &&
          run(as + bin_ + "/pg_ctl -D " + data + " -w -s -l " + folder_.at("log") + " -o \"-k " + folder_.path() +
              " -p " + port() +
              " -c listen_addresses='' -c fsync=off -c full_page_writes=off -c shared_buffers=32MB\" start");
    stop_ = as + bin_ + "/pg_ctl -D " + data + " -m immediate -s stop";
  }
  ~PgCluster() {
    if (up_) run(stop_);
  }
  PgCluster(const PgCluster&) = delete;
  PgCluster& operator=(const PgCluster&) = delete;

  [[nodiscard]] bool up() const { return up_; }
  /// An empty database of that name.
  [[nodiscard]] std::string make(const std::string& name) const {
    run(bin_ + "/psql -q -h " + folder_.path() + " -p " + port() + " -U bothy -d postgres -c 'CREATE DATABASE " + name +
        "'");
    return "postgres://bothy@/" + name + "?host=" + folder_.path() + "&port=" + port();
  }

 private:
  static bool run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }
  [[nodiscard]] static std::string port() { return std::to_string(20'000 + ::getpid() % 20'000); }

  const std::string bin_ = "/usr/lib/postgresql/15/bin";
  Scratch folder_;
  std::string stop_;
  bool up_ = false;
};

}  // namespace bothy::relay::testing
