// bothy-sim: seeded couples on a fake network. Reads options, runs batches, says how it went; nothing is simulated here.
// Called by ./bothy sim and by people.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "lab/sim/run.h"

namespace {

using namespace bothy::sim;

constexpr const char* help =
    "bothy-sim: seeded couples, real doors and a real relay, on a fake clock, disk and network\n"
    "  --seeds A..B    which lives to live (default 1..20)\n"
    "  --ops N         steps in each (default 500)\n"
    "  --life          only ordinary lives with faults\n"
    "  --twins         only twin worlds: private writing on and off, seen from the other side\n"
    "  --byzantine     only dishonest relays\n"
    "  --jobs N        processes (default: one per core)\n"
    "  --plant NAME    plant a fault on purpose, and see it caught: leak, share_id, canary,\n"
    "                  early_ok, send_first\n"
    "  --verbose       every step on standard error, and who holds what where a rule broke\n"
    "  --wire          every request, reply and message on standard error\n"
    "Without a choice of kind, all three are run. Exit 1 when a rule did not hold.\n";

struct Options {
  Batch batch;
  bool life = false;
  bool twins = false;
  bool byzantine = false;
};

bool read_seeds(const char* text, Batch& batch) {
  char* rest = nullptr;
  batch.first = std::strtoull(text, &rest, 10);
  batch.last = batch.first;
  if (std::strncmp(rest, "..", 2) == 0) batch.last = std::strtoull(rest + 2, &rest, 10);
  return *rest == '\0' && batch.first <= batch.last;
}

bool read(int argc, char** argv, Options& out) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const char* value = i + 1 < argc ? argv[i + 1] : "";
    if (name == "--life") out.life = true;
    else if (name == "--twins") out.twins = true;
    else if (name == "--byzantine") out.byzantine = true;
    else if (name == "--verbose") out.batch.setup.verbose = true;
    else if (name == "--wire") out.batch.setup.wire = true;
    else if (name == "--seeds" && read_seeds(value, out.batch)) ++i;
    else if (name == "--ops" && std::atoi(value) > 0) out.batch.setup.ops = std::atoi(argv[++i]);
    else if (name == "--jobs" && std::atoi(value) > 0) out.batch.jobs = std::atoi(argv[++i]);
    else if (name == "--plant" && *value != '\0') out.batch.setup.plant = argv[++i];
    else return false;
  }
  if (!out.life && !out.twins && !out.byzantine) out.life = out.twins = out.byzantine = true;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.batch.last = 20;
  options.batch.jobs = static_cast<int>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
  if (!read(argc, argv, options)) {
    std::fputs(help, stderr);
    return 2;
  }
  struct Kind {
    bool wanted;
    const char* name;
    Verdict (*run)(const Setup&);
  };
  int broke = 0;
  int kinds = 0;
  for (const Kind& kind : {Kind{options.life, "life", run_life}, Kind{options.twins, "twins", run_twins}, Kind{options.byzantine, "byzantine", run_byzantine}}) {
    if (!kind.wanted) continue;
    options.batch.name = kind.name;
    options.batch.run = kind.run;
    const int here = run_batch(options.batch);
    broke += here > 0 ? 1 : 0;
    ++kinds;
  }
  std::printf("%d passed, %d failed\n", kinds - broke, broke);
  return broke > 0 ? 1 : 0;
}
