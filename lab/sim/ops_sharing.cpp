// See ops.h. This file: what a person gives to the other, answers, takes back or asks to let go.
#include <algorithm>
#include <array>

#include "lab/sim/ops.h"

namespace bothy::sim {
namespace {

Host* sharer(World& world, Rng& dice) { return world.pick(world.running(), dice); }

// Errors that sharing may meet in an ordinary life.
bool expected(const std::string& error) {
  constexpr std::array ordinary = {"not_paired", "not_compared", "frozen", "not_open", "device_waiting", "revoked", "locked"};
  for (const char* each : ordinary)
    if (error == each) return true;
  return error.empty();
}

void remember(World& world, const Host& host, const Reply& reply, const std::string& mark) {
  Item item{mark, {}, host.person, host.number, world.step, Kept::surely};
  const Value* made = reply.view("made");
  if (made != nullptr && made->as<List>() != nullptr)
    for (const Value& each : *made->as<List>()) item.id = text_or(each, "id", "");
  world.persons[host.person].items.push_back(item);
}

// Items of views.shared that `fits` likes; ids only.
template <class Fits>
std::vector<std::string> shown(const Host& host, Fits fits) {
  std::vector<std::string> out;
  const Value* shared = host.view("shared");
  if (shared == nullptr || shared->as<List>() == nullptr) return out;
  for (const Value& item : *shared->as<List>())
    if (fits(item)) out.push_back(text_or(item, "id", ""));
  return out;
}

// A copied machine took what waited with it; what one of the two takes back, the other knows nothing of.
bool lies_elsewhere(const World& world, const Item& item, const Host& here) {
  const std::string& device = world.hosts[static_cast<std::size_t>(item.host)]->device_id;
  return std::any_of(world.hosts.begin(), world.hosts.end(), [&](const auto& host) {
    if (host.get() == &here) return false;
    return host->number == item.host || (host->device_id == device && host->copied_step >= item.step);
  });
}

struct Kind {
  const char* event;
  const char* text_field;
};
constexpr std::array kinds = {Kind{"NoteShared", "text"},     Kind{"BidSent", "text"},        Kind{"TalkInvited", "about"},
                              Kind{"RepairOffered", "text"},  Kind{"PromiseMade", "text"},    Kind{"BoundarySet", "text"},
                              Kind{"RitualProposed", "text"}, Kind{"MeaningShared", "text"},  Kind{"HealingOpened", "text"},
                              Kind{"StyleCardShared", "helps"}, Kind{"TurningPointNamed", "text"}};

struct Answer {
  const char* to;
  const char* event;
  const char* target;
  bool mine;
};
constexpr std::array answers = {
    Answer{"BidSent", "BidAnswered", "bid", false},           Answer{"TalkInvited", "TalkAnswered", "talk", false},
    Answer{"RepairOffered", "RepairAnswered", "repair", false}, Answer{"PromiseMade", "PromiseKept", "promise", true},
    Answer{"BoundarySet", "BoundaryLifted", "boundary", true}, Answer{"RitualProposed", "RitualAgreed", "ritual", false}};

}  // namespace

void share_words(World& world, Rng& dice) {
  Host* host = sharer(world, dice);
  if (host == nullptr) return;
  const std::string mark = world.next_mark(shared_mark);
  const Kind& kind = kinds[dice.below(kinds.size())];
  std::string text = mark;
  if (dice.chance(100)) text += std::string(dice.below(3'000), 'w');
  if (world.planted("share_id") && host->person == 0 && !world.persons[0].notes.empty()) text += world.persons[0].notes.back().mark.substr(8);
  const std::int64_t day = world.now / day_ms;
  Value args = Fields{{"event", kind.event}, {"fields", Fields{{"day", day}, {kind.text_field, text}}}, {"when", dice.chance(300) ? "later" : "now"}};
  const Reply reply = world.act(*host, "share", std::move(args), {.cut = maybe_cut(world, dice)});
  world.expect(reply.dead || expected(reply.error), "sharing has no odd error", host->label() + " " + reply.error);
  if (reply.ok()) remember(world, *host, reply, mark);
}

void check_in_shared(World& world, Rng& dice) {
  Host* host = sharer(world, dice);
  if (host == nullptr) return;
  constexpr std::array needs = {"nothing", "listen", "help", "hug", "space"};
  constexpr std::array weathers = {"clear", "bright", "cloudy", "rain", "fog"};
  Value share = Fields{{"need", dice.chance(700)}};
  if (dice.chance(500)) share.set("weather", weathers[dice.below(weathers.size())]);
  Value args = Fields{{"need", needs[dice.below(needs.size())]}, {"share", std::move(share)}, {"when", dice.chance(300) ? "later" : "now"}};
  const PowerCut cut = maybe_cut(world, dice);
  // The private side of the same check-in: the silent twin says nothing more.
  std::string mark;
  if (!(world.setup.silent && host->person == 0)) {
    Rng hidden{world.setup.seed, privacy, static_cast<std::uint64_t>(world.step)};
    mark = world.next_mark(private_marks[host->person]);
    args.set("note", mark + std::string(hidden.below(400), 'n')).set("valence", hidden.between(0, 100));
  }
  const Reply reply = world.act(*host, "check_in", std::move(args), {.cut = cut});
  world.expect(reply.dead || expected(reply.error), "a check-in has no odd error", host->label() + " " + reply.error);
  if (reply.ok() && !mark.empty()) world.persons[host->person].notes.push_back({mark, host->number, world.step, host->text("home", "state") == "open" ? Kept::surely : Kept::perhaps});
}

void answer_them(World& world, Rng& dice) {
  Host* host = sharer(world, dice);
  if (host == nullptr) return;
  const Answer& answer = answers[dice.below(answers.size())];
  const auto ids = shown(*host, [&](const Value& item) {
    return text_or(item, "event", "") == answer.to && (text_or(item, "from", "") == "me") == answer.mine;
  });
  if (ids.empty()) return;
  Value fields = Fields{{answer.target, ids[dice.below(ids.size())]}};
  world.act(*host, "share", Fields{{"event", answer.event}, {"fields", std::move(fields)}}, {.cut = maybe_cut(world, dice)});
}

void take_back(World& world, Rng& dice) {
  Host* host = sharer(world, dice);
  if (host == nullptr) return;
  const auto ids = shown(*host, [](const Value& item) { return bool_or(item, "waiting", false); });
  if (ids.empty()) return;
  const std::string id = ids[dice.below(ids.size())];
  const Reply reply = world.act(*host, "take_back", Fields{{"id", id}}, {.cut = maybe_cut(world, dice)});
  for (Item& item : world.persons[host->person].items) {
    if (item.id != id || id.empty()) continue;
    // On a disk that was put back it may wait although it left long ago.
    const bool unsure = lies_elsewhere(world, item, *host) || host->put_back_step >= item.step;
    if (reply.ok()) item.kept = unsure ? Kept::perhaps : Kept::gone;
    else if (reply.dead) item.kept = Kept::perhaps;
  }
}

void retract_item(World& world, Rng& dice) {
  Host* host = sharer(world, dice);
  if (host == nullptr) return;
  const auto ids = shown(*host, [](const Value& item) {
    return text_or(item, "from", "") == "me" && !bool_or(item, "waiting", false) && !bool_or(item, "retracted", false);
  });
  if (ids.empty()) return;
  const std::string id = ids[dice.below(ids.size())];
  const Reply reply = world.act(*host, "retract", Fields{{"id", id}}, {.cut = maybe_cut(world, dice)});
  for (Item& item : world.persons[host->person].items) {
    if (item.id != id || id.empty()) continue;
    if (reply.ok()) item.retracted = true;
    else if (reply.dead) item.kept = Kept::perhaps;
  }
}

}  // namespace bothy::sim
