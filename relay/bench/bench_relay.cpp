// `bothy bench relay`: what a durable append, a push and an idle socket cost, beside a floor in the same run.
// The two take turns, round by round, so that a busy moment of the machine meets both; a figure is the median of its
// rounds. Frames of 1,024 bytes, really signed. The disk is the one of --dir (default: build, where that is).
#include <sys/resource.h>

#include <cstring>

#include "relay/bench/loads.h"
#include "relay/bench/table.h"
#include "relay/testing/scratch.h"

namespace bothy::relay::bench {
namespace {

using namespace bothy::relay::testing;
using namespace bothy::bench;

struct Plan {
  std::size_t rounds = 7;
  std::size_t serial = 200;
  std::size_t pipelined = 10'000;
  std::size_t pushes = 200;
  std::size_t lanes = 16;
  std::size_t sockets = 5'000;
  std::string dir = std::filesystem::exists("build") ? "build" : ".";
  std::string binary = BOTHY_RELAY_BINARY;
};

void say(const char* what) { std::fprintf(stderr, "bench relay: %s\n", what); }

// Frames of one lane, made before anything is timed and handed out in order.
class Supply {
 public:
  Supply(const Author& author, std::size_t count) : author_(author) {
    Author writing = author;
    for (std::size_t i = 0; i < count; ++i) frames_.push_back(writing.next());
  }
  [[nodiscard]] std::span<const Bytes> next(std::size_t count) {
    const auto out = std::span<const Bytes>(frames_).subspan(at_, count);
    at_ += count;
    return out;
  }
  [[nodiscard]] const Author& author() const { return author_; }
  /// The author as it stands after everything handed out so far.
  [[nodiscard]] Author at_head() const {
    Author out = author_;
    out.seq = at_;
    out.head = frame_hash(frames_[at_ - 1]);
    return out;
  }

 private:
  Author author_;
  std::vector<Bytes> frames_;
  std::size_t at_ = 0;
};

// One of the two: where it is, what it was given, what was measured round by round.
struct Peer {
  std::uint16_t port = 0;
  int pid = 0;
  Supply one;
  std::vector<Supply> many;
  std::vector<double> serial_p50, serial_p99, per_s, spread_per_s, push_p50, push_p99;
  double pipelined_cpu_ms = 0;
  double rss_idle_mb = 0;
  double rss_after_mb = 0;

  [[nodiscard]] double rss_mb() const { return static_cast<double>(rss_kib(pid)) / 1'024; }
};

double least_of(const std::vector<double>& values) { return *std::min_element(values.begin(), values.end()); }

double most_of(const std::vector<double>& values) { return *std::max_element(values.begin(), values.end()); }

double p99(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() * 99 / 100];
}

template <class End>
void one_at_a_time(Peer& peer, End& writer, const Plan& plan) {
  const auto times = serial(writer, peer.one.next(plan.serial));
  peer.serial_p50.push_back(median(times));
  peer.serial_p99.push_back(p99(times));
}

template <class End>
void many_under_way(Peer& peer, End& writer, const Plan& plan) {
  const double before = cpu_ms(peer.pid);
  peer.per_s.push_back(pipelined(writer, peer.one.next(plan.pipelined)));
  peer.pipelined_cpu_ms += cpu_ms(peer.pid) - before;
}

template <class End>
void to_the_other(Peer& peer, End& writer, End& reader, const Plan& plan) {
  const auto times = pushes(writer, reader, peer.one.next(plan.pushes));
  peer.push_p50.push_back(median(times));
  peer.push_p99.push_back(p99(times));
}

template <class End>
void many_lanes(Peer& peer, std::span<const std::unique_ptr<End>> ends, const Plan& plan) {
  std::vector<std::span<const Bytes>> frames;
  for (auto& supply : peer.many) frames.push_back(supply.next(plan.pipelined / plan.lanes));
  peer.spread_per_s.push_back(spread_out<End>(ends, frames));
}

void measure(Peer& ours, Peer& floor, const Plan& plan) {
  OurEnd our_writer(ours.port, ours.one.author());
  FloorEnd floor_writer(floor.port);
  ours.rss_idle_mb = ours.rss_mb();
  floor.rss_idle_mb = floor.rss_mb();
  say("one frame at a time");
  (void)serial(our_writer, ours.one.next(plan.serial));
  (void)serial(floor_writer, floor.one.next(plan.serial));
  for (std::size_t round = 0; round < plan.rounds; ++round) {
    one_at_a_time(floor, floor_writer, plan);
    one_at_a_time(ours, our_writer, plan);
  }
  say("many frames under way on one lane");
  for (std::size_t round = 0; round < plan.rounds; ++round) {
    many_under_way(floor, floor_writer, plan);
    many_under_way(ours, our_writer, plan);
  }
  say("a frame's way to another reader");
  {
    OurEnd our_reader(ours.port, ours.one.at_head(), OurEnd::FromHead{});
    FloorEnd floor_pusher(floor.port, true);
    FloorEnd floor_reader(floor.port);
    // The floor passes on to everybody; its first writer has gone quiet and is not measured here.
    for (std::size_t round = 0; round < plan.rounds; ++round) {
      to_the_other(floor, floor_pusher, floor_reader, plan);
      to_the_other(ours, our_writer, our_reader, plan);
    }
  }
  say("many lanes at once");
  std::vector<std::unique_ptr<OurEnd>> our_ends;
  std::vector<std::unique_ptr<FloorEnd>> floor_ends;
  for (const auto& supply : ours.many) our_ends.push_back(std::make_unique<OurEnd>(ours.port, supply.author()));
  for (std::size_t i = 0; i < plan.lanes; ++i) floor_ends.push_back(std::make_unique<FloorEnd>(floor.port));
  for (std::size_t round = 0; round < plan.rounds; ++round) {
    many_lanes<FloorEnd>(floor, floor_ends, plan);
    many_lanes<OurEnd>(ours, our_ends, plan);
  }
  ours.rss_after_mb = ours.rss_mb();
  floor.rss_after_mb = floor.rss_mb();
}

double kb_per_socket(const Peer& ours, const Plan& plan) {
  say("idle sockets");
  const double before = ours.rss_mb();
  std::vector<Client> idle(plan.sockets);
  for (auto& client : idle) {
    if (!client.dial(ours.port)) give_up("opening idle sockets");
  }
  return (ours.rss_mb() - before) * 1'024 / static_cast<double>(plan.sockets);
}

void print(const Peer& ours, const Peer& floor, const Plan& plan, double per_socket) {
  std::printf("relay: %zu rounds of %zu serial appends, %zu pipelined ones, %zu pushes; rate limits off\n", plan.rounds,
              plan.serial, plan.pipelined, plan.pushes);
  std::printf("floor: SQLite WAL FULL with group commit behind a bare socket; no keys, checks, lanes or WebSocket\n");
  const double appended = static_cast<double>(plan.rounds * plan.pipelined);
  print_head();
  print_row("durable append, one at a time, p50 ms", median(ours.serial_p50), median(floor.serial_p50),
            {Better::lower, 0.40});
  print_row("  in the quietest round", least_of(ours.serial_p50), least_of(floor.serial_p50));
  print_row("  p99 ms", median(ours.serial_p99), median(floor.serial_p99));
  print_row("durable appends/s, pipelined on one lane", median(ours.per_s), median(floor.per_s),
            {Better::higher, 40'000});
  print_row("  in the quietest round", most_of(ours.per_s), most_of(floor.per_s));
  print_row("  processor us for each", ours.pipelined_cpu_ms * 1'000 / appended,
            floor.pipelined_cpu_ms * 1'000 / appended);
  print_row("durable appends/s, over 16 lanes", median(ours.spread_per_s), median(floor.spread_per_s));
  print_row("push to the other reader, p50 ms", median(ours.push_p50), median(floor.push_p50), {Better::lower, 0.50});
  print_row("  in the quietest round", least_of(ours.push_p50), least_of(floor.push_p50));
  print_row("  p99 ms", median(ours.push_p99), median(floor.push_p99));
  print_row("memory (RSS) when nothing happened yet, MB", ours.rss_idle_mb, floor.rss_idle_mb, {Better::lower, 25});
  print_row("memory (RSS) after all of this, MB", ours.rss_after_mb, floor.rss_after_mb, {Better::lower, 40});
  if (plan.sockets > 0) print_row("memory for each idle WebSocket, KB", per_socket, 0, {Better::lower, 12});
}

Peer peer_with(std::uint16_t port, int pid, std::uint64_t seed, const Plan& plan) {
  const std::size_t each = plan.rounds * (plan.serial + plan.pipelined + plan.pushes) + plan.serial;
  Peer out{port, pid, Supply(Author(seed), each), {}, {}, {}, {}, {}, {}, {}, 0, 0, 0};
  for (std::uint64_t i = 1; i <= plan.lanes; ++i)
    out.many.emplace_back(Author(seed + i), plan.rounds * (plan.pipelined / plan.lanes));
  return out;
}

int run(const Plan& plan) {
  const Scratch scratch(plan.dir);
  print_conditions();
  // Started before the frames are made, or the child would count them as its own memory.
  Floor floor;
  if (!floor.start(scratch.at("floor.db"))) give_up("starting the floor");
  const std::string settings = "connection_frames_burst = 0\nlane_frames_burst = 0\nmax_connections = 20000\n";
  write_all(scratch.at("bench.conf"), span_of(settings));
  RelayProcess relay;
  if (!relay.start(plan.binary,
                   {"--listen", "127.0.0.1:0", "--db", scratch.at("ours.db"), "--config", scratch.at("bench.conf")}))
    give_up("starting the relay");
  say("making signed frames");
  Peer ours = peer_with(relay.port(), relay.pid(), 1, plan);
  Peer least = peer_with(floor.port(), floor.pid(), 100, plan);
  measure(ours, least, plan);
  const double per_socket = plan.sockets > 0 ? kb_per_socket(ours, plan) : 0;
  print(ours, least, plan, per_socket);
  (void)relay.stop();
  return 0;
}

int usage() {
  std::fprintf(stderr,
               "bothy-bench-relay [--dir FOLDER] [--relay BINARY] [--rounds N] [--pipelined N] [--sockets N]\n");
  return 2;
}

}  // namespace
}  // namespace bothy::relay::bench

int main(int argc, char** argv) {
  using namespace bothy::relay::bench;
  Plan plan;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 >= argc) return usage();
    const std::string_view flag = argv[i];
    const auto number = static_cast<std::size_t>(std::max(0, std::atoi(argv[i + 1])));
    if (flag == "--dir")
      plan.dir = argv[i + 1];
    else if (flag == "--relay")
      plan.binary = argv[i + 1];
    else if (flag == "--rounds")
      plan.rounds = std::max<std::size_t>(number, 1);
    else if (flag == "--pipelined")
      plan.pipelined = std::max<std::size_t>(number, 1'600);
    else if (flag == "--sockets")
      plan.sockets = number;
    else
      return usage();
  }
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return run(plan);
}
