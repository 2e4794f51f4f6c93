// See household.h. The host here keeps, then sends, as docs/door.md asks of every host.
#include "lab/bench/household.h"

#include <cstdio>
#include <cstdlib>
#include <deque>

#include "lab/bench/door_call.h"
#include "relay/store_memory.h"
#include "relay/sync_relay.h"

namespace bothy::bench {
namespace {

constexpr const char* origin = "http://localhost:7071";
constexpr std::uint8_t put_message = 0x05;
constexpr std::int64_t quarter_ms = 900'000;
constexpr std::int64_t first_moment_s = 1'420'070'400;  // 2015-01-01
constexpr std::int64_t apart_s = 3'157;                 // 92,000 of them are nine years
constexpr std::int64_t begin_ms = 1'767'225'600'000;    // 2026-01-01

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "bench open: the home could not be made: %s\n", what.c_str());
  std::exit(1);
}

struct Person {
  explicit Person(char letter) : secret(64, letter) {}
  std::string secret;
  DoorPtr door{bothy_door_new()};
  std::map<std::string, Bytes> disk;
  std::uint64_t link = 0;
  std::deque<Bytes> out;
  std::deque<Bytes> in;
  Value views;
  [[nodiscard]] std::int64_t count(std::string_view view, std::string_view field) const {
    const Value* held = views.find(view);
    return held != nullptr ? int_or(*held, field, 0) : 0;
  }
  [[nodiscard]] std::string text(std::string_view view, std::string_view field) const {
    const Value* held = views.find(view);
    return held != nullptr ? text_or(*held, field, "") : "";
  }
};

// A relay without limits on how fast: years go by in a minute here.
relay::Limits no_hurry() {
  relay::Limits limits;
  for (relay::Rate* rate : {&limits.connection_frames, &limits.lane_frames, &limits.connection_asks}) rate->burst = 0;
  return limits;
}

class House {
 public:
  Person ana{'a'};
  Person ben{'b'};
  std::int64_t now_ms = begin_ms;

  void act(Person& who, std::string_view intent, Value args = Fields{}, ByteSpan tail = {}) {
    Value request;
    request.set("do", "act").set("intent", intent).set("args", std::move(args)).set("device_secret", who.secret);
    call(who, std::move(request), tail);
  }

  /// What the door itself counts in both rooms.
  Counts count(Person& who) {
    Value request;
    request.set("do", "ask").set("what", "export").set("args", Fields{{"format", "json"}});
    const DoorReply reply = call_door(who.door.get(), std::move(request), {}, now_ms);
    if (reply.view("export") == nullptr) give_up(reply.error());
    return counts_of(text_of(reply.at(*reply.view("export"))));
  }

  void connect(Person& who) {
    who.link = next_link_++;
    act(who, "connected", Fields{{"origin", origin}});
    Block<32> nonce{};
    nonce.fill(static_cast<std::uint8_t>(who.link));
    relay_.open(who.link, nonce, plain_hash(span_of(origin)), now_ms);
    collect();
  }

  void disconnect(Person& who) {
    relay_.close(who.link);
    who.link = 0;
    who.in.clear();
    act(who, "disconnected");
  }

  /// Moves messages until nothing is under way.
  void settle() {
    while (step(ana) || step(ben)) {
    }
  }

  void tick(Person& who) {
    now_ms += quarter_ms;
    act(who, "tick");
    settle();
  }

 private:
  void call(Person& who, Value request, ByteSpan tail) {
    const DoorReply reply = call_door(who.door.get(), std::move(request), tail, now_ms);
    if (!reply.error().empty()) give_up(reply.error());
    for (const auto& item : *reply.json.find("store")->as<List>()) {
      const std::string key = text_or(item, "key", "");
      if (bool_or(item, "drop", false)) {
        who.disk.erase(key);
      } else {
        const ByteSpan bytes = reply.at(item);
        who.disk[key].assign(bytes.begin(), bytes.end());
      }
    }
    for (const auto& item : *reply.json.find("send")->as<List>()) {
      const std::string key = text_or(item, "put", "");
      Bytes message;
      if (!key.empty()) message.push_back(put_message);
      append(message, key.empty() ? reply.at(item) : ByteSpan(who.disk.at(key)));
      if (who.link != 0) who.out.push_back(std::move(message));
    }
    for (const auto& [name, view] : *reply.json.find("views")->as<Fields>()) who.views.set(name, view);
  }

  bool step(Person& who) {
    if (!who.out.empty()) {
      const Bytes message = std::move(who.out.front());
      who.out.pop_front();
      relay_.message(who.link, message, now_ms);
      collect();
      return true;
    }
    if (who.in.empty()) return false;
    const Bytes message = std::move(who.in.front());
    who.in.pop_front();
    Value request;
    request.set("do", "receive").set("message", Fields{{"at", 0}, {"len", static_cast<std::int64_t>(message.size())}});
    call(who, std::move(request), message);
    return true;
  }

  void collect() {
    for (auto& message : relay_.take(now_ms))
      (message.to == ana.link ? ana : ben).in.push_back(std::move(message.message));
  }

  relay::MemoryStore store_;
  relay::SyncRelay relay_{store_, no_hurry()};
  std::uint64_t next_link_ = 1;
};

void pair(House& house) {
  for (Person* who : {&house.ana, &house.ben}) {
    house.act(*who, "init", Fields{{"device_name", "bench"}});
    house.connect(*who);
    house.settle();
  }
  house.act(house.ana, "invite");
  house.act(house.ben, "join", Fields{{"link", house.ana.text("meeting", "link")}});
  house.settle();
  for (Person* who : {&house.ana, &house.ben}) house.act(*who, "words_match", Fields{{"yes", true}});
  house.settle();
  for (Person* who : {&house.ana, &house.ben}) house.disconnect(*who);
  for (Person* who : {&house.ana, &house.ben}) house.connect(*who);
  house.settle();
  for (Person* who : {&house.ana, &house.ben}) house.tick(*who);
}

std::string table_of(std::size_t from, std::size_t rows) {
  static constexpr const char* notes[] = {"a slow morning, then the long way home", "we laughed about the soup",
                                          "tired", "", "rain all day; wrote two letters and posted neither of them"};
  std::string out = "when,myself,energy,mood,note\n";
  for (std::size_t n = from; n < from + rows; ++n) {
    const auto number = [&](std::size_t step) { return std::to_string(n * step % 101) + ","; };
    out += std::to_string(first_moment_s + static_cast<std::int64_t>(n) * apart_s) + "," + number(37) + number(53) +
           number(71);
    out += "\"" + std::string(notes[n % 5]) + "\"\n";
  }
  return out;
}

void import_some(House& house, std::size_t from, std::size_t rows) {
  static const Value mapping = from_json(R"({"format":"csv","time":{"column":"when","form":"unix_seconds"},"columns":[
    {"column":"myself","to":"myself","lo":0,"hi":100},{"column":"energy","to":"energy","lo":0,"hi":100},
    {"column":"mood","to":"valence","lo":0,"hi":100},{"column":"note","to":"note"}]})")
                                   .value();
  const std::string table = table_of(from, rows);
  const Value where = Fields{{"at", 0}, {"len", static_cast<std::int64_t>(table.size())}};
  house.act(house.ana, "import", Fields{{"table", where}, {"mapping", mapping}, {"source_name", "bench.csv"}},
            span_of(table));
  const auto waits = [&] {
    return house.ana.count("sync", "own_waiting") + house.ana.count("sync", "unsent_frames") > 0;
  };
  while (waits()) house.tick(house.ana);
}

void share_one(House& house, Person& who, std::size_t n) {
  const Value fields = Fields{{"text", "thank you for the tea, and for number " + std::to_string(n)}};
  house.act(who, "share", Fields{{"event", "NoteShared"}, {"fields", fields}});
  house.settle();
}

void say_how_far(std::size_t made, const Plan& plan) {
  std::fprintf(stderr, "making a home: %zu of %zu events\n", made, plan.mine + 2 * plan.shared_each);
}

}  // namespace

HomeOnDisk make_home(const Plan& plan) {
  constexpr std::size_t rows = 250;
  House house;
  pair(house);
  // Shared ones first: every reply of a door shows today anew, which costs the more the fuller my room is.
  for (std::size_t n = 0; n < plan.shared_each; ++n) {
    share_one(house, house.ana, n);
    share_one(house, house.ben, n);
    if (n % 1'000 == 0) say_how_far(2 * n, plan);
  }
  for (std::size_t done = 0; done < plan.mine; done += rows) {
    if (done % (rows * 20) == 0) say_how_far(2 * plan.shared_each + done, plan);
    import_some(house, done, std::min(rows, plan.mine - done));
  }
  for (Person* who : {&house.ana, &house.ben}) house.disconnect(*who);
  Person& ana = house.ana;
  const Counts counts = house.count(ana);
  return {std::move(ana.disk), ana.secret, house.now_ms, counts.mine, counts.ours};
}

}  // namespace bothy::bench
