// Events into frames: two a tick into the own self lane, shared ones into the outbox, and the turning of epochs.
#include <algorithm>
#include <set>

#include "door/home.h"

namespace bothy {
namespace {

constexpr std::size_t self_plain = plaintext_size(FrameClass::small);
constexpr std::uint64_t cover_frames = 2;
// A lane turns its epoch well before its key tree runs out of leaves.
constexpr std::uint64_t turn_at = frames_per_epoch - 512;

}  // namespace

void Home::seal_into(Request& request, Reply& reply, Lane& lane, FrameClass kind, ByteSpan plain, const SignKey& writer) {
  Progress& p = progress(lane.id);
  Entropy& entropy = lane.kind == LaneKind::own_outbox ? request.entropy : request.mine;
  const Bytes frame = write_next(lane, p.head, kind, plain, writer, entropy);
  // As a reader of this lane would: a long event that goes on in the next frame is carried over.
  std::vector<Event> own_words;
  if (!p.joining.read(plain, own_words)) p.joining = Joining();
  if (!p.joining.in_the_middle()) p.whole = p.head;
  if (shared_writing(lane)) p.tentative.push_back(p.head.hash);
  reply.keep(frame_key(lane.id, p.head.seq), frame);
  p.released = p.head.seq;
  if (LaneSync* known = sync_.find(lane.id)) {
    known->local_seq = p.head.seq;
    known->local_hash = p.head.hash;
  }
  ++frames_since_snapshot_;
}

void Home::new_self_lane(Request& request) {
  Lane fresh;
  fresh.id = request.mine.id();
  fresh.kind = LaneKind::self;
  fresh.device = device_id_;
  fresh.epochs.push_back({0, 1, request.mine.key(), device_signer().pub()});
  own_lane_ = fresh.id;
  if (!ring_.persons.empty()) set_token(fresh);
  ring_.lanes.push_back(std::move(fresh));
}

// False while the keyring knows a later epoch of our lane than this disk has frames for: it is older than what it wrote.
bool Home::own_lane_goes_on() {
  const Lane* own = ring_.lane(own_lane_);
  return own != nullptr && can_write(*own, progress(own_lane_).head);
}

void Home::turn_self_lane(Request& request, Reply& reply) {
  Lane* own = ring_.lane(own_lane_);
  if (own == nullptr || !my_room_open() || !own_lane_goes_on()) return;
  const Progress& p = progress(own_lane_);
  EpochKeys next{own->epochs.back().epoch + 1, p.head.seq + 2, request.mine.key(), own->epochs.back().writer};
  EpochTurned turned;
  turned.epoch = static_cast<std::int32_t>(next.epoch);
  turned.first_seq = static_cast<std::int64_t>(next.first_seq);
  turned.commit = commitment_of(next.seed);
  Packing packing;
  packing.add({request.mine.id(), my_clock_.next(request.now), Body(std::move(turned))});
  std::vector<Id> finished;
  seal_into(request, reply, *own, FrameClass::small, packing.next(self_plain, finished), device_signer());
  own->epochs.push_back(next);
  ring_dirty_ = true;
  begin_front_again(request, reply);
}

// A long event under way begins again after anything else was written, or in another lane.
void Home::begin_front_again(Request& request, Reply& reply) {
  if (pending_.empty() || pending_.front().written == 0) return;
  pending_.front().written = 0;
  keep_pending(pending_.front().n, request, reply);
}

// An older copy of this device wrote, or writes, in its lane: this one goes on in a lane of its own, and what only it
// held is written again. Repeated events count once.
void Home::mint_self_lane(Request& request, Reply& reply) {
  if (!my_room_open() || ring_.persons.empty()) return;
  // The new lane's id comes first: what waits in the queue must not move the dice that it is drawn with.
  new_self_lane(request);
  begin_front_again(request, reply);
  write_again(request, reply);
  ring_dirty_ = true;
}

// Every entry that acknowledged frames may not hold waits once more; those that wait already do so once.
void Home::write_again(Request& request, Reply& reply) {
  const std::uint64_t again = next_pending_++;
  std::set<Id> waiting;
  for (const auto& item : pending_) waiting.insert(item.event.id);
  for (const auto& entry : my_.entries.all())
    if (entry.event.at > settled_ && !waiting.contains(entry.event.id)) pending_.push_back({again, entry.event, 0});
  keep_pending(again, request, reply);
}

// Two frames, whatever waits: a long event goes on at the next tick, and an empty queue makes cover.
void Home::seal_pending(Request& request, Reply& reply) {
  Lane* own = ring_.lane(own_lane_);
  if (own == nullptr || ring_.persons.empty()) return;
  // The relay has no more of it either: those places may have been written, so our words go on in another lane.
  if (!own_lane_goes_on()) return mint_self_lane(request, reply);
  if (progress(own_lane_).head.seq + cover_frames - own->epochs.back().first_seq >= turn_at) turn_self_lane(request, reply);
  Packing packing;
  std::size_t packed = 0;
  for (const auto& item : pending_) {
    if (packed > cover_frames * self_plain) break;
    packing.add(item.event, item.written);
    packed = packing.bytes_waiting();
  }
  std::vector<Id> finished;
  const SignKey signer = device_signer();
  for (std::uint64_t i = 0; i < cover_frames; ++i)
    seal_into(request, reply, *own, FrameClass::small, packing.next(self_plain, finished), signer);
  std::set<std::uint64_t> touched;
  std::erase_if(pending_, [&](const Pending& item) {
    const bool done = std::find(finished.begin(), finished.end(), item.event.id) != finished.end();
    if (done) touched.insert(item.n);
    return done;
  });
  if (!pending_.empty() && packing.front_written() != pending_.front().written) {
    pending_.front().written = packing.front_written();
    touched.insert(pending_.front().n);
  }
  for (const auto n : touched) keep_pending(n, request, reply);
}

// Without a relay the queue only grows; many small records become one, so that opening stays quick.
void Home::gather_pending(Request& request, Reply& reply) {
  constexpr std::size_t many = 64;
  if (pending_.size() < many) return;
  std::set<std::uint64_t> numbers;
  for (const auto& item : pending_) numbers.insert(item.n);
  if (numbers.size() < many) return;
  const std::uint64_t n = next_pending_++;
  for (auto& item : pending_) item.n = n;
  for (const auto old : numbers) drop_record(reply, numbered_key("q", old));
  keep_pending(n, request, reply);
}

Outcome Home::tick(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  // A device whose day of waiting is over gets the keys of my room; its wait is then done with.
  for (auto& device : ring_.devices) {
    const bool over = device.opens_at_ms > 0 && device.opens_at_ms <= request.now.ms + relay_ahead_ms_;
    if (!my_room_open() || device.revoked || !over || !sync_.challenged()) continue;
    device.opens_at_ms = 0;
    ring_dirty_ = true;
  }
  if (my_room_open() && stage() == Stage::open && !revoked_) {
    const LaneSync* own = sync_.find(own_lane_);
    if (own != nullptr && own->let_in && own->caught_up) seal_pending(request, reply);
    gather_pending(request, reply);
  }
  ask_refused_again();
  if (encounter_ && !encounter_->meeting.complete) met_on_this_connection_ = false;
  pump(request, reply);
  keep_keys(request, reply);
  keep_snapshots(request, reply, false);
  return {};
}

Key Home::turn_outbox_into(Request& request, Packing& packing, Lane& lane, ChainHead last) {
  const EpochKeys now = in_use(lane.epochs);
  const Key chain = now.chain.is_zero() ? lane.chain : now.chain;
  const Pairing& pairing = *ring_.current();
  const PersonHalf& half = ring_.halves.back();
  const SignKey next_writer(half.outbox);
  const BoxKey person(half.box);
  const bool new_keys = next_writer.pub() != now.writer;
  // Readers know the box key that belongs to the writer they verify; a new one is announced in the same frame.
  BoxKey sender = person;
  for (const auto& old : ring_.halves)
    if (SignKey(old.outbox).pub() == now.writer) sender = BoxKey(old.box);
  if (now.epoch == 0) {
    CharterSigned charter;
    charter.transcript = pairing.transcript;
    charter.day = pairing.day;
    const Signature signature = SignKey(half.outbox).sign(pairing.transcript);
    charter.signature.assign(signature.begin(), signature.end());
    packing.add({request.entropy.id(), our_clock_.next(request.now), Body(std::move(charter))});
  }
  if (new_keys) {
    KeysSucceeded keys;
    keys.person_epoch = static_cast<std::int32_t>(half.epoch);
    keys.outbox_key.assign(next_writer.pub().begin(), next_writer.pub().end());
    keys.person_key.assign(person.pub().begin(), person.pub().end());
    packing.add({request.entropy.id(), our_clock_.next(request.now), Body(std::move(keys))});
  }
  EpochKeys next{now.epoch + 1, last.seq + 2, request.entropy.key(), next_writer.pub()};
  next.chain = next_chain(chain, next.seed);
  EpochTurned turned;
  turned.epoch = static_cast<std::int32_t>(next.epoch);
  turned.first_seq = static_cast<std::int64_t>(next.first_seq);
  turned.commit = commitment_of(next.seed);
  for (const PublicKey& reader : {person.pub(), pairing.their_persons.back()}) {
    auto wrap = wrap_seed(next.seed, chain, sender, reader, {lane.id, next.epoch}, request.entropy);
    if (wrap) turned.wraps.push_back(std::move(*wrap));
  }
  packing.add({request.entropy.id(), our_clock_.next(request.now), Body(std::move(turned))});
  lane.chain = next.chain;
  unite(lane.epochs, next);
  return next.seed;
}

// Whether a batch can leave now: the relay's head is ours, nothing is in flight, and the epoch in use begins before the
// next frame (after damage it may not, until the lane was read again).
bool Home::outbox_free() {
  const Lane* box = own_outbox();
  const LaneSync* known = box != nullptr ? sync_.find(box->id) : nullptr;
  if (known == nullptr || !known->let_in || !known->caught_up || flight_) return false;
  const ChainHead& head = progress(box->id).head;
  return known->relay_seq == head.seq && in_use(box->epochs).first_seq <= head.seq + 1;
}

// One batch is in flight at a time, so that losing the compare-and-swap costs one batch.
void Home::flush_outbox(Request& request, Reply& reply) {
  Lane* box = own_outbox();
  if (box == nullptr || !can_share()) return;
  if (!outbox_free()) return;
  Progress& p = progress(box->id);
  Packing packing;
  // What the keyring knows beyond the chain may be of a branch that nobody has any more: the chain says what to write with.
  const EpochKeys now = in_use(box->epochs);
  const bool turn = turn_outbox_ || now.epoch == 0 || p.head.seq + 1 - now.first_seq >= turn_at;
  if (!turn && my_room_open() && ring_dirty_) return;
  const Lane before = *box;
  const SignKey writer = [&] {
    for (const auto& half : ring_.halves)
      if (SignKey(half.outbox).pub() == now.writer) return SignKey(half.outbox);
    return ring_.outbox_signer();
  }();
  Key announced;
  if (turn) {
    announced = turn_outbox_into(request, packing, *box, p.head);
  } else {
    for (const auto& item : outgoing_)
      if (item.sealed_seq == 0 && item.not_before_ms <= request.now.ms) packing.add(item.event);
  }
  if (packing.empty()) return;
  flight_ = Flight{before, announced};
  std::vector<Id> finished;
  while (!packing.empty()) {
    const FrameClass kind = class_for(packing.bytes_waiting(), FrameClass::medium);
    // The turning frame is the last of its epoch: it is sealed under the lane as it was.
    Lane as_written = before;
    as_written.epochs = {now};
    seal_into(request, reply, as_written, kind, packing.next(plaintext_size(kind), finished), writer);
    for (auto& item : outgoing_)
      if (std::find(finished.begin(), finished.end(), item.event.id) != finished.end() && item.sealed_seq == 0) item.sealed_seq = p.head.seq;
  }
  p.released = p.head.seq;
  if (turn) {
    turn_outbox_ = false;
    ring_dirty_ = true;
  }
  keep_keys(request, reply);
}

// The compare-and-swap was lost, or the tentative frames lie on a branch that nobody has: they are written again later.
void Home::unwind(Request& request, Reply& reply, Progress& p, Lane& lane) {
  for (std::uint64_t seq = p.acked.seq + 1; seq <= p.head.seq; ++seq) reply.drop(frame_key(lane.id, seq));
  p.head = p.whole = p.acked;
  p.tentative.clear();
  while (lane.kind == LaneKind::ring && !ring_writers_.empty() && ring_writers_.back().first > p.head.seq) ring_writers_.pop_back();
  p.released = p.head.seq;
  p.joining = Joining();
  if (flight_ && flight_->before.id == lane.id) {
    if (!flight_->announced.is_zero()) turn_outbox_ = true;
    lane = flight_->before;
    flight_.reset();
  }
  for (auto& item : outgoing_) item.sealed_seq = 0;
  if (LaneSync* known = sync_.find(lane.id)) {
    known->local_seq = p.head.seq;
    known->local_hash = p.head.hash;
    known->released_seq = p.head.seq;
  }
  sync_.ask_again(lane.id);
  keep_keys(request, reply);
}

}  // namespace bothy
