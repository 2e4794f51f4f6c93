// A relay in memory with clients that speak whole messages: what hub tests are written with.
// No sockets. Called by hub_test and the tests of its properties.
#pragma once
#include <algorithm>

#include "relay/store_memory.h"
#include "relay/sync_relay.h"
#include "relay/testing/author.h"

namespace bothy::relay::testing {

inline const Hash origin = plain_hash(span_of("http://localhost:7071"));

/// A relay whose clock stands still unless moved; messages for clients gather in `inbox`.
struct Bench {
  explicit Bench(const Limits& limits = {}) : relay(store, limits) {}

  static Block<32> nonce_of(ConnectionId id) {
    Block<32> out{};
    out[0] = static_cast<std::uint8_t>(id);
    out[31] = 7;
    return out;
  }

  void connect(ConnectionId id) {
    relay.open(id, nonce_of(id), origin, now_ms);
    collect();
    inbox[id].clear();
  }
  void collect() {
    for (auto& out : relay.take(now_ms)) inbox[out.to].push_back(decode_relay(out.message).value());
  }
  /// Sends and gives back what this client received for it.
  std::vector<RelayMessage> say(ConnectionId id, const ClientMessage& message) {
    inbox[id].clear();
    relay.message(id, encode(message), now_ms);
    collect();
    return std::exchange(inbox[id], {});
  }
  RelayMessage ask(ConnectionId id, const ClientMessage& message) {
    auto all = say(id, message);
    return all.empty() ? RelayMessage(Refused{0, {}, RefusedCode::malformed}) : all.front();
  }
  /// Opens the author's lane on a new connection.
  void open(ConnectionId id, const Author& author) {
    connect(id);
    say(id, author.open());
    say(id, author.auth(nonce_of(id), origin));
  }
  RelayMessage follow(ConnectionId id, const LaneHead& from) { return ask(id, Have{{from}}); }

  MemoryStore store;
  SyncRelay relay;
  std::int64_t now_ms = 1'700'000'000'000;
  std::map<ConnectionId, std::vector<RelayMessage>> inbox;
};

template <class M>
[[nodiscard]] const M* as(const RelayMessage& message) {
  return std::get_if<M>(&message);
}

}  // namespace bothy::relay::testing
