// See course.h. One walk through the moments; what is told at the end is read off the state, and the past is smoothed
// once.
#include "dyad/course.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "dyad/change_watch.h"
#include "dyad/engine.h"
#include "dyad/fall_watch.h"
#include "dyad/recovery.h"
#include "dyad/smoother.h"
#include "dyad/steadiness.h"

namespace bothy::dyad {
namespace {

using One = Engine<1>;
using L = Layout<1>;
constexpr int size = L::all;  // parts of one person

constexpr double least_reliability = 0.7;  // docs/science.md#earned
// docs/science.md#jumps
constexpr double sure_of_jump = 0.9;
constexpr int check_ins_for_jump = 3;  // docs/science.md#jumps
// docs/science.md#erosion
constexpr std::int32_t erosion_window = 28;
constexpr int erosion_days = 12;            // answered in it; docs/science.md#erosion
constexpr double erosion_points = 5.0;      // docs/science.md#erosion
constexpr double erosion_deviations = 2.0;  // docs/science.md#erosion
constexpr std::int32_t moved_window = 7;    // a week; docs/science.md#moved
// docs/science.md#steadiness
constexpr std::int32_t swing_window = 180;
constexpr std::int32_t swing_chart_window = 28;  // docs/science.md#steadiness
constexpr int swing_chart_days = 10;             // answered in it; docs/science.md#steadiness

Told in_points(double mean, double variance, double level = 0.0) {
  return {middle_points + points_per_unit * (mean + level),
          points_per_unit * std::sqrt(variance > 0.0 ? variance : 0.0)};
}

Told told(const Gaussian<size>& state, const Vector<size>& row, double level = 0.0) {
  return in_points(dot(row, state.mean), dot(row, state.covariance * row), level);
}

class Walk {
 public:
  Walk(const CouplePrior& prior, std::int64_t now, int chart_days)
      : prior_(prior),
        engine_(prior),
        row_(L::row(0, prior.items[0])),
        received_(L::row(0, prior.items[1])),
        watch_({}, L::at(0, Part::level)),
        recovery_(prior.pace.rupture),
        first_chart_day_(day_of_minute(now) - chart_days),
        now_(now) {
    level_[L::mean(0)] = level_[L::at(0, Part::level)] = 1.0;
    const auto nothing_said = engine_.of(0).together();
    before_ = dot(level_, nothing_said.covariance * level_);
    out_.today = day_of_minute(now);
    out_.moved_since = out_.today - moved_window;
  }

  void through(const Moment& moment) {
    const std::int32_t day = day_of_minute(moment.minute);
    if (!account_open_ && day > out_.moved_since) open_account();
    const std::int64_t gap = begun_ ? moment.minute - engine_.minute() : 0;
    engine_.wait_until(moment.minute);
    begun_ = true;
    const double at = static_cast<double>(moment.minute) / minutes_per_day;
    recovery_.look(at, open_load());
    for (const Happening& one : moment.happenings) {
      engine_.happen(one);
      if (one.cause == Cause::rupture && one.amount > 0.0) {
        ++out_.ruptures;
        last_rupture_ = day;
        recovery_.torn(at, open_load());
      } else {
        recovery_.look(at, open_load());
      }
    }
    waited_ += gap;
    if (!moment.answers.empty()) answer(moment, day);
  }

  Course finish() {
    if (!account_open_) open_account();
    if (!out_.days.empty()) lean_.look(out_.days.back().day, out_.days.back().then.mean);
    engine_.wait_until(now_);
    recovery_.look(static_cast<double>(now_) / minutes_per_day, open_load());
    state();
    chart();
    steadiness();
    out_.tomorrow = bands_of(engine_.expect_from(engine_.of(0), minutes_per_day, 0, Item::security), Scale{});
    for (const Share& share : engine_.moved(0, row_))
      out_.moved.push_back({share.origin, points_per_unit * share.amount});
    out_.recovery_days = {recovery_.days().mean, recovery_.days().sd};
    out_.recovered = recovery_.count();
    out_.lean = lean_.lean();
    out_.lean_since = lean_.since();
    out_.jumped = watch_.jumped();
    out_.jump_size = points_per_unit * watch_.size();
    out_.jump_told = jump_streak_ >= check_ins_for_jump;
    out_.earned.level = out_.days_answered >= days_for_level;
    out_.earned.steadiness =
        out_.days_answered >= days_for_steadiness && out_.reliability_of_swing >= least_reliability;
    out_.earned.recovery = recovery_.count() >= ruptures_for_recovery;
    return std::move(out_);
  }

 private:
  [[nodiscard]] double open_load() const { return engine_.of(0).mean_of(L::at(0, Part::rupture)); }

  void open_account() {
    out_.moved_from = told(engine_.of(0).together(), row_);
    engine_.open_account();
    account_open_ = true;
  }

  void answer(const Moment& moment, std::int32_t day) {
    if (out_.days.empty() || out_.days.back().day != day) begin(day);
    const Answer& first = moment.answers.front();
    const bool marked = first.item == Item::security;
    if (marked && (first_days_.empty() || first_days_.back() != day)) {
      if (evening_ && evening_day_ + 1 == day) forecast(moment.minute, first.points);
      first_days_.push_back(day);
      first_points_.push_back(first.points);
      ++out_.days_answered;
    }
    Passage<size> passage{engine_.way(0), engine_.of(0).together(), {}};
    const Mixture expected = engine_.expect(0, Item::security);
    engine_.learn(moment.answers);
    passage.known = engine_.of(0).together();
    if (marked) watch(expected, moment);
    if (day >= first_chart_day_) {
      passages_.push_back(passage);
      passage_days_.push_back(day);
    }
    DayTold& here = out_.days.back();
    here.then = told(passage.known, row_);
    here.answers += static_cast<int>(moment.answers.size());
    out_.answers += static_cast<int>(moment.answers.size());
    if (moment.answers.back().item == Item::responsiveness && received_day_ != day) {
      ++out_.days_received;
      received_day_ = day;
    }
    night_ = engine_.of(0);
    night_minute_ = moment.minute;
  }

  // A day begins: the one before is over, and its evening is what today is expected from.
  void begin(std::int32_t day) {
    if (!out_.days.empty()) {
      lean_.look(out_.days.back().day, out_.days.back().then.mean);
      evening_ = night_;
      evening_minute_ = night_minute_;
      evening_day_ = out_.days.back().day;
    }
    out_.days.emplace_back().day = day;
  }

  // Was this day's first answer where the evening before expected it?
  void forecast(std::int64_t minute, double points) {
    const Mixture expected = engine_.expect_from(*evening_, minute - evening_minute_, 0, Item::security);
    // Where the answer lies among what was expected; an end of the slider holds all that lies beyond it.
    const double under = below(expected, points);
    const auto inside = [&](double low, double high) {
      return (under >= low || points >= 100.0) && (under <= high || points <= 0.0);
    };
    ++out_.kept.forecasts;
    out_.kept.in_half += inside(0.25, 0.75) ? 1 : 0;
    out_.kept.in_most += inside(0.05, 0.95) ? 1 : 0;
  }

  void watch(const Mixture& expected, const Moment& moment) {
    const std::vector<Answer>& answers = moment.answers;
    const double mean = mean_of(expected) / points_per_unit;
    const double sd = sd_of(expected) / points_per_unit;
    std::array<Vector<size>, item_count> rows;
    std::array<Vector<size>, item_count> gains;
    std::array<double, item_count> loads{};
    for (std::size_t k = 0; k < answers.size(); ++k) {
      const ItemPrior& item = prior_.items[static_cast<int>(answers[k].item)];
      rows[k] = L::row(0, item);
      loads[k] = item.security;
      for (int u = 0; u < usual_nodes; ++u) gains[k] += engine_.of(0).weights()[u] * engine_.of(0).gains()[u].by[k];
    }
    const double days = static_cast<double>(waited_) / minutes_per_day;
    waited_ = 0;
    const double surprise = answers.front().points / points_per_unit - mean;
    watch_.advance(engine_.paces().over(days).f, days);
    watch_.learn({rows.data(), answers.size()}, surprise, sd * sd, {gains.data(), answers.size()});
    const double in_window = static_cast<double>(moment.minute) / minutes_per_day - (out_.today - erosion_window);
    if (in_window >= 0.0) {
      const double since = days < in_window ? days : in_window;
      fall_.advance(engine_.paces().over(since).f, since);
      fall_.learn({rows.data(), answers.size()}, {loads.data(), answers.size()}, surprise, sd * sd,
                  {gains.data(), answers.size()});
    }
    jump_streak_ = watch_.jumped() > sure_of_jump ? jump_streak_ + 1 : 0;
  }

  void state() {
    const auto now = engine_.of(0).together();
    out_.security = told(now, row_);
    const ItemPrior& responsiveness = prior_.items[static_cast<int>(Item::responsiveness)];
    out_.responsiveness = told(now, received_, responsiveness.level);
    const int usual = L::mean(0);
    out_.usual = in_points(now.mean[usual], now.covariance(usual, usual));
    out_.reliability_of_level = 1.0 - dot(level_, now.covariance * level_) / before_;
  }

  // The first answers of the days after `from` until `until`, in order.
  [[nodiscard]] std::span<const double> firsts(std::int32_t from, std::int32_t until) const {
    const auto begin = std::ranges::upper_bound(first_days_, from) - first_days_.begin();
    const auto end = std::ranges::upper_bound(first_days_, until) - first_days_.begin();
    return std::span(first_points_).subspan(begin, end - begin);
  }

  void steadiness() {
    const SwingPrior prior;
    const Steadiness now = steadiness_of(firsts(out_.today - swing_window, out_.today), prior);
    out_.swing = now.swing;
    out_.reliability_of_swing = now.reliability;
    constexpr double quarter = 0.6745;  // standard normal deviations that leave a quarter above; mathematics
    out_.swing_of_most = {prior.points * exp(-quarter * prior.sd), prior.points * exp(quarter * prior.sd)};
    for (DayTold& day : out_.days) {
      const auto before = firsts(day.day - swing_chart_window, day.day);
      if (static_cast<int>(before.size()) >= swing_chart_days) day.swing = steadiness_of(before, prior).swing;
    }
  }

  void chart() {
    if (passages_.empty()) return;
    const ItemPrior& responsiveness = prior_.items[static_cast<int>(Item::responsiveness)];
    Vector<size> load;
    load[L::at(0, Part::rupture)] = 1.0;
    const auto back = smoothed<size>(passages_);
    std::size_t at = 0;
    for (DayTold& day : out_.days) {
      if (day.day < first_chart_day_) continue;
      while (at + 1 < back.size() && passage_days_[at + 1] <= day.day) ++at;
      day.looking_back = told(back[at], row_);
      day.received = told(back[at], received_, responsiveness.level);
      day.open = told(back[at], load);
      day.open.mean -= middle_points;
    }
    std::erase_if(out_.days, [&](const DayTold& day) { return day.day < first_chart_day_; });
    erosion();
  }

  // A fall over four weeks that ordinary weeks do not show, with nothing noted that would explain it.
  void erosion() {
    const std::int32_t since = out_.today - erosion_window;
    Erosion& out = out_.erosion;
    int answered = 0;
    for (const DayTold& day : out_.days) {
      if (day.day < since) continue;
      if (answered++ == 0) out.since = day.day;
    }
    if (answered < erosion_days) return;
    out.change = {points_per_unit * erosion_window * fall_.slope(), points_per_unit * erosion_window * fall_.sd()};
    out.seen = (!last_rupture_ || *last_rupture_ < since) && out.change.mean < -erosion_points &&
               out.change.mean + erosion_deviations * out.change.sd < 0.0;
  }

  const CouplePrior& prior_;
  One engine_;
  Vector<size> row_;
  Vector<size> received_;
  ChangeWatch<size, L::moving> watch_;
  FallWatch<size, L::moving> fall_;
  Recovery recovery_;
  LeanWatch lean_;
  std::optional<std::int32_t> received_day_;
  std::int32_t first_chart_day_;
  std::int64_t now_;
  Vector<size> level_;   // what is usual, and where it lies lately
  double before_ = 1.0;  // its variance before anything was said
  Course out_;
  bool begun_ = false;
  bool account_open_ = false;
  std::int64_t waited_ = 0;  // minutes since the last answer to the marker
  int jump_streak_ = 0;
  std::vector<std::int32_t> first_days_;  // days with an answer to the marker, and the first of each
  std::vector<double> first_points_;
  std::optional<std::int32_t> last_rupture_;
  std::optional<One::Filter> night_;  // after the newest answers
  std::int64_t night_minute_ = 0;
  std::optional<One::Filter> evening_;  // after the last answers of the day before the newest
  std::int64_t evening_minute_ = 0;
  std::int32_t evening_day_ = 0;
  std::vector<Passage<size>> passages_;
  std::vector<std::int32_t> passage_days_;
};

}  // namespace

Result<Course> course_of(const Story& story, const CouplePrior& prior, std::int64_t now, int chart_days) {
  BOTHY_TRY(moments, in_order(story));
  Walk walk(prior, now, chart_days);
  for (const Moment& moment : moments)
    if (moment.minute <= now) walk.through(moment);
  return walk.finish();
}

}  // namespace bothy::dyad
