// Opening a home: records first, then the frames that no snapshot covers. Damage is told of, never hidden.
#include <algorithm>

#include "door/home.h"

namespace bothy {

Outcome Home::open_records(Request& request, Reply& reply) {
  if (stage_ != Stage::none) return no(Error::already_open);
  BOTHY_TRY(secret_text, text_field(request.json, "device_secret", 64));
  BOTHY_TRY(secret, from_hex(secret_text));
  if (secret.size() != 32) return no(Error::malformed);
  const Value* list = request.json.find("records");
  std::map<std::string, Bytes, std::less<>> records;
  if (list != nullptr && list->as<List>() != nullptr) {
    for (const auto& item : *list->as<List>()) {
      BOTHY_TRY(key, text_field(item, "key", 128));
      BOTHY_TRY(bytes, request.bytes_at(&item));
      records[key].assign(bytes.begin(), bytes.end());
    }
  }
  const auto vault = records.find("vault");
  if (vault == records.end()) return {};
  BOTHY_TRY(opened, open_vault(vault->second, Key(secret)));
  const auto ours = records.find("k/o");
  if (ours == records.end()) return no(Error::store_damaged);
  device_secret_ = Key(secret);
  ours_key_ = opened.ours;
  if (const auto loaded = load_ours(ours->second); !loaded) {
    ours_key_.reset();
    return loaded;
  }
  records_ = std::move(records);
  vault_ = records_.find("vault")->second;
  my_room_pub_ = opened.my_room;
  has_lock_ = opened.locked;
  last_act_ms_ = request.now.ms;
  if (const auto met = records_.find("m/0"); met != records_.end())
    if (!load_encounter(met->second)) alarm(Error::store_damaged, Id{});
  if (const auto set = records_.find("settings"); set != records_.end()) {
    const auto plain = open_box(*ours_key_, set->second, span_of("settings"));
    const auto parsed = plain ? from_json(text_of(*plain)) : no(Error::store_damaged);
    if (parsed && parsed->as<Fields>() != nullptr) settings_ = *parsed;
  }
  for (const auto& [key, bytes] : records_)
    if (const auto n = key_number(key); n && key.starts_with("q/")) next_pending_ = std::max(next_pending_, *n + 1);
  stage_ = Stage::opening;
  mine_key_ = opened.mine;
  if (mine_key_) {
    const auto mine = open_my_room(reply);
    if (!mine) {
      mine_key_.reset();
      stage_ = Stage::none;
      ours_key_.reset();
      return mine;
    }
  } else {
    load_snapshots();
  }
  load_queues();
  load_answers();
  list_needs(reply);
  return {};
}

Outcome Home::open_my_room(Reply&) {
  const auto mine = records_.find("k/m");
  if (mine == records_.end()) return no(Error::store_damaged);
  BOTHY_CHECK(load_mine(mine->second));
  ring_lane_ = Lane{ring_.ring_lane, LaneKind::ring, Id{}, {{0, 1, ring_.ring_seed, {}}}, Key(), {}, ring_.ring_token};
  load_snapshots();
  return {};
}

void Home::list_needs(Reply& reply) const {
  Value needs{List{}};
  const auto need = [&](const Id& lane) {
    const Progress* p = progress(lane);
    Value item;
    item.set("lane", to_hex(lane)).set("from", static_cast<std::int64_t>((p != nullptr ? p->head.seq : 0) + 1));
    needs.push(std::move(item));
  };
  if (my_room_open()) need(ring_lane_.id);
  for (const auto& lane : ring_.lanes) need(lane.id);
  reply.show("need", std::move(needs));
}

Outcome Home::open_frames(Request& request, Reply& reply) {
  if (stage_ == Stage::none) return no(Error::not_open);
  ByteSpan frames;
  if (request.json.find("frames") != nullptr) {
    BOTHY_TRY(given, request.bytes("frames"));
    frames = given;
  }
  // Runs of one lane are read together. Bytes that are no frame any more are stepped over: what is missing shows below.
  frames = next_frame(frames);
  while (!frames.empty()) {
    const Id run{block_of<16>(frames.subspan(8))};
    const auto first = parse_frame(frames.first(*leading_frame_size(frames)));
    ByteSpan rest = frames;
    while (!rest.empty() && next_frame(rest).size() == rest.size() && Id{block_of<16>(rest.subspan(8))} == run)
      rest = rest.subspan(*leading_frame_size(rest));
    const std::size_t n = frames.size() - rest.size();
    std::size_t taken = 0;
    if (Lane* known = lane(run)) {
      const std::uint64_t at = progress(run).head.seq;
      if (!take_frames(*known, frames.first(n), request, nullptr, taken))
        damage_.push_back({run, std::max(first ? first->seq : 0, at + taken + 1)});
    }
    frames = next_frame(rest);
  }
  if (!bool_or(request.json, "last", false)) return {};
  unfed_ = false;
  for (auto& p : progress_) {
    const bool noted = std::any_of(damage_.begin(), damage_.end(), [&](const auto& d) { return d.first == p.lane; });
    if (lane(p.lane) == nullptr || p.head.seq >= p.stored_seq) continue;
    if (!noted) damage_.push_back({p.lane, p.head.seq + 1});
    p.lost_until = std::max(p.lost_until, p.stored_seq);
    p.released = p.head.seq;
    if (p.lane == ring_lane_.id) ring_dirty_ = true;
  }
  forget_lost_tentative();
  if (!damage_.empty()) {
    alarm(Error::store_damaged, Id{});
    Value list{List{}};
    for (const auto& [id, seq] : damage_) {
      Value item;
      item.set("lane", to_hex(id)).set("seq", static_cast<std::int64_t>(seq)).set("name", error_name(Error::store_damaged));
      list.push(std::move(item));
    }
    reply.show("damage", std::move(list));
  }
  std::erase_if(records_, [](const auto& r) { return r.first != "k/m" && r.first != "s/m" && !r.first.starts_with("q/"); });
  if (stage_ == Stage::opening) stage_ = Stage::open;
  return {};
}

// Tentative frames that did not survive on disk never were: what they would have begun is begun again.
void Home::forget_lost_tentative() {
  const auto none_left = [&](const Id& id) { return progress(id).head.seq <= progress(id).acked.seq; };
  if (my_room_open() && candidate_person_ && none_left(ring_lane_.id) && ring_.persons.size() > 1) {
    ring_.persons.pop_back();
    ring_.halves.pop_back();
    candidate_person_ = false;
    ring_dirty_ = true;
  }
  Lane* box = flight_ ? ring_.lane(flight_->before.id) : nullptr;
  if (box == nullptr || !none_left(box->id)) return;
  if (!flight_->announced.is_zero()) turn_outbox_ = true;
  *box = flight_->before;
  flight_.reset();
}

// The relay gave back what it has of a damaged lane. What it never had is gone from here: its remains are cleared, and an
// own lane goes on elsewhere, so that no place in it is ever written twice.
void Home::heal(Lane& lane, Request& request, Reply& reply) {
  Progress& p = progress(lane.id);
  const std::uint64_t lost_until = p.lost_until;
  p.lost_until = 0;
  for (std::uint64_t seq = p.head.seq + 1; seq <= lost_until; ++seq) reply.drop(frame_key(lane.id, seq));
  if (lane.id == own_lane_ && p.head.seq < lost_until) mint_self_lane(request, reply);
}

Stage Home::stage() const {
  if (stage_ != Stage::open) return stage_;
  if (ring_.halves.empty()) return Stage::recovering;
  if (my_room_open() && ring_.persons.empty()) return Stage::waiting;
  return Stage::open;
}

Lane* Home::lane(const Id& id) { return my_room_open() && id == ring_lane_.id ? &ring_lane_ : ring_.lane(id); }

Lane* Home::own_outbox() {
  const Pairing* pairing = ring_.current();
  return pairing != nullptr ? ring_.lane(pairing->own_lane) : nullptr;
}

Progress& Home::progress(const Id& id) {
  for (auto& p : progress_)
    if (p.lane == id) return p;
  progress_.push_back({});
  progress_.back().lane = id;
  return progress_.back();
}

const Progress* Home::progress(const Id& id) const {
  for (const auto& p : progress_)
    if (p.lane == id) return &p;
  return nullptr;
}

bool Home::own_writer(const Lane& lane) const {
  return lane.kind == LaneKind::own_outbox || lane.kind == LaneKind::ring || (lane.kind == LaneKind::self && lane.id == own_lane_);
}

Known Home::find(const Id& id) const {
  const Entry* entry = our_.entries.find(id);
  if (entry == nullptr) return {};
  return {&entry->event.body, entry->author == Author::me};
}

}  // namespace bothy
