// One person and one item while a file is read: the filters of every manner, the habits, what has been learned and what
// waits until time moves on. No order of people and no sums of all. Called by the reader of series.
#pragma once
#include <vector>

#include "dyad/habits.h"
#include "dyad/manners.h"

namespace bothy::dyad {

/// One number for each forecaster: what it had given an answer, or its weight.
struct Verdicts {
  Averaging<manner_count>::Shares manners{};
  Averaging<habit_count>::Shares habits{};
};

/// What one look says about the answers of one moment, on the scale 0..1.
struct Outlook {
  std::array<std::array<double, most_points>, manner_count> masses{};  // points only
  std::vector<Piece> pieces;                                           // slider only: all manners, weighed
  std::array<std::size_t, manner_count + 1> from{};                    // where the pieces of a manner begin
  Verdicts before;                                                     // what others teach of manners and habits
  Verdicts weights;                                                    // and what it and the own answers make of it
  Pooled pooled;
  double silence = 0.0;  // usual gaps since the last answer
};

template <int Jumps>
class SeriesPerson {
 public:
  /// `points`: of the scale, 0 for a slider. `volatility`: whether it is learned.
  SeriesPerson(std::size_t points, bool volatility);

  /// Whether `time` is later than the moment under way; then settle() comes first.
  [[nodiscard]] bool is_over(double time) const { return !known_.empty() && moment_ < time; }
  /// The moment ends: learns what was kept in it.
  void settle();
  /// The sums of all as they were when the moment began: all answers of one moment know the same. Empty until set.
  std::vector<double>& known(double time) {
    moment_ = time;
    return known_;
  }
  /// Whether the filters are to be built anew from what people now teach: at the first look, and after 1, 2, 4 ... of
  /// the own answers.
  [[nodiscard]] bool is_due() const { return due_; }
  void rebuild(const Population& people, double time);

  /// Lets the filters go while few answers can bring them back: between two looks, where memory is short.
  void rest();
  [[nodiscard]] bool is_resting() const { return resting_; }
  /// Brings them back as they were, to the last bit. After settle(), and not where is_due(). Cost: as learning anew.
  void wake();

  /// What is expected at `time`, not before anything settled.
  void look(double time, const Population& people, bool averaging, Outlook& out);
  [[nodiscard]] Verdicts judge(double x, const Outlook& outlook) const;
  [[nodiscard]] const Habits& habits() const { return habits_; }

  /// Keeps an answer or a happening until time moves on. Returns how the answer changes the sums of all in `row`.
  void keep_answer(double time, double x, const Outlook& outlook, const Verdicts& given, std::span<double> row);
  void keep_happening(double time, Cause cause, double amount);

  [[nodiscard]] std::size_t answers() const { return settled_; }
  /// Weights of the manners as they are now.
  [[nodiscard]] Averaging<manner_count>::Shares weights(const Population& people) const {
    return manners_.weights(people.manners());
  }
  [[nodiscard]] const Series<Jumps>& series(std::size_t manner) const { return series_[manner]; }

 private:
  struct Step {
    double time = 0.0;
    double x = 0.0;  // the answer, or the amount of a happening
    int cause = -1;  // of a happening
  };
  // What an answer was thought of when it came; learned when it settles.
  struct Thought {
    double x = 0.0;
    Verdicts logs;
    Pooled pooled;
  };

  void replay();
  void move(double time);
  void take(const Step& step);
  void happen(int cause, double amount);
  void share(const Verdicts& logs, const Outlook& outlook, std::span<double> row);
  [[nodiscard]] double gap_of(const Population& people, double time) const;

  std::size_t points_;
  bool volatility_;
  std::vector<Series<Jumps>> series_;
  SeriesPrior prior_;  // as of the last rebuilding, with the half-life that people showed then
  double half_life_ = 1.0;
  bool resting_ = false;
  Averaging<manner_count> manners_;
  Averaging<habit_count> ways_;
  Habits habits_;
  OwnSums own_;
  std::vector<Step> history_;  // what was learned, until the last rebuilding
  std::vector<Step> waiting_;
  std::vector<Thought> thoughts_;
  std::vector<double> known_;
  double moment_ = 0.0;
  Verdicts shares_;  // of the sums of all, as this person has added them
  double log_gaps_ = 0.0;
  double gaps_ = 0.0;
  double last_told_ = 0.0;
  bool any_told_ = false;
  double usual_gap_ = 1.0;
  double at_ = 0.0;    // the moment the filters stand at
  double open_ = 0.0;  // rupture that nothing has mended
  bool moved_ = false;
  bool due_ = true;
  std::size_t settled_ = 0;
  double last_settled_ = 0.0;
};

}  // namespace bothy::dyad
