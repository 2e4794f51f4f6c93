// See ops.h. This file: what a person writes for themself alone. All of it draws from the hidden streams, so that a
// silent twin differs in nothing but this.
#include <array>

#include "lab/sim/ops.h"

namespace bothy::sim {
namespace {

// Words that a guard would stop at; they must cross as little as any others.
constexpr std::array fears = {"I am afraid of how loud it gets.", "I hid the car keys.", "I want to leave and do not dare.",
                              "They read my messages again.", "I felt unsafe tonight."};

std::string words(Rng& dice) {
  const std::uint64_t kind = dice.below(100);
  std::string text;
  const std::uint64_t length = kind < 3 ? 2'000 + dice.below(5'000) : kind < 20 ? 200 + dice.below(600) : dice.below(120);
  while (text.size() < length) text += dice.chance(100) ? fears[dice.below(fears.size())] : "ordinary words ";
  return text;
}

struct Kind {
  const char* event;
  const char* text_field;
};
constexpr std::array kinds = {Kind{"UnsaidKept", "text"},      Kind{"TriggerLogged", "text"}, Kind{"MomentLogged", "about"},
                              Kind{"PatternNamed", "protected_what"}, Kind{"HistoryKept", "text"}, Kind{"MeaningWritten", "text"},
                              Kind{"CycleLogged", "note"},     Kind{"UsedAgainstMe", "about"}, Kind{"PhraseKept", "text"},
                              Kind{"ComfortKept", "text"},     Kind{"PlanMade", "why"},        Kind{"ClimateNoted", "text"}};

struct Writer {
  Host* host = nullptr;
  Rng hidden;
};

// Who writes is the schedule's choice; what is written, the hidden dice's. Null in the silent twin and on a full disk.
// Whoever writes looks first: both twins use the app at the same moments, which is no secret, and one of them writes.
Writer writer(World& world, Rng& dice) {
  Writer out{world.pick(world.running(), dice), Rng{world.setup.seed, privacy, static_cast<std::uint64_t>(world.step)}};
  if (out.host == nullptr) return out;
  world.ask(*out.host, "views", {}, {.hidden = true});
  const bool silent = world.setup.silent && out.host->person == 0;
  if (silent || (world.setup.twin && out.host->disk.full)) out.host = nullptr;
  return out;
}

void remember(World& world, const Host& host, const std::string& mark) {
  // A newcomer that was never let in keeps its words to itself.
  const Kept kept = host.text("home", "state") == "open" ? Kept::surely : Kept::perhaps;
  world.persons[host.person].notes.push_back({mark, host.number, world.step, kept});
}

}  // namespace

void write_private(World& world, Rng& dice) {
  Writer w = writer(world, dice);
  if (w.host == nullptr) return;
  const std::string mark = world.next_mark(private_marks[w.host->person]);
  const Call call{.hidden = true, .cut = maybe_cut(world, w.hidden)};
  const std::string text = mark + " " + words(w.hidden);
  Reply reply;
  if (w.hidden.chance(400)) {
    Value args = Fields{{"myself", w.hidden.between(0, 100)}, {"energy", w.hidden.between(0, 100)}, {"note", text}};
    if (w.hidden.chance(300)) args.set("moments", List{"held_back", "shared_worry"}).set("tag", "feeling");
    reply = world.act(*w.host, "check_in", std::move(args), call);
  } else {
    const Kind& kind = kinds[w.hidden.below(kinds.size())];
    const std::int64_t day = world.now / day_ms - w.hidden.between(0, 40);
    Value fields = Fields{{"day", day}, {kind.text_field, text}};
    reply = world.act(*w.host, "log", Fields{{"event", kind.event}, {"fields", std::move(fields)}}, call);
  }
  world.expect(reply.dead || reply.ok(), "writing always works", w.host->label() + " " + reply.error);
  if (reply.ok()) remember(world, *w.host, mark);
  if (world.planted("canary") && reply.ok() && w.host->person == 0)
    world.act(*w.host, "share", Fields{{"event", "NoteShared"}, {"fields", Fields{{"text", text.substr(0, 60)}}}});
}

void import_table(World& world, Rng& dice) {
  Writer w = writer(world, dice);
  if (w.host == nullptr) return;
  const std::string mark = world.next_mark(private_marks[w.host->person]);
  std::string table = "date,mood,words\n";
  const std::int64_t rows = w.hidden.between(3, 30);
  for (std::int64_t i = 1; i <= rows; ++i) {
    const std::string day = (i < 10 ? "0" : "") + std::to_string(i);
    table += "2014-03-" + day + "," + std::to_string(w.hidden.between(1, 5)) + "," + mark + "\n";
  }
  const Value mapping = Fields{{"time", Fields{{"column", "date"}, {"form", "iso_date"}}},
                               {"columns", List{Fields{{"column", "mood"}, {"to", "valence"}, {"lo", 1}, {"hi", 5}},
                                                Fields{{"column", "words"}, {"to", "note"}}}}};
  Call call{.hidden = true, .cut = maybe_cut(world, w.hidden)};
  call.tail.assign(table.begin(), table.end());
  const Value place = Fields{{"at", 0}, {"len", static_cast<std::int64_t>(table.size())}};
  const Reply reply = world.act(*w.host, "import", Fields{{"table", place}, {"mapping", mapping}, {"source_name", "diary"}}, call);
  world.expect(reply.dead || reply.ok() || reply.error == "locked", "a table can be imported", w.host->label() + " " + reply.error);
  if (reply.ok()) remember(world, *w.host, mark);
}

void withdraw_note(World& world, Rng& dice) {
  Writer w = writer(world, dice);
  if (w.host == nullptr || w.host->has_lock) return;
  const Reply seen = world.ask(*w.host, "history", Fields{{"limit", 20}}, {.hidden = true});
  const Value* entries = seen.view("history");
  if (entries == nullptr || entries->as<List>() == nullptr || entries->as<List>()->empty()) return;
  const List& list = *entries->as<List>();
  const std::string id = text_or(list[w.hidden.below(list.size())], "id", "");
  const Reply reply = world.act(*w.host, "withdraw", Fields{{"id", id}}, {.hidden = true, .cut = maybe_cut(world, w.hidden)});
  if (reply.ok() || reply.dead)
    for (Note& note : world.persons[w.host->person].notes)
      if (to_json(*entries).find(note.mark) != std::string::npos) note.kept = Kept::perhaps;
}

void keep_copy(World& world, Rng& dice) {
  Writer w = writer(world, dice);
  if (w.host == nullptr) return;
  const Value* shared = w.host->view("shared");
  if (shared == nullptr || shared->as<List>() == nullptr) return;
  for (const Value& item : *shared->as<List>()) {
    if (text_or(item, "from", "") != "them" || !w.hidden.chance(300)) continue;
    world.act(*w.host, "keep_copy", Fields{{"id", text_or(item, "id", "")}}, {.hidden = true});
    return;
  }
}

void ask_something(World& world, Rng& dice) {
  Writer w = writer(world, dice);
  if (w.host == nullptr) return;
  constexpr std::array what = {"views", "me", "history", "shared", "devices", "sync", "export", "safety_number"};
  const char* which = what[w.hidden.below(what.size())];
  const Reply reply = world.ask(*w.host, which, Fields{{"format", "json"}}, {.hidden = true});
  world.expect(!reply.ok() || reply.sends.empty(), "a question sends nothing", which);
}

}  // namespace bothy::sim
