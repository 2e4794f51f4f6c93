// The loop of one exchange. See sync.h.
// No message is looked into here.
#include "cli/sync.h"

#include <algorithm>
#include <chrono>

#include "cli/text.h"

namespace bothy::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int connect_ms = 10'000;
constexpr int quiet_ms = 250;  // silence after which "nothing left" is believed
constexpr int put_off_ms = 1'000;
constexpr int slice_ms = 50;
constexpr int goodbye_ms = 2'000;
constexpr int meet_every_ms = 3'000;  // docs/door.md: who waits for a meeting asks again
constexpr int tick_every_ms = 15 * 60'000;  // docs/door.md: the cover goes on while connected

const Value& view(const Value& views, std::string_view name) {
  static const Value none{Fields{}};
  const Value* found = views.find(name);
  return found != nullptr ? *found : none;
}

Trouble put_off(const Value& later) {
  const std::string reason = text_or(later, "reason", "");
  std::string why = "asks to come back later";
  if (reason == "disk") why = "has no room on its disk right now";
  if (reason == "quota") why = "holds as much of yours as it may; ask whoever runs it";
  if (reason == "rate") why = "got more at once than it takes; the rest goes with the next sync";
  return {Exit::unreachable, "put_off", "The relay " + why + "."};
}

int ms_since(Clock::time_point then) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - then).count());
}

class Exchange {
 public:
  Exchange(Host& host, const SyncPlan& plan, Socket& socket) : host_(host), plan_(plan), socket_(socket) {}

  // Trouble of the socket ends the exchange without being trouble of the command.
  [[nodiscard]] Got<SyncEnd> run(const Address& address) {
    Value args;
    args.set("origin", address.origin());
    BOTHY_DO(host_.act("connected", std::move(args)));
    while (!end_.why && !is_over()) BOTHY_DO(step());
    end_.quiet = says_quiet();
    if (!end_.why && was_put_off()) end_.why = put_off(view(view(host_.views(), "sync"), "later"));
    return end_;
  }

 private:
  [[nodiscard]] std::int64_t left() const {
    const Value& sync = view(host_.views(), "sync");
    return int_or(sync, "own_waiting", 0) + int_or(sync, "unsent_frames", 0);
  }

  [[nodiscard]] bool says_quiet() const {
    const Value& sync = view(host_.views(), "sync");
    return bool_or(sync, "quiet", false) && bool_or(sync, "connected", false) && sync.find("later") == nullptr &&
           socket_.all_sent();
  }

  [[nodiscard]] bool is_silent() const { return says_quiet() && ms_since(last_heard_) >= quiet_ms; }

  [[nodiscard]] bool tick_is_due() const {
    if (ticks_ > 0 && ms_since(ticked_) >= tick_every_ms) return plan_.ticks > 0;
    if (!says_quiet()) return false;
    return ticks_ < plan_.ticks || (plan_.drain && left() > 0);
  }

  // The relay asked to come back later (docs/door.md, views.sync.later); waiting here for long helps nobody.
  [[nodiscard]] bool was_put_off() const {
    return view(host_.views(), "sync").find("later") != nullptr && ms_since(last_heard_) >= put_off_ms;
  }

  [[nodiscard]] bool is_over() const {
    if (was_put_off()) return true;
    if (plan_.enough && plan_.enough(host_.views())) return socket_.all_sent() && ms_since(last_heard_) >= quiet_ms;
    const int elapsed = ms_since(began_);
    if (elapsed < plan_.stay_ms) return false;
    const bool done = is_silent() && !tick_is_due() && !(plan_.lacking && plan_.lacking(host_.views()));
    return done || (elapsed >= plan_.bound_ms && !plan_.drain) ||
           (plan_.drain && ms_since(last_heard_) >= plan_.bound_ms);
  }

  [[nodiscard]] Did step() {
    auto message = socket_.receive(slice_ms);
    if (!message) {
      end_.why = message.error();
      return {};
    }
    if (*message) {
      last_heard_ = Clock::now();
      // A message that the door refuses changed nothing; what it means for the person is in views.sync.alarms.
      BOTHY_DO(host_.receive(**message));
      if (plan_.news) plan_.news(host_.views());
    }
    if (text_or(view(host_.views(), "meeting"), "stage", "") == "waiting" && ms_since(met_) >= meet_every_ms) {
      met_ = Clock::now();
      BOTHY_DO(host_.act("meet"));
    }
    if (!tick_is_due()) return {};
    ++ticks_;
    ticked_ = Clock::now();
    last_heard_ = ticked_;
    BOTHY_DO(host_.act("tick"));
    return {};
  }

  Host& host_;
  const SyncPlan& plan_;
  Socket& socket_;
  SyncEnd end_{.reached = true, .quiet = false, .why = {}};
  Clock::time_point began_ = Clock::now();
  Clock::time_point last_heard_ = began_;
  Clock::time_point met_ = began_;
  Clock::time_point ticked_ = began_;
  int ticks_ = 0;
};

}  // namespace

Got<SyncEnd> sync_with(Host& host, const Address& address, const SyncPlan& plan) {
  auto socket = Socket::connect(address, connect_ms);
  if (!socket) return SyncEnd{false, false, socket.error()};
  host.send_to([&](ByteSpan message) -> Did {
    // What cannot be sent is offered again at the next connection; the loop hears of the end by itself.
    [[maybe_unused]] const auto sent = socket->send(message);
    return {};
  });
  auto end = Exchange(host, plan, *socket).run(address);
  host.send_to({});
  socket->close(goodbye_ms);
  if (!end) return end;
  BOTHY_DO(host.act("disconnected"));
  return end;
}

std::string queue_sentence(const Value& views) {
  const Value& sync = view(views, "sync");
  const std::int64_t shared = int_or(sync, "waiting", 0);
  const std::int64_t own = int_or(sync, "own_waiting", 0);
  const std::int64_t frames = int_or(sync, "unsent_frames", 0);
  if (shared == 0 && own == 0 && frames == 0) return "Nothing waits to be sent.";
  std::vector<std::string> parts;
  if (shared > 0) parts.push_back(counted(shared, "shared item", "shared items"));
  if (own > 0) parts.push_back(counted(own, "own entry", "own entries"));
  if (frames > 0) parts.push_back(counted(frames, "sealed frame", "sealed frames"));
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    out += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return out + (shared + own + frames == 1 ? " waits" : " wait") + " on this device.";
}

}  // namespace bothy::cli
