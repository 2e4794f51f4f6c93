// What a home keeps on disk and reads back: keys of both rooms, queues, snapshots. Everything sealed under a local key.
// Record keys: k/o our room, k/m my room, q/ private events, x/ shared events on their way, m/0 a meeting, s/o s/m folds.
#include <algorithm>

#include "base/archive.h"
#include "door/home.h"

namespace bothy {
namespace {

template <class A>
void head_fields(A& a, ChainHead& head) {
  a(head.seq);
  a(head.hash);
}

template <class A>
void progress_fields(A& a, Progress& p) {
  a(p.lane);
  head_fields(a, p.acked);
  a.list(p.tentative, [](A& each, Hash& hash) { each(hash); });
  a(p.highest);
  a(p.released);
  a(p.stored_seq);
  a(p.token_epoch);
}

template <class A>
void flight_fields(A& a, std::optional<Flight>& flight) {
  bool there = flight.has_value();
  a(there);
  if (!there) return;
  if constexpr (A::loading) flight.emplace();
  visit_lane(a, flight->before);
  a.raw(flight->announced.data(), 32);
}

template <class A>
void clock_fields(A& a, Clock& clock) {
  Hlc last = clock.last();
  std::uint64_t bits = pack_hlc(last);
  a(bits);
  if constexpr (A::loading) clock.resume(unpack_hlc(bits));
}

struct QueueRecord {
  std::uint64_t number = 0;
  std::vector<Event> events;
};

Result<QueueRecord> read_queue_record(ByteSpan plain) {
  Unpacker in(plain);
  QueueRecord out;
  out.number = in.u64();
  Joining joining;
  while (!in.done()) {
    const ByteSpan part = in.raw(in.u32());
    if (!in.ok()) return no(Error::store_damaged);
    BOTHY_CHECK(joining.read(part, out.events));
  }
  if (out.events.empty() || joining.in_the_middle()) return no(Error::store_damaged);
  return out;
}

template <class A>
void ring_field(A& a, Bytes& saved) {
  a(saved);
}

}  // namespace

// Records of my room stay at hand while the home is open, so that it can be shut and opened again.
void Home::keep_record(Reply& reply, std::string_view key, ByteSpan bytes) {
  reply.keep(key, bytes);
  if (key == "k/m" || key == "s/m" || key.starts_with("q/")) records_[std::string(key)].assign(bytes.begin(), bytes.end());
}

void Home::drop_record(Reply& reply, std::string_view key) {
  reply.drop(key);
  if (const auto at = records_.find(key); at != records_.end()) records_.erase(at);
}

// Only outbox lanes belong to our room; everything else about lanes stays in my room.
void Home::keep_ours(Request& request, Reply& reply) {
  Keyring part = my_room_open() ? our_part(ring_) : ring_;
  Bytes plain;
  Saver saver(plain);
  Bytes ring = save(part);
  ring_field(saver, ring);
  saver(device_id_);
  std::vector<Progress> mine;
  for (auto& p : progress_) {
    // Damage stays known until it is healed, also when the home opens once more before that.
    p.stored_seq = std::max(p.head.seq, p.lost_until);
    if (part.lane(p.lane) != nullptr) mine.push_back(p);
  }
  saver.list(mine, [](Saver& a, Progress& p) { progress_fields(a, p); });
  flight_fields(saver, flight_);
  saver(farewell_);
  clock_fields(saver, our_clock_);
  saver(turn_outbox_);
  saver(ring_dirty_);
  saver(revoked_);
  reply.keep("k/o", seal_box(*ours_key_, plain, span_of("k/o"), request.mine));
}

void Home::keep_mine(Request& request, Reply& reply) {
  if (!my_room_open()) return;
  Bytes plain;
  Saver saver(plain);
  Bytes ring = save(ring_);
  ring_field(saver, ring);
  saver.raw(mine_->sign_seed.data(), 32);
  saver.raw(mine_->box_secret.data(), 32);
  saver.raw(paper_root_.data(), 32);
  saver(own_lane_);
  std::vector<Progress> mine;
  for (const auto& p : progress_) {
    const Lane* known = ring_.lane(p.lane);
    if (p.lane == ring_lane_.id || (known != nullptr && known->kind == LaneKind::self)) mine.push_back(p);
  }
  saver.list(mine, [](Saver& a, Progress& p) { progress_fields(a, p); });
  clock_fields(saver, my_clock_);
  saver(rotate_wanted_);
  saver(candidate_person_);
  std::uint64_t settled = pack_hlc(settled_);
  saver(settled);
  saver(self_turned_for_);
  keep_record(reply, "k/m", seal_box(*mine_key_, plain, span_of("k/m"), request.mine));
}

void Home::keep_keys(Request& request, Reply& reply) {
  keep_ours(request, reply);
  keep_mine(request, reply);
}

Outcome Home::load_ours(ByteSpan sealed) {
  BOTHY_TRY(plain, open_box(*ours_key_, sealed, span_of("k/o")));
  Loader loader(plain);
  Bytes ring;
  ring_field(loader, ring);
  BOTHY_TRY(keyring, load_keyring(ring));
  ring_ = std::move(keyring);
  loader(device_id_);
  loader.list(progress_, [](Loader& a, Progress& p) { progress_fields(a, p); });
  flight_fields(loader, flight_);
  loader(farewell_);
  clock_fields(loader, our_clock_);
  loader(turn_outbox_);
  loader(ring_dirty_);
  loader(revoked_);
  if (!loader.done()) return no(Error::store_damaged);
  return {};
}

Outcome Home::load_mine(ByteSpan sealed) {
  BOTHY_TRY(plain, open_box(*mine_key_, sealed, span_of("k/m")));
  Loader loader(plain);
  Bytes ring;
  ring_field(loader, ring);
  BOTHY_TRY(keyring, load_keyring(ring));
  DeviceKeys keys;
  loader.raw(keys.sign_seed.data(), 32);
  loader.raw(keys.box_secret.data(), 32);
  loader.raw(paper_root_.data(), 32);
  loader(own_lane_);
  std::vector<Progress> progress;
  loader.list(progress, [](Loader& a, Progress& p) { progress_fields(a, p); });
  clock_fields(loader, my_clock_);
  loader(rotate_wanted_);
  loader(candidate_person_);
  std::uint64_t settled = 0;
  loader(settled);
  settled_ = unpack_hlc(settled);
  loader(self_turned_for_);
  if (!loader.done()) return no(Error::store_damaged);
  // What our room learned while my room was shut comes in now.
  for (const auto& lane : ring_.lanes)
    if (Lane* before = keyring.lane(lane.id))
      for (auto& epoch : before->epochs) epoch.used_from = 0;
  merge(keyring, ring_);
  ring_ = std::move(keyring);
  for (auto& p : progress) progress_.push_back(std::move(p));
  mine_ = std::move(keys);
  if (!paper_root_.is_zero()) paper_ = recovery_keys(paper_root_);
  return {};
}

void Home::keep_encounter(Request& request, Reply& reply) {
  if (!encounter_) {
    reply.drop("m/0");
    return;
  }
  Bytes plain;
  Saver saver(plain);
  Bytes meeting = save(encounter_->meeting);
  saver(meeting);
  saver.raw(encounter_->link.secret.data(), 32);
  saver.list(encounter_->unsent, [](Saver& a, std::pair<std::uint8_t, Bytes>& item) {
    a(item.first);
    a(item.second);
  });
  saver(encounter_->own_lane);
  saver(encounter_->own_token);
  auto problem = static_cast<std::uint8_t>(encounter_->problem);
  saver(problem);
  saver(encounter_->has_problem);
  saver(encounter_->confirmed);
  saver(encounter_->used);
  reply.keep("m/0", seal_box(*ours_key_, plain, span_of("m/0"), request.mine));
}

Outcome Home::load_encounter(ByteSpan sealed) {
  BOTHY_TRY(plain, open_box(*ours_key_, sealed, span_of("m/0")));
  Loader loader(plain);
  Bytes saved;
  loader(saved);
  BOTHY_TRY(meeting, load_meeting(saved));
  Encounter encounter;
  encounter.meeting = std::move(meeting);
  encounter.link.purpose = encounter.meeting.purpose;
  loader.raw(encounter.link.secret.data(), 32);
  loader.list(encounter.unsent, [](Loader& a, std::pair<std::uint8_t, Bytes>& item) {
    a(item.first);
    a(item.second);
  });
  loader(encounter.own_lane);
  loader(encounter.own_token);
  std::uint8_t problem = 0;
  loader(problem);
  if (problem >= error_count) return no(Error::store_damaged);
  encounter.problem = static_cast<Error>(problem);
  loader(encounter.has_problem);
  loader(encounter.confirmed);
  loader(encounter.used);
  if (!loader.done()) return no(Error::store_damaged);
  encounter_ = std::move(encounter);
  return {};
}

// Queued events lie one to a record; a damaged one is told of and the rest go on.
void Home::load_queues() {
  for (const auto& [key, sealed] : records_) {
    const auto n = key_number(key);
    const bool outgoing = key.starts_with("x/");
    if (!n || (outgoing ? stage_ != Stage::opening : !(key.starts_with("q/") && my_room_open()))) continue;
    const auto plain = outgoing ? open_box(*ours_key_, sealed, span_of("x/")) : open_sealed_to(my_room_box(*mine_key_), sealed, span_of("q/"));
    const auto record = plain ? read_queue_record(*plain) : no(Error::store_damaged);
    if (!record) {
      alarm(Error::store_damaged, Id{});
      continue;
    }
    for (const auto& event : record->events) {
      Clock& clock = outgoing ? our_clock_ : my_clock_;
      if (clock.last() < event.at) clock.resume(event.at);
      (outgoing ? our_.entries : my_.entries).add({{event, Author::me}});
      if (outgoing) outgoing_.push_back({*n, event, static_cast<std::int64_t>(record->number), 0});
      else pending_.push_back({*n, event, event.id == record->events.front().id ? static_cast<std::size_t>(record->number) : 0});
    }
    std::uint64_t& next = outgoing ? next_outgoing_ : next_pending_;
    next = std::max(next, *n + 1);
  }
}

}  // namespace bothy
