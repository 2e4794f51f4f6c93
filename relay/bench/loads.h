// The four loads of the bench, the same for both peers: one frame at a time, many under way on one lane, many lanes at
// once, and a frame's way to another reader. Times only. Called by bench_relay.cpp.
#pragma once
#include <chrono>
#include <memory>
#include <span>

#include "relay/bench/ends.h"

namespace bothy::relay::bench {

using Clock = std::chrono::steady_clock;

[[nodiscard]] inline double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// ms from each frame to its acknowledgement, one at a time.
template <class End>
[[nodiscard]] std::vector<double> serial(End& end, std::span<const Bytes> frames) {
  std::vector<double> times;
  for (const auto& frame : frames) {
    const auto start = Clock::now();
    end.queue(frame);
    end.flush();
    (void)end.acks();
    times.push_back(ms_since(start));
  }
  return times;
}

/// Frames per second with at most a window of them on their way, so that neither side's buffers decide.
template <class End>
[[nodiscard]] double pipelined(End& end, std::span<const Bytes> frames) {
  constexpr std::size_t window = 480;
  constexpr std::size_t chunk = 60;
  std::size_t sent = 0;
  std::size_t acked = 0;
  const auto start = Clock::now();
  while (acked < frames.size()) {
    for (std::size_t i = 0; i < chunk && sent < frames.size() && sent - acked < window; ++i) end.queue(frames[sent++]);
    end.flush();
    while (acked < frames.size() && (sent - acked > window - chunk || sent == frames.size()))
      acked += static_cast<std::size_t>(end.acks());
  }
  return static_cast<double>(frames.size()) / ms_since(start) * 1'000;
}

/// The same over many lanes, a connection each; frames per second over all.
template <class End>
[[nodiscard]] double spread_out(std::span<const std::unique_ptr<End>> ends,
                                std::span<const std::span<const Bytes>> frames) {
  constexpr std::size_t chunk = 30;
  const std::size_t each = frames.front().size();
  const auto start = Clock::now();
  for (std::size_t from = 0; from < each; from += chunk) {
    const std::size_t to = std::min(from + chunk, each);
    for (std::size_t e = 0; e < ends.size(); ++e) {
      for (std::size_t i = from; i < to; ++i) ends[e]->queue(frames[e][i]);
      ends[e]->flush();
    }
    for (const auto& end : ends) {
      for (std::size_t got = 0; got < to - from;) got += static_cast<std::size_t>(end->acks());
    }
  }
  return static_cast<double>(each * ends.size()) / ms_since(start) * 1'000;
}

/// ms from a writer's frame to the other reader who waits for it.
template <class End>
[[nodiscard]] std::vector<double> pushes(End& writer, End& reader, std::span<const Bytes> frames) {
  std::vector<double> times;
  for (const auto& frame : frames) {
    const auto start = Clock::now();
    writer.queue(frame);
    writer.flush();
    (void)reader.pushed();
    times.push_back(ms_since(start));
    (void)writer.acks();
  }
  return times;
}

}  // namespace bothy::relay::bench
