// See ops.h. This file: meeting over a link, two persons or an own new device; one small action at a time, so that
// anything can go wrong in between.
#include "lab/sim/ops.h"

namespace bothy::sim {
namespace {

std::string stage(const Host& host) {
  const std::string text = host.text("meeting", "stage");
  return text.empty() || text == "ended" ? "none" : text;
}

std::string purpose(const Host& host) { return host.text("meeting", "purpose"); }

// The running device of a person that is in the middle of a meeting, else any.
Host* meeter(World& world, int person, Rng& dice) {
  std::vector<Host*> mine;
  for (Host* host : world.running()) {
    if (host->person != person) continue;
    mine.push_back(host);
    const std::string at = stage(*host);
    if ((at == "waiting" || at == "compare") && purpose(*host) != "device") return host;
  }
  return world.pick(mine, dice);
}

void cancel(World& world, Host& host) {
  if (host.running() && stage(host) != "none" && stage(host) != "done") world.act(host, "cancel_meeting", Fields{});
}

// Both sides show words: they must be the same six, then both say so.
void compare(World& world, Host& one, Host& other) {
  // Two who met others over other links have nothing to compare.
  if (one.met_over != other.met_over) return cancel(world, other);
  const std::string words = one.text("meeting", "words");
  world.expect(!words.empty() && words == other.text("meeting", "words"), "an honest meeting shows both the same words",
               words + " / " + other.text("meeting", "words"));
  for (Host* host : {&one, &other}) {
    if (!host->running() || stage(*host) != "compare") continue;
    const Reply reply = world.act(*host, "words_match", Fields{{"yes", true}});
    world.expect(reply.dead || reply.ok(), "equal words can be confirmed", host->label() + " " + reply.error);
  }
}

// One move of a meeting between the maker of the link and the one who opens it.
void move_on(World& world, Host& maker, Host& opener, const char* make, const char* enter, Rng& dice) {
  const std::string there = stage(maker);
  const std::string here = stage(opener);
  const std::string link = maker.text("meeting", "link");
  if (there == "compare" && here == "compare") return compare(world, maker, opener);
  if (there == "done" && here == "compare") {
    // The maker has said yes; the other says so too, then what was promised arrives.
    world.act(opener, "words_match", Fields{{"yes", true}});
    if (dice.chance(100)) cancel(world, opener);
    return;
  }
  if (there == "none" || there == "done") {
    cancel(world, opener);
    Value args = Fields{};
    if (maker.has_lock) args.set("passphrase", passphrase);
    const Reply reply = world.act(maker, make, std::move(args));
    if (reply.ok()) maker.met_over = maker.text("meeting", "link");
    if (reply.ok()) world.connect(maker);
    return;
  }
  if (there == "waiting" && !link.empty() && (here == "none" || here == "done")) {
    Value args = Fields{{"link", link}};
    if (std::string(enter) == "join_device") args.set("device_name", private_marks[opener.person] + std::string("next"));
    const Reply reply = world.act(opener, enter, std::move(args), {.cut = maybe_cut(world, dice)});
    if (reply.ok() && std::string(enter) == "join_device") opener.settled_in = true;
    if (reply.ok()) opener.met_over = link;
    if (reply.ok()) world.connect(opener);
    return;
  }
  if (there == "compare" && here == "none") return cancel(world, maker);
  if (dice.chance(100)) {
    cancel(world, maker);
    cancel(world, opener);
  }
}

bool is_paired(const Host& host) { return host.flag("home", "paired") && host.flag("home", "compared"); }

// A device that was asked in and is not yet in.
Host* newcomer(World& world, int person) {
  for (const auto& host : world.hosts)
    if (host->person == person && host->usable() && host->running() && (!host->settled_in || stage(*host) == "waiting" || stage(*host) == "compare") &&
        host->newcomer)
      return host.get();
  return nullptr;
}

}  // namespace

void pair_further(World& world, Rng& dice) {
  const int first = static_cast<int>(dice.below(2));
  Host* maker = meeter(world, first, dice);
  Host* opener = meeter(world, 1 - first, dice);
  if (maker == nullptr || opener == nullptr) return;
  if (is_paired(*maker) && is_paired(*opener)) {
    world.paired = true;
    return;
  }
  if (world.paired || maker->flag("home", "paired") || opener->flag("home", "paired")) {
    // One side is further than the other: the words are confirmed where they still wait.
    for (Host* host : {maker, opener})
      if (stage(*host) == "compare") world.act(*host, "words_match", Fields{{"yes", true}});
    return;
  }
  if (stage(*opener) == "waiting" && !opener->text("meeting", "link").empty()) std::swap(maker, opener);
  move_on(world, *maker, *opener, "invite", "join", dice);
}

void device_further(World& world, Rng& dice) {
  constexpr std::size_t most_devices = 4;
  const int person = static_cast<int>(dice.below(2));
  Host* fresh = newcomer(world, person);
  std::vector<Host*> own;
  for (Host* host : world.running())
    if (host->person == person && host != fresh && host->text("home", "state") == "open") own.push_back(host);
  Host* helper = nullptr;
  for (Host* host : own)
    if (purpose(*host) == "device" && stage(*host) != "none" && stage(*host) != "done") helper = host;
  // A device in the middle of pairing is left to it.
  std::erase_if(own, [](Host* host) { return purpose(*host) == "partner" && stage(*host) == "waiting"; });
  if (helper == nullptr) helper = world.pick(own, dice);
  if (helper == nullptr) return;
  if (fresh == nullptr) {
    if (world.hosts_of(person).size() >= most_devices || !dice.chance(150)) return;
    fresh = &world.add_host(person);
    fresh->newcomer = true;
  }
  move_on(world, *helper, *fresh, "add_device", "join_device", dice);
  if (fresh->running() && stage(*fresh) == "done") fresh->newcomer = false;
}

bool pair_now(World& world) {
  Rng dice{world.setup.seed, settle_dice, 1};
  for (int i = 0; i < 40 && !world.paired && !world.broken; ++i) {
    pair_further(world, dice);
    world.deliver_all();
  }
  return world.paired;
}

Host* add_device_now(World& world, int person) {
  Host& fresh = world.add_host(person);
  fresh.newcomer = true;
  Rng dice{world.setup.seed, settle_dice, 2};
  Host* helper = nullptr;
  for (Host* host : world.running())
    if (host->person == person && host->text("home", "state") == "open") helper = host;
  for (int i = 0; i < 20 && helper != nullptr && fresh.newcomer && !world.broken; ++i) {
    move_on(world, *helper, fresh, "add_device", "join_device", dice);
    world.deliver_all();
    if (stage(fresh) == "done" || (fresh.settled_in && stage(fresh) == "none")) fresh.newcomer = false;
  }
  return fresh.newcomer ? nullptr : &fresh;
}

}  // namespace bothy::sim
