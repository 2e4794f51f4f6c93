// Encoding and decoding of relay messages. See message.h; layouts are in docs/protocol.md#relay-messages.
#include "wire/message.h"

#include <sodium.h>

#include "base/pack.h"

namespace bothy {
namespace {

enum Type : std::uint8_t {
  open_lane = 0x01, auth = 0x02, read = 0x03, have = 0x04, put = 0x05, rekey = 0x06, rv_put = 0x07, rv_get = 0x08, rv_close = 0x09,
  chal = 0x81, lane_ok = 0x82, frames = 0x83, fork = 0x84, stored = 0x85, head = 0x86, later = 0x87, refused = 0x88, rv_entry = 0x89,
};

struct Encoder {
  Packer out;
  void operator()(const OpenLane& m) { out.u8(open_lane).id(m.lane).raw(m.write).raw(m.read_hash).raw(m.admin).raw(m.sig); }
  void operator()(const Auth& m) { out.u8(auth).id(m.lane).u8(static_cast<std::uint8_t>(m.how)).raw(m.sig); }
  void operator()(const Read& m) { out.u8(read).id(m.lane).raw(m.token); }
  void operator()(const Have& m) {
    out.u8(have);
    for (std::size_t i = 0; i < have_entries; ++i) {
      const LaneHead entry = i < m.lanes.size() ? m.lanes[i] : LaneHead{};
      out.id(entry.lane).u64(entry.seq).raw(entry.hash);
    }
  }
  void operator()(const Put& m) { out.u8(put).raw(m.frame); }
  void operator()(const Rekey& m) {
    out.u8(rekey).id(m.lane).u8(static_cast<std::uint8_t>(m.how)).raw(m.write).raw(m.read_hash).raw(m.sig);
  }
  void operator()(const RvPut& m) { out.u8(rv_put).id(m.rv).raw(m.token).u8(m.index).raw(m.body); }
  void operator()(const RvGet& m) { out.u8(rv_get).id(m.rv).raw(m.token); }
  void operator()(const RvClose& m) { out.u8(rv_close).id(m.rv).raw(m.token); }
  void operator()(const Chal& m) { out.u8(chal).u16(m.version).raw(m.nonce).u64(m.relay_now_ms); }
  void operator()(const LaneOk& m) { out.u8(lane_ok).id(m.lane).u64(m.head_seq).raw(m.head_hash); }
  void operator()(const Frames& m) { out.u8(frames).id(m.lane).u64(m.head_seq).u8(m.more ? 1 : 0).raw(m.frames); }
  void operator()(const Fork& m) { out.u8(fork).id(m.lane).u64(m.seq).raw(m.hash); }
  void operator()(const Stored& m) { out.u8(stored).id(m.lane).u64(m.seq); }
  void operator()(const Head& m) { out.u8(head).id(m.lane).u64(m.seq).raw(m.hash); }
  void operator()(const Later& m) {
    out.u8(later).id(m.lane).u64(m.seq).u8(static_cast<std::uint8_t>(m.reason)).u32(m.retry_ms);
  }
  void operator()(const Refused& m) { out.u8(refused).u8(m.type).id(m.lane).u8(static_cast<std::uint8_t>(m.code)); }
  void operator()(const RvEntry& m) { out.u8(rv_entry).id(m.rv).u8(m.index).raw(m.body); }
};

template <class Messages>
Bytes encode_any(const Messages& message) {
  Bytes out;
  std::visit(Encoder{Packer(out)}, message);
  return out;
}

// Every message but PUT and FRAMES has one exact length; `done` enforces it.
template <class Messages, class M>
Result<Messages> whole(const Unpacker& in, M message) {
  if (!in.done()) return no(Error::malformed);
  return Messages(std::move(message));
}

Result<ClientMessage> read_have(Unpacker in) {
  Have message;
  for (std::size_t i = 0; i < have_entries; ++i) {
    LaneHead entry;
    entry.lane = in.id();
    entry.seq = in.u64();
    entry.hash = in.block<16>();
    // Unused entries are all zero and stand last, or one message would have several forms.
    const bool unused = entry.lane.is_zero();
    if (unused ? entry != LaneHead{} : message.lanes.size() != i) return no(Error::malformed);
    if (!unused) message.lanes.push_back(entry);
  }
  return whole<ClientMessage>(in, std::move(message));
}

Result<KeyKind> key_kind(std::uint8_t byte) {
  if (byte > 1) return no(Error::malformed);
  return static_cast<KeyKind>(byte);
}

Bytes copy(ByteSpan bytes) { return Bytes(bytes.begin(), bytes.end()); }

Bytes start(std::string_view label) { return copy(span_of(label)); }

}  // namespace

Bytes encode(const ClientMessage& message) { return encode_any(message); }
Bytes encode(const RelayMessage& message) { return encode_any(message); }

Result<ClientMessage> decode_client(ByteSpan bytes) {
  if (bytes.size() > max_message) return no(Error::too_large);
  Unpacker in(bytes);
  const std::uint8_t type = in.u8();
  if (!in.ok()) return no(Error::malformed);
  switch (type) {
    case open_lane: {
      OpenLane m{in.id(), in.block<32>(), in.block<32>(), in.block<32>(), in.block<64>()};
      return whole<ClientMessage>(in, m);
    }
    case auth: {
      const Id lane = in.id();
      BOTHY_TRY(how, key_kind(in.u8()));
      const Auth m{lane, how, in.block<64>()};
      return whole<ClientMessage>(in, m);
    }
    case read: {
      const Read m{in.id(), in.block<32>()};
      return whole<ClientMessage>(in, m);
    }
    case have: return read_have(in);
    case put: {
      Put m{copy(in.rest())};
      return whole<ClientMessage>(in, std::move(m));
    }
    case rekey: {
      const Id lane = in.id();
      BOTHY_TRY(how, key_kind(in.u8()));
      const Rekey m{lane, how, in.block<32>(), in.block<32>(), in.block<64>()};
      return whole<ClientMessage>(in, m);
    }
    case rv_put: {
      RvPut m{in.id(), in.block<32>(), in.u8(), copy(in.raw(rv_body_size))};
      if (m.index >= rv_entries) return no(Error::malformed);
      return whole<ClientMessage>(in, std::move(m));
    }
    case rv_get: {
      const RvGet m{in.id(), in.block<32>()};
      return whole<ClientMessage>(in, m);
    }
    case rv_close: {
      const RvClose m{in.id(), in.block<32>()};
      return whole<ClientMessage>(in, m);
    }
    default: return no(Error::too_new);
  }
}

Result<RelayMessage> decode_relay(ByteSpan bytes) {
  if (bytes.size() > max_message) return no(Error::too_large);
  Unpacker in(bytes);
  const std::uint8_t type = in.u8();
  if (!in.ok()) return no(Error::malformed);
  switch (type) {
    case chal: {
      // The version comes first because what follows may be laid out otherwise.
      const std::uint16_t version = in.u16();
      if (in.ok() && version != protocol_version) return no(Error::too_new);
      const Chal m{version, in.block<32>(), in.u64()};
      return whole<RelayMessage>(in, m);
    }
    case lane_ok: {
      const LaneOk m{in.id(), in.u64(), in.block<32>()};
      return whole<RelayMessage>(in, m);
    }
    case frames: {
      Frames m{in.id(), in.u64(), false, {}};
      const std::uint8_t more = in.u8();
      if (more > 1) return no(Error::malformed);
      m.more = more == 1;
      m.frames = copy(in.rest());
      return whole<RelayMessage>(in, std::move(m));
    }
    case fork: {
      const Fork m{in.id(), in.u64(), in.block<16>()};
      return whole<RelayMessage>(in, m);
    }
    case stored: {
      const Stored m{in.id(), in.u64()};
      return whole<RelayMessage>(in, m);
    }
    case head: {
      const Head m{in.id(), in.u64(), in.block<32>()};
      return whole<RelayMessage>(in, m);
    }
    case later: {
      Later m{in.id(), in.u64(), LaterReason::disk, 0};
      const std::uint8_t reason = in.u8();
      if (reason < 1 || reason > 3) return no(Error::malformed);
      m.reason = static_cast<LaterReason>(reason);
      m.retry_ms = in.u32();
      return whole<RelayMessage>(in, m);
    }
    case refused: {
      Refused m{in.u8(), in.id(), RefusedCode::malformed};
      const std::uint8_t code = in.u8();
      if (code < 1 || code > 5) return no(Error::malformed);
      m.code = static_cast<RefusedCode>(code);
      return whole<RelayMessage>(in, m);
    }
    case rv_entry: {
      RvEntry m{in.id(), in.u8(), copy(in.raw(rv_body_size))};
      if (m.index >= rv_entries) return no(Error::malformed);
      return whole<RelayMessage>(in, std::move(m));
    }
    default: return no(Error::too_new);
  }
}

Bytes signed_part(const OpenLane& m) {
  Bytes out = start("BTY1open");
  Packer(out).id(m.lane).raw(m.write).raw(m.read_hash).raw(m.admin);
  return out;
}

Bytes signed_part(const Auth& m, ByteSpan nonce, const Hash& origin) {
  Bytes out = start("BTY1auth");
  Packer(out).u8(static_cast<std::uint8_t>(m.how)).id(m.lane).raw(nonce).raw(origin);
  return out;
}

Bytes signed_part(const Rekey& m, ByteSpan nonce, const Hash& origin) {
  Bytes out = start("BTY1rkey");
  Packer(out).u8(static_cast<std::uint8_t>(m.how)).id(m.lane).raw(m.write).raw(m.read_hash).raw(nonce).raw(origin);
  return out;
}

Hash plain_hash(ByteSpan bytes) {
  Hash out{};
  crypto_generichash(out.data(), out.size(), bytes.data(), bytes.size(), nullptr, 0);
  return out;
}

}  // namespace bothy
