// Joins the hub, the writer and the sockets: moves messages, counts what is on its way, stops gracefully. No Beast
// here. All calls on one thread (the loop's); only the writer's answers come from outside, through `post`. Owned by the
// server.
#pragma once
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "relay/http_rules.h"
#include "relay/hub.h"
#include "relay/writer.h"

namespace bothy::relay {

/// One client's socket as the exchange sees it.
class Socket {
 public:
  virtual ~Socket() = default;
  /// Queues a message. When the network took it, the socket calls Exchange::drained.
  virtual void send(std::shared_ptr<const Bytes> bytes) = 0;
  /// Reading may go on after it was paused.
  virtual void resume() = 0;
  /// Sends what is queued, then closes.
  virtual void close() = 0;
};

class Exchange {
 public:
  /// Runs a function on the loop's thread soon; may be called from any thread.
  using Post = std::function<void(std::function<void()>)>;
  using Clock = std::function<std::int64_t()>;

  Exchange(Store& store, const Limits& limits, Post post, Clock clock, Writer::OnFatal on_fatal);

  /// Keeps the socket until left(): while its reading is paused nobody else does.
  [[nodiscard]] ConnectionId join(std::shared_ptr<Socket> socket, const Hash& origin);
  void received(ConnectionId id, ByteSpan message);
  void drained(ConnectionId id, std::size_t bytes);
  void left(ConnectionId id);
  /// False: stop reading until resume() is called.
  [[nodiscard]] bool may_read(ConnectionId id);
  void tick();

  /// From now on nothing is read; what was received is committed and answered. Then all sockets are closed and `done`
  /// runs.
  void stop(std::function<void()> done);
  /// Ends the writer's thread and lets go of the sockets. After it no answers come.
  void finish();

  [[nodiscard]] std::size_t connections() const { return sockets_.size(); }
  [[nodiscard]] std::string metrics() const {
    return metrics_text(hub_.counters(), {sockets_.size(), hub_.lanes_held()});
  }

 private:
  void pump_soon();
  void pump();
  void on_done(const std::vector<Writer::Done>& done);
  void resume_paused();
  void close_all_when_quiet();

  const Post post_;
  const Clock clock_;
  Hub hub_;
  std::unordered_map<ConnectionId, std::shared_ptr<Socket>> sockets_;
  std::unordered_set<ConnectionId> paused_;
  ConnectionId next_id_ = 1;
  std::size_t in_flight_ = 0;
  bool pump_posted_ = false;
  bool stopping_ = false;
  std::function<void()> stopped_;
  Writer writer_;
};

}  // namespace bothy::relay
