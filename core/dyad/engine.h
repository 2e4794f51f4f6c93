// The engine: what can be known of how safe and how steady it feels, from one person's answers or from two people's.
// Each person has a filter of their own, with their own parts first; volatility is learned for that person alone, and
// the other's is taken at its mean. So nothing tells two people apart but what they said. Called by views, reader and
// tests.
#pragma once
#include <map>
#include <span>
#include <vector>

#include "dyad/account.h"
#include "dyad/mixture.h"
#include "dyad/pace.h"
#include "dyad/story.h"

namespace bothy::dyad {

template <int People>
class Engine {
  static_assert(People == 1 || People == 2);

 public:
  using L = Layout<People>;
  using Filter = GridFilter<L::all, L::moving, People == 2>;
  using Row = Vector<L::all>;

  explicit Engine(const CouplePrior& prior);

  /// Takes in one moment; moments come in order. Returns the log-likelihood of its answers, each on the scale of 16
  /// points.
  double live(const Moment& moment);

  /// Its three parts, for who looks in between: time, what happened, what was answered. In this order.
  void wait_until(std::int64_t minute);
  void happen(const Happening& what) { happen(std::span(&what, 1)); }
  void happen(std::span<const Happening> together);
  double learn(const std::vector<Answer>& answers);

  /// What is expected of an answer now, in points.
  [[nodiscard]] Mixture expect(Person person, Item item) const;

  /// The same at a later minute, from where a filter of this engine stood at an earlier one. Nothing here moves.
  [[nodiscard]] Mixture expect_from(Filter filter, std::int64_t minutes, Person person, Item item) const;

  /// How the state of a person came here since the last answers: time, then jumps. Times the state then, plus noise.
  [[nodiscard]] const Matrix<L::all, L::all>& way(Person person) const { return ways_[person]; }

  /// From now on every move is written down, for `moved`. An account that is open is begun anew.
  void open_account();

  /// The change of `row . x` of a person since the account was opened, in parts that sum to it (units of 16 points).
  /// The first part is time: what stood there, going its way. Empty when no account is open.
  [[nodiscard]] std::vector<Share> moved(Person person, const Row& row) const;

  /// The filter of a person: own parts first.
  [[nodiscard]] const Filter& of(Person person) const { return filters_[person]; }
  [[nodiscard]] std::int64_t minute() const { return minute_; }
  [[nodiscard]] const CouplePrior& prior() const { return prior_; }
  [[nodiscard]] const Paces<People>& paces() const { return paces_; }

 private:
  [[nodiscard]] Mixture in_points(const Filter& filter, Item item) const;
  void befall(int person, const Happening& what);
  void jump(int person, const Happening& what, int into, double amount);
  void mend(int person, const Happening& what, int rupture);
  double observe(int person, const std::vector<Answer>& answers, double other_factor);
  void pass(std::int64_t minutes);
  [[nodiscard]] Motion<L::moving> motion(const Sources<L::moving>& sources, int person) const;
  [[nodiscard]] std::vector<Reading<L::all>> readings(const std::vector<Answer>& answers, int person,
                                                      double other_factor) const;

  CouplePrior prior_;
  Paces<People> paces_;
  std::map<std::int64_t, Sources<L::moving>> steps_;  // by gap; a diary has few different ones
  std::vector<Filter> filters_;                       // one for each person, own parts first
  std::vector<Matrix<L::all, L::all>> ways_;
  std::vector<Account<L::all, L::moving>> accounts_;  // one for each person, or none
  std::int64_t minute_ = 0;
  bool begun_ = false;
};

extern template class Engine<1>;
extern template class Engine<2>;

}  // namespace bothy::dyad
