// How well the coach and the guard do on families they were not trained on, and what they cost, beside VADER, wink and
// a plain n-gram model of the same data. Prints tables and one line of JSON; decides nothing. Run by `./bothy bench
// coach`: `bothy-bench-coach [SENTIMENTS]`, and `--messages` prints what the peers are to read.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "coach/reading.h"
#include "guard/guard.h"
#include "lab/bench/coach_peers.h"
#include "lab/train/metrics.h"
#include "lab/train/signals.h"

namespace {

using namespace bothy;
using namespace bothy::train;

std::vector<Message> held_out_messages(std::vector<Fault>& faults) {
  auto all = read_messages(BOTHY_ROOT "/content/language/coach", faults);
  std::erase_if(all, [](const Message& m) { return part_of(m.family) != held_out; });
  return all;
}

struct Told {
  Scores scores;
  Scores hard;  // messages without harm in families written for a harm: its look-alikes
  std::size_t words_hit = 0;
  std::size_t words_added = 0;
  std::size_t words_missed = 0;
  std::size_t unsure = 0;  // harm that is said and not shown to a person
  std::size_t shown = 0;
  std::array<double, 10> confidence{};
  std::array<double, 10> right{};
  std::array<std::size_t, 10> binned{};
  std::vector<double> us;
};

// Of the words of a message, those that lie in a span of some harm: as written against as told.
void count_words(const Message& m, const coach::Reading& reading, const coach::Draft& draft, Told& out) {
  for (const coach::Token& t : draft.text.tokens) {
    if (t.kind != coach::TokenKind::word || (t.flags & coach::continued) != 0) continue;
    const bool truth = std::ranges::any_of(
        m.marks, [&](const Mark& k) { return coach::is_harm(k.label) && t.begin >= k.begin && t.end <= k.end; });
    const bool said = std::ranges::any_of(reading.findings, [&](const coach::Finding& f) {
      return coach::is_harm(f.label) && t.begin >= f.span.begin && t.end <= f.span.end;
    });
    out.words_hit += truth && said ? 1 : 0;
    out.words_added += !truth && said ? 1 : 0;
    out.words_missed += truth && !said ? 1 : 0;
  }
}

Told tell(const std::vector<Message>& messages) {
  coach::Reader reader = coach::english_reader();
  Told out;
  for (const Message& m : messages) {
    const auto begun = std::chrono::steady_clock::now();
    const coach::Reading& reading = reader.read(m.text);
    out.us.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count());
    out.scores.count(m.labels, reading.labels);
    const auto written_for = coach::label_called(m.family.substr(0, m.family.find('.')));
    if (written_for && coach::is_harm(*written_for) && (m.labels & coach::harm_labels) == 0)
      out.hard.count(m.labels, reading.labels);
    count_words(m, reading, reader.draft(), out);
    for (const coach::Finding& f : reading.findings) {
      if (!coach::is_harm(f.label)) continue;
      ++(f.sure ? out.shown : out.unsure);
    }
    for (std::size_t l = 0; l < coach::label_count; ++l) {
      const double p = 1 / (1 + std::exp(-reader.logits()[l]));
      const auto bin = std::min<std::size_t>(static_cast<std::size_t>(p * 10), 9);
      out.confidence[bin] += p;
      out.right[bin] += (m.labels >> l & 1U) != 0 ? 1 : 0;
      ++out.binned[bin];
    }
  }
  std::ranges::sort(out.us);
  return out;
}

// Mean distance between what was thought likely and what came, over ten bins of likelihood.
double calibration_error(const Told& t) {
  double sum = 0;
  std::size_t n = 0;
  for (std::size_t b = 0; b < t.binned.size(); ++b) {
    sum += std::abs(t.confidence[b] - t.right[b]);
    n += t.binned[b];
  }
  return n == 0 ? 0 : sum / static_cast<double>(n);
}

double at(const std::vector<double>& sorted, double share) {
  return sorted.empty() ? 0
                        : sorted[std::min(sorted.size() - 1,
                                          static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void print_labels(const Told& t) {
  std::printf("\ncoach, families it has not seen: %zu messages\n%-12s %5s %9s %7s %6s\n", t.us.size(), "", "n",
              "precision", "recall", "F1");
  for (std::size_t l = 0; l < coach::label_count; ++l) {
    const Counts& c = t.scores.labels[l];
    std::printf("%-12s %5zu %9.3f %7.3f %6.3f\n", coach::label_names[l].data(), c.hit + c.missed, c.precision(),
                c.recall(), c.f1());
  }
  std::printf("macro F1 %.3f (aim .70): harm %.3f, care %.3f\n", t.scores.macro(), t.scores.macro(0, coach::harm_count),
              t.scores.macro(coach::harm_count));
  std::printf(
      "any harm: precision %.3f, recall %.3f (aims .90, .75); false alarms on look-alikes of harm %.3f of %zu (aim "
      ".04)\n",
      t.scores.any_harm.precision(), t.scores.any_harm.recall(), t.hard.false_alarms(), t.hard.without_harm);
  const double span = Counts::ratio(2 * t.words_hit, 2 * t.words_hit + t.words_added + t.words_missed);
  std::printf("words marked as hard to hear: F1 %.3f (aim .75); calibration error %.3f; harm said and not shown %.3f\n",
              span, calibration_error(t), Counts::ratio(t.unsure, t.unsure + t.shown));
  std::printf("one message: %.1f us at p50, %.1f at p99 (aim 40 at p99); tables %zu bytes\n", at(t.us, 0.5),
              at(t.us, 0.99), coach::table_bytes());
  std::printf(
      R"({"bench":"coach","n":%zu,"macro_f1":%.4f,"harm_f1":%.4f,"care_f1":%.4f,"any_harm_precision":%.4f,)"
      R"("any_harm_recall":%.4f,"hard_false_alarms":%.4f,"span_f1":%.4f,"ece":%.4f,"p50_us":%.1f,"p99_us":%.1f})"
      "\n",
      t.us.size(), t.scores.macro(), t.scores.macro(0, coach::harm_count), t.scores.macro(coach::harm_count),
      t.scores.any_harm.precision(), t.scores.any_harm.recall(), t.hard.false_alarms(), span, calibration_error(t),
      at(t.us, 0.5), at(t.us, 0.99));
}

// The same messages in WebAssembly, each with guard, coach and offer, the whole way through the door.
void print_wasm(const std::string& program) {
  const std::string command = "'" + program +
                              "' --messages | node " BOTHY_ROOT "/tools/bench_heard.mjs " BOTHY_ROOT
                              "/build/wasm/bothy.wasm 2>/dev/null";
  std::FILE* child = popen(command.c_str(), "r");
  double p50 = 0;
  double p99 = 0;
  const bool told = child != nullptr && std::fscanf(child, "%lf %lf", &p50, &p99) == 2;
  if (child != nullptr) pclose(child);
  if (told)
    std::printf("one draft in WebAssembly, guard, coach, offer and the door: %.1f us at p50, %.1f at p99\n", p50, p99);
  else
    std::printf("one draft in WebAssembly: not measured, for there is no build/wasm/bothy.wasm or no node\n");
}

void print_guard() {
  std::vector<Fault> faults;
  guard::Guard reader = guard::english_guard();
  Counts danger;
  Counts t3;
  Counts fearful;
  Counts now;
  std::size_t safe = 0;
  std::size_t voices = 0;
  std::array<Counts, guard::sign_count> signs{};
  const std::uint32_t fear =
      1U << static_cast<unsigned>(guard::Sign::fear) | 1U << static_cast<unsigned>(guard::Sign::control);
  for (const Signal& s : read_signals(BOTHY_ROOT "/content/language/guard", faults)) {
    if (part_of(s.family) != held_out) continue;
    const guard::Alarm alarm = reader.read(s.text);
    const bool told = alarm.tier >= guard::Tier::t2;
    const bool is_danger = s.tier >= guard::Tier::t2;
    danger.count(is_danger, told);
    t3.count(s.tier == guard::Tier::t3, alarm.tier == guard::Tier::t3);
    if ((s.signs & fear) != 0) fearful.count(true, told);
    if (s.urgency == guard::Urgency::now) now.count(true, told);
    safe += is_danger ? 0 : 1;
    voices += is_danger && alarm.voice == s.voice ? 1 : 0;
    for (std::size_t i = 0; i < guard::sign_count; ++i)
      signs[i].count((s.signs >> i & 1U) != 0, (alarm.signs >> i & 1U) != 0);
  }
  std::size_t false_t3 = 0;
  std::size_t quarrels = 0;
  for (const Signal& s : ordinary_from(read_messages(BOTHY_ROOT "/content/language/coach", faults))) {
    if (part_of(s.family) != held_out) continue;
    false_t3 += reader.read(s.text).tier == guard::Tier::t3 ? 1 : 0;
    ++quarrels;
  }
  std::printf("\nguard, families it has not seen\n");
  for (std::size_t i = 0; i < guard::sign_count; ++i) {
    std::printf("%-12s %5zu %9.3f %7.3f %6.3f\n", guard::sign_names[i].data(), signs[i].hit + signs[i].missed,
                signs[i].precision(), signs[i].recall(), signs[i].f1());
  }
  std::printf(
      "danger recall %.3f of %zu (aim .95), look-alikes alarmed %.3f of %zu (aim .03); T3 recall %.3f of %zu (aim "
      ".95); "
      "now %.3f; fear and control %.3f (aim .90); voice right %.3f\nfalse T3 in %zu ordinary quarrels: %zu (aim 2 in "
      "1,000)\n",
      danger.recall(), danger.hit + danger.missed, Counts::ratio(danger.added, safe), safe, t3.recall(),
      t3.hit + t3.missed, now.recall(), fearful.recall(), Counts::ratio(voices, danger.hit + danger.missed), quarrels,
      false_t3);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Fault> faults;
  const auto messages = held_out_messages(faults);
  if (argc > 1 && std::string(argv[1]) == "--messages") {
    for (std::size_t i = 0; i < messages.size(); ++i) std::printf("%zu\t%s\n", i, messages[i].text.c_str());
    return 0;
  }
  print_labels(tell(messages));
  print_wasm(argv[0]);
  print_coach_peers(messages, argc > 1 ? argv[1] : "");
  print_guard();
  return 0;
}
