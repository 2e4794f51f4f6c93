// See pieces.h. Flags: 1 = more fragments follow, 2 = continues the event before.
#include "event/pieces.h"

#include <algorithm>

#include "base/pack.h"

namespace bothy {
namespace {

constexpr std::uint8_t more_follows = 1;
constexpr std::uint8_t continues = 2;
// A fragment with less payload than this wastes more on its header than it carries.
constexpr std::size_t least_fragment = 16;

}  // namespace

void Packing::add(const Event& event, std::size_t already) {
  std::uint16_t type = info_of(event.body).type;
  if (const auto* unknown = std::get_if<Unknown>(&event.body)) type = static_cast<std::uint16_t>(unknown->real_type);
  Bytes payload = encode_payload(event.body);
  const std::size_t sent = std::min(already, payload.size());
  waiting_.push_back({event.id, pack_hlc(event.at), type, std::move(payload), sent});
}

std::size_t Packing::bytes_waiting() const {
  std::size_t sum = 2;
  for (const auto& event : waiting_) sum += piece_header + event.payload.size() - event.sent;
  return sum;
}

Bytes Packing::next(std::size_t capacity, std::vector<Id>& finished) {
  Bytes out(2, 0);
  Packer pack(out);
  while (!waiting_.empty()) {
    Waiting& event = waiting_.front();
    const std::size_t room = capacity - out.size();
    const std::size_t left = event.payload.size() - event.sent;
    const bool whole = room >= piece_header + left;
    if (!whole && room < piece_header + least_fragment) break;
    const std::size_t n = whole ? left : room - piece_header;
    const auto flags = static_cast<std::uint8_t>((whole ? 0 : more_follows) | (event.sent > 0 ? continues : 0));
    pack.id(event.id).u64(event.hlc).u16(event.type).u8(flags).u16(static_cast<std::uint16_t>(n));
    pack.raw(ByteSpan(event.payload).subspan(event.sent, n));
    event.sent += n;
    if (!whole) break;
    finished.push_back(event.id);
    waiting_.pop_front();
  }
  const std::size_t used = out.size() - 2;
  out[0] = static_cast<std::uint8_t>(used & 0xFF);
  out[1] = static_cast<std::uint8_t>(used >> 8);
  out.resize(capacity, 0);
  return out;
}

Outcome Joining::read(ByteSpan plaintext, std::vector<Event>& out) {
  Unpacker frame(plaintext);
  const std::size_t used = frame.u16();
  Unpacker in(frame.raw(used));
  const ByteSpan padding = frame.rest();
  if (!frame.ok() || std::any_of(padding.begin(), padding.end(), [](std::uint8_t b) { return b != 0; })) return no(Error::malformed);
  while (!in.done()) {
    const Id id = in.id();
    const std::uint64_t hlc = in.u64();
    const std::uint16_t type = in.u16();
    const std::uint8_t flags = in.u8();
    const ByteSpan part = in.raw(in.u16());
    if (!in.ok() || flags > (more_follows | continues)) return no(Error::malformed);
    const bool first = (flags & continues) == 0;
    // A new event after an unfinished one: its writer was interrupted and began again, so the half is let go.
    if (!first && (!open_ || id != id_ || hlc != hlc_ || type != type_)) return no(Error::malformed);
    if (first) payload_.clear();
    append(payload_, part);
    if (payload_.size() > max_event_payload) return no(Error::too_large);
    open_ = (flags & more_follows) != 0;
    id_ = id;
    hlc_ = hlc;
    type_ = type;
    if (open_) continue;
    BOTHY_TRY(body, decode_payload(type, payload_));
    out.push_back({id, unpack_hlc(hlc), std::move(body)});
    payload_.clear();
  }
  return {};
}

}  // namespace bothy
