// See settle.h. This file: the two questions at the end of a life. What does the phrase alone bring back? What can a
// removed device read when the relay is on its side?
#include <cstring>

#include "lab/sim/ops.h"
#include "lab/sim/settle.h"

namespace bothy::sim {
namespace {

// A relay that lets everyone in and gives everything: the worst that a removed device could hope for.
class OpenRelay {
 public:
  OpenRelay(World& world, Host& host) : world_(world), host_(host) {}

  void serve() {
    host_.link.up = true;
    host_.link.id = 0;
    world_.act(host_, "connected", Fields{{"origin", origin}});
    give(Chal{});
    constexpr int enough = 2'000;
    for (int i = 0; i < enough && !host_.link.out.empty() && host_.running(); ++i) {
      const Bytes message = std::move(host_.link.out.front());
      host_.link.out.pop_front();
      if (const auto asked = decode_client(message)) answer(*asked);
    }
    host_.link.up = false;
  }

 private:
  void give(const RelayMessage& message) {
    Call call;
    call.tail = encode(message);
    const Value place = Fields{{"at", 0}, {"len", static_cast<std::int64_t>(call.tail.size())}};
    if (host_.running()) world_.request(host_, Fields{{"do", "receive"}, {"message", place}}, call);
  }

  void let_in(const Id& lane) {
    const auto held = world_.relay.store.lanes.find(lane);
    if (held == world_.relay.store.lanes.end()) return;
    give(LaneOk{lane, held->second.row.head_seq, held->second.row.head_hash});
  }

  void all_after(const LaneHead& from) {
    const auto held = world_.relay.store.lanes.find(from.lane);
    if (held == world_.relay.store.lanes.end()) return;
    Frames page{from.lane, held->second.frames.size(), false, {}};
    for (std::size_t i = from.seq; i < held->second.frames.size(); ++i) append(page.frames, held->second.frames[i]);
    give(page);
  }

  void answer(const ClientMessage& asked) {
    if (const auto* open = std::get_if<OpenLane>(&asked)) let_in(open->lane);
    if (const auto* auth = std::get_if<Auth>(&asked)) let_in(auth->lane);
    if (const auto* read = std::get_if<Read>(&asked)) let_in(read->lane);
    if (const auto* rekey = std::get_if<Rekey>(&asked)) let_in(rekey->lane);
    if (const auto* have = std::get_if<Have>(&asked))
      for (const LaneHead& from : have->lanes) all_after(from);
  }

  World& world_;
  Host& host_;
};

std::string said_after_removal(World& world, int person, bool shared) {
  Host* host = nullptr;
  for (Host* each : world.hosts_of(person))
    if (each->running() && each->text("home", "state") == "open") host = each;
  if (host == nullptr) return {};
  const std::string mark = world.next_mark(shared ? shared_mark : private_marks[person]);
  const Value fields = Fields{{"day", world.now / day_ms}, {"text", mark}};
  const Reply reply = world.act(*host, shared ? "share" : "log", Fields{{"event", shared ? "NoteShared" : "UnsaidKept"}, {"fields", fields}});
  return reply.ok() ? mark : std::string();
}

}  // namespace

void check_paper(World& world) {
  for (int person = 0; person < 2 && !world.broken; ++person) {
    // Only the relay and the paper are left: not one own device, and not one of the other's.
    for (const auto& host : world.hosts) world.close(*host);
    std::vector<Host*> resting;
    for (const auto& host : world.hosts)
      if (host->usable()) resting.push_back(host.get());
    for (Host* host : resting) host->lost = true;
    Host* fresh = recover_now(world, person);
    if (fresh == nullptr) return;
    settle(world);
    if (!world.broken) {
      const std::string shown = whole_view(world, *fresh);
      for (const Note& note : world.persons[person].notes)
        if (note.kept == Kept::surely)
          world.expect(shown.find(note.mark) != std::string::npos, "the phrase brings every acknowledged word back", fresh->label() + " " + note.mark);
    }
    world.close(*fresh);
    for (Host* host : resting) host->lost = false;
  }
}

void check_removed(World& world) {
  std::vector<Host*> removed;
  for (const auto& host : world.hosts)
    if (host->removed && !host->lost && host->settled_in) removed.push_back(host.get());
  if (removed.empty() || world.broken) return;
  const std::string note[2] = {said_after_removal(world, 0, false), said_after_removal(world, 1, false)};
  const std::string item[2] = {said_after_removal(world, 0, true), said_after_removal(world, 1, true)};
  settle(world);
  for (Host* host : removed) {
    if (world.broken || !world.open(*host)) continue;
    OpenRelay(world, *host).serve();
    if (!host->running()) continue;
    const Reply data = world.ask(*host, "export", Fields{{"format", "json"}});
    const std::string shown(text_of(data.raw));
    for (int person = 0; person < 2; ++person) {
      world.expect(note[person].empty() || shown.find(note[person]) == std::string::npos, "a removed device reads nothing private of later",
                   host->label());
      const bool own = person == host->person;
      if (own) world.expect(item[person].empty() || shown.find(item[person]) == std::string::npos, "a removed device reads nothing shared of later", host->label());
    }
    world.close(*host);
  }
}

}  // namespace bothy::sim
