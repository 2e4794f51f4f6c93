// Power cuts (T10): every moment of a recorded history, with what a disk may then hold, opens whole and has all that
// was acknowledged. And the control (T18): without syncs the same search finds loss. BOTHY_POWER_STATES raises the
// number of states from the short form.
#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

#include "relay/store_sqlite.h"
#include "relay/testing/fault_vfs.h"
#include "relay/testing/scratch.h"
#include "relay/testing/workload.h"

using namespace bothy;
using namespace bothy::relay;
using namespace bothy::relay::testing;

namespace {

struct Moment {
  std::size_t events = 0;
  std::vector<std::uint64_t> acked;
  bool opened = false;
};

struct History {
  std::vector<DiskEvent> events;
  std::vector<Moment> moments;
  Workload work;
};

History record(int commits, bool sync) {
  const Scratch scratch;
  auto& disk = FaultDisk::instance();
  disk.reset();
  History h;
  auto store = SqliteStore::open(scratch.at("relay.db"), {FaultDisk::name(), sync, false, 40});
  REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().line));
  for (int i = 0; i < commits; ++i) {
    const SharedBatch batch = h.work.next();
    REQUIRE((*store)->commit({&batch, 1}) == Commit::stored);
    h.work.keep();
    h.moments.push_back({disk.events().size(), h.work.acked(), h.work.opened()});
    REQUIRE((*store)->tidy_up() == Commit::stored);
  }
  h.events = disk.events();
  return h;
}

// Which unsynced changes reached the disk: none, all, all with the last torn, or some.
enum class Fate { none, all, torn, some };

struct Search {
  explicit Search(const History& history) : h(history) {}
  const History& h;
  std::mt19937_64 random{20'260'301};
  Scratch scratch;
  int states = 0;
  std::uint64_t lost = 0;
  int unopened = 0;
  int damaged = 0;

  DiskImage image_at(std::size_t n, Fate fate) {
    DiskImage image;
    std::vector<const DiskEvent*> loose;
    for (std::size_t i = 0; i < n; ++i) {
      const DiskEvent& event = h.events[i];
      if (event.kind != DiskEvent::Kind::sync) {
        loose.push_back(&event);
        continue;
      }
      // A sync of a file makes its changes firm, and only its; the first one of a file also those of the folder.
      std::vector<const DiskEvent*> others;
      for (const DiskEvent* one : loose) {
        const bool of_folder = one->kind == DiskEvent::Kind::remove && event.at == 1;
        if (one->file == event.file || of_folder)
          testing::apply(image, *one);
        else
          others.push_back(one);
      }
      loose = std::move(others);
    }
    for (std::size_t i = 0; i < loose.size(); ++i) {
      const bool last = i + 1 == loose.size();
      if (fate == Fate::none || (fate == Fate::some && random() % 2 == 0)) continue;
      DiskEvent event = *loose[i];
      if ((fate == Fate::torn && last) || (fate == Fate::some && random() % 4 == 0)) {
        const std::size_t sectors = event.bytes.size() / 512;
        event.bytes.resize(sectors == 0 ? 0 : 512 * (random() % (sectors + 1)));
        if (event.kind == DiskEvent::Kind::write && event.bytes.empty()) continue;
      }
      testing::apply(image, event);
    }
    return image;
  }

  void examine(std::size_t n, Fate fate) {
    ++states;
    for (const char* name : {"relay.db", "relay.db-wal", "relay.db-shm", "relay.db-journal"})
      std::filesystem::remove(scratch.at(name));
    for (const auto& [name, bytes] : image_at(n, fate)) write_all(scratch.at(name), bytes);
    const Moment* before = nullptr;
    for (const Moment& m : h.moments) {
      if (m.events <= n) before = &m;
    }
    auto store = SqliteStore::open(scratch.at("relay.db"), {"unix", true, false, 512});
    if (!store) {
      ++unopened;
      return;
    }
    if (!(*store)->check_all().empty()) ++damaged;
    if (before != nullptr) lost += h.work.missing(**store, before->acked, before->opened);
  }

  void run(int most) {
    const int per_event = 4;
    const auto stride = std::max<std::size_t>(1, h.events.size() * per_event / static_cast<std::size_t>(most));
    for (std::size_t n = 1; n <= h.events.size() && states < most; n += stride) {
      for (const Fate fate : {Fate::none, Fate::all, Fate::torn, Fate::some}) examine(n, fate);
    }
    // More than one choice of what reached the disk, at random moments, until the number asked for.
    while (states < most) examine(1 + random() % h.events.size(), Fate::some);
  }
};

int wanted_states() {
  const char* text = std::getenv("BOTHY_POWER_STATES");
  return text == nullptr ? 1'200 : std::atoi(text);
}

}  // namespace

TEST_CASE("power: after a cut at any moment the store opens whole and has every acknowledged frame") {
  const History h = record(60, true);
  Search search(h);
  search.run(wanted_states());
  MESSAGE("power cuts: " << search.states << " states of " << h.events.size() << " disk events, " << search.lost
                         << " acknowledged frames lost");
  CHECK(search.unopened == 0);
  CHECK(search.damaged == 0);
  CHECK(search.lost == 0);
}

TEST_CASE("power: the control: without syncs the same search finds lost frames") {
  const History h = record(20, false);
  Search search(h);
  search.run(200);
  MESSAGE("control without syncs: " << search.lost << " acknowledged frames lost in " << search.states << " states");
  CHECK(search.lost > 0);
}
