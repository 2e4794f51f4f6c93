// One relay connection: messages in, what to keep and what to send out. Which lane is next is Sync's to say.
#include <algorithm>

#include "door/home.h"

namespace bothy {
namespace {

// Frames of one lane that may be on their way at once.
constexpr std::size_t upload_window = 64;
// A lane that keeps sending what does not fit is left alone until the next connection.
constexpr int most_repeats = 3;

}  // namespace

void Home::alarm(Error error, const Id& lane) {
  const bool known = std::any_of(alarms_.begin(), alarms_.end(), [&](const Alarm& a) { return a.error == error && a.lane == lane; });
  if (!known) alarms_.push_back({error, lane});
}

Outcome Home::connected(Request& request, Reply&) {
  if (stage_ != Stage::open) return no(Error::not_open);
  if (sample_) return no(Error::offline);
  // My room was opened and its frames are not here yet: whoever asked the relay now would take its own lane for another's.
  if (unfed_) return no(Error::frames_needed);
  BOTHY_TRY(origin, text_field(request.args(), "origin", 500));
  origin_ = plain_hash(span_of(origin));
  sync_.begin();
  entrances_.clear();
  repeats_.clear();
  met_on_this_connection_ = false;
  later_.reset();
  later_until_ms_ = 0;
  return {};
}

Outcome Home::disconnected(Request&, Reply&) {
  sync_.end();
  entrances_.clear();
  return {};
}

void Home::pump(Request& request, Reply& reply) {
  if (!sync_.challenged() || stage_ != Stage::open || revoked_) return;
  pump_encounter(request, reply);
  end_farewell(request, reply);
  know_lanes();
  // A renewed lane is renewed at the relay before anything is sealed under the new key.
  rekey_where_due(request, reply);
  open_answers(request, reply);
  flush_ring(request, reply);
  flush_outbox(request, reply);
  know_lanes();
  for (const auto& id : sync_.to_prove()) prove(id, request, reply);
  const auto news = sync_.to_ask();
  if (!news.empty()) reply.send(encode(ClientMessage(Have{news})));
  if (request.now.ms >= later_until_ms_) offer(reply);
}

void Home::offer(Reply& reply) {
  for (const auto& known : std::vector<LaneSync>(sync_.lanes())) {
    Lane* at = lane(known.lane);
    if (at == nullptr || !known.let_in || !known.caught_up) continue;
    // A lane that this device left is still its to bring.
    const bool written_here = own_writer(*at) || (at->kind == LaneKind::self && at->device == device_id_);
    const bool own = written_here && entrances_[known.lane].can_write;
    // Lanes of others are offered only to a relay that lost them.
    if (!own && known.relay_seq >= std::max(known.highest_seq, progress(known.lane).highest)) continue;
    // The keyring holds a seed before the first frame that needs it.
    if (at->kind == LaneKind::self && ring_dirty_ && !ring_.persons.empty()) continue;
    for (const auto seq : sync_.to_offer(known.lane, upload_window)) {
      const EpochKeys* keys = nullptr;
      for (const auto& epoch : at->epochs)
        if (keys == nullptr || (epoch.used_from != 0 && epoch.used_from <= seq)) keys = &epoch;
      const auto ring_key = at->kind == LaneKind::ring ? ring_key_at(seq) : std::nullopt;
      const bool other_writer = (at->kind == LaneKind::own_outbox && keys != nullptr && keys->writer != entrances_[known.lane].as) ||
                                (ring_key && ring_key->pub() != entrances_[known.lane].as);
      if (other_writer) {
        sync_.find(known.lane)->offered_seq = seq - 1;
        break;
      }
      reply.put(frame_key(known.lane, seq));
    }
  }
}

Outcome Home::on_frames(const Frames& frames, Request& request, Reply& reply) {
  Lane* at = lane(frames.lane);
  LaneSync* known = sync_.find(frames.lane);
  if (at == nullptr || known == nullptr) return no(Error::wrong_lane);
  Progress& before = progress(frames.lane);
  // How far we know that we wrote, or read, the lane; damage takes nothing of that back.
  const std::uint64_t known_until = std::max(before.head.seq, before.lost_until);
  const bool own_self = at->kind == LaneKind::self && at->id == own_lane_;
  const bool healing = before.lost_until > 0;
  std::size_t taken = 0;
  const auto outcome = take_frames(*at, frames.frames, request, &reply, taken);
  // Frames of our own lane that we did not write: an older copy of this device runs, or ran, elsewhere.
  if (own_self && progress(frames.lane).head.seq > known_until) mint_self_lane(request, reply);
  at = lane(frames.lane);
  know_lanes();
  known = sync_.find(frames.lane);
  if (known == nullptr) return {};
  Progress& p = progress(frames.lane);
  const SyncNews news = sync_.on_frames(frames.lane, frames.head_seq, frames.more);
  if (news.rolled_back) alarm(Error::rolled_back, frames.lane);
  p.highest = std::max(p.highest, frames.head_seq);
  if (own_self) p.released = std::max(p.released, std::min(p.head.seq, frames.head_seq));
  if (!outcome && outcome.error() == Error::fork && lose_tentative(*at, request, reply)) return {};
  if (frames.head_seq == p.head.seq && !frames.more && outcome) settle(*at, request, reply);
  const bool short_of_head = !frames.more && p.head.seq < frames.head_seq;
  if (!outcome && outcome.error() != Error::gap) alarm(outcome.error(), frames.lane);
  if (short_of_head || !outcome) {
    if (++repeats_[frames.lane] <= most_repeats) sync_.ask_again(frames.lane);
    else sync_.on_refused(frames.lane);
  }
  if (!frames.more && healing && outcome && progress(frames.lane).head.seq >= frames.head_seq) heal(*at, request, reply);
  at = lane(frames.lane);
  if (at->kind == LaneKind::ring && !frames.more) after_keys(request);
  keep_keys(request, reply);
  keep_snapshots(request, reply, false);
  return {};
}

// The batch in flight stands, and with it the epoch that it announced, whatever other devices had in mind.
void Home::end_flight(Lane& lane) {
  if (!flight_ || flight_->before.id != lane.id) return;
  for (EpochKeys keys : lane.epochs) {
    if (flight_->announced.is_zero() || keys.seed != flight_->announced) continue;
    keys.used_from = keys.first_seq;
    unite(lane.epochs, keys);
    ring_dirty_ = true;
    break;
  }
  flight_.reset();
}

// The goodbye is at the relay, or another device wrote there first and it never will be: nothing of that pairing is left.
void Home::end_farewell(Request& request, Reply& reply) {
  if (farewell_.is_zero() || progress(farewell_).head.seq > progress(farewell_).acked.seq) return;
  sync_.forget(farewell_);
  farewell_ = Id{};
  keep_ours(request, reply);
}

// Everything this device wrote in the lane is at the relay.
void Home::settle(Lane& lane, Request& request, Reply& reply) {
  Progress& p = progress(lane.id);
  p.acked = p.head;
  p.tentative.clear();
  if (lane.id == own_lane_ && pending_.empty()) settled_ = my_clock_.last();
  if (lane.kind == LaneKind::own_outbox) end_flight(lane);
  // Behind a goodbye nothing waits; what waits then is for a newer pairing.
  if (lane.kind == LaneKind::own_outbox && lane.id != farewell_) {
    std::erase_if(outgoing_, [&](const Outgoing& item) {
      if (item.sealed_seq == 0) return false;
      reply.drop(numbered_key("x", item.n));
      return true;
    });
  }
  if (lane.kind == LaneKind::ring && paper_ && this_device() != nullptr && !ring_dirty_) {
    // This device is in; the paper's keys are not kept a moment longer.
    paper_.reset();
    paper_root_ = Key();
  }
  if (lane.kind == LaneKind::ring && candidate_person_) {
    // The new person epoch stands: lanes turn to it, and the bag is written again with their seeds.
    candidate_person_ = false;
    rotate_wanted_ = false;
    if (own_lane_goes_on()) {
      turn_self_lane(request, reply);
      self_turned_for_ = ring_.persons.back().epoch;
    }
    if (own_outbox() != nullptr) turn_outbox_ = true;
  }
}

void Home::on_stored(const Stored& stored, Request& request, Reply& reply) {
  sync_.on_stored(stored.lane, stored.seq);
  Lane* at = lane(stored.lane);
  if (at == nullptr) return;
  Progress& p = progress(stored.lane);
  p.highest = std::max(p.highest, stored.seq);
  if (stored.seq == p.head.seq) settle(*at, request, reply);
  keep_keys(request, reply);
}

// Another device came first: what this one had put there tentatively is taken back and written again later.
// False when there is nothing tentative.
bool Home::lose_tentative(Lane& lane, Request& request, Reply& reply) {
  if (!shared_writing(lane) || progress(lane.id).head.seq <= progress(lane.id).acked.seq) return false;
  if (lane.kind == LaneKind::ring) {
    if (candidate_person_) {
      ring_.persons.pop_back();
      ring_.halves.pop_back();
      candidate_person_ = false;
    }
    ring_dirty_ = true;
  }
  unwind(request, reply, progress(lane.id), lane);
  return true;
}

void Home::on_head(const Head& head, Request& request, Reply& reply) {
  Lane* at = lane(head.lane);
  const LaneSync* known = sync_.find(head.lane);
  // An answer to frames that were put off, or dealt with since, says nothing new.
  if (at == nullptr || known == nullptr || known->offered_seq == 0 || known->held_back) return;
  // A place that the relay says is the next, and our frame for it refused: what lies before it is another branch.
  const bool other_branch = head.seq == known->relay_seq;
  if (lose_tentative(*at, request, reply)) return;
  if (other_branch) follow_relay(*at, request, reply);
  else if (++repeats_[head.lane] <= most_repeats) sync_.ask_again(head.lane);
}

void Home::on_fork(const Fork& fork, Request& request, Reply& reply) {
  Lane* at = lane(fork.lane);
  if (at == nullptr || lose_tentative(*at, request, reply)) return;
  follow_relay(*at, request, reply);
}

// Another branch of the lane stands at the relay. Every frame of it is signed by the lane's writer, or is not taken; it
// is read from the start in place of what lay here, so that all devices come to hold the same.
void Home::follow_relay(Lane& lane, Request& request, Reply& reply) {
  const Id id = lane.id;
  alarm(Error::fork, id);
  if (++repeats_[id] > most_repeats) {
    sync_.on_refused(id);
    return;
  }
  if (lane.kind == LaneKind::own_outbox && lane.id != farewell_) share_again(request, reply);
  if (lane.kind == LaneKind::ring) ring_writers_.clear();
  Progress& p = progress(id);
  for (std::uint64_t seq = 1; seq <= p.head.seq; ++seq) reply.drop(frame_key(id, seq));
  p.head = p.whole = p.acked = ChainHead{};
  p.tentative.clear();
  p.joining = Joining();
  // Which epochs the chain came to is learned anew as well: those of the lost branch may not be among them.
  for (auto& keys : lane.epochs) keys.used_from = 0;
  lane.next_writer = PublicKey{};
  if (lane.kind == LaneKind::self && lane.device == device_id_) {
    // Nobody can say which entries lay in the lost branch alone, so all are written again; repeated ones count once. A lane
    // that this device left is its word too.
    settled_ = Hlc{};
    if (id == own_lane_) mint_self_lane(request, reply);
    else write_again(request, reply);
  }
  know_lanes();
  sync_.ask_again(id);
  keep_keys(request, reply);
  // The snapshot's heads belong to the branch that was left.
  keep_snapshots(request, reply, true);
}

void Home::on_refused(const Refused& refused, Request& request, Reply& reply) {
  constexpr std::uint8_t open_type = 0x01;
  constexpr std::uint8_t read_type = 0x03;
  constexpr std::uint8_t have_type = 0x04;
  const LaneSync* known = sync_.find(refused.lane);
  if (known == nullptr) return;
  if (refused.type < open_type || refused.type > read_type) {
    // A lane renewed by another of its writers lets its readers in anew; that is no news for a person.
    if (refused.type != have_type) alarm(Error::refused, refused.lane);
    // The relay's key for this lane is not the one we took it for: prove again, and write the tentative frames anew.
    Lane* at = lane(refused.lane);
    if (at == nullptr) return;
    if (++repeats_[refused.lane] > most_repeats) return sync_.on_refused(refused.lane);
    if (refused.code == RefusedCode::bad_seal) lose_tentative(*at, request, reply);
    entrances_[refused.lane] = Entrance();
    if (LaneSync* again = sync_.find(refused.lane)) again->let_in = again->refused = false;
    sync_.ask_again(refused.lane);
    return;
  }
  ++entrances_[refused.lane].attempt;
  sync_.ask_again(refused.lane);
}

Outcome Home::receive(Request& request, Reply& reply) {
  if (stage_ != Stage::open) return no(Error::not_open);
  if (!sync_.connected()) return no(Error::not_open);
  BOTHY_TRY(bytes, request.bytes("message"));
  BOTHY_TRY(message, decode_relay(bytes));
  if (!sync_.challenged() && !std::holds_alternative<Chal>(message)) return no(Error::malformed);
  if (const auto* chal = std::get_if<Chal>(&message)) {
    relay_ahead_ms_ = static_cast<std::int64_t>(chal->relay_now_ms) - request.now.ms;
    sync_.challenged(chal->nonce, chal->relay_now_ms);
  } else if (const auto* ok = std::get_if<LaneOk>(&message)) {
    sync_.on_let_in(*ok);
  } else if (const auto* frames = std::get_if<Frames>(&message)) {
    BOTHY_CHECK(on_frames(*frames, request, reply));
  } else if (const auto* fork = std::get_if<Fork>(&message)) {
    on_fork(*fork, request, reply);
  } else if (const auto* stored = std::get_if<Stored>(&message)) {
    on_stored(*stored, request, reply);
  } else if (const auto* head = std::get_if<Head>(&message)) {
    on_head(*head, request, reply);
  } else if (const auto* later = std::get_if<Later>(&message)) {
    later_ = *later;
    later_until_ms_ = request.now.ms + later->retry_ms;
    if (LaneSync* known = sync_.find(later->lane)) {
      known->offered_seq = known->relay_seq;
      known->held_back = true;
    }
  } else if (const auto* refused = std::get_if<Refused>(&message)) {
    on_refused(*refused, request, reply);
  } else if (const auto* entry = std::get_if<RvEntry>(&message)) {
    BOTHY_CHECK(on_rendezvous(*entry, request, reply));
  }
  pump(request, reply);
  return {};
}

}  // namespace bothy
