// When the world is not what the engine supposes: couples of the nonlinear simulator. Does the engine still rank people
// by steadiness, and repair by its worth?
#include <array>

#include "dyad/course.h"
#include "dyad/engine.h"
#include "dyad/refit.h"
#include "dyad/steadiness.h"
#include "lab/bench/science/diary.h"
#include "lab/bench/science/figures.h"
#include "lab/bench/science/parallel.h"
#include "lab/bench/science/task.h"

namespace bothy::science {
namespace {

using namespace bothy::dyad;

const std::vector<int> days_read = {14, 30, 90};
constexpr std::uint64_t seed = 90'000;

struct Ranked {
  std::vector<double> usual;        // h0, answers alone
  std::vector<double> refitted;     // h0 with a pace fitted to the days so far; the last day only
  std::vector<double> with_events;  // h0, with what happened
  std::vector<double> swing;        // as a person is told it
  std::vector<double> deviation;    // plain deviation of the answers
  std::vector<double> difference;   // root mean square of successive differences
};

Story own_part(Story story, bool events) {
  std::erase_if(story.answers, [](const Answer& one) { return one.person != 0; });
  std::erase_if(story.happenings, [&](const Happening& one) { return one.person != 0 || !events; });
  return story;
}

std::vector<double> usual_after(const Story& story, const CouplePrior& prior = {}) {
  Engine<1> engine(prior);
  const auto moments = *in_order(story);
  std::vector<double> out;
  std::size_t at = 0;
  for (const int day : days_read) {
    for (; at < moments.size() && moments[at].minute < day * minutes_per_day; ++at) engine.live(moments[at]);
    out.push_back(engine.of(0).usual_volatility().mean);
  }
  return out;
}

Ranked ranked_by(const Temper& other, std::uint64_t from) {
  const Story story = diary_of({Temper{}, other}, days_read.back(), from);
  const Story answers_alone = own_part(story, false);
  const auto refit = refit_of(answers_alone, {});
  Ranked out{usual_after(answers_alone), {}, usual_after(own_part(story, true)), {}, {}, {}};
  out.refitted = usual_after(answers_alone, refit ? refit->prior : CouplePrior{});
  for (const int day : days_read) {
    const auto answers = answers_of(story, day * minutes_per_day);
    out.deviation.push_back(deviation_of(answers));
    out.swing.push_back(steadiness_of(answers, {}).swing.mean);
    double sum = 0.0;
    for (std::size_t i = 1; i < answers.size(); ++i)
      sum += (answers[i] - answers[i - 1]) * (answers[i] - answers[i - 1]);
    out.difference.push_back(sum / static_cast<double>(answers.size()));
  }
  return out;
}

using Measure = std::vector<double> Ranked::*;

std::vector<double> at_day(const std::vector<Ranked>& people, Measure measure, std::size_t day) {
  std::vector<double> out;
  for (const auto& one : people) out.push_back((one.*measure)[day]);
  return out;
}

// Half the width of the 95 % interval of the difference of two shares, by drawing people again.
double doubt_of_difference(const std::vector<Ranked>& steady, const std::vector<Ranked>& uneven, std::size_t day) {
  Dice dice(5);
  std::vector<double> out;
  for (int again = 0; again < 200; ++again) {
    std::array<std::vector<double>, 4> drawn;
    for (std::size_t i = 0; i < steady.size(); ++i) {
      const auto& a = steady[dice.bits() % steady.size()];
      const auto& b = uneven[dice.bits() % uneven.size()];
      drawn[0].push_back(a.swing[day]);
      drawn[1].push_back(b.swing[day]);
      drawn[2].push_back(a.deviation[day]);
      drawn[3].push_back(b.deviation[day]);
    }
    out.push_back(ranked_right(drawn[0], drawn[1]) - ranked_right(drawn[2], drawn[3]));
  }
  return 1.96 * deviation_of(out);
}

void steadiness(Task& task) {
  const std::size_t people = std::max<std::size_t>(task.draws * 2 / 5, 20);
  std::vector<Ranked> steady(people);
  std::vector<Ranked> uneven(people);
  in_parallel("misfit: steady and hot-and-cold", people, [&](std::size_t i) {
    Temper one;
    one.warmth = 0.8;
    one.hot_and_cold = 0.2;
    steady[i] = ranked_by(one, seed + i);
    one.warmth = 1.2;
    one.hot_and_cold = 1.8;
    uneven[i] = ranked_by(one, seed + people + i);
  });
  constexpr std::array<std::pair<const char*, Measure>, 6> measures = {
      {{"swing, as it is told", &Ranked::swing},
       {"h0 of the engine", &Ranked::usual},
       {"h0 after the nightly refit", &Ranked::refitted},
       {"h0, told what happened", &Ranked::with_events},
       {"plain deviation (iSD)", &Ranked::deviation},
       {"successive differences (RMSSD)", &Ranked::difference}}};
  std::vector<Cells> rows;
  Panel panel;
  panel.x = {14.0, 90.0, {14, 30, 90}, true, 0, "days"};
  panel.y = {0.5, 1.0, {0.5, 0.6, 0.7, 0.8, 0.9, 1.0}, false, 1, "share of pairs ranked right"};
  for (std::size_t m = 0; m < measures.size(); ++m) {
    Cells row = {measures[m].first};
    Curve curve{{}, measures[m].first, static_cast<int>(m), true};
    for (std::size_t d = 0; d < days_read.size(); ++d) {
      if (measures[m].second == &Ranked::refitted && days_read[d] < refit_least_days) {
        row.push_back("too early");
        continue;
      }
      const double share = ranked_right(at_day(steady, measures[m].second, d), at_day(uneven, measures[m].second, d));
      row.push_back(fixed(share, 3));
      curve.line.push_back({days_read[d], share});
    }
    panel.curves.push_back(curve);
    rows.push_back(row);
  }
  Cells doubt = {"95 % doubt of swing less iSD"};
  for (std::size_t d = 0; d < days_read.size(); ++d)
    doubt.push_back("+-" + fixed(doubt_of_difference(steady, uneven, d), 3));
  rows.push_back(doubt);
  task.report.heading("Misfit");
  task.report.say(
      "Couples of the nonlinear simulator (science.md, Simulator), " + std::to_string(people) +
      " with a steady partner of modest warmth (.8, h .2) and as many with a warmer one who blows hot and cold "
      "(1.2, h 1.8). Person A enters one answer a day on nine days of ten, felt security with noise of 8.5 "
      "points. Share of pairs in which the person beside the uneven partner is ranked as less steady:");
  task.report.table({"ranked by", "14 days", "30 days", "90 days"}, rows);
  task.show(
      "misfit_steadiness.svg",
      {"Misfit: who is less steady, by days", "A line for each way of ranking, rising with the days.", 1, {panel}});
}

void repair(Task& task) {
  constexpr std::array<double, 3> often = {0.0, 1.0, 3.0};
  const std::size_t people = std::max<std::size_t>(task.draws / 10, 10);
  std::array<std::vector<double>, 3> days;
  for (auto& one : days) one.resize(people);
  in_parallel("misfit: repair", people, [&](std::size_t i) {
    for (std::size_t k = 0; k < often.size(); ++k) {
      Temper temper;
      temper.repairs = often[k];
      const Story story = own_part(diary_of({temper, temper}, 90, seed + 5'000 + i), true);
      const auto course = course_of(story, {}, 90 * minutes_per_day);
      days[k][i] = course ? course->recovery_days.mean : 0.0;
    }
  });
  std::vector<Cells> rows;
  for (std::size_t k = 0; k < often.size(); ++k)
    rows.push_back(
        {fixed(often[k], 0) + " times as often", fixed(mean_of(days[k]), 2), fixed(deviation_of(days[k]), 2)});
  task.report.say(
      "Repair: days until half of a rupture is gone, as the course of one person tells it after 90 days, where "
      "partners never mend, mend as usual, and three times as often; " +
      std::to_string(people) + " couples each. Longest first is wanted; pairs ranked right: never above usual " +
      fixed(ranked_right(days[1], days[0]), 2) + ", usual above often " + fixed(ranked_right(days[2], days[1]), 2) +
      ".");
  task.report.table({"repairs", "days, mean", "deviation between people"}, rows);
}

}  // namespace

void misfit(Task& task) {
  steadiness(task);
  repair(task);
}

}  // namespace bothy::science
