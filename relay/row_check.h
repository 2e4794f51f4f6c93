// The check that each stored row carries, the same in every durable store: databases have none of their own by default.
// Finds damage, does not stop forgery; signatures and the hash chain do that. Called by the stores.
#pragma once
#include <initializer_list>

#include "relay/batch.h"

namespace bothy::relay {

/// SipHash-2-4 under a fixed key over the parts, one after the other.
[[nodiscard]] std::int64_t row_check(std::initializer_list<ByteSpan> parts);
[[nodiscard]] std::int64_t lane_check(const LaneRow& row);
/// Covers the header; the body is covered by the hash that the header holds.
[[nodiscard]] inline std::int64_t frame_check(ByteSpan frame) { return row_check({frame.first(frame_header_size)}); }
[[nodiscard]] std::int64_t box_check(const Id& rv, ByteSpan token_hash, std::int64_t created_ms, bool closed);
[[nodiscard]] std::int64_t entry_check(const Id& rv, std::uint8_t place, ByteSpan body);

/// The three keys of a lane as one value of 96 bytes, and back. Errors: store_damaged for another length.
[[nodiscard]] Bytes keys_blob(const LaneKeys& keys);
[[nodiscard]] Result<LaneKeys> keys_of(ByteSpan blob);

}  // namespace bothy::relay
