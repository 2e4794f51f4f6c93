// A simulated world: two persons, their devices, one relay, one clock. It carries bytes and keeps watch; what people do
// is in ops*.cpp, what must hold is in checks.cpp. Everything follows from the seed.
// Called by run.cpp, twins.cpp, byzantine.cpp and the tests.
#pragma once
#include <map>
#include <functional>
#include <optional>

#include "lab/sim/host.h"
#include "lab/sim/ledger.h"
#include "lab/sim/model.h"
#include "lab/sim/relay_box.h"
#include "lab/sim/trace.h"

namespace bothy::sim {

inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;
inline constexpr const char* origin = "http://localhost:7071";

/// A rule of the house that did not hold.
struct Broken {
  int step = 0;
  std::string invariant;
  std::string detail;
};

struct Setup {
  std::uint64_t seed = 1;
  int ops = 500;
  /// Twin worlds: person a's hidden operations draw from streams of their own.
  bool twin = false;
  /// In the silent twin, person a writes nothing private.
  bool silent = false;
  bool verbose = false;
  /// Every request, reply and message on standard error, for whoever looks for the cause of a broken rule.
  bool wire = false;
  /// A leak or a loss planted on purpose, to see the checks bite; empty for none.
  std::string plant;
};

class World {
 public:
  explicit World(const Setup& setup);

  // Devices.
  Host& add_host(int person);
  /// Starts the door from what is on disk. False when the home did not open.
  bool open(Host& host);
  /// Opens my room with its passphrase and gives the door the frames it asks for.
  Reply unlock(Host& host, const Value& args);
  /// The process ends: the door is gone, the socket breaks.
  void close(Host& host);
  Reply act(Host& host, std::string_view intent, Value args, const Call& call = {});
  Reply ask(Host& host, std::string_view what, Value args = Fields{}, const Call& call = {});
  /// Any request; fills in time and entropy, keeps the disk and the socket, and watches.
  Reply request(Host& host, Value fields, const Call& call);

  // Network.
  void connect(Host& host);
  void disconnect(Host& host);
  /// Moves one message of a socket picked by the dice. False when nothing is on its way.
  bool deliver_one(Rng& dice);
  void deliver_all();
  void restart_relay();
  void relay_tick();

  // Judgement.
  void expect(bool holds, const std::string& invariant, const std::string& detail = {});
  void say(const std::string& what);
  void say_wire(const Host& host, const char* what, const std::string& text) const;
  void end_step();
  [[nodiscard]] bool planted(std::string_view name) const { return setup.plant == name; }
  /// Searches bytes for marks that may not be there.
  void watch_secrets(ByteSpan bytes, std::string_view where, int reader);

  [[nodiscard]] std::vector<Host*> hosts_of(int person);
  [[nodiscard]] std::vector<Host*> running();
  [[nodiscard]] Host* pick(const std::vector<Host*>& from, Rng& dice) {
    return from.empty() ? nullptr : from[dice.below(from.size())];
  }
  /// The number of a new mark of this person.
  std::string next_mark(const char* mark);

  const Setup setup;
  int step = 0;
  std::int64_t now = 0;
  std::deque<std::unique_ptr<Host>> hosts;
  Person persons[3];
  RelayBox relay;
  Ledger ledger;
  Trace everything;
  Trace partner_sees;
  Trace relay_sees;
  std::deque<std::string> recent;
  std::optional<Broken> broken;
  /// A step after which the relay or a disk was not faithful; frames may then stand elsewhere than promised.
  int last_settled_step = 0;
  bool paired = false;
  bool removed_since_settled = false;
  bool restored_since_settled = false;
  bool forgot_since_settled = false;
  bool rotted = false;
  /// Devices that lost something since the last rest, and the step from which on.
  std::vector<std::pair<int, int>> losses;
  std::optional<RelayBox::State> relay_image;
  int relay_rollbacks = 0;
  std::uint64_t calls = 0;
  std::uint64_t messages = 0;
  /// A dishonest relay: sees each message on its way, may change or drop it (false) or add others through `inject`.
  std::function<bool(Host& host, Bytes& message, bool to_host)> tamper;
  void inject(Host& host, Bytes message) { host.link.in.push_back(std::move(message)); }

 private:
  bool feed(Host& host, Reply reply);
  void power_off(Host& host);
  void break_link(Host& host);
  bool keep(Host& host, const Reply& reply, PowerCut cut);
  void put_on_wire(Host& host, const Reply& reply, PowerCut cut);
  void watch_reply(const Host& host, const Reply& reply);
  void to_relay(Host& host);
  void to_host(Host& host);
  void collect();
  void note_wire(const Host& host, ByteSpan message, bool to_host);
  Host* by_link(std::uint64_t id);

  std::uint64_t next_link_ = 1;
  std::map<std::string, std::uint64_t> marks_;
  Rng network_;
};

}  // namespace bothy::sim
