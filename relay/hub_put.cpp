// Frames on their way in: limits, signatures, compare-and-swap, runs, repair of damaged ones.
// A run is what one lane received since the last flush. Each frame names the hash of the one before it, so on a
// connection that has proven the write key one signature, the newest, vouches for the whole run.
#include <sodium.h>

#include "relay/hub.h"
#include "relay/keys.h"

namespace bothy::relay {
namespace {

constexpr std::uint8_t put_type = 0x05;  // docs/protocol.md#relay-messages

RefusedCode code_of(Error error) { return error == Error::too_new ? RefusedCode::too_new : RefusedCode::malformed; }

}  // namespace

void Hub::on(ConnectionId id, std::uint8_t type, const Put& m) {
  Connection& c = *find(id);
  if (m.frame.size() > frame_size(FrameClass::huge)) return refuse(id, type, {}, RefusedCode::too_large);
  const auto header = parse_frame(m.frame);
  if (!header) return refuse(id, type, {}, code_of(header.error()));
  if (header->kind == FrameClass::pruned) return refuse(id, type, header->lane, RefusedCode::malformed);
  if (!pays(id, c.frames, limits_.connection_frames, header->lane, header->seq)) return;
  if (!body_matches(*header, m.frame)) {
    ++counters_.bad_seals;
    return refuse(id, type, header->lane, RefusedCode::bad_seal);
  }
  const Hash hash = frame_hash(m.frame);
  Offer offer{id, *header, hash, m.frame, false};
  const auto held = c.grants.find(header->lane);
  const bool proven = held != c.grants.end() && held->second.write;
  const bool trusted = proven && !held->second.distrusted;
  if (!trusted && !pays(id, c.checks, limits_.connection_checks, header->lane, header->seq)) return;
  const auto found = lane_of(header->lane);
  if (!found) return unreadable(id, header->lane, header->seq);
  Lane* lane = *found;
  if (!trusted) {
    if (!check_stranger(offer, lane)) {
      ++counters_.bad_seals;
      return refuse(id, type, header->lane, proven ? RefusedCode::bad_seal : RefusedCode::not_allowed);
    }
    offer.checked = true;
  }
  // A lane that was granted and is gone from the store by now.
  if (lane == nullptr) return unreadable(id, header->lane, header->seq);
  if (!pays(id, lane->frames, limits_.lane_frames, header->lane, header->seq)) return;
  put_known(*lane, offer);
}

bool Hub::check_stranger(const Offer& offer, const Lane* lane) {
  const bool known = lane != nullptr && (!lane->opening || lane->holders.contains(offer.from));
  ++counters_.signature_checks;
  return signed_by(offer.header, offer.hash, known ? lane->keys.write : nobodys_key) && known;
}

void Hub::put_known(Lane& lane, const Offer& offer) {
  const FrameHeader& header = offer.header;
  if (header.seq <= lane.tail_seq) return put_old(lane, offer);
  if (header.seq != lane.tail_seq + 1 || header.prev != lane.tail_hash) return lose(offer);
  if (lane.tail_bytes + offer.frame.size() > limits_.lane_bytes) {
    return later(offer.from, header.lane, header.seq, LaterReason::quota, limits_.quota_retry_ms);
  }
  constexpr std::uint32_t full_memory_retry_ms = 100;
  if (unstored_ >= limits_.unstored || find(offer.from)->unstored >= 2 * limits_.unstored_per_connection) {
    return later(offer.from, header.lane, header.seq, LaterReason::rate, full_memory_retry_ms);
  }
  extend(lane, offer);
}

void Hub::lose(const Offer& offer) {
  ++counters_.heads_lost;
  attach({offer.from, Answer::Kind::head, offer.header.lane, 0, 0});
}

void Hub::put_old(Lane& lane, const Offer& offer) {
  const FrameHeader& header = offer.header;
  if (header.seq > lane.row.head_seq) {
    if (lane.pending[header.seq - lane.row.head_seq - 1].hash != offer.hash) return lose(offer);
    ++counters_.frames_repeated;
    return attach({offer.from, Answer::Kind::stored, header.lane, header.seq, 0});
  }
  const auto page = store_.page(header.lane, header.seq - 1, 1);
  if (page && page->damaged) return heal(lane, offer);
  if (!page || page->frames.empty()) return unreadable(offer.from, header.lane, header.seq);
  if (frame_hash(page->frames) != offer.hash) return lose(offer);
  ++counters_.frames_repeated;
  answer({offer.from, Answer::Kind::stored, header.lane, header.seq, 0});
}

// Whether the offered frame is the one that stood here: it links to both neighbours as far as they are whole.
bool Hub::heals(const Lane& lane, const Offer& offer) {
  const FrameHeader& header = offer.header;
  Hash before{};
  if (header.seq > 1) {
    const auto page = store_.page(header.lane, header.seq - 2, 1);
    if (!page || page->frames.empty()) return false;
    before = frame_hash(page->frames);
  }
  if (header.prev != before) return false;
  if (header.seq == lane.row.head_seq) return offer.hash == lane.row.head_hash;
  const auto after = store_.page(header.lane, header.seq, 1);
  if (!after) return false;
  if (after->frames.empty()) return after->damaged;
  const auto next = parse_frame(after->frames);
  return next && next->prev == offer.hash;
}

void Hub::heal(Lane& lane, const Offer& offer) {
  ++counters_.damage_found;
  if (!offer.checked) {
    ++counters_.signature_checks;
    if (!signed_by(offer.header, offer.hash, lane.keys.write)) {
      ++counters_.bad_seals;
      return refuse(offer.from, put_type, offer.header.lane, RefusedCode::bad_seal);
    }
  }
  if (!heals(lane, offer)) return lose(offer);
  add(HealOp{offer.header.lane, offer.header.seq, Bytes(offer.frame.begin(), offer.frame.end())}, offer.from);
  attach({offer.from, Answer::Kind::stored, offer.header.lane, offer.header.seq, 0});
}

void Hub::extend(Lane& lane, const Offer& offer) {
  const auto size = static_cast<std::uint32_t>(offer.frame.size());
  lane.pending.push_back({offer.from, offer.hash, offer.header.signature, size, offer.checked});
  append(lane.run, offer.frame);
  ++lane.run_count;
  lane.tail_seq = offer.header.seq;
  lane.tail_hash = offer.hash;
  lane.tail_bytes += size;
  find(offer.from)->unstored += size;
  unstored_ += size;
  dirty_.insert(offer.header.lane);
}

void Hub::close_run(Lane& lane) {
  if (lane.run_count == 0) return;
  const Pending& newest = lane.pending.back();
  if (!newest.checked) {
    ++counters_.signature_checks;
    const bool good = crypto_sign_verify_detached(newest.signature.data(), newest.hash.data(), newest.hash.size(),
                                                  lane.keys.write.data()) == 0;
    if (!good) check_one_by_one(lane);
  }
  if (lane.run_count > 0) emit_run(lane);
}

// The newest signature is wrong, so the run proves nothing: keep the frames whose own signature is right, up to the
// first bad one.
void Hub::check_one_by_one(Lane& lane) {
  const std::size_t first = lane.pending.size() - lane.run_count;
  for (std::size_t i = first; i < lane.pending.size(); ++i) {
    Pending& p = lane.pending[i];
    if (p.checked) continue;
    Connection* c = find(p.from);
    if (c != nullptr) c->grants[lane.row.lane].distrusted = true;
    const bool paid = c == nullptr || c->checks.take(limits_.connection_checks, now_ms_) == 0;
    if (paid) ++counters_.signature_checks;
    p.checked = paid && is_signed(p.hash, p.signature, lane.keys.write);
    if (!p.checked) return cut_run(lane, i - first);
  }
}

// Drops the run from its `keep`th frame on: that one had a wrong signature, the later ones stand on it.
void Hub::cut_run(Lane& lane, std::size_t keep) {
  const std::size_t first = lane.pending.size() - lane.run_count;
  std::size_t cut_bytes = 0;
  for (std::size_t i = first + keep; i < lane.pending.size(); ++i) {
    const Pending& p = lane.pending[i];
    cut_bytes += p.size;
    if (i == first + keep) {
      ++counters_.bad_seals;
      release(p.from, p.size);
      refuse(p.from, put_type, lane.row.lane, RefusedCode::bad_seal);
    } else {
      ++counters_.heads_lost;
      open_answers_.push_back({p.from, Answer::Kind::head, lane.row.lane, 0, p.size});
    }
  }
  lane.pending.resize(first + keep);
  lane.run.resize(lane.run.size() - cut_bytes);
  lane.run_count = keep;
  lane.tail_bytes -= cut_bytes;
  lane.tail_seq = lane.row.head_seq + lane.pending.size();
  lane.tail_hash = lane.pending.empty() ? lane.row.head_hash : lane.pending.back().hash;
}

void Hub::emit_run(Lane& lane) {
  const std::size_t first = lane.pending.size() - lane.run_count;
  std::uint64_t seq = lane.row.head_seq + first + 1;
  Hash prev = first == 0 ? lane.row.head_hash : lane.pending[first - 1].hash;
  ByteSpan rest(lane.run);
  for (std::size_t i = first; i < lane.pending.size();) {
    AppendOp op{lane.row.lane, seq, prev, seq, {}, {}};
    ConnectionId author = lane.pending[i].from;
    std::size_t size = 0;
    for (; i < lane.pending.size() && (size == 0 || size + lane.pending[i].size <= limits_.page); ++i, ++seq) {
      const Pending& p = lane.pending[i];
      if (p.from != author) author = 0;
      size += p.size;
      prev = op.last_hash = p.hash;
      op.last_seq = seq;
      open_answers_.push_back({p.from, Answer::Kind::stored, lane.row.lane, seq, p.size});
    }
    op.frames.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
    rest = rest.subspan(size);
    add(std::move(op), author);
  }
  lane.run.clear();
  lane.run_count = 0;
}

}  // namespace bothy::relay
