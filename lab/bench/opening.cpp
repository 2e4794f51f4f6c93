// See opening.h.
#include "lab/bench/opening.h"

#include <sodium.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "lab/bench/door_call.h"
#include "wire/frame.h"

namespace bothy::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t at_once = 1 << 20;  // frames handed over in one call
constexpr std::int64_t second_ms = 1'000;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Time of the processor in this process so far: a busy machine does not lengthen it.
double cpu_ms() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

struct Closer {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

bool write_file(const std::string& path, ByteSpan bytes) {
  const File file(std::fopen(path.c_str(), "wb"));
  return file && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() && std::fflush(file.get()) == 0;
}

Bytes read_part(const File& file, std::size_t at, std::size_t len) {
  Bytes out(len);
  if (!file || std::fseek(file.get(), static_cast<long>(at), SEEK_SET) != 0) return {};
  out.resize(std::fread(out.data(), 1, len, file.get()));
  return out;
}

Bytes read_whole(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file || std::fseek(file.get(), 0, SEEK_END) != 0) return {};
  return read_part(file, 0, static_cast<std::size_t>(std::ftell(file.get())));
}

// Where each frame of a lane begins; the last is where the file ends.
std::vector<std::size_t> read_places(const std::string& path) {
  const Bytes raw = read_whole(path);
  std::vector<std::size_t> out;
  for (Unpacker in(raw); !in.done();) out.push_back(in.u32());
  return out;
}

// Of this program's memory alone; getrusage would count what its parent held when it started it.
double peak_mib() {
  const File status(std::fopen("/proc/self/status", "r"));
  char line[256];
  long kib = 0;
  while (status && std::fgets(line, sizeof line, status.get()) != nullptr)
    if (std::sscanf(line, "VmHWM: %ld", &kib) == 1) break;
  return static_cast<double>(kib) / 1'024.0;
}

struct Started {
  DoorPtr door{bothy_door_new()};
  DoorReply reply;
  std::int64_t now_ms = 0;
};

Started start(const std::string& folder) {
  Started out;
  Value request = from_json(text_of(read_whole(folder + "/open.json"))).value();
  out.now_ms = int_or(request, "now_ms", 0);
  out.reply = call_door(out.door.get(), std::move(request), read_whole(folder + "/records.bin"), out.now_ms);
  return out;
}

const List& needs(const DoorReply& reply) {
  static const List none;
  const Value* found = reply.view("need");
  return found != nullptr && found->as<List>() != nullptr ? *found->as<List>() : none;
}

DoorReply hand_over(Started& home, ByteSpan frames, bool last) {
  Value request;
  request.set("do", "open")
      .set("frames", Fields{{"at", 0}, {"len", static_cast<std::int64_t>(frames.size())}})
      .set("last", last);
  return call_door(home.door.get(), std::move(request), frames, home.now_ms);
}

// As much of one lane at once as a host would hold in memory.
void feed_lane(Started& home, const std::string& stem, std::size_t from) {
  const auto places = read_places(stem + ".at");
  const File file(std::fopen((stem + ".frames").c_str(), "rb"));
  for (std::size_t first = from - 1; first + 1 < places.size();) {
    std::size_t end = first + 1;
    while (end + 1 < places.size() && places[end + 1] - places[first] <= at_once) ++end;
    (void)hand_over(home, read_part(file, places[first], places[end] - places[first]), false);
    first = end;
  }
}

DoorReply ask(Started& home, std::string_view what, Value args) {
  Value request;
  request.set("do", "ask").set("what", what).set("args", std::move(args));
  return call_door(home.door.get(), std::move(request), {}, home.now_ms);
}

}  // namespace

bool lay_out(const HomeOnDisk& home, const std::string& folder, bool snapshots) {
  struct LaneFile {
    Bytes frames;
    Bytes places;
  };
  std::map<std::string, LaneFile> lanes;
  Value records{List{}};
  Bytes tail;
  for (const auto& [key, bytes] : home.disk) {
    if (key.starts_with("f/")) {
      LaneFile& lane = lanes[key.substr(2, 32)];
      Packer(lane.places).u32(static_cast<std::uint32_t>(lane.frames.size()));
      append(lane.frames, bytes);
    } else if (snapshots || !key.starts_with("s/")) {
      records.push(Fields{{"key", key},
                          {"at", static_cast<std::int64_t>(tail.size())},
                          {"len", static_cast<std::int64_t>(bytes.size())}});
      append(tail, bytes);
    }
  }
  Value request;
  request.set("do", "open").set("device_secret", home.device_secret).set("records", std::move(records));
  request.set("now_ms", home.now_ms + second_ms).set("tz_min", 0);
  bool kept = write_file(folder + "/open.json", span_of(to_json(request))) && write_file(folder + "/records.bin", tail);
  for (auto& [id, lane] : lanes) {
    Packer(lane.places).u32(static_cast<std::uint32_t>(lane.frames.size()));
    kept = kept && write_file(folder + "/" + id + ".frames", lane.frames) &&
           write_file(folder + "/" + id + ".at", lane.places);
  }
  return kept;
}

int open_here(const std::string& folder) {
  const auto begun = Clock::now();
  Started home = start(folder);
  for (const auto& need : needs(home.reply))
    feed_lane(home, folder + "/" + text_or(need, "lane", ""), static_cast<std::size_t>(int_or(need, "from", 1)));
  const DoorReply opened = hand_over(home, {}, true);
  const double open_took = ms_since(begun);
  const auto asked = Clock::now();
  const DoorReply screen = ask(home, "views", Fields{});
  const double ask_took = ms_since(asked);
  const double cpu = cpu_ms();
  const double peak = peak_mib();
  Value request;
  request.set("do", "act").set("intent", "check_in").set("args", Fields{{"myself", 70}});
  const auto wrote = Clock::now();
  const DoorReply written = call_door(home.door.get(), std::move(request), {}, home.now_ms);
  const double check_in_took = ms_since(wrote);
  const bool well = opened.error().empty() && opened.view("damage") == nullptr && screen.view("today") != nullptr &&
                    written.error().empty();
  if (!well) return 1;
  const DoorReply all = ask(home, "export", Fields{{"format", "json"}});
  const Counts counts = all.view("export") != nullptr ? counts_of(text_of(all.at(*all.view("export")))) : Counts{};
  std::printf("%.1f %.1f %.1f %.1f %.1f %lld %lld\n", open_took, ask_took, check_in_took, cpu, peak,
              static_cast<long long>(counts.mine - 1), static_cast<long long>(counts.ours));
  return 0;
}

Opening read_opening(const std::string& command) {
  Opening out;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  const int read = std::fscanf(pipe, "%lf %lf %lf %lf %lf %lld %lld", &out.open_ms, &out.ask_ms, &out.check_in_ms,
                               &out.cpu_ms, &out.peak_mib, &out.entries, &out.shared);
  out.there = pclose(pipe) == 0 && read == 7;
  return out;
}

Sealed sealed_in(const std::string& folder) {
  Sealed out;
  const Value request = from_json(text_of(read_whole(folder + "/open.json"))).value();
  for (const auto& item : *request.find("records")->as<List>())
    out.records.push_back(static_cast<std::size_t>(int_or(item, "len", 0)));
  const Started home = start(folder);
  for (const auto& need : needs(home.reply)) {
    const auto places = read_places(folder + "/" + text_or(need, "lane", "") + ".at");
    for (auto at = static_cast<std::size_t>(int_or(need, "from", 1)); at < places.size(); ++at)
      out.frames.push_back(places[at] - places[at - 1]);
  }
  return out;
}

double floor_ms(const Sealed& sealed) {
  constexpr std::size_t overhead = 24 + crypto_aead_xchacha20poly1305_ietf_ABYTES;
  constexpr std::size_t head = 104;  // what a frame hash covers
  Bytes key(32, 9);
  Bytes header(head, 3);
  std::vector<Bytes> pieces;
  std::size_t longest = overhead;
  const auto seal = [&](std::size_t size) {
    Bytes piece(std::max(size, overhead), 5);
    longest = std::max(longest, piece.size());
    crypto_aead_xchacha20poly1305_ietf_encrypt(piece.data() + 24, nullptr, piece.data() + 24, piece.size() - overhead,
                                               header.data(), 72, nullptr, piece.data(), key.data());
    pieces.push_back(std::move(piece));
  };
  for (const auto size : sealed.frames) seal(size - frame_header_size + 24);
  for (const auto size : sealed.records) seal(size);
  Bytes plain(longest);
  Hash hash{};
  const auto begun = Clock::now();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Bytes& piece = pieces[i];
    if (i < sealed.frames.size()) {
      crypto_generichash(hash.data(), hash.size(), header.data(), header.size(), nullptr, 0);
      crypto_generichash(hash.data(), hash.size(), piece.data(), piece.size(), nullptr, 0);
    }
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, piece.data() + 24, piece.size() - 24,
                                                   header.data(), 72, piece.data(), key.data()) != 0)
      std::abort();
  }
  return ms_since(begun);
}

}  // namespace bothy::bench
