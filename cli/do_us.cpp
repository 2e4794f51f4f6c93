// The command `us`: what the engine makes of one's own answers, each number with its band, and what each waits for.
// Words and numbers only; the estimates themselves are described in docs/door.md#estimates.
#include <cmath>
#include <cstdio>

#include "cli/commands.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

constexpr std::size_t names_wide = 26;
constexpr std::size_t parts_wide = 42;  // "being heard, or something kind" and its day

std::string number(const Value& value, std::string_view key, int digits = 0) {
  const Value* at = value.find(key);
  const double given = at == nullptr                            ? 0.0
                       : at->as<std::int64_t>() != nullptr ? static_cast<double>(*at->as<std::int64_t>())
                       : at->as<double>() != nullptr       ? *at->as<double>()
                                                           : 0.0;
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, given);
  return text;
}

std::string band(const Value& told, int digits = 0) {
  return number(told, "middle", digits) + "  (most likely " + number(told, "low", digits) + " to " +
         number(told, "high", digits) + ")";
}

// A number where it is earned, and how far it is where it is not.
void row(const Screen& screen, std::string_view name, const Value& from, std::string_view key,
         std::string_view early_key, std::string_view counts) {
  const std::string head = "  " + pad(name, names_wide);
  if (const Value* told = from.find(key)) return screen.line(head + band(*told));
  const Value& early = part(from, early_key);
  screen.line(head + "still getting to know you (" + number(early, "n") + " of " + number(early, "of") + " " +
              std::string(counts) + ")");
}

std::string sentence_of(std::string_view state) {
  if (state == "leaning_in") return "Lately it has mostly felt safe to open up.";
  if (state == "self_protecting") return "Lately it has felt less safe to open up.";
  return "Lately it has felt partly safe to open up, and partly not.";
}

std::string words_of(std::string text) {
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}

// Being met stands for a small kindness and being turned to as well.
std::string part_name(std::string_view what) {
  return what == "disclosure_met" ? "being heard, or something kind" : words_of(std::string(what));
}

void show_moved(const Screen& screen, const Value& moved) {
  screen.line("What went along with it since " + text_or(moved, "since", "") + " (from " +
              number(part(moved, "from"), "middle") + "):");
  for (const auto& one : list(moved, "parts")) {
    const std::string points = number(one, "amount", 1);
    if (points == "0.0" || points == "-0.0") continue;
    const std::string day = text_or(one, "day", "");
    const std::string name = part_name(text_or(one, "what", "")) + (day.empty() ? "" : ", " + day);
    screen.line("  " + pad(name, parts_wide) + pad_left((points.front() == '-' ? "" : "+") + points, 6));
  }
}

void show_state(const Screen& screen, const Value& state) {
  if (state.find("state") == nullptr) return;
  screen.line(sentence_of(text_or(state, "state", "")) + " So since " + text_or(state, "since", "") + ".");
  screen.line();
  show_moved(screen, part(state, "moved"));
  screen.line();
  const Value& tomorrow = part(state, "tomorrow");
  const Value& kept = part(state, "kept");
  screen.paragraph("Tomorrow's answer, most likely: " + number(tomorrow, "low") + " to " + number(tomorrow, "high") +
                   ". Of " + number(kept, "forecasts") + " such ranges so far, " + number(kept, "in_most") +
                   " held the answer.");
  screen.line();
}

void show_us(const Screen& screen, const Value& us) {
  screen.line("From your own answers on " + counted(int_or(us, "days", 0), "day", "days") + ":");
  row(screen, "How safe it feels", us, "security", "early", "days");
  row(screen, "How it is met", us, "responsiveness", "responsiveness_early", "days");
  const Value& steadiness = part(us, "steadiness");
  if (us.find("steadiness") != nullptr) {
    const std::string word = text_or(steadiness, "word", "typical");
    screen.line("  " + pad("How steady", names_wide) + band(part(steadiness, "swing")) + "  " +
                (word == "typical" ? "about as most" : (word == "changeable" ? "more " : "") + word + " than most"));
  } else {
    row(screen, "How steady", us, "steadiness", "steadiness_early", "days");
  }
  const Value& recovery = part(us, "recovery");
  if (us.find("recovery") != nullptr)
    screen.line("  " + pad("Days until half is mended", names_wide) + band(part(recovery, "days"), 1));
  else
    row(screen, "Days until half is mended", us, "recovery", "recovery_early", "hurts");
  row(screen, "Trust in promises", us, "trust", "trust_early", "promises");
  for (const auto& count : list(us, "counts"))
    screen.line("  " + pad(words_of(text_or(count, "what", "")), names_wide) + "on " + number(count, "n") +
                " of the last " + number(count, "of") + " days answered");
}

}  // namespace

Did do_us(Context& context) {
  const Screen& screen = context.screen();
  BOTHY_DO(context.open());
  BOTHY_DO(context.open_my_room());
  BOTHY_GET(fitted, context.host().act("refit"));
  Value all{Fields{}};
  for (const auto what : {"state", "us", "patterns"}) {
    BOTHY_GET(answer, context.host().ask(what));
    all.set(what, part(answer.views, what));
  }
  context.result(all);
  if (screen.json()) return {};
  show_state(screen, part(all, "state"));
  show_us(screen, part(all, "us"));
  screen.line();
  screen.paragraph("A best guess with its doubt, from your own answers alone. It says what went along with what, not "
                   "what brought it, and nothing about your partner.");
  return {};
}

}  // namespace bothy::cli
