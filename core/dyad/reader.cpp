// See reader.h. Here people take turns and teach each other; one person alone is series_person.h.
#include "dyad/reader.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>

#include "dyad/series_person.h"
#include "dyad/sums_until.h"

namespace bothy::dyad {
namespace {

constexpr double doubt = 1e-4;  // of every forecast is spread over the whole scale, docs/science.md#series
// After a long silence more of it is: this much after an endless one, and how many usual gaps bring two thirds of it.
constexpr double silent_doubt = 0.3;       // docs/science.md#series
constexpr double silent_gaps = 1'000.0;    // docs/science.md#series
constexpr double end_doubt = 0.01;         // of that, at each end of a slider, docs/science.md#series
constexpr double hair = 1e-9;              // rounding: an answer just on the border stays inside
constexpr double most_time = 1e15;         // beyond it a time is a mistake; epoch milliseconds are a thousandth of it
constexpr std::size_t told_every = 512;    // rows
constexpr std::size_t awake_rows = 2'000;  // after as many rows of others filters may go

std::size_t points_of(const Scale& scale) {
  return scale.points ? static_cast<std::size_t>(scale.high - scale.low + 1.5) : 0;
}

bool is_readable(const Scale& scale, std::span<const AnswerRow> rows, std::span<const RowHappening> happenings) {
  if (!(scale.low < scale.high) || !(scale.high - scale.low < no_bound)) return false;
  if (scale.points && !(scale.high - scale.low + 1.0 <= static_cast<double>(most_points))) return false;
  for (const AnswerRow& row : rows) {
    if (!(row.at.time > -most_time && row.at.time < most_time) || row.at.person >= rows.size()) return false;
    if (row.answered && !(row.answer >= scale.low && row.answer <= scale.high)) return false;
  }
  std::uint32_t before = 0;
  for (const RowHappening& one : happenings) {
    if (one.row < before || one.row >= rows.size() || !(one.amount > -most_time && one.amount < most_time))
      return false;
    before = one.row;
  }
  return true;
}

template <int Jumps>
class TurnByTurn {
 public:
  TurnByTurn(const Scale& scale, std::span<const AnswerRow> rows, std::span<const RowHappening> happenings,
             const ReaderParts& use)
      : scale_(scale),
        rows_(rows),
        happenings_(happenings),
        use_(use),
        points_(points_of(scale)),
        width_(points_ > 0 ? SumAt::width_points : SumAt::width_slider),
        sums_(times(rows), width_),
        row_(width_) {
    for (const AnswerRow& row : rows) last_ = row.at.person >= last_ ? row.at.person + 1 : last_;
    people_.resize(last_);
    left_.resize(last_);
    seen_lately_.resize(last_);
    for (const AnswerRow& row : rows) ++left_[row.at.person];
    out_.forecasts.resize(rows.size());
  }

  ItemReading read(const std::function<void(std::size_t)>& progress) {
    std::vector<Placed> placed;
    placed.reserve(rows_.size());
    for (const AnswerRow& row : rows_) placed.push_back(row.at);
    std::size_t done = 0;
    for (const std::uint32_t row : in_learning_order(placed)) {
      one(row);
      if (progress && ++done % told_every == 0) progress(done);
    }
    finish();
    return std::move(out_);
  }

 private:
  static std::vector<double> times(std::span<const AnswerRow> rows) {
    std::vector<double> out;
    out.reserve(rows.size());
    for (const AnswerRow& row : rows) out.push_back(row.at.time);
    return out;
  }

  Population people_at(double time, SeriesPerson<Jumps>& person) {
    auto& known = person.known(time);
    if (known.empty()) {
      known.resize(width_);
      if (use_.population) sums_.until(time, known);
    }
    return Population(known);
  }

  void one(std::uint32_t index) {
    const AnswerRow& row = rows_[index];
    auto& person = people_[row.at.person];
    if (!person) person = std::make_unique<SeriesPerson<Jumps>>(points_, use_.volatility);
    if (person->is_over(row.at.time)) person->settle();
    const Population people = people_at(row.at.time, *person);
    if (row.answered) answer(index, *person, people);
    auto happening = std::lower_bound(happenings_.begin(), happenings_.end(), index,
                                      [](const RowHappening& a, std::uint32_t b) { return a.row < b; });
    for (; happening != happenings_.end() && happening->row == index; ++happening)
      person->keep_happening(row.at.time, happening->cause, happening->amount);
    if (--left_[row.at.person] == 0) part_from(row.at);
    rest_others(row.at.person);
  }

  // Filters of people who were not in the latest rows go, where few answers can bring them back.
  void rest_others(std::uint32_t seen) {
    lately_.push_back(seen);
    ++seen_lately_[seen];
    if (lately_.size() <= awake_rows) return;
    const std::uint32_t oldest = lately_.front();
    lately_.pop_front();
    if (--seen_lately_[oldest] == 0 && people_[oldest]) people_[oldest]->rest();
  }

  void answer(std::uint32_t index, SeriesPerson<Jumps>& person, const Population& people) {
    const AnswerRow& row = rows_[index];
    const double x = unit(row.answer);
    if (person.is_due()) person.rebuild(people, row.at.time);
    if (person.is_resting()) person.wake();
    person.look(row.at.time, people, use_.averaging, outlook_);
    if (!use_.habits) outlook_.weights.habits = {1.0};
    const Verdicts given = person.judge(x, outlook_);
    out_.forecasts[index] = forecast(x, given, person.habits());
    log_density_ += out_.forecasts[index].log_density;
    person.keep_answer(row.at.time, x, outlook_, given, row_);
    if (use_.population) sums_.add(row.at.time, row_);
    ++answers_;
  }

  [[nodiscard]] double unit(double answer) const {
    if (answer >= scale_.high) return 1.0;
    if (answer <= scale_.low) return 0.0;
    const double x = (answer - scale_.low) / (scale_.high - scale_.low);
    // What an end of a slider holds is the end: so density and ends come to one.
    if (points_ == 0 && x < end_step - hair) return 0.0;
    if (points_ == 0 && x > 1.0 - end_step + hair) return 1.0;
    return x;
  }

  [[nodiscard]] Forecast forecast(double x, const Verdicts& given, const Habits& habits) const {
    const auto moments = habits.moments();
    double p = 0.0;
    double mean = 0.0;
    double square = 0.0;
    for (std::size_t i = 0; i < habit_count; ++i) {
      const double weight = outlook_.weights.habits[i];
      p += weight * given.habits[i];
      mean += weight * moments[i][0];
      square += weight * moments[i][1];
    }
    const double range = scale_.high - scale_.low;
    const bool end = x <= 0.0 || x >= 1.0;
    double even = end ? end_doubt : (1.0 - 2.0 * end_doubt) / (1.0 - 2.0 * end_step);
    if (points_ > 0) even = 1.0 / static_cast<double>(points_);
    const double share = doubt + silent_doubt * (1.0 - exp(-outlook_.silence / silent_gaps));
    p = (1.0 - share) * p + share * even;
    mean = (1.0 - share) * mean + share * 0.5;
    square = (1.0 - share) * square + share / 3.0;  // of a number that may lie anywhere in 0..1
    const double variance = square - mean * mean;
    return {scale_.low + range * mean, range * std::sqrt(variance > 0.0 ? variance : 0.0),
            log(p) - (points_ > 0 || end ? 0.0 : log(range))};
  }

  // The last row of a person: what is known of them is written down, and the filters go.
  void part_from(const Placed& at) {
    SeriesPerson<Jumps>& person = *people_[at.person];
    person.settle();
    if (person.answers() > 0) {
      const Population people = people_at(at.time, person);
      if (person.is_due()) person.rebuild(people, at.time);
      if (person.is_resting()) person.wake();
      out_.people.push_back(estimate(at.person, person, people));
    }
    people_[at.person].reset();
  }

  PersonEstimate estimate(std::uint32_t who, const SeriesPerson<Jumps>& person, const Population& people) const {
    const auto weights = person.weights(people);
    const double range = scale_.high - scale_.low;
    std::array<Normal, 3> mixed = {{{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}}};
    std::array<double, 3> squares{};
    for (std::size_t i = 0; i < manner_count; ++i) {
      const auto& series = person.series(i);
      const std::array<Normal, 3> each = {series.level(), series.log_swing(), series.log_passing()};
      for (std::size_t k = 0; k < 3; ++k) {
        mixed[k].mean += weights[i] * each[k].mean;
        squares[k] += weights[i] * (each[k].variance + each[k].mean * each[k].mean);
      }
    }
    for (std::size_t k = 0; k < 3; ++k) mixed[k].variance = squares[k] - mixed[k].mean * mixed[k].mean;
    mixed[0] = {scale_.low + range * mixed[0].mean, range * range * mixed[0].variance};
    mixed[1].mean += log(range);
    return {who, static_cast<std::uint32_t>(person.answers()), mixed[0], mixed[1], mixed[2]};
  }

  void finish() {
    std::sort(out_.people.begin(), out_.people.end(),
              [](const PersonEstimate& a, const PersonEstimate& b) { return a.person < b.person; });
    double latest = -most_time;
    for (const AnswerRow& row : rows_) latest = row.at.time > latest ? row.at.time : latest;
    std::vector<double> known(width_);
    sums_.until(latest, known);
    const Population people(known);
    const SeriesPrior prior = people.prior();
    const double range = scale_.high - scale_.low;
    const auto gaps = people.gaps();
    out_.item = {static_cast<std::uint32_t>(out_.people.size()),
                 answers_,
                 scale_.low + range * prior.mean.mean,
                 range * std::sqrt(prior.mean.variance),
                 range * prior.within,
                 gaps.count > 0.5 ? exp(gaps.log / gaps.count) : 0.0,
                 answers_ > 0 ? log_density_ / answers_ : 0.0};
  }

  Scale scale_;
  std::span<const AnswerRow> rows_;
  std::span<const RowHappening> happenings_;
  ReaderParts use_;
  std::size_t points_;
  std::size_t width_;
  SumsUntil sums_;
  std::vector<double> row_;
  std::uint32_t last_ = 0;
  std::vector<std::unique_ptr<SeriesPerson<Jumps>>> people_;
  std::vector<std::uint32_t> left_;
  std::deque<std::uint32_t> lately_;  // whose the latest rows were
  std::vector<std::uint32_t> seen_lately_;
  Outlook outlook_;
  ItemReading out_;
  std::uint32_t answers_ = 0;
  double log_density_ = 0.0;
};

}  // namespace

Result<ItemReading> read_item(const Scale& scale, std::span<const AnswerRow> rows,
                              std::span<const RowHappening> happenings, const ReaderParts& use,
                              const std::function<void(std::size_t)>& progress) {
  if (!is_readable(scale, rows, happenings)) return std::unexpected(Error::out_of_range);
  if (happenings.empty()) return TurnByTurn<0>(scale, rows, happenings, use).read(progress);
  return TurnByTurn<cause_count>(scale, rows, happenings, use).read(progress);
}

}  // namespace bothy::dyad
