// See engine.h. The order within a moment is: time, then what happened, then what was answered.
#include "dyad/engine.h"

namespace bothy::dyad {
namespace {

constexpr std::size_t most_steps = 512;  // gaps kept; beyond that they are computed anew

double in_units(double points) { return (points - middle_points) / points_per_unit; }

template <int People>
Gaussian<Layout<People>::all> first_state(const CouplePrior& prior, int person) {
  using L = Layout<People>;
  Gaussian<L::all> out;
  for (int who = 0; who < People; ++who) {
    const PersonPrior& one = prior.person[who == 0 ? person : 1 - person];
    out.mean[L::mean(who)] = one.mu.mean;
    out.covariance(L::mean(who), L::mean(who)) = one.mu.variance;
    for (int cause = 0; cause < cause_count; ++cause) {
      const int at = L::sensitivity(who, static_cast<Cause>(cause));
      out.mean[at] = one.sensitivity[cause].mean;
      out.covariance(at, at) = one.sensitivity[cause].variance;
    }
  }
  return out;
}

}  // namespace

template <int People>
Engine<People>::Engine(const CouplePrior& prior) : prior_(prior), paces_(prior), ways_(People, identity<L::all>()) {
  for (int person = 0; person < People; ++person)
    filters_.emplace_back(first_state<People>(prior, person), prior.person[person].volatility);
  Sources<L::moving> lasting = paces_.lasting();
  lasting.f = identity<L::moving>();
  std::vector<Motion<L::moving>> motions;
  for (int person = 0; person < People; ++person) motions.push_back(motion(lasting, person));
  for (int person = 0; person < People; ++person) filters_[person].advance(motions[person], 0.0);
}

template <int People>
Motion<Layout<People>::moving> Engine<People>::motion(const Sources<L::moving>& sources, int person) const {
  Motion<L::moving> out{sources.f, sources.level, sources.own, {}};
  if (People == 2) {
    const auto other = filters_[1 - person].powers();
    out.calm += other.second * sources.other;
    out.shared = other.first * sources.shared;
  }
  return out;
}

template <int People>
void Engine<People>::pass(std::int64_t minutes) {
  if (minutes <= 0) return;
  const double days = static_cast<double>(minutes) / minutes_per_day;
  if (steps_.size() >= most_steps) steps_.clear();
  const auto step = steps_.find(minutes);
  const Sources<L::moving>& sources =
      step != steps_.end() ? step->second : steps_.emplace(minutes, paces_.over(days)).first->second;
  std::vector<Motion<L::moving>> motions;
  for (int person = 0; person < People; ++person) motions.push_back(motion(sources, person));
  for (int person = 0; person < People; ++person) filters_[person].advance(motions[person], days);
  for (auto& account : accounts_) account.advance(sources.f);
  for (auto& way : ways_) {
    Matrix<L::moving, L::all> rows;
    for (int r = 0; r < L::moving; ++r)
      for (int k = 0; k < L::moving; ++k)
        for (int c = 0; c < L::all; ++c) rows(r, c) += sources.f(r, k) * way(k, c);
    for (int r = 0; r < L::moving; ++r)
      for (int c = 0; c < L::all; ++c) way(r, c) = rows(r, c);
  }
}

template <int People>
void Engine<People>::wait_until(std::int64_t minute) {
  if (begun_ && minute > minute_) pass(minute - minute_);
  if (!begun_ || minute > minute_) minute_ = minute;
  begun_ = true;
}

// In the filter of `person`, part `into` grows by `amount` times the sensitivity to what happened.
template <int People>
void Engine<People>::jump(int person, const Happening& what, int into, double amount) {
  const int who = what.person == person ? 0 : 1;
  const int by = L::sensitivity(who, what.cause);
  if (!accounts_.empty()) {
    const Origin origin{Origin::Kind::happening, who == 0, Item::security, what};
    accounts_[person].add(origin, into, by, amount, filters_[person].parts());
  }
  filters_[person].add(into, by, amount);
  for (int c = 0; c < L::all; ++c) ways_[person](into, c) += amount * ways_[person](by, c);
}

// A repair takes a share of the open rupture, a product of two things that are both in doubt: taken as a plane through
// what is expected of them. No more is taken than there is.
template <int People>
void Engine<People>::mend(int person, const Happening& what, int rupture) {
  Filter& filter = filters_[person];
  const int by = L::sensitivity(what.person == person ? 0 : 1, what.cause);
  const double open = filter.mean_of(rupture);
  const double expected = filter.mean_of(by);
  const double share = expected * what.amount;
  if (!(open > 0.0 && share > 0.0)) return;
  const double amount = what.amount / (share > 1.0 ? share : 1.0);
  const double keep = 1.0 - amount * expected;
  std::array<double, usual_nodes> growth{};
  for (int u = 0; u < usual_nodes; ++u) growth[u] = -filter.parts()[u].mean[rupture];
  filter.mix(rupture, keep, by, -amount * open, amount * open * expected);
  for (int u = 0; u < usual_nodes; ++u) growth[u] += filter.parts()[u].mean[rupture];
  if (!accounts_.empty())
    accounts_[person].add({Origin::Kind::happening, what.person == person, Item::security, what}, rupture, growth);
  for (int c = 0; c < L::all; ++c)
    ways_[person](rupture, c) = keep * ways_[person](rupture, c) - amount * open * ways_[person](by, c);
}

// Own happenings come first in each filter, so that two people in each other's place give the same bits.
template <int People>
void Engine<People>::happen(std::span<const Happening> together) {
  for (int person = 0; person < People; ++person)
    for (const bool own : {true, false})
      for (const Happening& what : together)
        if ((what.person == person) == own && (own || People == 2)) befall(person, what);
}

template <int People>
void Engine<People>::befall(int person, const Happening& what) {
  const int who = what.person == person ? 0 : 1;
  const int security = L::at(who, Part::security);
  const int responsiveness = L::at(who, Part::responsiveness);
  const int rupture = L::at(who, Part::rupture);
  switch (what.cause) {
    case Cause::rupture: jump(person, what, rupture, what.amount); break;
    case Cause::repair: mend(person, what, rupture); break;
    case Cause::disclosure_met:
      jump(person, what, responsiveness, what.amount);
      jump(person, what, security, 0.5 * what.amount);
      break;
    case Cause::promise_kept:
    case Cause::promise_broken: jump(person, what, responsiveness, what.amount); break;
    case Cause::safe_talk:
    case Cause::stress: jump(person, what, security, what.amount); break;
  }
}

template <int People>
std::vector<Reading<Layout<People>::all>> Engine<People>::readings(const std::vector<Answer>& answers, int person,
                                                                   double other_factor) const {
  std::vector<Reading<L::all>> out;
  // Own answers first, so that each person's filter sees the same order whichever of the two it is.
  for (int who = 0; who < People; ++who)
    for (const Answer& answer : answers) {
      if ((answer.person == person) != (who == 0)) continue;
      const ItemPrior& item = prior_.items[static_cast<int>(answer.item)];
      Reading<L::all> one;
      one.row = L::row(who, item);
      one.own = who == 0;
      one.noise = prior_.spread.noise * (who == 0 ? 1.0 : other_factor);
      const Bounds bounds = bounds_of(answer.points, Scale{});
      one.low = in_units(bounds.low) - item.level;
      one.high = in_units(bounds.high) - item.level;
      out.push_back(one);
    }
  return out;
}

template <int People>
double Engine<People>::observe(int person, const std::vector<Answer>& answers, double other_factor) {
  const auto seen = readings(answers, person, other_factor);
  const double log_likelihood = filters_[person].observe(seen);
  if (!accounts_.empty()) {
    std::vector<Origin> origins;  // in the order of the readings: own answers first
    for (int who = 0; who < People; ++who)
      for (const Answer& answer : answers)
        if ((answer.person == person) == (who == 0))
          origins.push_back({Origin::Kind::answer, who == 0, answer.item, {}});
    accounts_[person].learn(seen, origins, filters_[person].gains());
  }
  return log_likelihood;
}

// Two sweeps: first each person's volatility is looked at with the other's as it was, then everything is learned with
// the other's as these very answers leave it.
template <int People>
double Engine<People>::learn(const std::vector<Answer>& answers) {
  if (answers.empty()) return 0.0;
  ways_.assign(People, identity<L::all>());
  if (People == 1) return observe(0, answers, 1.0);
  double factor[2];
  for (int person = 0; person < People; ++person) factor[person] = filters_[person].powers().second;
  if (answers.front().person != answers.back().person) {
    const double before[2] = {factor[0], factor[1]};
    for (int person = 0; person < People; ++person)
      factor[person] = filters_[person].powers_after(readings(answers, person, before[1 - person])).second;
  }
  double sum = 0.0;
  for (int person = 0; person < People; ++person) sum += observe(person, answers, factor[1 - person]);
  return 0.5 * sum;
}

template <int People>
double Engine<People>::live(const Moment& moment) {
  wait_until(moment.minute);
  happen(moment.happenings);
  return learn(moment.answers);
}

template <int People>
void Engine<People>::open_account() {
  accounts_.clear();
  for (const Filter& filter : filters_) accounts_.emplace_back(filter.parts(), filter.weights());
}

template <int People>
std::vector<Share> Engine<People>::moved(Person person, const Row& row) const {
  if (accounts_.empty()) return {};
  return accounts_[person].shares(row, filters_[person].weights());
}

template <int People>
Mixture Engine<People>::expect_from(Filter filter, std::int64_t minutes, Person person, Item item) const {
  const double days = static_cast<double>(minutes) / minutes_per_day;
  if (minutes > 0) filter.advance(motion(paces_.over(days), person), days);
  return in_points(filter, item);
}

template <int People>
Mixture Engine<People>::in_points(const Filter& filter, Item item) const {
  const ItemPrior& prior = prior_.items[static_cast<int>(item)];
  Mixture out = filter.expect(L::row(0, prior), prior_.spread.noise);
  for (Piece& piece : out) {
    piece.mean = middle_points + points_per_unit * (piece.mean + prior.level);
    piece.sd *= points_per_unit;
  }
  return out;
}

template <int People>
Mixture Engine<People>::expect(Person person, Item item) const {
  return in_points(filters_[person], item);
}

template class Engine<1>;
template class Engine<2>;

}  // namespace bothy::dyad
