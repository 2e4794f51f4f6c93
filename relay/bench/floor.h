// The floor that the relay is compared with: the least that keeps the same bytes durable and passes them on.
// No lanes, keys, limits, checks or WebSocket: length-prefixed frames, one poll loop, SQLite with group commit.
// Called by bench_relay.cpp only.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>

namespace bothy::relay::bench {

/// Set in a frame's length: pass it on to all other connections.
inline constexpr std::uint32_t pass_on_bit = 1U << 31;

/// Starts it in a child process on a free port. Every frame is stored, acknowledged to its sender by 8 bytes after the
/// commit.
class Floor {
 public:
  ~Floor();
  [[nodiscard]] bool start(const std::string& db);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace bothy::relay::bench
