// A home laid out as files that the native and the WebAssembly side of the bench read alike, its opening, and the
// floor: what bare libsodium needs for the same bytes. Called by bench_open.cpp only. Files: open.json (the first
// request), records.bin (its tail), and for each lane <lane>.frames with <lane>.at, where each frame begins (u32,
// little-endian, one more than there are frames).
#pragma once
#include <string>
#include <vector>

#include "lab/bench/household.h"

namespace bothy::bench {

/// One opening by a fresh program, as it prints it itself.
struct Opening {
  /// From the first request to the reply of the last frames.
  double open_ms = 0;
  /// The first screen after it.
  double ask_ms = 0;
  /// One check-in after that: what the home costs while it is used.
  double check_in_ms = 0;
  /// Processor time of the whole process until the first screen.
  double cpu_ms = 0;
  /// Most memory of the whole process until the first screen.
  double peak_mib = 0;
  long long entries = -1;
  long long shared = -1;
  bool there = false;
};

/// Without snapshots every frame has to be read. False when the folder takes no files.
[[nodiscard]] bool lay_out(const HomeOnDisk& home, const std::string& folder, bool snapshots);

/// Opens the home of a folder in this process and prints one line for `read_opening`. Returns the exit code.
int open_here(const std::string& folder);
/// Runs a command that prints such a line.
[[nodiscard]] Opening read_opening(const std::string& command);

/// The sealed things that an opening of this folder reads.
struct Sealed {
  std::vector<std::size_t> records;
  std::vector<std::size_t> frames;
};
[[nodiscard]] Sealed sealed_in(const std::string& folder);

/// ms of libsodium alone for as many bytes in as many pieces: XChaCha20-Poly1305 opened for every piece, and
/// BLAKE2b of the header and body of every frame. Keys at hand; no chain, signature, decoding or fold.
[[nodiscard]] double floor_ms(const Sealed& sealed);

}  // namespace bothy::bench
