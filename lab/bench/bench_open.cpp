// `bothy bench open`: how long a home of 100,000 events takes to open, natively and as WebAssembly, with its snapshot
// and without, beside a floor in the same run: bare libsodium over the same bytes. Each opening is a process of its
// own. Options: --events N, --runs N, --module FILE; --lay-out FOLDER only makes the home and leaves it there.
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "lab/bench/opening.h"
#include "relay/bench/table.h"

namespace bothy::bench {
namespace {

struct Options {
  std::size_t events = 100'000;
  int runs = 5;
  std::string module = "build/wasm/bothy.wasm";
  /// Where to leave the home for somebody else to open; empty: measure it here.
  std::string lay_out;
};

Opening median_of(const std::string& command, int runs) {
  std::vector<Opening> all;
  for (int i = 0; i < runs; ++i) {
    all.push_back(read_opening(command));
    if (!all.back().there) return all.back();
  }
  Opening out = all.back();
  for (double Opening::* field :
       {&Opening::open_ms, &Opening::ask_ms, &Opening::check_in_ms, &Opening::cpu_ms, &Opening::peak_mib}) {
    std::vector<double> values;
    for (const auto& one : all) values.push_back(one.*field);
    out.*field = median(std::move(values));
  }
  return out;
}

struct Aims {
  double ms;
  double mib;
};

void rows(const std::string& name, const Opening& ours, double floor, const Aims& aims) {
  print_row((name + ": open and first screen, ms").c_str(), ours.open_ms + ours.ask_ms, floor,
            {Better::lower, aims.ms});
  print_row("  of it the first screen, ms", ours.ask_ms);
  print_row("  processor ms of the whole process", ours.cpu_ms);
  print_row("  peak memory of the whole process, MiB", ours.peak_mib, 0, {Better::lower, aims.mib});
  print_row("  one check-in after that, ms", ours.check_in_ms);
}

// Both ways to open one folder. False when an opening did not show everything.
bool measure(const std::string& self, const std::string& folder, const HomeOnDisk& home, const Options& options,
             bool snapshots, bool wasm) {
  const Sealed sealed = sealed_in(folder);
  std::vector<double> floors;
  for (int i = 0; i < options.runs; ++i) floors.push_back(floor_ms(sealed));
  const double least = median(std::move(floors));
  std::size_t bytes = 0;
  for (const auto size : sealed.frames) bytes += size;
  std::printf("%s: %zu frames to read, %.1f MiB\n",
              snapshots ? "with its snapshot, as a host leaves it" : "without a snapshot", sealed.frames.size(),
              static_cast<double>(bytes) / (1 << 20));
  bool complete = true;
  const auto one = [&](const char* name, const std::string& command, const Aims& aims) {
    const Opening ours = median_of(command, options.runs);
    const bool whole = ours.there && ours.entries == home.entries && ours.shared == home.shared;
    if (whole)
      rows(name, ours, least, aims);
    else
      std::printf("%s: did not show every entry\n", name);
    complete = complete && whole;
  };
  one("native", self + " --open " + folder, {snapshots ? 300.0 : 800.0, 150});
  if (wasm) one("WebAssembly in node", "node tools/bench_open.mjs " + options.module + " " + folder, {2'000, 150});
  return complete;
}

void size_row(const std::string& module) {
  std::FILE* pipe = popen(("gzip -9 -c " + module + " | wc -c").c_str(), "r");
  double bytes = 0;
  if (pipe != nullptr && std::fscanf(pipe, "%lf", &bytes) == 1)
    print_row("bothy.wasm, gzip KB", bytes / 1'024, 0, {Better::lower, 400});
  if (pipe != nullptr) pclose(pipe);
}

HomeOnDisk home_of(const Options& options) {
  const std::size_t shared_each = options.events / 25;
  return make_home({options.events - 2 * shared_each, shared_each});
}

// The home as a host leaves it, and how much is in it, for who counts it after opening.
int leave_home(const Options& options) {
  std::filesystem::create_directories(options.lay_out);
  const HomeOnDisk home = home_of(options);
  if (!lay_out(home, options.lay_out, true)) return 1;
  std::printf("%lld own and %lld shared entries\n", static_cast<long long>(home.entries),
              static_cast<long long>(home.shared));
  return 0;
}

int bench(const std::string& self, const Options& options) {
  const std::string folder =
      (std::filesystem::temp_directory_path() / ("bothy-bench-open-" + std::to_string(getpid()))).string();
  const bool wasm = std::filesystem::exists(options.module) && std::system("node --version >/dev/null 2>&1") == 0;
  const auto begun = std::chrono::steady_clock::now();
  const HomeOnDisk home = home_of(options);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  print_conditions();
  std::printf("open: a home of %lld own and %lld shared entries, made through the door and a relay in %.0f s\n",
              static_cast<long long>(home.entries), static_cast<long long>(home.shared), took.count());
  std::printf("ours: the median of %d runs, each a process of its own, from its first request to its first screen\n",
              options.runs);
  std::printf(
      "floor: libsodium alone, native: XChaCha20-Poly1305 and BLAKE2b of the same bytes; no chain, signature, decoding "
      "or fold\n");
  print_head();
  bool complete = true;
  for (const bool snapshots : {false, true}) {
    std::filesystem::create_directories(folder);
    if (!lay_out(home, folder, snapshots)) return 1;
    complete = measure(self, folder, home, options, snapshots, wasm) && complete;
    std::filesystem::remove_all(folder);
  }
  if (wasm)
    size_row(options.module);
  else
    std::printf("WebAssembly: not run; it wants node and %s, with the folder of the project as working folder\n",
                options.module.c_str());
  return complete ? 0 : 1;
}

}  // namespace
}  // namespace bothy::bench

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 2;
  bothy::bench::Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--open") == 0) return bothy::bench::open_here(argv[i + 1]);
    if (std::strcmp(argv[i], "--events") == 0)
      options.events = std::max<std::size_t>(std::strtoull(argv[i + 1], nullptr, 10), 25);
    if (std::strcmp(argv[i], "--runs") == 0) options.runs = std::max(1, std::atoi(argv[i + 1]));
    if (std::strcmp(argv[i], "--module") == 0) options.module = argv[i + 1];
    if (std::strcmp(argv[i], "--lay-out") == 0) options.lay_out = argv[i + 1];
  }
  if (!options.lay_out.empty()) return bothy::bench::leave_home(options);
  return bothy::bench::bench(argv[0], options);
}
