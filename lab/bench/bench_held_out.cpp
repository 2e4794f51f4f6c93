// How well answers are foreseen that were held out: the reader of series against six plain rivals, item by item, and
// what each of its parts is worth. Prints; decides nothing. Run by `./bothy bench held-out [choose|drifts] [seed]`.
#include <chrono>
#include <cstdio>
#include <cstring>

#include "lab/bench/made_up_series.h"

namespace {

using namespace bothy;
using namespace bothy::dyad;
using testing::HeldOutItem;

struct Totals {
  double ours = 0.0;
  double best = 0.0;
  double least = 1e9;
  double us = 0.0;
  int items = 0;
};

struct Timed {
  ItemReading reading;
  double us_an_answer = 0.0;
};

Timed timed(const HeldOutItem& item, const ReaderParts& use) {
  const auto begun = std::chrono::steady_clock::now();
  auto reading = read_item(item.scale, item.rows, {}, use);
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begun;
  if (!reading) {
    std::printf("%s: %.*s\n", item.name.c_str(), static_cast<int>(error_sentence(reading.error()).size()),
                error_sentence(reading.error()).data());
    return {};
  }
  const double us = took.count() / (reading->item.answers > 0 ? reading->item.answers : 1);
  return {std::move(*reading), us};
}

Totals table(const char* title, const std::vector<HeldOutItem>& items) {
  std::printf("\n%s: mean log of what was given to each held-out answer\n%-28s %6s %9s |", title, "", "n", "reader");
  for (const char* name : testing::rival_names) std::printf(" %12s", name);
  std::printf(" | above best\n");
  Totals out;
  for (const HeldOutItem& item : items) {
    const auto rivals = testing::Rivalry(item).compare();
    const Timed run = timed(item, {});
    const double ours = testing::mean_log(item, run.reading);
    std::printf("%-28s %6d %9.4f |", item.name.c_str(), rivals.answers, ours);
    for (double one : rivals.mean_log) std::printf(" %12.4f", one);
    std::printf(" | %+.4f\n", ours - rivals.best());
    out.ours += ours;
    out.best += rivals.best();
    out.least = std::min(out.least, ours - rivals.best());
    out.us += run.us_an_answer;
    ++out.items;
  }
  std::printf("%-28s %6s %9.4f | best rival of each %.4f | least above best %+.4f | %.0f us an answer\n", "mean", "",
              out.ours / out.items, out.best / out.items, out.least, out.us / out.items);
  return out;
}

// One person each, the mean of sixteen made-up ones.
void drifting(std::uint64_t seed) {
  constexpr int times = 16;
  std::vector<std::string> names;
  std::vector<double> ours;
  std::vector<testing::Rivals> rivals;
  for (int i = 0; i < times; ++i) {
    const auto items = lab::drifting_series(seed + static_cast<std::uint64_t>(i));
    ours.resize(items.size());
    rivals.resize(items.size());
    names.resize(items.size());
    for (std::size_t k = 0; k < items.size(); ++k) {
      const auto one = testing::Rivalry(items[k]).compare();
      names[k] = items[k].name;
      ours[k] += testing::mean_log(items[k], timed(items[k], {}).reading) / times;
      rivals[k].answers += one.answers;
      for (int rival = 0; rival < testing::rival_count; ++rival)
        rivals[k].mean_log[rival] += one.mean_log[rival] / times;
    }
  }
  std::printf("\nmade-up drifts, one person each: mean log of what was given to each held-out answer\n");
  for (std::size_t k = 0; k < names.size(); ++k) {
    std::printf("%-28s %6d %9.4f |", names[k].c_str(), rivals[k].answers, ours[k]);
    for (double one : rivals[k].mean_log) std::printf(" %12.4f", one);
    std::printf(" | %+.4f\n", ours[k] - rivals[k].best());
  }
}

// One part left out at a time.
void without(const char* title, const std::vector<HeldOutItem>& items) {
  const struct {
    const char* name;
    ReaderParts use;
  } cases[] = {{"whole", {true, true, true, true}},
               {"no grid of volatilities", {false, true, true, true}},
               {"no population", {true, false, true, true}},
               {"no averaging, the likeliest", {true, true, false, true}},
               {"no habits of the scale", {true, true, true, false}}};
  std::printf("\n%s: one part left out\n", title);
  double whole = 0.0;
  for (const auto& one : cases) {
    double sum = 0.0;
    for (const HeldOutItem& item : items) sum += testing::mean_log(item, timed(item, one.use).reading);
    sum /= static_cast<double>(items.size());
    if (one.use.volatility && one.use.population && one.use.averaging && one.use.habits) whole = sum;
    std::printf("%-28s %9.4f  %+.4f\n", one.name, sum, sum - whole);
  }
}

}  // namespace

int main(int argc, char** argv) {
  // "choose" stays within the first half of the people; so were the constants chosen.
  const bool choose = argc > 1 && std::strcmp(argv[1], "choose") == 0;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 5;
  if (argc > 1 && std::strcmp(argv[1], "drifts") == 0) return drifting(seed), 0;
  const auto students = choose ? testing::diary_of_students(20, 40) : testing::diary_of_students(40, 1'000);
  const auto series = lab::made_up_series(seed);
  const auto couple = lab::couple_series();
  table(choose ? "students, people 21 to 40" : "students, people 41 to 79", students);
  table("made-up series", series);
  table("the simulated couple", couple);
  drifting(seed);
  if (argc > 3) return 0;
  without("students", students);
  without("made-up series", series);
  return 0;
}
