// The command `simulate`: made-up couples, their security as a band, their diaries as a table that `read` reads. No
// home is opened and nothing is kept. The couples themselves are core/dyad's.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "cli/band_chart.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "dyad/couple_diary.h"
#include "dyad/try_out.h"

namespace bothy::cli {
namespace {

constexpr std::int64_t most_days = 3'650;
constexpr std::int64_t most_couples = 10'000;
constexpr std::int64_t most_couple_days = 400'000;
constexpr double day_hours = 24.0;  // from evening to evening
constexpr int named_days = 3;       // a rupture that a repair took to a half within these counts as mended

struct Plan {
  int days = 0;
  int couples = 0;
  std::uint64_t seed = 0;
  std::array<dyad::Temper, 2> tempers;
};

// What is told of one of the two, over all couples.
struct Figures {
  double security = 0.0;
  double low_days = 0.0;
  double told = 0.0;
  double ruptures = 0.0;
  double mended = 0.0;
};

struct Slider {
  const char* name;
  double dyad::Trial::* which;
};
constexpr Slider sliders[] = {{"warmth", &dyad::Trial::warmth},
                              {"steadiness", &dyad::Trial::steadiness},
                              {"repair", &dyad::Trial::repair},
                              {"anxiety", &dyad::Trial::anxiety},
                              {"avoidance", &dyad::Trial::avoidance}};

Got<Plan> plan_of(const Args& args) {
  BOTHY_GET(days, args.number("days", 1, most_days, 90));
  BOTHY_GET(couples, args.number("couples", 1, most_couples, 60));
  BOTHY_GET(seed, args.number("seed", 0, 1'000'000'000, 1));
  if (days * couples > most_couple_days)
    return usage("--days times --couples is " + std::to_string(days * couples) + ": that is more than " +
                 std::to_string(most_couple_days) +
                 " days. Take fewer of either, and another --seed for more couples.");
  Plan out{static_cast<int>(days), static_cast<int>(couples), static_cast<std::uint64_t>(seed) * most_couples, {}};
  for (const int person : {0, 1}) {
    dyad::Trial trial;
    for (const Slider& slider : sliders) {
      BOTHY_GET(both, args.number(slider.name, 0, 100, 50));
      BOTHY_GET(own, args.number(std::string(slider.name) + (person == 0 ? "-a" : "-b"), 0, 100, both));
      trial.*slider.which = static_cast<double>(own);
    }
    out.tempers[person] = dyad::temper_of(trial);
  }
  return out;
}

std::string number(double value, int decimals) {
  char out[40];
  std::snprintf(out, sizeof out, "%.*f", decimals, value);
  return out;
}

// One row for each evening and each happening, in the order of time.
class Table {
 public:
  std::string text = "couple,person,hours,security,responsiveness,closeness,event\n";

  void add(int couple, const std::vector<dyad::LifeEvent>& events, const std::vector<dyad::EveningAnswers>& evenings,
           int person) {
    const std::string who = std::to_string(couple) + "," + std::to_string(couple) + (person == 0 ? "a," : "b,");
    std::size_t next = 0;
    for (std::size_t day = 0; day < evenings.size(); ++day) {
      const double evening = static_cast<double>(day + 1) * day_hours;
      for (; next < events.size() && events[next].day * day_hours <= evening + 1e-6; ++next)
        if (events[next].person == person)
          text += who + number(events[next].day * day_hours, 2) + ",,,," + word(events[next]);
      const dyad::EveningAnswers& said = evenings[day];
      text += who + number(evening, 2) + "," + number(said.security, 0) + "," + number(said.responsiveness, 0) + "," +
              number(said.closeness, 0) + ",\n";
    }
  }

 private:
  // The words and amounts of `read --events`: severity 1..3, quality -1..1.
  static std::string word(const dyad::LifeEvent& event) {
    switch (event.kind) {
      case dyad::LifeEvent::Kind::rupture: return "rupture:" + number(std::min(3.0, 1.0 + event.size), 2) + "\n";
      case dyad::LifeEvent::Kind::repair: return "repair:" + number(2.0 * event.size - 1.0, 2) + "\n";
      case dyad::LifeEvent::Kind::disclosed: break;
    }
    return "disclosure:" + number(2.0 * event.size - 1.0, 2) + "\n";
  }
};

class Simulation {
 public:
  Simulation(const Plan& plan, int columns, bool keeps_table)
      : plan_(plan), columns_(std::min(columns, plan.days)), keeps_table_(keeps_table) {
    for (auto& person : means_) person.assign(static_cast<std::size_t>(columns_ * plan.couples), 0.0);
  }

  Table table;
  std::array<Figures, 2> figures{};

  void live(int couple) {
    dyad::CoupleLife life(plan_.tempers, plan_.seed + static_cast<std::uint64_t>(couple));
    std::vector<dyad::LifeEvent> events;
    std::array<std::vector<dyad::EveningAnswers>, 2> evenings;
    for (int day = 0; day < plan_.days; ++day) {
      const auto lived = dyad::live_a_day(life, &events);
      for (const int person : {0, 1}) {
        const double points = dyad::on_slider(lived[person].evening.security);
        const int column = column_of(day);
        means_[person][static_cast<std::size_t>(column * plan_.couples + couple)] += points / days_in(column);
        figures[person].security += points;
        figures[person].low_days += points < dyad::low_day ? 1.0 : 0.0;
        figures[person].told += lived[person].disclosures;
        evenings[person].push_back(dyad::evening_answers(lived[person], life.dice()));
      }
    }
    for (const int person : {0, 1}) {
      for (const dyad::Mended& rupture : dyad::mended(events, person)) {
        figures[person].ruptures += 1.0;
        figures[person].mended += rupture.mended >= 0.0 && rupture.mended <= named_days ? 1.0 : 0.0;
      }
      if (keeps_table_) table.add(couple + 1, events, evenings[person], person);
    }
  }

  [[nodiscard]] std::vector<BandColumn> band(int person) {
    std::vector<BandColumn> out;
    for (int column = 0; column < columns_; ++column) {
      const auto first = means_[person].begin() + static_cast<std::ptrdiff_t>(column) * plan_.couples;
      std::vector<double> sorted(first, first + plan_.couples);
      std::ranges::sort(sorted);
      const auto at = [&](double share) {
        return sorted[static_cast<std::size_t>(std::lround(share * static_cast<double>(sorted.size() - 1)))];
      };
      out.push_back({at(0.1), at(0.5), at(0.9)});
    }
    return out;
  }

  /// Means over couples and days instead of sums.
  void finish() {
    const double days = static_cast<double>(plan_.days) * plan_.couples;
    for (Figures& one : figures) {
      one.security /= days;
      one.low_days *= 100.0 / days;
      one.told *= 7.0 / days;
      one.mended *= one.ruptures > 0.0 ? 100.0 / one.ruptures : 0.0;
      one.ruptures /= plan_.couples;
    }
  }

 private:
  [[nodiscard]] int column_of(int day) const { return day * columns_ / plan_.days; }
  [[nodiscard]] double days_in(int column) const {
    const auto first = [&](int of) { return (of * plan_.days + columns_ - 1) / columns_; };
    return first(column + 1) - first(column);
  }

  Plan plan_;
  int columns_;
  bool keeps_table_;
  std::array<std::vector<double>, 2> means_;
};

Value as_value(const Figures& figures, const std::vector<BandColumn>& band) {
  Value columns{List{}};
  for (const BandColumn& one : band)
    columns.push(Value().set("low", one.low).set("middle", one.middle).set("high", one.high));
  Value out;
  out.set("security", figures.security).set("low_days_percent", figures.low_days);
  out.set("disclosures_a_week", figures.told).set("ruptures_a_couple", figures.ruptures);
  out.set("mended_percent", figures.mended).set("band", std::move(columns));
  return out;
}

void show(const Screen& screen, const Plan& plan, Simulation& simulation) {
  screen.line(counted(plan.couples, "made-up couple", "made-up couples") + " over " +
              counted(plan.days, "day", "days") + ". Nothing of it is about real people.");
  for (const int person : {0, 1}) {
    const std::string name = person == 0 ? "A" : "B";
    const Figures& one = simulation.figures[person];
    screen.line();
    const std::string below = "day 1 to " + std::to_string(plan.days) + "; band: eight in ten couples";
    for (const auto& line : band_chart("How safe it feels to " + name, simulation.band(person), below, screen.dots()))
      screen.line(line);
    screen.paragraph(name + ": mean " + number(one.security, 1) + ", days below 40: " + number(one.low_days, 1) +
                     " %, disclosures a week: " + number(one.told, 1) + ", ruptures: " + number(one.ruptures, 1) +
                     " a couple, of these mended within 3 days: " + number(one.mended, 0) + " %");
  }
}

}  // namespace

Did do_simulate(Context& context) {
  const Screen& screen = context.screen();
  BOTHY_GET(plan, plan_of(context.args()));
  const std::string path = context.args().text("out");
  if (context.args().has("out") && path.empty()) return usage("--out takes a file such as couples.csv, or '-'.");
  if (path != "-" && !path.empty() && !context.args().has("force") && is_there(path))
    return trouble(Exit::named, "exists", path + " is there already. Take another name, or --force to write over it.");
  Simulation simulation(plan, columns_that_fit(screen.dots()), !path.empty());
  {
    Progress progress(screen, "living");
    for (int couple = 0; couple < plan.couples; ++couple) {
      simulation.live(couple);
      progress.show(static_cast<double>(couple + 1) / plan.couples);
    }
  }
  simulation.finish();
  if (path == "-") {
    screen.raw(simulation.table.text);
    return {};
  }
  if (!path.empty()) BOTHY_DO(write_private(path, span_of(simulation.table.text), Overwrite::yes, Exit::named));
  Value out;
  for (const int person : {0, 1})
    out.set(person == 0 ? "a" : "b", as_value(simulation.figures[person], simulation.band(person)));
  out.set("couples", plan.couples).set("days", plan.days);
  context.result("simulated", out);
  if (screen.json()) return {};
  show(screen, plan, simulation);
  if (!path.empty()) screen.line("The diaries are in " + path + ".");
  return {};
}

}  // namespace bothy::cli
