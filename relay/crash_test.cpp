// kill -9 under writers (T9): `relay_crash --rounds N` kills a relay again and again and checks that nothing it
// acknowledged is lost, doubled or out of order, and how long it takes to serve again. The control (T18), `--planted`,
// acknowledges before the commit and must be caught. Exit code 0: as it has to be.
#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <random>
#include <thread>

#include "relay/server.h"
#include "relay/store_sqlite.h"
#include "relay/testing/author.h"
#include "relay/testing/client.h"
#include "relay/testing/scratch.h"

namespace bothy::relay {
namespace {

using namespace bothy::relay::testing;
using Clock = std::chrono::steady_clock;

// The planted mistake: says "stored" at once and commits some batches later.
class EarlyStore : public Store {
 public:
  explicit EarlyStore(Store& inner) : inner_(inner) {}
  Commit commit(std::span<const SharedBatch> batches) override {
    held_.insert(held_.end(), batches.begin(), batches.end());
    if (held_.size() >= 8) {
      (void)inner_.commit(held_);
      held_.clear();
    }
    return Commit::stored;
  }
  Result<std::optional<LaneRow>> lane(const Id& id) override { return inner_.lane(id); }
  Result<Page> page(const Id& id, std::uint64_t after, std::size_t most) override {
    return inner_.page(id, after, most);
  }
  Result<std::optional<RvBox>> rv(const Id& id) override { return inner_.rv(id); }

 private:
  Store& inner_;
  std::vector<SharedBatch> held_;
};

// The child: the real server over the real store, or over the planted mistake.
int serve_child(const std::string& db, bool planted) {
  Config config;
  config.listen = {"127.0.0.1", 0};
  config.db = db;
  config.limits.connection_frames.burst = config.limits.lane_frames.burst = 0;
  auto store = SqliteStore::open(db, {});
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().line.c_str());
    return 1;
  }
  EarlyStore early(**store);
  return serve(config, planted ? static_cast<Store&>(early) : **store);
}

struct Totals {
  std::atomic<std::uint64_t> acked = 0;
  std::atomic<std::uint64_t> lost = 0;
  std::atomic<std::uint64_t> wrong = 0;
};

// One lane and what was acknowledged on it, over all rounds.
class LaneWriter {
 public:
  LaneWriter(std::uint64_t seed, Totals& totals) : author_(seed), totals_(totals) {}

  /// Writes until the relay is gone.
  void round(std::uint16_t port) {
    Client client;
    if (!client.dial(port) || !enter(client)) return;
    constexpr std::uint64_t window = 8;
    for (;;) {
      while (author_.seq - acked_ < window) {
        Bytes message = {0x05};
        append(message, author_.next());
        hashes_.resize(author_.seq);
        hashes_[author_.seq - 1] = author_.head;
        client.queue(message);
      }
      if (!client.flush()) return;
      const auto answer = client.next();
      if (!answer) return;
      const auto* ok = std::get_if<Stored>(&*answer);
      if (ok == nullptr || ok->seq != acked_ + 1) {
        ++totals_.wrong;
        return;
      }
      acked_ = ok->seq;
      ++totals_.acked;
    }
  }

  /// Reads the whole lane back and compares every frame.
  void verify(std::uint16_t port) {
    Client client;
    if (!client.dial(port) || !enter(client) || !client.send(Have{{{author_.lane, 0, {}}}})) {
      ++totals_.wrong;
      return;
    }
    std::uint64_t seq = 0;
    for (bool more = true; more;) {
      const auto message = client.next();
      const auto* page = message ? std::get_if<Frames>(&*message) : nullptr;
      if (page == nullptr) {
        ++totals_.wrong;
        return;
      }
      for (ByteSpan rest(page->frames); !rest.empty(); ++seq) {
        if (seq >= hashes_.size() || frame_hash(rest) != hashes_[seq]) ++totals_.wrong;
        rest = rest.subspan(leading_frame_size(rest).value());
      }
      more = page->more;
    }
    if (seq < acked_) totals_.lost += acked_ - seq;
  }

 private:
  // Proves the key (or opens the lane), and goes on from the relay's head.
  bool enter(Client& client) {
    const auto answer = client.ask(opened_ ? ClientMessage(author_.auth(client.nonce(), client.origin()))
                                           : ClientMessage(author_.open()));
    const auto* ok = answer ? std::get_if<LaneOk>(&*answer) : nullptr;
    if (ok == nullptr) {
      // Killed before it could answer is fine; refused is not.
      if (answer) ++totals_.wrong;
      if (answer && opened_) totals_.lost += acked_;
      opened_ = opened_ && !answer;
      return false;
    }
    opened_ = true;
    if (ok->head_seq < acked_) totals_.lost += acked_ - ok->head_seq;
    const bool known =
        ok->head_seq == 0 || (ok->head_seq <= hashes_.size() && hashes_[ok->head_seq - 1] == ok->head_hash);
    if (!known) ++totals_.wrong;
    author_.seq = acked_ = ok->head_seq;
    author_.head = ok->head_hash;
    author_.salt += 1'000'003;
    hashes_.resize(ok->head_seq);
    return known;
  }

  Author author_;
  Totals& totals_;
  std::vector<Hash> hashes_;
  std::uint64_t acked_ = 0;
  bool opened_ = false;
};

struct Plan {
  int rounds = 12;
  int writers = 16;
  bool planted = false;
  std::string dir;
};

int run(const std::string& self, const Plan& plan) {
  const Scratch scratch = plan.dir.empty() ? Scratch() : Scratch(plan.dir);
  Totals totals;
  std::vector<std::unique_ptr<LaneWriter>> writers;
  for (int i = 0; i < plan.writers; ++i)
    writers.push_back(std::make_unique<LaneWriter>(static_cast<std::uint64_t>(i + 1), totals));
  std::mt19937_64 random(20'260'301);
  RelayProcess relay;
  double slowest_ms = 0;
  const std::vector<std::string> flags = {"--serve", scratch.at("relay.db"), plan.planted ? "planted" : "real"};
  for (int round = 0; round <= plan.rounds; ++round) {
    const auto start = Clock::now();
    if (!relay.start(self, flags)) {
      std::printf("the relay did not start again: %s", relay.said().c_str());
      return 1;
    }
    slowest_ms = std::max(slowest_ms, std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    std::vector<std::thread> threads;
    const bool last = round == plan.rounds;
    for (auto& writer : writers) {
      threads.emplace_back([&, port = relay.port()] { last ? writer->verify(port) : writer->round(port); });
    }
    if (!last) {
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 200));
      relay.kill_hard();
    }
    for (auto& thread : threads) thread.join();
  }
  std::printf(
      "kill -9: %d rounds, %d writers, %llu frames acknowledged, %llu lost, %llu wrong, slowest start %.0f ms%s\n",
      plan.rounds, plan.writers, static_cast<unsigned long long>(totals.acked),
      static_cast<unsigned long long>(totals.lost), static_cast<unsigned long long>(totals.wrong), slowest_ms,
      plan.planted ? " (planted: acknowledged before the commit)" : "");
  const bool clean = totals.lost == 0 && totals.wrong == 0 && slowest_ms <= 1'000;
  if (plan.planted) return totals.lost > 0 ? 0 : 1;
  return clean && totals.acked > 0 ? 0 : 1;
}

}  // namespace
}  // namespace bothy::relay

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 2;
  const std::vector<std::string> flags(argv + 1, argv + argc);
  if (flags.size() == 3 && flags[0] == "--serve") return bothy::relay::serve_child(flags[1], flags[2] == "planted");
  bothy::relay::Plan plan;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const bool more = i + 1 < flags.size();
    if (flags[i] == "--planted")
      plan.planted = true;
    else if (flags[i] == "--rounds" && more)
      plan.rounds = std::atoi(flags[++i].c_str());
    else if (flags[i] == "--writers" && more)
      plan.writers = std::atoi(flags[++i].c_str());
    else if (flags[i] == "--dir" && more)
      plan.dir = flags[++i];
    else {
      std::fprintf(stderr, "relay_crash [--rounds N] [--writers N] [--dir FOLDER] [--planted]\n");
      return 2;
    }
  }
  return bothy::relay::run("/proc/self/exe", plan);
}
