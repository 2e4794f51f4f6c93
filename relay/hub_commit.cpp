// What the writer's answer means: durable batches become heads, answers and news; others are given back to their
// senders. Called by the writer's answer only.
#include "relay/hub.h"

namespace bothy::relay {

void Hub::on_committed(std::uint64_t ticket, Commit result, std::int64_t now_ms) {
  now_ms_ = now_ms;
  if (flights_.empty() || flights_.front().batch->ticket != ticket) return;
  if (result != Commit::stored) return give_up(result);
  ++counters_.batches_stored;
  const Flight flight = std::move(flights_.front());
  flights_.pop_front();
  settle(flight);
}

void Hub::settle(const Flight& flight) {
  const auto& ops = flight.batch->ops;
  for (const Op& op : ops) std::visit([&](const auto& o) { applied(o); }, op);
  for (const Answer& a : flight.answers) answer(a);
  for (std::size_t i = 0; i < ops.size(); ++i) deliver(ops[i], flight.authors[i]);
}

void Hub::applied(const OpenOp& op) {
  ++counters_.lanes_opened;
  if (const auto at = lanes_.find(op.lane); at != lanes_.end()) at->second.opening = false;
}

void Hub::applied(const RekeyOp& op) {
  if (const auto at = lanes_.find(op.lane); at != lanes_.end()) at->second.row.keys = op.keys;
}

void Hub::applied(const AppendOp& op) {
  const std::uint64_t count = op.last_seq - op.first_seq + 1;
  counters_.frames_stored += count;
  counters_.bytes_stored += op.frames.size();
  const auto at = lanes_.find(op.lane);
  if (at == lanes_.end()) return;
  Lane& lane = at->second;
  lane.row.head_seq = op.last_seq;
  lane.row.head_hash = op.last_hash;
  lane.row.bytes += op.frames.size();
  lane.pending.erase(lane.pending.begin(), lane.pending.begin() + static_cast<std::ptrdiff_t>(count));
}

void Hub::applied(const HealOp& op) {
  ++counters_.frames_healed;
  if (const auto at = lanes_.find(op.lane); at != lanes_.end()) at->second.damaged_at = 0;
}

void Hub::applied(const RvExpireOp& op) {
  std::erase_if(boxes_, [&](const auto& item) {
    const bool old = item.second.created_ms < op.created_before_ms;
    if (old) box_readers_.erase(item.first);
    return old;
  });
}

void Hub::deliver(const Op& op, ConnectionId author) {
  if (const auto* append_op = std::get_if<AppendOp>(&op)) {
    if (const auto at = lanes_.find(append_op->lane); at != lanes_.end()) push(at->second, *append_op, author);
  } else if (const auto* heal_op = std::get_if<HealOp>(&op)) {
    const auto at = lanes_.find(heal_op->lane);
    if (at == lanes_.end()) return;
    for (const ConnectionId id : at->second.readers) {
      fall_behind(id, heal_op->lane);
      catch_up(id);
    }
  } else if (const auto* put = std::get_if<RvPutOp>(&op)) {
    const auto readers = box_readers_.find(put->rv);
    if (readers == box_readers_.end()) return;
    for (const ConnectionId id : readers->second) {
      if (id != author) send(id, RvEntry{put->rv, put->index, put->body});
    }
  }
}

// Nothing on its way was kept: later batches stand on earlier ones. Everyone is told when to try again.
void Hub::give_up(Commit result) {
  ++counters_.batches_given_up;
  std::vector<Answer> lost;
  for (const Flight& flight : flights_) lost.insert(lost.end(), flight.answers.begin(), flight.answers.end());
  lost.insert(lost.end(), open_answers_.begin(), open_answers_.end());
  for (const Id& id : dirty_) {
    const Lane& lane = lanes_.at(id);
    for (std::size_t i = lane.pending.size() - lane.run_count; i < lane.pending.size(); ++i) {
      const Pending& p = lane.pending[i];
      lost.push_back({p.from, Answer::Kind::stored, id, lane.row.head_seq + i + 1, p.size});
    }
  }
  flights_.clear();
  open_ = {};
  open_authors_.clear();
  open_answers_.clear();
  dirty_.clear();
  boxes_.clear();
  ++generation_;
  std::vector<Id> touched;
  for (const auto& [id, lane] : lanes_) {
    if (lane.opening || !lane.pending.empty() || lane.keys != lane.row.keys || result == Commit::conflict)
      touched.push_back(id);
  }
  for (const Id& id : touched) reload(id);
  constexpr std::uint32_t conflict_retry_ms = 100;
  const bool disk = result != Commit::conflict;
  for (const Answer& a : lost) {
    if (a.kind == Answer::Kind::head) {
      answer(a);
      continue;
    }
    release(a.to, a.size);
    later(a.to, a.lane, a.seq, disk ? LaterReason::disk : LaterReason::rate,
          disk ? limits_.disk_retry_ms : conflict_retry_ms);
  }
}

void Hub::reload(const Id& id) {
  Lane& lane = lanes_.at(id);
  const auto row = store_.lane(id);
  if ((row && !*row) || (!row && lane.opening)) {
    drop_grants(id);
    lanes_.erase(id);
    return;
  }
  // A store that cannot be read now keeps what was durable before.
  if (row) lane.row = **row;
  lane.opening = false;
  lane.keys = lane.row.keys;
  lane.pending.clear();
  lane.run.clear();
  lane.run_count = 0;
  lane.tail_seq = lane.row.head_seq;
  lane.tail_hash = lane.row.head_hash;
  lane.tail_bytes = lane.row.bytes;
}

}  // namespace bothy::relay
