// Real people's answers, each foreseen before it is seen: the reader of series against six plain rivals, and what each
// of its parts is worth. The same table as `./bothy bench held-out`, for the document.
#include "dyad/held_out_testing.h"
#include "lab/bench/science/figures.h"
#include "lab/bench/science/parallel.h"
#include "lab/bench/science/task.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;
using testing::HeldOutItem;

constexpr std::array<std::pair<const char*, ReaderParts>, 5> variants = {
    {{"the whole", {true, true, true, true}},
     {"no grid of volatilities", {false, true, true, true}},
     {"no learning from other people", {true, false, true, true}},
     {"no averaging, the likeliest manner", {true, true, false, true}},
     {"no habits of the scale", {true, true, true, false}}}};

struct Compared {
  testing::Rivals rivals;
  std::array<double, variants.size()> reader{};
};

Compared compared(const HeldOutItem& item) {
  Compared out;
  out.rivals = testing::Rivalry(item).compare();
  for (std::size_t v = 0; v < variants.size(); ++v)
    if (const auto reading = read_item(item.scale, item.rows, {}, variants[v].second))
      out.reader[v] = testing::mean_log(item, *reading);
  return out;
}

}  // namespace

void held_out(Task& task) {
  const auto items = testing::diary_of_students(40, 1'000);
  std::vector<Compared> all(items.size());
  in_parallel("held out: real people", items.size(), [&](std::size_t i) { all[i] = compared(items[i]); });
  std::vector<Cells> rows;
  std::array<std::vector<double>, variants.size()> worth;
  int better = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Compared& one = all[i];
    Cells row = {items[i].name, std::to_string(one.rivals.answers), fixed(one.reader[0], 4)};
    for (const double rival : one.rivals.mean_log) row.push_back(fixed(rival, 4));
    row.push_back(fixed(one.reader[0] - one.rivals.best(), 4));
    better += one.reader[0] > one.rivals.best() ? 1 : 0;
    rows.push_back(row);
    for (std::size_t v = 0; v < variants.size(); ++v) worth[v].push_back(one.reader[v]);
  }
  task.report.heading("Held out");
  task.report.say(
      "Students of Fried et al. 2021, 18 items on five points, four times a day: people 41 to 79, each from the first "
      "answer. Mean logarithm of what was given to each answer before it was seen. Rivals are normal, cut to the same "
      "points, with what is best for people 1 to 40. The reader (`bothy-cli read`) is above every rival on " +
      std::to_string(better) + " of " + std::to_string(items.size()) + " items.");
  Cells head = {"item", "answers", "reader"};
  for (const char* name : testing::rival_names) head.emplace_back(name);
  head.emplace_back("above the best");
  task.report.table(head, rows);
  std::vector<Cells> parts;
  for (std::size_t v = 0; v < variants.size(); ++v)
    parts.push_back({variants[v].first, fixed(mean_of(worth[v]), 4), fixed(mean_of(worth[v]) - mean_of(worth[0]), 4)});
  task.report.table({"reader with", "mean", "less the whole"}, parts);
}

}  // namespace bothy::science
