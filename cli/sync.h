// One exchange with the relay: connect, feed messages to the door, tick once it is caught up, until it is quiet or the
// time is over. Decides only when to stop; what is said is the door's business. Called by Context.
#pragma once
#include "cli/host.h"
#include "cli/socket.h"

namespace bothy::cli {

struct SyncPlan {
  /// Ticks once everything is caught up. Each lets exactly two frames leave, so that writing does not show; a meeting
  /// has none.
  int ticks = 1;
  /// Ticks on until nothing of my room waits; the relay can then see how much there was.
  bool drain = false;
  /// The longest the exchange may take until it is quiet.
  int bound_ms = 20'000;
  /// Stays connected this long, also when all is quiet: for live news. Ticks go on by the clock.
  int stay_ms = 0;
  /// Ends the exchange early, for example when the words of a meeting are there.
  std::function<bool(const Value& views)> enough;
  /// Keeps it going although it is quiet, for example until a home was filled.
  std::function<bool(const Value& views)> lacking;
  /// Called after each reply that came in, with the newest views.
  std::function<void(const Value& views)> news;
};

struct SyncEnd {
  bool reached = false;        ///< the relay answered
  bool quiet = false;          ///< nothing is left to exchange
  std::optional<Trouble> why;  ///< why it was not reached, or what cut it short
};

/// Trouble only for the store and the door; a relay that is down is in SyncEnd.
[[nodiscard]] Got<SyncEnd> sync_with(Host& host, const Address& address, const SyncPlan& plan);

/// What waits on this device, in plain words: "2 shared items and 4 sealed frames wait here."
[[nodiscard]] std::string queue_sentence(const Value& views);

}  // namespace bothy::cli
