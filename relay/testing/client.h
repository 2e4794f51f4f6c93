// A small WebSocket client over a plain socket, and the relay as a child process: for tests, crash rounds and the
// bench. Blocking, one thread, no Beast, so that it does not share mistakes with the server. Not linked into the relay.
#pragma once
#include <sys/types.h>

#include <deque>
#include <optional>
#include <string>

#include "wire/message.h"

namespace bothy::relay::testing {

/// What one plain HTTP request got.
struct Fetched {
  int status = 0;
  std::string head;
  std::string body;
};
[[nodiscard]] std::optional<Fetched> fetch(std::uint16_t port, const std::string& request_line,
                                           const std::string& more_headers = "");
/// Sends bytes as they are and reads until the other side closes or nothing came for `wait_ms`.
[[nodiscard]] std::string raw_talk(std::uint16_t port, const std::string& bytes, int wait_ms);

class Client {
 public:
  Client() = default;
  ~Client();
  Client(Client&& other) noexcept;
  Client& operator=(Client&& other) noexcept;

  /// Connects, upgrades and reads CHAL. False when any of it did not happen.
  [[nodiscard]] bool dial(std::uint16_t port, int wait_ms = 5'000);
  /// Connects and sends only the beginning of a request.
  void dial_halfway(std::uint16_t port);
  /// Hash of the origin that this client dialled, and the nonce it was given.
  [[nodiscard]] Hash origin() const;
  [[nodiscard]] const Block<32>& nonce() const { return chal_.nonce; }

  /// Adds one message to the buffer; `flush` writes it. The mask is zero, which the protocol allows and a test does not
  /// miss.
  void queue(ByteSpan message);
  [[nodiscard]] bool flush();
  [[nodiscard]] bool send(const ClientMessage& message);
  /// The next relay message, or nothing after `wait_ms`. Answers pings in between.
  [[nodiscard]] std::optional<RelayMessage> next(int wait_ms = 5'000);
  /// Sends and waits for the next message.
  [[nodiscard]] std::optional<RelayMessage> ask(const ClientMessage& message);
  /// Whether the relay closed the connection.
  [[nodiscard]] bool closed() const { return closed_; }
  [[nodiscard]] int file() const { return file_; }
  /// Bytes of messages received so far.
  [[nodiscard]] std::uint64_t received() const { return received_; }

 private:
  [[nodiscard]] bool fill(int wait_ms);
  [[nodiscard]] std::optional<Bytes> frame_in_buffer();

  int file_ = -1;
  std::uint16_t port_ = 0;
  Bytes out_;
  Bytes in_;
  std::size_t in_at_ = 0;
  Chal chal_;
  bool closed_ = false;
  std::uint64_t received_ = 0;
};

/// Resident memory in KiB, and processor time used so far in ms; -1 when there is no such process.
[[nodiscard]] std::int64_t rss_kib(int pid);
[[nodiscard]] double cpu_ms(int pid);

/// A relay started from its binary on a free port.
class RelayProcess {
 public:
  RelayProcess() = default;
  ~RelayProcess();
  RelayProcess(const RelayProcess&) = delete;
  RelayProcess& operator=(const RelayProcess&) = delete;

  /// Starts it with `flags` and waits until it says where it listens. False when it ended instead; see `said()`.
  [[nodiscard]] bool start(const std::string& binary, const std::vector<std::string>& flags);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int pid() const { return pid_; }
  /// kill -9.
  void kill_hard();
  /// SIGTERM, then the exit code.
  int stop();
  /// Waits for the end by itself; the exit code, or -1 after `wait_ms`.
  int wait(int wait_ms);
  /// Everything it printed so far.
  [[nodiscard]] const std::string& said();

 private:
  void read_output(int wait_ms);
  pid_t pid_ = -1;
  int output_ = -1;
  std::uint16_t port_ = 0;
  std::string said_;
};

}  // namespace bothy::relay::testing
