// The hub's connections, limits and effects; what each message means is in hub_lane, hub_put, hub_serve and hub_rv.
#include "relay/hub.h"

namespace bothy::relay {

void Hub::on_open(ConnectionId id, const Block<32>& nonce, const Hash& origin, std::int64_t now_ms) {
  now_ms_ = now_ms;
  Connection fresh;
  fresh.nonce = nonce;
  fresh.origin = origin;
  connections_[id] = std::move(fresh);
  ++counters_.connections_opened;
  send(id, Chal{protocol_version, nonce, static_cast<std::uint64_t>(now_ms)});
}

void Hub::on_message(ConnectionId id, ByteSpan message, std::int64_t now_ms) {
  now_ms_ = now_ms;
  Connection* c = find(id);
  if (c == nullptr) return;
  ++counters_.messages;
  // Someone who asks on and on without reading the answers would fill the memory.
  if (c->queued > 2 * (limits_.queue_bytes + limits_.page)) {
    c->closing = true;
    effects_.closes.push_back(id);
    return;
  }
  const std::uint8_t type = message.empty() ? 0 : message[0];
  const auto decoded = decode_client(message);
  if (decoded) return dispatch(id, type, *decoded);
  if (!pays(id, c->asks, limits_.connection_asks, {}, 0)) return;
  const bool large = decoded.error() == Error::too_large;
  const bool newer = decoded.error() == Error::too_new;
  refuse(id, type, {}, large ? RefusedCode::too_large : newer ? RefusedCode::too_new : RefusedCode::malformed);
}

void Hub::dispatch(ConnectionId id, std::uint8_t type, const ClientMessage& message) {
  std::visit([&](const auto& m) { on(id, type, m); }, message);
}

void Hub::on_drained(ConnectionId id, std::size_t bytes, std::int64_t now_ms) {
  now_ms_ = now_ms;
  Connection* c = find(id);
  if (c == nullptr) return;
  const std::size_t taken = std::min(bytes, c->queued);
  c->queued -= taken;
  queued_ -= taken;
  catch_up(id);
}

void Hub::on_close(ConnectionId id) {
  const auto at = connections_.find(id);
  if (at == connections_.end()) return;
  for (const auto& [lane, grant] : at->second.grants) {
    const auto held = lanes_.find(lane);
    if (held == lanes_.end()) continue;
    held->second.holders.erase(id);
    held->second.readers.erase(id);
  }
  for (const Id& box : at->second.boxes) {
    const auto readers = box_readers_.find(box);
    if (readers == box_readers_.end()) continue;
    readers->second.erase(id);
    if (readers->second.empty()) box_readers_.erase(readers);
  }
  queued_ -= at->second.queued;
  connections_.erase(at);
}

void Hub::on_tick(std::int64_t now_ms) {
  now_ms_ = now_ms;
  constexpr std::int64_t between_ms = 600'000;
  if (now_ms >= expiry_at_ms_) {
    expiry_at_ms_ = now_ms + between_ms;
    add(RvExpireOp{now_ms - rv_life_ms}, 0);
  }
  for (auto at = lanes_.begin(); at != lanes_.end();) {
    Lane& lane = at->second;
    const bool idle = lane.holders.empty() && lane.pending.empty() && !lane.opening && lane.keys == lane.row.keys &&
                      lane.frames.full(limits_.lane_frames, now_ms);
    at = idle ? lanes_.erase(at) : std::next(at);
  }
  // Whoever waited while all connections together held too much has nothing queued that could wake it.
  for (const auto& [id, c] : connections_) {
    if (!c.behind.empty()) catch_up(id);
  }
  if (quiet()) std::erase_if(boxes_, [&](const auto& item) { return !box_readers_.contains(item.first); });
}

void Hub::flush(std::int64_t now_ms) {
  now_ms_ = now_ms;
  for (const Id& id : std::exchange(dirty_, {})) {
    if (const auto at = lanes_.find(id); at != lanes_.end()) close_run(at->second);
  }
  if (!open_.ops.empty()) {
    open_.ticket = next_ticket_++;
    open_.generation = generation_;
    auto batch = std::make_shared<const Batch>(std::exchange(open_, {}));
    effects_.batches.push_back(batch);
    flights_.push_back({std::move(batch), std::exchange(open_authors_, {}), std::exchange(open_answers_, {})});
  }
  // Answers without a batch of their own: all their frames were refused, or they only wait for what is on its way.
  for (const Answer& a : std::exchange(open_answers_, {})) attach(a);
}

bool Hub::can_send(ConnectionId id) const {
  const auto at = connections_.find(id);
  return at != connections_.end() && has_room(at->second);
}

bool Hub::has_room(const Connection& c) const { return c.queued < limits_.queue_bytes && queued_ < limits_.queued; }

bool Hub::can_receive(ConnectionId id) const {
  const auto at = connections_.find(id);
  if (at == connections_.end()) return true;
  const Connection& c = at->second;
  return c.queued <= limits_.queue_bytes + limits_.page && c.unstored < limits_.unstored_per_connection &&
         unstored_ < limits_.unstored;
}

void Hub::send(ConnectionId to, const RelayMessage& message) {
  send(to, std::make_shared<const Bytes>(encode(message)));
}

void Hub::send(ConnectionId to, std::shared_ptr<const Bytes> bytes) {
  Connection* c = find(to);
  if (c == nullptr) return;
  c->queued += bytes->size();
  queued_ += bytes->size();
  effects_.sends.push_back({to, std::move(bytes)});
}

void Hub::refuse(ConnectionId to, std::uint8_t type, const Id& lane, RefusedCode code) {
  ++counters_.refusals;
  send(to, Refused{type, lane, code});
}

void Hub::later(ConnectionId to, const Id& lane, std::uint64_t seq, LaterReason reason, std::uint32_t retry_ms) {
  switch (reason) {
    case LaterReason::disk: ++counters_.later_disk; break;
    case LaterReason::quota: ++counters_.later_quota; break;
    case LaterReason::rate: ++counters_.later_rate; break;
  }
  send(to, Later{lane, seq, reason, retry_ms});
}

Connection* Hub::find(ConnectionId id) {
  const auto at = connections_.find(id);
  return at == connections_.end() || at->second.closing ? nullptr : &at->second;
}

bool Hub::pays(ConnectionId id, Bucket& bucket, const Rate& rate, const Id& lane, std::uint64_t seq,
               std::int64_t cost) {
  const std::uint32_t wait_ms = bucket.take(rate, now_ms_, cost);
  if (wait_ms > 0) later(id, lane, seq, LaterReason::rate, wait_ms);
  return wait_ms == 0;
}

Result<Lane*> Hub::lane_of(const Id& id) {
  const auto at = lanes_.find(id);
  if (at != lanes_.end()) return &at->second;
  BOTHY_TRY(row, store_.lane(id));
  if (!row) return nullptr;
  Lane lane;
  lane.row = *row;
  lane.keys = lane.row.keys;
  lane.tail_seq = lane.row.head_seq;
  lane.tail_hash = lane.row.head_hash;
  lane.tail_bytes = lane.row.bytes;
  return &lanes_.emplace(id, std::move(lane)).first->second;
}

void Hub::unreadable(ConnectionId id, const Id& lane, std::uint64_t seq) {
  ++counters_.damage_found;
  later(id, lane, seq, LaterReason::disk, limits_.disk_retry_ms);
}

void Hub::add(Op op, ConnectionId author) {
  open_.ops.push_back(std::move(op));
  open_authors_.push_back(author);
}

void Hub::attach(const Answer& a) {
  if (!open_.ops.empty() || !dirty_.empty()) {
    open_answers_.push_back(a);
  } else if (!flights_.empty()) {
    flights_.back().answers.push_back(a);
  } else {
    answer(a);
  }
}

void Hub::release(ConnectionId id, std::uint32_t size) {
  unstored_ -= std::min<std::size_t>(size, unstored_);
  const auto at = connections_.find(id);
  if (at != connections_.end()) at->second.unstored -= std::min<std::size_t>(size, at->second.unstored);
}

void Hub::answer(const Answer& a) {
  release(a.to, a.size);
  const auto held = lanes_.find(a.lane);
  const LaneRow row = held == lanes_.end() ? LaneRow{} : held->second.row;
  switch (a.kind) {
    case Answer::Kind::stored: return send(a.to, Stored{a.lane, a.seq});
    case Answer::Kind::lane_ok: return send(a.to, LaneOk{a.lane, row.head_seq, row.head_hash});
    case Answer::Kind::head: return send(a.to, Head{a.lane, row.head_seq, row.head_hash});
  }
}

}  // namespace bothy::relay
