// The hub with a store that answers at once: a whole relay without sockets, threads or clock, for simulators and tests.
// The caller moves messages; commits happen inside the call. Nothing here is used by the server.
#pragma once
#include "relay/hub.h"

namespace bothy::relay {

class SyncRelay {
 public:
  struct Out {
    ConnectionId to = 0;
    Bytes message;
  };

  /// The store outlives the relay; a restart is a new SyncRelay over the same store.
  SyncRelay(Store& store, const Limits& limits) : store_(store), hub_(store, limits) {}

  void open(ConnectionId id, const Block<32>& nonce, const Hash& origin, std::int64_t now_ms) {
    hub_.on_open(id, nonce, origin, now_ms);
    settle(now_ms);
  }
  void message(ConnectionId id, ByteSpan bytes, std::int64_t now_ms) {
    hub_.on_message(id, bytes, now_ms);
    settle(now_ms);
  }
  void tick(std::int64_t now_ms) {
    hub_.on_tick(now_ms);
    settle(now_ms);
  }
  void close(ConnectionId id) { hub_.on_close(id); }

  /// Messages for clients in the order they were sent. Taking them counts as drained, so held-back pages follow.
  [[nodiscard]] std::vector<Out> take(std::int64_t now_ms) {
    std::vector<Out> all;
    while (!out_.empty()) {
      for (auto& one : std::exchange(out_, {})) {
        hub_.on_drained(one.to, one.message.size(), now_ms);
        all.push_back(std::move(one));
      }
      settle(now_ms);
    }
    return all;
  }
  /// Connections that the relay wants closed; the caller then calls close().
  [[nodiscard]] std::vector<ConnectionId> take_closes() { return std::exchange(closes_, {}); }
  [[nodiscard]] Hub& hub() { return hub_; }

 private:
  void settle(std::int64_t now_ms) {
    for (;;) {
      hub_.flush(now_ms);
      Effects effects = hub_.take();
      for (const auto& send : effects.sends) out_.push_back({send.to, *send.bytes});
      closes_.insert(closes_.end(), effects.closes.begin(), effects.closes.end());
      if (effects.batches.empty()) return;
      for (const auto& batch : effects.batches) hub_.on_committed(batch->ticket, store_.commit({&batch, 1}), now_ms);
    }
  }

  Store& store_;
  Hub hub_;
  std::vector<Out> out_;
  std::vector<ConnectionId> closes_;
};

}  // namespace bothy::relay
