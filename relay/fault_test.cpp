// A disk that is full, broken or lying (T11), flipped bits at rest (T12), and the writer that must not acknowledge too
// early.
#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <random>

#include "relay/store_memory.h"
#include "relay/store_sqlite.h"
#include "relay/testing/fault_vfs.h"
#include "relay/testing/scratch.h"
#include "relay/testing/workload.h"
#include "relay/writer.h"

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {

std::unique_ptr<SqliteStore> open_on_fault_disk(const Scratch& scratch) {
  auto store = SqliteStore::open(scratch.at("relay.db"), {FaultDisk::name(), true, false, 40});
  REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().line));
  return std::move(*store);
}

// One history with a disk that refuses from write `k` on, for a while. Returns whether the refusal was met.
bool refused_at(std::uint64_t k, Fault fault) {
  const Scratch scratch;
  auto& disk = FaultDisk::instance();
  disk.reset();
  disk.recording = false;
  Workload work;
  {
    const auto store = open_on_fault_disk(scratch);
    disk.refuse_writes(k, fault);
    int given_up = 0;
    for (int i = 0; i < 30; ++i) {
      const SharedBatch batch = work.next();
      const Commit result = store->commit({&batch, 1});
      if (result == Commit::stored) {
        work.keep();
      } else {
        CHECK(result == Commit::disk);
        // Reads go on, and what was acknowledged is there.
        CHECK(work.missing(*store) == 0);
        if (++given_up == 3) disk.calm();
      }
      CHECK(store->tidy_up() == Commit::stored);
    }
    CHECK(given_up <= 3);
    CHECK(work.missing(*store) == 0);
  }
  const bool met = disk.refused();
  disk.calm();
  auto again = SqliteStore::open(scratch.at("relay.db"), {"", true, false, 512});
  REQUIRE(again.has_value());
  CHECK((*again)->check_all().empty());
  CHECK(work.missing(**again) == 0);
  return met;
}

// Runs `batches` of a workload through a writer and says what was acknowledged.
struct Run {
  explicit Run(Store& store)
      : writer(
            store,
            [this](std::vector<Writer::Done> done) {
              const std::lock_guard lock(mutex);
              for (const auto& one : done) results.push_back(one);
            },
            [] { std::abort(); }) {}
  std::mutex mutex;
  std::vector<Writer::Done> results;
  Writer writer;
};

// Commits only when told: stands for a disk that takes its time.
struct GateStore : MemoryStore {
  Commit commit(std::span<const SharedBatch>) override {
    ++entered;
    while (!open) std::this_thread::yield();
    ++commits;
    return result;
  }
  std::atomic<bool> open = false;
  std::atomic<int> entered = 0;
  std::atomic<int> commits = 0;
  std::atomic<Commit> result = Commit::stored;
};

}  // namespace

TEST_CASE(
    "disk: full or broken at any write: nothing is acknowledged that is not kept, reads go on, and it recovers by "
    "itself") {
  int met = 0;
  for (const Fault fault : {Fault::full, Fault::io_error}) {
    for (std::uint64_t k = 1; k <= 260; k += (k < 60 ? 1 : 7)) met += refused_at(k, fault) ? 1 : 0;
  }
  MESSAGE("disk full and broken: " << met << " places of refusal");
  CHECK(met > 120);
}

TEST_CASE("disk: a sync that reports an error is fatal, whichever sync it is, and is not tried again") {
  int fatal = 0;
  for (std::uint64_t k = 1; k <= 12; ++k) {
    const Scratch scratch;
    auto& disk = FaultDisk::instance();
    disk.reset();
    disk.recording = false;
    Workload work;
    const auto store = open_on_fault_disk(scratch);
    disk.refuse_sync(k);
    bool seen = false;
    for (int i = 0; i < 40 && !seen; ++i) {
      const SharedBatch batch = work.next();
      const Commit result = store->commit({&batch, 1});
      if (result == Commit::stored) work.keep();
      const Commit after = store->tidy_up();
      seen = result == Commit::fatal || after == Commit::fatal;
      CHECK(disk.refused() == seen);
    }
    fatal += seen ? 1 : 0;
  }
  CHECK(fatal == 12);
}

TEST_CASE("rot: a flipped bit anywhere in the store is found before it is served, or does no harm") {
  const Scratch scratch;
  Workload work;
  {
    auto store = SqliteStore::open(scratch.at("whole.db"), {"unix", true, false, 512});
    REQUIRE(store.has_value());
    for (int i = 0; i < 60; ++i) {
      const SharedBatch batch = work.next();
      REQUIRE((*store)->commit({&batch, 1}) == Commit::stored);
      work.keep();
    }
  }
  const Bytes whole = read_all(scratch.at("whole.db"));
  std::mt19937_64 random(7);
  int noticed = 0;
  const int flips = 600;
  for (int i = 0; i < flips; ++i) {
    Bytes bytes = whole;
    bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
    for (const char* name : {"flip.db", "flip.db-wal", "flip.db-shm"}) std::filesystem::remove(scratch.at(name));
    write_all(scratch.at("flip.db"), bytes);
    auto store = SqliteStore::open(scratch.at("flip.db"), {"unix", true, false, 512});
    if (!store) {
      ++noticed;
      continue;
    }
    std::uint64_t wrong = 0;
    for (std::size_t who = 0; who < work.authors().size(); ++who) {
      const auto row = (*store)->lane(work.authors()[who].lane);
      if (!row || !*row) continue;
      // A row that is given out is the true one.
      if ((*row)->head_seq != work.acked()[who] || (*row)->keys.write != work.authors()[who].write.open) ++wrong;
      std::uint64_t seq = 0;
      for (bool damaged = false; seq < (*row)->head_seq && !damaged;) {
        const auto page = (*store)->page(work.authors()[who].lane, seq, page_bytes);
        damaged = !page || page->damaged;
        if (!page) break;
        if (!damaged && page->frames.empty()) ++wrong;
        if (!work.are_true(who, seq, page->frames)) ++wrong;
        seq = page->last_seq;
        if (!damaged && page->frames.empty()) break;
      }
    }
    CHECK(wrong == 0);
    if (work.missing(**store) > 0) {
      ++noticed;
      CHECK_FALSE((*store)->check_all().empty());
    }
  }
  MESSAGE("bit rot: " << flips << " flips, " << noticed << " touched something that matters, all found");
  CHECK(noticed > flips / 2);
}

TEST_CASE("writer: an answer comes only after the commit returned, and what waits meanwhile is one commit") {
  GateStore store;
  Run run(store);
  Workload work;
  run.writer.submit(work.next());
  while (store.entered < 1) std::this_thread::yield();
  for (int i = 0; i < 9; ++i) run.writer.submit(work.next());
  {
    const std::lock_guard lock(run.mutex);
    CHECK(run.results.empty());
  }
  store.open = true;
  run.writer.stop();
  CHECK(run.results.size() == 10);
  CHECK(store.commits == 2);
}

TEST_CASE("writer: after a batch that was not kept, those made before the hub knew are not kept either") {
  GateStore store;
  store.open = true;
  store.result = Commit::disk;
  Run run(store);
  const auto batch = [](std::uint64_t ticket, std::uint64_t generation) {
    return std::make_shared<const Batch>(Batch{ticket, generation, {}});
  };
  run.writer.submit(batch(1, 0));
  while (store.commits < 1) std::this_thread::yield();
  store.result = Commit::stored;
  run.writer.submit(batch(2, 0));
  run.writer.submit(batch(3, 1));
  run.writer.stop();
  REQUIRE(run.results.size() == 3);
  CHECK(run.results[0].result == Commit::disk);
  CHECK(run.results[1].result == Commit::disk);
  CHECK(run.results[2].result == Commit::stored);
}

TEST_CASE("writer: a lost sync ends the process before anybody is answered") {
  const pid_t child = ::fork();
  if (child == 0) {
    GateStore store;
    store.open = true;
    store.result = Commit::fatal;
    Writer writer(store, [](std::vector<Writer::Done>) { _exit(1); }, [] { _exit(70); });
    writer.submit(std::make_shared<const Batch>());
    writer.stop();
    _exit(2);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 70);
}
