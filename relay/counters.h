// What the relay counts about itself: totals only, never who. Plain data.
// Raised by the hub and the writer, printed by the metrics page.
#pragma once
#include <cstdint>

namespace bothy::relay {

struct Counters {
  std::uint64_t connections_opened = 0;
  std::uint64_t messages = 0;
  std::uint64_t lanes_opened = 0;
  std::uint64_t frames_stored = 0;
  std::uint64_t bytes_stored = 0;
  std::uint64_t frames_repeated = 0;
  std::uint64_t frames_healed = 0;
  std::uint64_t heads_lost = 0;
  std::uint64_t forks_told = 0;
  std::uint64_t pages_sent = 0;
  std::uint64_t frames_pushed = 0;
  std::uint64_t signature_checks = 0;
  std::uint64_t bad_seals = 0;
  std::uint64_t refusals = 0;
  std::uint64_t later_disk = 0;
  std::uint64_t later_quota = 0;
  std::uint64_t later_rate = 0;
  std::uint64_t boxes_opened = 0;
  std::uint64_t batches_stored = 0;
  std::uint64_t batches_given_up = 0;
  std::uint64_t damage_found = 0;
};

}  // namespace bothy::relay
