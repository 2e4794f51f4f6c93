// `bothy bench relay`: what a durable append, a push and an idle socket cost, beside a floor in the same run.
// Prints one ratio table: ours, floor, ratio, aim. The disk is the one of --dir (default: the working folder).
// Method: docs/adr/0010; frames of 1,024 bytes, really signed; serial first, then pipelined, then pushes, then idle
// sockets.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "relay/bench/floor.h"
#include "relay/testing/author.h"
#include "relay/testing/client.h"
#include "relay/testing/scratch.h"

namespace bothy::relay::bench {
namespace {

using namespace bothy::relay::testing;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Spread {
  double p50 = 0;
  double p99 = 0;
};
Spread spread(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

struct Figures {
  Spread serial;
  double pipelined_per_s = 0;
  double cpu_us_per_append = 0;
  Spread fan_out;
  double rss_idle_mb = 0;
  double rss_after_mb = 0;
  double kb_per_socket = 0;
};

struct Plan {
  int serial = 500;
  int pipelined = 40'000;
  int pushes = 500;
  int sockets = 5'000;
};

[[noreturn]] void give_up(const char* where) {
  std::fprintf(stderr, "bench relay: no answer while %s\n", where);
  std::exit(1);
}

// Both peers as the bench sees them: send one frame, wait for acknowledgements, wait for a pushed frame.
class OurEnd {
 public:
  OurEnd(std::uint16_t port, Author* author, const Author& lane) {
    if (!client_.dial(port)) give_up("connecting");
    const bool ok = author != nullptr
                        ? client_.ask(author->open(client_.nonce(), client_.origin())).has_value()
                        : client_.ask(lane.read()).has_value() && client_.ask(Have{{lane.claim()}}).has_value();
    if (!ok) give_up("proving a key");
  }
  void queue(const Bytes& frame) {
    Bytes message = {0x05};
    append(message, frame);
    client_.queue(message);
  }
  void flush() {
    if (!client_.flush()) give_up("sending");
  }
  int acks() {
    const auto m = client_.next();
    if (!m || !std::holds_alternative<Stored>(*m)) give_up("waiting for an acknowledgement");
    return 1;
  }
  int pushed() {
    const auto m = client_.next();
    if (!m || !std::holds_alternative<Frames>(*m)) give_up("waiting for a push");
    return static_cast<int>(std::get<Frames>(*m).frames.size() / 1'024);
  }

 private:
  Client client_;
};

class FloorEnd {
 public:
  explicit FloorEnd(std::uint16_t port) : file_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(file_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) give_up("connecting to the floor");
    const int on = 1;
    ::setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  ~FloorEnd() { ::close(file_); }
  FloorEnd(const FloorEnd&) = delete;
  FloorEnd& operator=(const FloorEnd&) = delete;
  void queue(const Bytes& frame) { Packer(out_).u32(static_cast<std::uint32_t>(frame.size())).raw(frame); }
  void flush() {
    ByteSpan rest(out_);
    while (!rest.empty()) {
      const auto n = ::send(file_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (n <= 0) give_up("sending to the floor");
      rest = rest.subspan(static_cast<std::size_t>(n));
    }
    out_.clear();
  }
  int acks() { return take(8); }
  int pushed() { return take(4 + 1'024); }

 private:
  int take(std::size_t unit) {
    while (have_ < unit) {
      char part[65'536];
      const auto n = ::recv(file_, part, sizeof part, 0);
      if (n <= 0) give_up("waiting for the floor");
      have_ += static_cast<std::size_t>(n);
    }
    const std::size_t whole = have_ / unit;
    have_ -= whole * unit;
    return static_cast<int>(whole);
  }
  int file_;
  Bytes out_;
  std::size_t have_ = 0;
};

template <class End>
Spread serial(End& end, const std::vector<Bytes>& frames, std::size_t from, int n) {
  std::vector<double> times;
  for (int i = 0; i < n; ++i) {
    const auto start = Clock::now();
    end.queue(frames[from + static_cast<std::size_t>(i)]);
    end.flush();
    (void)end.acks();
    times.push_back(ms_since(start));
  }
  return spread(std::move(times));
}

// At most `window` frames on their way, so that neither side's buffers decide.
template <class End>
double pipelined(End& end, const std::vector<Bytes>& frames, std::size_t from, int n) {
  constexpr int window = 480;
  constexpr int chunk = 60;
  int sent = 0;
  int acked = 0;
  const auto start = Clock::now();
  while (acked < n) {
    for (int i = 0; i < chunk && sent < n && sent - acked < window; ++i)
      end.queue(frames[from + static_cast<std::size_t>(sent++)]);
    end.flush();
    while (acked < n && (sent - acked > window - chunk || sent == n)) acked += end.acks();
  }
  return n / ms_since(start) * 1'000;
}

template <class End>
Spread pushes(End& writer, End& reader, const std::vector<Bytes>& frames, std::size_t from, int n) {
  std::vector<double> times;
  for (int i = 0; i < n; ++i) {
    const auto start = Clock::now();
    writer.queue(frames[from + static_cast<std::size_t>(i)]);
    writer.flush();
    (void)reader.pushed();
    times.push_back(ms_since(start));
    (void)writer.acks();
  }
  return spread(std::move(times));
}

Figures measure_ours(const std::string& binary, const std::string& dir, const Plan& plan, Author& author,
                     const std::vector<Bytes>& frames) {
  const std::string settings = "connection_frames_burst = 0\nlane_frames_burst = 0\nmax_connections = 20000\n";
  write_all(dir + "/bench.conf", span_of(settings));
  RelayProcess relay;
  if (!relay.start(binary, {"--listen", "127.0.0.1:0", "--db", dir + "/ours.db", "--config", dir + "/bench.conf"}))
    give_up("starting the relay");
  Figures f;
  const auto mb = [&] { return static_cast<double>(rss_kib(relay.pid())) / 1'024; };
  f.rss_idle_mb = mb();
  OurEnd writer(relay.port(), &author, author);
  const auto n = static_cast<std::size_t>(plan.serial);
  (void)serial(writer, frames, 0, plan.serial);
  f.serial = serial(writer, frames, n, plan.serial);
  const double used = cpu_ms(relay.pid());
  f.pipelined_per_s = pipelined(writer, frames, 2 * n, plan.pipelined);
  f.cpu_us_per_append = (cpu_ms(relay.pid()) - used) * 1'000 / plan.pipelined;
  Author at_end = author;
  at_end.seq = 2 * n + static_cast<std::size_t>(plan.pipelined);
  at_end.head = block_of<32>(ByteSpan(frames[at_end.seq]).subspan(40, 32));
  OurEnd reader(relay.port(), nullptr, at_end);
  f.fan_out = pushes(writer, reader, frames, at_end.seq, plan.pushes);
  f.rss_after_mb = mb();
  const double before = mb();
  std::vector<Client> idle(static_cast<std::size_t>(plan.sockets));
  for (auto& client : idle) {
    if (!client.dial(relay.port())) give_up("opening idle sockets");
  }
  if (plan.sockets > 0) f.kb_per_socket = (mb() - before) * 1'024 / plan.sockets;
  (void)relay.stop();
  return f;
}

Figures measure_floor(Floor& floor, const Plan& plan, const std::vector<Bytes>& frames) {
  Figures f;
  FloorEnd writer(floor.port());
  const auto n = static_cast<std::size_t>(plan.serial);
  (void)serial(writer, frames, 0, 10);
  const auto mb = [&] { return static_cast<double>(rss_kib(floor.pid())) / 1'024; };
  f.rss_idle_mb = mb();
  (void)serial(writer, frames, 0, plan.serial);
  f.serial = serial(writer, frames, n, plan.serial);
  const double used = cpu_ms(floor.pid());
  f.pipelined_per_s = pipelined(writer, frames, 2 * n, plan.pipelined);
  f.cpu_us_per_append = (cpu_ms(floor.pid()) - used) * 1'000 / plan.pipelined;
  FloorEnd reader(floor.port());
  f.fan_out = pushes(writer, reader, frames, 0, plan.pushes);
  f.rss_after_mb = mb();
  return f;
}

void row(const char* name, double ours, double floor, const char* aim) {
  if (floor > 0)
    std::printf("%-36s %10.3f %10.3f %7.2f  %s\n", name, ours, floor, ours / floor, aim);
  else
    std::printf("%-36s %10.3f %10s %7s  %s\n", name, ours, "-", "-", aim);
}

int run(const std::string& binary, const std::string& dir, const Plan& plan) {
  const Scratch scratch(dir);
  // Before the frames are made, or the child would count them as its own memory.
  Floor floor;
  if (!floor.start(scratch.at("floor.db"))) give_up("starting the floor");
  Author author(1);
  std::vector<Bytes> frames;
  const Author fresh = author;
  for (int i = 0; i < 2 * plan.serial + plan.pipelined + plan.pushes + 1; ++i) frames.push_back(author.next());
  author = fresh;
  const Figures least = measure_floor(floor, plan, frames);
  const Figures ours = measure_ours(binary, scratch.path(), plan, author, frames);
  std::printf("relay: %d serial, %d pipelined appends of 1,024 signed bytes on one lane, %d pushes; rate limits off\n",
              plan.serial, plan.pipelined, plan.pushes);
  std::printf("floor: SQLite WAL FULL with group commit behind a bare socket; no keys, checks, lanes or WebSocket\n");
  std::printf("%-36s %10s %10s %7s  %s\n", "", "ours", "floor", "ratio", "aim");
  row("serial durable ack p50 ms", ours.serial.p50, least.serial.p50, "<= 0.40");
  row("serial durable ack p99 ms", ours.serial.p99, least.serial.p99, "");
  row("pipelined durable appends/s", ours.pipelined_per_s, least.pipelined_per_s, ">= 40,000");
  row("processor us per pipelined append", ours.cpu_us_per_append, least.cpu_us_per_append, "");
  row("push to the other reader p50 ms", ours.fan_out.p50, least.fan_out.p50, "<= 0.50");
  row("push to the other reader p99 ms", ours.fan_out.p99, least.fan_out.p99, "");
  row("RSS idle MB", ours.rss_idle_mb, least.rss_idle_mb, "<= 25");
  row("RSS after MB", ours.rss_after_mb, least.rss_after_mb, "<= 40");
  if (plan.sockets > 0) row("RSS per idle WebSocket KB", ours.kb_per_socket, 0, "<= 12");
  return 0;
}

}  // namespace
}  // namespace bothy::relay::bench

int main(int argc, char** argv) {
  std::string dir = ".";
  std::string binary = BOTHY_RELAY_BINARY;
  bothy::relay::bench::Plan plan;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    if (flag == "--dir")
      dir = argv[i + 1];
    else if (flag == "--relay")
      binary = argv[i + 1];
    else if (flag == "--pipelined")
      plan.pipelined = std::atoi(argv[i + 1]);
    else if (flag == "--sockets")
      plan.sockets = std::atoi(argv[i + 1]);
    else {
      std::fprintf(stderr, "bothy-bench-relay [--dir FOLDER] [--relay BINARY] [--pipelined N] [--sockets N]\n");
      return 2;
    }
  }
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return bothy::relay::bench::run(binary, dir, plan);
}
