// The relay as a program serves it: sockets, HTTP, WebSocket, signals. The only door to Beast.
// Called by main.cpp.
#pragma once
#include "relay/config.h"
#include "relay/store.h"

namespace bothy::relay {

/// Serves until SIGTERM or SIGINT, then finishes the batch on its way and closes all sockets.
/// Prints the address served to standard output and one line to standard error where something is in the way.
/// Returns the exit code: 0 stopped as asked, 1 could not start.
[[nodiscard]] int serve(const Config& config, Store& store);

}  // namespace bothy::relay
