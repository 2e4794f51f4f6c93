// The relay's rules, pure: who may write and read which lane, compare-and-swap, pages, live push, limits, boxes.
// No socket, clock, randomness, log or thread; the same calls in the same order give the same effects.
// Driven by server.cpp (sockets), by sync_relay.h (simulator) and by tests. Source: docs/protocol.md#relay-messages.
#pragma once
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "relay/counters.h"
#include "relay/limits.h"
#include "relay/store.h"

namespace bothy::relay {

using ConnectionId = std::uint64_t;

/// One message for one connection; shared, because a live push goes to several.
struct SendEffect {
  ConnectionId to = 0;
  std::shared_ptr<const Bytes> bytes;
};

/// What the caller does next, in this order: send, hand the batches to the writer, close.
struct Effects {
  std::vector<SendEffect> sends;
  std::vector<SharedBatch> batches;
  std::vector<ConnectionId> closes;
};

/// What a connection has shown to be allowed for one lane, and how far it has been served.
struct Grant {
  bool read = false;
  bool write = false;
  /// A signature on this connection was wrong: from now on each of its frames is checked alone.
  bool distrusted = false;
  bool following = false;
  bool behind = false;
  /// Last seq handed to this connection while following.
  std::uint64_t cursor = 0;
};

struct Connection {
  Block<32> nonce{};
  Hash origin{};
  std::map<Id, Grant> grants;
  std::deque<Id> behind;
  std::set<Id> boxes;
  /// Bytes handed out and not yet taken by the socket.
  std::size_t queued = 0;
  /// Bytes of frames received and not yet answered.
  std::size_t unstored = 0;
  std::uint32_t opened = 0;
  bool closing = false;
  Bucket frames;
  Bucket checks;
  Bucket asks;
};

/// A frame that is accepted but not durable.
struct Pending {
  ConnectionId from = 0;
  Hash hash{};
  Signature signature{};
  std::uint32_t size = 0;
  bool checked = false;
};

/// A lane in memory: the durable row, and what was accepted on top of it.
struct Lane {
  LaneRow row;
  /// Keys after a REKEY that is not durable yet.
  LaneKeys keys;
  bool opening = false;
  std::uint64_t tail_seq = 0;
  Hash tail_hash{};
  std::uint64_t tail_bytes = 0;
  /// Seqs row.head_seq + 1 .. tail_seq.
  std::deque<Pending> pending;
  /// The last `run_count` of pending lie in `run` and wait for the next flush.
  std::size_t run_count = 0;
  Bytes run;
  /// Connections with a grant, and those of them that asked for live news.
  std::set<ConnectionId> holders;
  std::set<ConnectionId> readers;
  /// First seq whose stored frame no longer matches its checks; 0 when none is known.
  std::uint64_t damaged_at = 0;
  Bucket frames;
};

/// An answer that waits until its batch is durable.
struct Answer {
  enum class Kind : std::uint8_t { stored, lane_ok, head };
  ConnectionId to = 0;
  Kind kind = Kind::stored;
  Id lane;
  std::uint64_t seq = 0;
  std::uint32_t size = 0;
};

/// A batch on its way to the disk.
struct Flight {
  SharedBatch batch;
  /// Who sent each operation of the batch; 0 when several did.
  std::vector<ConnectionId> authors;
  std::vector<Answer> answers;
};

class Hub {
 public:
  /// The store outlives the hub. Only its reads are used here.
  Hub(Store& store, const Limits& limits) : store_(store), limits_(limits) {}

  /// Sends CHAL. `origin` is the hash of the relay's origin as this client dialled it.
  void on_open(ConnectionId id, const Block<32>& nonce, const Hash& origin, std::int64_t now_ms);
  /// One whole message. Any bytes are allowed; a message for a closed connection is dropped.
  /// Cost: at most one signature check, or one page read from the store per lane asked for.
  void on_message(ConnectionId id, ByteSpan message, std::int64_t now_ms);
  /// The socket took `bytes` of what was sent; pages that were held back follow.
  void on_drained(ConnectionId id, std::size_t bytes, std::int64_t now_ms);
  void on_close(ConnectionId id);
  /// The writer's answer for the batch with this ticket; answers come in the order of the batches.
  /// Tickets that the hub gave up after an earlier one was not stored are ignored.
  void on_committed(std::uint64_t ticket, Commit result, std::int64_t now_ms);
  /// About once a second: expired boxes go, idle lanes are forgotten.
  void on_tick(std::int64_t now_ms);

  /// Closes open runs (checks the newest signature of each) and makes everything accepted so far one batch.
  /// Frames wait for this call, so a caller that makes it when the writer is idle gets group commit by itself.
  void flush(std::int64_t now_ms);
  /// Everything to do since the last call.
  [[nodiscard]] Effects take() { return std::exchange(effects_, {}); }
  [[nodiscard]] bool has_effects() const {
    return !effects_.sends.empty() || !effects_.batches.empty() || !effects_.closes.empty();
  }

  /// Whether a page may be handed to this connection now.
  [[nodiscard]] bool can_send(ConnectionId id) const;
  /// False while this connection (or the relay) holds as much unstored or unsent as it may: stop reading from it.
  [[nodiscard]] bool can_receive(ConnectionId id) const;
  [[nodiscard]] const Counters& counters() const { return counters_; }
  [[nodiscard]] std::size_t connections() const { return connections_.size(); }
  [[nodiscard]] std::size_t lanes_held() const { return lanes_.size(); }
  /// Whether nothing waits for the disk.
  [[nodiscard]] bool quiet() const { return flights_.empty() && open_.ops.empty() && dirty_.empty(); }

 private:
  // hub.cpp
  void send(ConnectionId to, const RelayMessage& message);
  void send(ConnectionId to, std::shared_ptr<const Bytes> bytes);
  void refuse(ConnectionId to, std::uint8_t type, const Id& lane, RefusedCode code);
  void later(ConnectionId to, const Id& lane, std::uint64_t seq, LaterReason reason, std::uint32_t retry_ms);
  [[nodiscard]] Connection* find(ConnectionId id);
  /// Whether the connection has tokens left; else it is told when to come back.
  [[nodiscard]] bool pays(ConnectionId id, Bucket& bucket, const Rate& rate, const Id& lane, std::uint64_t seq,
                          std::int64_t cost = 1);
  void dispatch(ConnectionId id, std::uint8_t type, const ClientMessage& message);
  /// The lane in memory, read from the store when needed; null when unknown. Errors: store_damaged.
  [[nodiscard]] Result<Lane*> lane_of(const Id& lane);
  void add(Op op, ConnectionId author);
  /// Answers once everything accepted so far is durable; at once when nothing is on its way.
  void attach(const Answer& answer);
  void answer(const Answer& a);
  void release(ConnectionId id, std::uint32_t size);
  void unreadable(ConnectionId id, const Id& lane, std::uint64_t seq);

  // hub_lane.cpp
  void on(ConnectionId id, std::uint8_t type, const OpenLane& message);
  void on(ConnectionId id, std::uint8_t type, const Auth& message);
  void on(ConnectionId id, std::uint8_t type, const Read& message);
  void on(ConnectionId id, std::uint8_t type, const Rekey& message);
  [[nodiscard]] bool may_open(ConnectionId id, const Id& lane);
  [[nodiscard]] Grant* grant(ConnectionId id, const Id& lane);
  /// Gives the connections that held one.
  std::vector<ConnectionId> drop_grants(const Id& lane);

  // hub_put.cpp
  void on(ConnectionId id, std::uint8_t type, const Put& message);
  /// A frame with its parsed header and its hash, on its way into a lane.
  struct Offer {
    ConnectionId from = 0;
    const FrameHeader& header;
    const Hash& hash;
    ByteSpan frame;
    bool checked = false;
  };
  [[nodiscard]] bool check_stranger(const Offer& offer, const Lane* lane);
  void put_known(Lane& lane, const Offer& offer);
  void put_old(Lane& lane, const Offer& offer);
  void heal(Lane& lane, const Offer& offer);
  [[nodiscard]] bool heals(const Lane& lane, const Offer& offer);
  void extend(Lane& lane, const Offer& offer);
  void lose(const Offer& offer);
  void close_run(Lane& lane);
  void check_one_by_one(Lane& lane);
  void cut_run(Lane& lane, std::size_t keep);
  void emit_run(Lane& lane);

  // hub_commit.cpp
  void settle(const Flight& flight);
  void applied(const OpenOp& op);
  void applied(const RekeyOp& op);
  void applied(const AppendOp& op);
  void applied(const HealOp& op);
  void applied(const RvPutOp&) {}
  void applied(const RvCloseOp&) {}
  void applied(const RvExpireOp& op);
  void deliver(const Op& op, ConnectionId author);
  void give_up(Commit result);
  void reload(const Id& lane);

  // hub_serve.cpp
  void on(ConnectionId id, std::uint8_t type, const Have& message);
  void follow(ConnectionId id, Grant& grant, const LaneHead& claim);
  [[nodiscard]] bool forked(ConnectionId id, Lane& lane, const LaneHead& claim);
  void push(Lane& lane, const AppendOp& op, ConnectionId author);
  void fall_behind(ConnectionId id, const Id& lane);
  void catch_up(ConnectionId id);
  [[nodiscard]] bool has_room(const Connection& connection) const;
  void send_page(ConnectionId id, Connection& connection, const Id& lane);
  [[nodiscard]] std::uint64_t served_head(const Lane& lane) const;

  // hub_rv.cpp
  void on(ConnectionId id, std::uint8_t type, const RvPut& message);
  void on(ConnectionId id, std::uint8_t type, const RvGet& message);
  void on(ConnectionId id, std::uint8_t type, const RvClose& message);
  /// The box, null when unknown or expired. Errors: store_damaged.
  [[nodiscard]] Result<RvBox*> box_of(const Id& rv);
  [[nodiscard]] bool admits(const RvBox* box, const Token& token) const;

  Store& store_;
  const Limits limits_;
  Counters counters_;
  Effects effects_;
  std::int64_t now_ms_ = 0;
  std::map<ConnectionId, Connection> connections_;
  std::map<Id, Lane> lanes_;
  /// Boxes with a subscriber or an operation on its way; as they will be once it is durable.
  std::map<Id, RvBox> boxes_;
  std::map<Id, std::set<ConnectionId>> box_readers_;
  /// Lanes with an open run, in a fixed order.
  std::set<Id> dirty_;
  Batch open_;
  std::vector<ConnectionId> open_authors_;
  std::vector<Answer> open_answers_;
  std::deque<Flight> flights_;
  std::uint64_t next_ticket_ = 1;
  std::uint64_t generation_ = 0;
  std::size_t unstored_ = 0;
  std::size_t queued_ = 0;
  std::int64_t expiry_at_ms_ = 0;
  Bucket opens_;
};

}  // namespace bothy::relay
