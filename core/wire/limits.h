// Every size that crosses the wire, in one place. Constants only. Called by wire, seal, sync and the relay.
#pragma once
#include <cstddef>
#include <cstdint>

namespace bothy {

inline constexpr std::uint16_t protocol_version = 1;
inline constexpr std::size_t frame_header_size = 192;
inline constexpr std::size_t frame_tag_size = 16;
inline constexpr std::size_t have_entries = 16;
inline constexpr std::size_t page_bytes = 256 * 1024;
inline constexpr std::size_t max_message = page_bytes + 65'536 + 64;
inline constexpr std::size_t rv_entries = 8;
inline constexpr std::size_t rv_body_size = 4'096;
inline constexpr std::int64_t rv_life_ms = 24LL * 3'600 * 1'000;

/// Leaves of one epoch's key tree (16 binary steps); a lane rotates before it runs out.
inline constexpr std::uint64_t frames_per_epoch = 65'536;

}  // namespace bothy
