// The loop's side of the relay. See exchange.h.
#include "relay/exchange.h"

#include <sodium.h>

namespace bothy::relay {

Exchange::Exchange(Store& store, const Limits& limits, Post post, Clock clock, Writer::OnFatal on_fatal)
    : post_(std::move(post)),
      clock_(std::move(clock)),
      hub_(store, limits),
      writer_(
          store, [this](std::vector<Writer::Done> done) { post_([this, all = std::move(done)] { on_done(all); }); },
          std::move(on_fatal)) {}

ConnectionId Exchange::join(std::shared_ptr<Socket> socket, const Hash& origin) {
  const ConnectionId id = next_id_++;
  sockets_.emplace(id, std::move(socket));
  Block<32> nonce{};
  randombytes_buf(nonce.data(), nonce.size());
  hub_.on_open(id, nonce, origin, clock_());
  pump_soon();
  return id;
}

void Exchange::received(ConnectionId id, ByteSpan message) {
  if (stopping_) return;
  hub_.on_message(id, message, clock_());
  pump_soon();
}

void Exchange::drained(ConnectionId id, std::size_t bytes) {
  hub_.on_drained(id, bytes, clock_());
  if (hub_.has_effects()) pump_soon();
  if (!paused_.empty()) resume_paused();
}

void Exchange::left(ConnectionId id) {
  sockets_.erase(id);
  paused_.erase(id);
  hub_.on_close(id);
}

bool Exchange::may_read(ConnectionId id) {
  if (stopping_) return false;
  if (hub_.can_receive(id)) return true;
  paused_.insert(id);
  return false;
}

void Exchange::tick() {
  hub_.on_tick(clock_());
  pump_soon();
}

void Exchange::pump_soon() {
  if (std::exchange(pump_posted_, true)) return;
  post_([this] { pump(); });
}

void Exchange::pump() {
  pump_posted_ = false;
  // While a commit is on its way, frames gather: the next commit takes them all, and one signature vouches for each
  // run.
  if (in_flight_ == 0) hub_.flush(clock_());
  Effects effects = hub_.take();
  for (auto& batch : effects.batches) {
    ++in_flight_;
    writer_.submit(std::move(batch));
  }
  for (auto& send : effects.sends) {
    const auto to = sockets_.find(send.to);
    if (to != sockets_.end()) to->second->send(std::move(send.bytes));
  }
  for (const ConnectionId id : effects.closes) {
    const auto to = sockets_.find(id);
    if (to != sockets_.end()) to->second->close();
  }
  if (stopping_) close_all_when_quiet();
}

void Exchange::on_done(const std::vector<Writer::Done>& done) {
  for (const auto& one : done) hub_.on_committed(one.ticket, one.result, clock_());
  in_flight_ -= done.size();
  pump();
  resume_paused();
}

void Exchange::resume_paused() {
  std::vector<std::shared_ptr<Socket>> ready;
  for (auto at = paused_.begin(); at != paused_.end();) {
    const bool may = !stopping_ && hub_.can_receive(*at);
    if (may) ready.push_back(sockets_.at(*at));
    at = may ? paused_.erase(at) : std::next(at);
  }
  for (const auto& socket : ready) socket->resume();
}

void Exchange::stop(std::function<void()> done) {
  if (std::exchange(stopping_, true)) return;
  stopped_ = std::move(done);
  pump_soon();
}

void Exchange::finish() {
  writer_.stop();
  sockets_.clear();
}

void Exchange::close_all_when_quiet() {
  if (in_flight_ > 0 || !hub_.quiet() || !stopped_) return;
  std::vector<std::shared_ptr<Socket>> all;
  for (const auto& [id, socket] : sockets_) all.push_back(socket);
  for (const auto& socket : all) socket->close();
  std::exchange(stopped_, nullptr)();
}

}  // namespace bothy::relay
