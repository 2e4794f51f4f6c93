// See series_person.h.
#include "dyad/series_person.h"

namespace bothy::dyad {
namespace {

constexpr double manners_keep = 0.99;  // of an old answer's say, docs/science.md#series
constexpr double habits_keep = 0.98;   // docs/science.md#series
// Answers after which what others teach says little.
constexpr std::size_t last_rebuilding = 128;  // docs/science.md#series
constexpr std::size_t most_replayed = 8;      // steps that are learned anew sooner than filters are kept
constexpr double others_gaps = 3.0;           // own gaps that the gaps of others count for, docs/science.md#series
// A gap further than this from the usual one, as a logarithm, counts as this far.
constexpr double most_log_gap = 3.0;   // docs/science.md#series
constexpr double full_share = 5.0;     // answers at which a person counts half among others, docs/science.md#series
constexpr double most_log = 6.0;       // of one answer for or against a forecaster, docs/science.md#series
constexpr double rupture_gaps = 4.0;   // half-life of an open rupture, docs/science.md#series
constexpr double rupture_unit = 0.5;   // what a repair can take away for one of severity, docs/science.md#causes
constexpr double least_share = 1e-12;  // nothing is quite impossible

double cut(double x, double most) { return x < -most ? -most : x > most ? most : x; }

Bounds bounds_on_unit(double x, std::size_t points) {
  const double reach = points > 0 ? 0.5 / static_cast<double>(points - 1) : end_step;
  if (x >= 1.0) return {1.0 - reach, no_bound};
  if (x <= 0.0) return {-no_bound, reach};
  return points > 0 ? Bounds{x - reach, x + reach} : Bounds{x, x};
}

void spread_over_points(std::span<const Piece> pieces, std::size_t points, std::array<double, most_points>& mass) {
  mass = {};
  const double step = 1.0 / static_cast<double>(points - 1);
  for (const Piece& piece : pieces) {
    if (!(piece.weight > 1e-6)) continue;  // too little to be seen
    double before = 0.0;
    for (std::size_t i = 0; i + 1 < points; ++i) {
      const double upto = normal_below(((static_cast<double>(i) + 0.5) * step - piece.mean) / piece.sd);
      mass[i] += piece.weight * (upto - before);
      before = upto;
    }
    mass[points - 1] += piece.weight * (1.0 - before);
  }
  double sum = 0.0;
  for (std::size_t i = 0; i < points; ++i) sum += mass[i];
  for (std::size_t i = 0; i < points; ++i) mass[i] /= sum;
}

template <std::size_t Many>
std::array<double, Many> only_the_most(const std::array<double, Many>& weights) {
  std::size_t most = 0;
  for (std::size_t i = 1; i < Many; ++i) most = weights[i] > weights[most] ? i : most;
  std::array<double, Many> out{};
  out[most] = 1.0;
  return out;
}

template <std::size_t Many>
std::array<double, Many> logs_of(const std::array<double, Many>& given) {
  std::array<double, Many> out;
  for (std::size_t i = 0; i < Many; ++i) out[i] = log(given[i] + least_share);
  return out;
}

}  // namespace

template <int Jumps>
SeriesPerson<Jumps>::SeriesPerson(std::size_t points, bool volatility)
    : points_(points), volatility_(volatility), manners_(manners_keep), ways_(habits_keep), habits_(points) {}

template <int Jumps>
double SeriesPerson<Jumps>::gap_of(const Population& people, double time) const {
  const auto others = people.gaps();
  const double lean = others.count > 0.5 ? others_gaps : 0.0;
  if (gaps_ + lean == 0.0) return settled_ > 0 && time > last_told_ ? time - last_told_ : 1.0;
  return exp((log_gaps_ + (lean > 0.0 ? lean * others.log / others.count : 0.0)) / (gaps_ + lean));
}

template <int Jumps>
void SeriesPerson<Jumps>::rebuild(const Population& people, double time) {
  due_ = false;
  usual_gap_ = gap_of(people, time);
  prior_ = people.prior();
  half_life_ = people.half_life(points_ > 0 ? 1.0 / static_cast<double>(points_ - 1) : 0.0);
  replay();
  if (settled_ >= last_rebuilding) std::vector<Step>().swap(history_);
}

template <int Jumps>
void SeriesPerson<Jumps>::replay() {
  resting_ = false;
  series_.clear();
  for (Manner manner : manners) {
    if (manner.quick_half_life == as_seen) manner.quick_half_life = half_life_;
    if (!volatility_) manner.usual_sd = manner.passing_sd = 0.0;
    series_.emplace_back(prior_, manner);
  }
  manners_ = Averaging<manner_count>(manners_keep);
  moved_ = false;
  open_ = 0.0;
  for (const Step& step : history_) {
    move(step.time);
    take(step);
  }
}

template <int Jumps>
void SeriesPerson<Jumps>::rest() {
  if (series_.empty() || history_.size() + waiting_.size() > most_replayed || settled_ > most_replayed) return;
  std::vector<Series<Jumps>>().swap(series_);  // assigning {} would keep the memory
  resting_ = true;
}

template <int Jumps>
void SeriesPerson<Jumps>::wake() {
  replay();
}

template <int Jumps>
void SeriesPerson<Jumps>::move(double time) {
  if (moved_ && time > at_) {
    const double gaps = (time - at_) / usual_gap_;
    for (auto& series : series_) series.advance(gaps);
    open_ *= exp(-ln2 / rupture_gaps * gaps);
  }
  at_ = time;
  moved_ = true;
}

template <int Jumps>
void SeriesPerson<Jumps>::happen(int cause, double amount) {
  const auto which = static_cast<Cause>(cause);
  double given = amount;
  if (which == Cause::rupture) {
    given = -amount;
    open_ += amount;
  } else if (which == Cause::repair) {
    const double mended = amount > 0.0 ? amount : 0.0;
    given = rupture_unit * open_ * mended;
    open_ *= 1.0 - (mended < 1.0 ? mended : 1.0) * PersonPrior{}.sensitivity[static_cast<std::size_t>(cause)].mean;
  }
  for (auto& series : series_) series.jump(which, given);
}

template <int Jumps>
void SeriesPerson<Jumps>::take(const Step& step) {
  if (step.cause >= 0) return happen(step.cause, step.x);
  const Bounds bounds = bounds_on_unit(step.x, points_);
  typename Averaging<manner_count>::Shares logs;
  for (std::size_t i = 0; i < manner_count; ++i) logs[i] = series_[i].learn(bounds);
  manners_.learn(logs);
}

template <int Jumps>
void SeriesPerson<Jumps>::settle() {
  // What happened comes first: the answers of that moment have felt it.
  for (const bool answers : {false, true})
    for (const Step& step : waiting_) {
      if ((step.cause < 0) != answers) continue;
      if (!series_.empty()) {
        move(step.time);
        take(step);
      }
      if (settled_ < last_rebuilding) history_.push_back(step);
      if (answers) {
        ++settled_;
        last_settled_ = step.time;
      }
      due_ = due_ || (answers && settled_ <= last_rebuilding && (settled_ & (settled_ - 1)) == 0);
    }
  for (const Thought& thought : thoughts_) {
    ways_.learn(thought.logs.habits);
    habits_.learn(thought.x, thought.pooled);
  }
  waiting_.clear();
  thoughts_.clear();
  std::vector<double>().swap(known_);
}

template <int Jumps>
void SeriesPerson<Jumps>::look(double time, const Population& people, bool averaging, Outlook& out) {
  out.silence = settled_ > 0 ? (time - last_settled_) / usual_gap_ : 0.0;
  move(time);
  out.before = {people.manners(), people.habits()};
  out.weights = {manners_.weights(out.before.manners), ways_.weights(out.before.habits)};
  if (!averaging) out.weights = {only_the_most(out.weights.manners), only_the_most(out.weights.habits)};
  out.pieces.clear();
  out.pooled = {};
  out.pooled.points = points_;
  typename Series<Jumps>::Pieces pieces;
  for (std::size_t i = 0; i < manner_count; ++i) {
    const auto expected = series_[i].expect(pieces);
    out.from[i] = out.pieces.size();
    const double weight = out.weights.manners[i];
    if (points_ > 0) {
      spread_over_points(expected, points_, out.masses[i]);
      for (std::size_t p = 0; p < points_; ++p) out.pooled.mass[p] += weight * out.masses[i][p];
    } else {
      for (const Piece& piece : expected) out.pieces.push_back({weight * piece.weight, piece.mean, piece.sd});
    }
  }
  out.from[manner_count] = out.pieces.size();
  out.pooled.pieces = out.pieces;
  set_moments(out.pooled);
  habits_.look(out.pooled, people);
}

template <int Jumps>
Verdicts SeriesPerson<Jumps>::judge(double x, const Outlook& outlook) const {
  Verdicts out;
  for (std::size_t i = 0; i < manner_count; ++i) {
    Pooled one;
    one.points = points_;
    const double weight = outlook.weights.manners[i];
    if (points_ > 0) {
      one.mass = outlook.masses[i];
      out.manners[i] = one.at(x);
    } else if (weight > 0.0) {
      one.pieces = std::span(outlook.pieces).subspan(outlook.from[i], outlook.from[i + 1] - outlook.from[i]);
      out.manners[i] = one.at(x) / weight;
    }
  }
  out.habits = habits_.at(x);
  return out;
}

template <int Jumps>
void SeriesPerson<Jumps>::share(const Verdicts& logs, const Outlook& outlook, std::span<double> row) {
  const double known = static_cast<double>(settled_ + thoughts_.size());
  const double counts = known / (known + full_share);
  auto manners_then = manners_;
  manners_then.learn(logs.manners);
  auto ways_then = ways_;
  ways_then.learn(logs.habits);
  const Verdicts now = {manners_then.weights(outlook.before.manners), ways_then.weights(outlook.before.habits)};
  double middle = 0.0;
  for (const double one : logs.manners) middle += one / static_cast<double>(manner_count);
  for (std::size_t i = 0; i < manner_count; ++i) {
    row[SumAt::manners + i] = counts * now.manners[i] - shares_.manners[i];
    shares_.manners[i] = counts * now.manners[i];
    row[SumAt::manner_logs + i] = cut(logs.manners[i] - middle, most_log);
  }
  for (std::size_t i = 0; i < habit_count; ++i) {
    row[SumAt::habits + i] = counts * now.habits[i] - shares_.habits[i];
    shares_.habits[i] = counts * now.habits[i];
    row[SumAt::habit_logs + i] = cut(logs.habits[i] - logs.habits[0], most_log);
  }
}

template <int Jumps>
void SeriesPerson<Jumps>::keep_answer(double time, double x, const Outlook& outlook, const Verdicts& given,
                                      std::span<double> row) {
  for (double& one : row) one = 0.0;
  own_.answer(x, row);
  if (any_told_ && time > last_told_) {
    double log_gap = log(time - last_told_);
    if (gaps_ > 0.0) log_gap = log_gaps_ / gaps_ + cut(log_gap - log_gaps_ / gaps_, most_log_gap);
    log_gaps_ += log_gap;
    gaps_ += 1.0;
    row[SumAt::log_gaps] = log_gap;
    row[SumAt::gaps] = 1.0;
  }
  last_told_ = time;
  any_told_ = true;
  waiting_.push_back({time, x, -1});
  thoughts_.push_back({x, {logs_of(given.manners), logs_of(given.habits)}, outlook.pooled});
  thoughts_.back().pooled.pieces = {};
  share(thoughts_.back().logs, outlook, row);
  if (points_ == 0) return;
  row[SumAt::counted + static_cast<std::size_t>(x * static_cast<double>(points_ - 1) + 0.5)] = 1.0;
  for (std::size_t i = 0; i < points_; ++i) row[SumAt::expected + i] = outlook.pooled.mass[i];
}

template <int Jumps>
void SeriesPerson<Jumps>::keep_happening(double time, Cause cause, double amount) {
  waiting_.push_back({time, amount, static_cast<int>(cause)});
}

template class SeriesPerson<0>;
template class SeriesPerson<cause_count>;

}  // namespace bothy::dyad
