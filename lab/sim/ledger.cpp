// See ledger.h.
#include "lab/sim/ledger.h"

namespace bothy::sim {

std::string Ledger::sent(int host, ByteSpan frame) {
  const auto header = parse_frame(frame);
  if (!header) return "a device sends what is no frame";
  ++puts;
  const Hash hash = frame_hash(frame);
  auto& place = sent_[host][header->lane];
  const auto before = place.find(header->seq);
  if (before != place.end() && before->second != hash) {
    const auto& rivals = rival_from_[host];
    const auto rival = rivals.find(header->lane);
    const auto image = put_back_to_.find(host);
    const auto end = image != put_back_to_.end() ? image->second.find(header->lane) : std::map<Id, std::uint64_t>::const_iterator();
    const bool forgotten = told_[host][header->lane] < header->seq && image != put_back_to_.end() && (end == image->second.end() || header->seq > end->second);
    if (!forgotten && (rival == rivals.end() || header->seq < rival->second))
      return "seq " + std::to_string(header->seq) + " of lane " + to_hex(header->lane) + " was sent before with other bytes";
    ++rewritten;
  }
  place[header->seq] = hash;
  stands_on_[host][header->lane][header->seq] = header->prev;
  return {};
}

void Ledger::told(int host, const Id& lane, std::uint64_t head) {
  std::uint64_t& known = told_[host][lane];
  known = std::max(known, head);
}

void Ledger::received(int host, const Id& lane, ByteSpan frames) {
  const auto mine = sent_.find(host);
  if (mine == sent_.end()) return;
  const auto places = mine->second.find(lane);
  if (places == mine->second.end()) return;
  while (!frames.empty()) {
    const auto size = leading_frame_size(frames);
    if (!size || *size > frames.size()) return;
    const ByteSpan frame = frames.first(*size);
    frames = frames.subspan(*size);
    const auto header = parse_frame(frame);
    if (!header) continue;
    const Hash hash = frame_hash(frame);
    const auto own = places->second.find(header->seq);
    if (own != places->second.end() && own->second != hash) lost(host, lane, header->seq);
    // What it sent after a frame of another branch stands on nothing now.
    const auto& behind = stands_on_[host][lane];
    const auto next = behind.find(header->seq + 1);
    if (next != behind.end() && next->second != hash) lost(host, lane, header->seq + 1);
  }
}

void Ledger::lost(int host, const Id& lane, std::uint64_t seq) {
  const auto [rival, first] = rival_from_[host].try_emplace(lane, seq);
  if (!first) rival->second = std::min(rival->second, seq);
}

void Ledger::put_back(int host, const std::map<Id, std::uint64_t>& heads) {
  told_.erase(host);
  auto& known = put_back_to_[host];
  // Put back twice, it knows what the shorter of the two knew.
  const auto before = known;
  known = heads;
  for (auto& [lane, seq] : known)
    if (const auto at = before.find(lane); at != before.end()) seq = std::min(seq, at->second);
}

std::string Ledger::promised(const Id& lane, std::uint64_t seq, const Hash& held) {
  auto& place = acked[lane];
  const auto before = place.find(seq);
  const bool changed = before != place.end() && before->second != held;
  place[seq] = held;
  if (changed && !relay_excused) return "seq " + std::to_string(seq) + " of lane " + to_hex(lane) + " was promised for another frame";
  return {};
}

}  // namespace bothy::sim
