// Every limit of the relay with its default and its reason. Values only.
// Read by the hub; set by the configuration (relay/config.h) and by tests.
#pragma once
#include "relay/bucket.h"
#include "wire/limits.h"

namespace bothy::relay {

struct Limits {
  /// Frames per connection and per lane: ten years of daily check-ins are about 1,300 frames, so a first import fits
  /// the burst.
  Rate connection_frames{20'000, 2'000};
  Rate lane_frames{20'000, 2'000};
  /// Signature checks for keys that were not proven before: about 50 us each, so 100 per second is 0.5 % of a core.
  Rate connection_checks{400, 100};
  /// Every other message: reading 16 lanes and asking for news needs 33 at start.
  Rate connection_asks{1'000, 100};
  /// New lanes and rendezvous boxes, over all connections: a couple needs about six lanes in its life.
  Rate opens{5'000, 5};
  /// New lanes and boxes on one connection.
  std::uint32_t opens_per_connection = 64;
  std::size_t lanes_per_connection = 256;
  /// Bytes that one lane may hold: 1 GiB is a century of constant-rate writing and some thousand attachments.
  std::uint64_t lane_bytes = 1ULL << 30;
  /// A page is sent only while less than this waits for the socket, so a connection holds at most this and one page.
  std::size_t queue_bytes = 64 * 1024;
  std::size_t page = page_bytes;
  /// The same over all connections: beyond it pages wait, so that many slow readers cannot fill the memory.
  std::size_t queued = 256 * 1024 * 1024;
  /// Frames received and not yet durable: beyond it the relay stops reading from the connection, or from all.
  std::size_t unstored_per_connection = 512 * 1024;
  std::size_t unstored = 64 * 1024 * 1024;
  std::uint32_t disk_retry_ms = 5'000;
  std::uint32_t quota_retry_ms = 3'600'000;
};

}  // namespace bothy::relay
