// Relay messages: one WebSocket message each, fixed little-endian layouts.
// No meaning here (sync and the relay's hub have it), only shape. Source: docs/protocol.md#relay-messages.
#pragma once
#include <variant>

#include "wire/frame.h"

namespace bothy {

using Token = Block<32>;

/// Which key signs an AUTH or REKEY: the lane's write key or the admin key made from the recovery phrase.
enum class KeyKind : std::uint8_t { write = 0, admin = 1 };

enum class RefusedCode : std::uint8_t { malformed = 1, not_allowed = 2, bad_seal = 3, too_new = 4, too_large = 5 };
enum class LaterReason : std::uint8_t { disk = 1, quota = 2, rate = 3 };

struct LaneHead {
  Id lane;
  std::uint64_t seq = 0;
  Block<16> hash{};
  bool operator==(const LaneHead&) const = default;
};

// Client to relay.
struct OpenLane { Id lane; PublicKey write{}; Hash read_hash{}; PublicKey admin{}; Signature sig{}; bool operator==(const OpenLane&) const = default; };
struct Auth { Id lane; KeyKind how = KeyKind::write; Signature sig{}; bool operator==(const Auth&) const = default; };
struct Read { Id lane; Token token{}; bool operator==(const Read&) const = default; };
struct Have { std::vector<LaneHead> lanes; bool operator==(const Have&) const = default; };
struct Put { Bytes frame; bool operator==(const Put&) const = default; };
struct Rekey { Id lane; KeyKind how = KeyKind::write; PublicKey write{}; Hash read_hash{}; Signature sig{}; bool operator==(const Rekey&) const = default; };
struct RvPut { Id rv; Token token{}; std::uint8_t index = 0; Bytes body; bool operator==(const RvPut&) const = default; };
struct RvGet { Id rv; Token token{}; bool operator==(const RvGet&) const = default; };
struct RvClose { Id rv; Token token{}; bool operator==(const RvClose&) const = default; };

// Relay to client.
struct Chal { std::uint16_t version = protocol_version; Block<32> nonce{}; std::uint64_t relay_now_ms = 0; bool operator==(const Chal&) const = default; };
struct LaneOk { Id lane; std::uint64_t head_seq = 0; Hash head_hash{}; bool operator==(const LaneOk&) const = default; };
struct Frames { Id lane; std::uint64_t head_seq = 0; bool more = false; Bytes frames; bool operator==(const Frames&) const = default; };
struct Fork { Id lane; std::uint64_t seq = 0; Block<16> hash{}; bool operator==(const Fork&) const = default; };
struct Stored { Id lane; std::uint64_t seq = 0; bool operator==(const Stored&) const = default; };
struct Head { Id lane; std::uint64_t seq = 0; Hash hash{}; bool operator==(const Head&) const = default; };
struct Later { Id lane; std::uint64_t seq = 0; LaterReason reason = LaterReason::disk; std::uint32_t retry_ms = 0; bool operator==(const Later&) const = default; };
struct Refused { std::uint8_t type = 0; Id lane; RefusedCode code = RefusedCode::malformed; bool operator==(const Refused&) const = default; };
struct RvEntry { Id rv; std::uint8_t index = 0; Bytes body; bool operator==(const RvEntry&) const = default; };

using ClientMessage = std::variant<OpenLane, Auth, Read, Have, Put, Rekey, RvPut, RvGet, RvClose>;
using RelayMessage = std::variant<Chal, LaneOk, Frames, Fork, Stored, Head, Later, Refused, RvEntry>;

/// One message as bytes. Have is padded to 16 entries; RvPut and RvEntry bodies must be 4,096 bytes.
[[nodiscard]] Bytes encode(const ClientMessage& message);
[[nodiscard]] Bytes encode(const RelayMessage& message);

/// Errors: malformed (short, long, bad enum), too_new (unknown type byte), too_large (over max_message).
[[nodiscard]] Result<ClientMessage> decode_client(ByteSpan bytes);
[[nodiscard]] Result<RelayMessage> decode_relay(ByteSpan bytes);

/// Bytes that the signatures of OPEN_LANE, AUTH and REKEY cover; `sig` is ignored.
/// Of no one connection, so that an own device can open the lane of a lost one at a relay that forgot it.
[[nodiscard]] Bytes signed_part(const OpenLane& message);
[[nodiscard]] Bytes signed_part(const Auth& message, ByteSpan nonce, const Hash& origin);
[[nodiscard]] Bytes signed_part(const Rekey& message, ByteSpan nonce, const Hash& origin);

/// BLAKE2b-256 of any bytes; of a relay origin as the client dialled it, and of read tokens.
[[nodiscard]] Hash plain_hash(ByteSpan bytes);

}  // namespace bothy
