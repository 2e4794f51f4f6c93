// See series.h. Parts are numbered: 0 slow, 1 quick, 2 the mean that stands still, from 3 on one for each cause.
#include "dyad/series.h"

#include <cmath>

namespace bothy::dyad {
namespace {

constexpr int slow = 0;   // a place
constexpr int quick = 1;  // a place
constexpr int still = 2;  // a place
constexpr int read = 3;   // places: the first three parts are what an answer shows
// Jumps are written in units of 16 points of a slider, of which a person's own deviation is three quarters.
constexpr double unit_of_within = 1.0 / 0.75;  // docs/science.md#spread
constexpr double least_variance = 1e-12;       // of an answer on the scale 0..1: rounding leaves no negative one

// What noise and slow leave; nothing where the slow part alone is supposed to go further than people usually do.
double quick_share(const Manner& manner) {
  const double left = 1.0 - manner.noise - manner.slow;
  return left > 0.0 ? left : 0.0;
}

}  // namespace

// What the passing volatilities of one node make of an answer: moments over them, by powers of their factor f.
template <int Jumps>
struct Series<Jumps>::Sums {
  double f = 0.0;                 // of f itself
  std::array<double, 2> shift{};  // of the surprise
  std::array<double, 3> bend{};   // of the surprise squared less the variance it took away
  void add(double weight, double factor, double surprise, double gone) {
    f += weight * factor;
    shift[0] += weight * surprise;
    shift[1] += weight * factor * surprise;
    const double square = weight * (surprise * surprise - gone);
    bend[0] += square;
    bend[1] += factor * square;
    bend[2] += factor * factor * square;
  }
};

template <int Jumps>
Series<Jumps>::Series(const SeriesPrior& prior, const Manner& manner)
    : grid_(manner.usual_sd, manner.passing_sd), manner_(manner) {
  // The mean of e^2h over both normal parts of h: with it the variance within people is what was seen.
  within_ = prior.within * exp(-manner.usual_sd * manner.usual_sd - manner.passing_sd * manner.passing_sd);
  const double square = within_ * within_;
  pending_ = quick_share(manner) * square;
  const PersonPrior people;
  for (int u = 0; u < SeriesGrid::usual; ++u) {
    Node& node = nodes_[u];
    node.weight = SeriesGrid::usual_weight(u);
    for (int p = 0; p < grid_.passing(); ++p) node.passing[p] = grid_.passing_weight(p);
    node.mean[still] = prior.mean.mean;
    node.covariance[slow * parts + slow] = manner.slow * square;
    node.covariance[still * parts + still] = prior.mean.variance;
    for (int cause = 0; cause < Jumps; ++cause) {
      const double unit = unit_of_within * prior.within;
      node.mean[read + cause] = unit * people.sensitivity[cause].mean;
      node.covariance[(read + cause) * parts + read + cause] = unit * unit * people.sensitivity[cause].variance;
    }
  }
}

template <int Jumps>
void Series<Jumps>::advance(double gaps) {
  if (!(gaps > 0.0)) return;
  const double square = within_ * within_;
  const std::array<double, 2> keep = {exp(-ln2 / manner_.slow_half_life * gaps),
                                      exp(-ln2 / manner_.quick_half_life * gaps)};
  const double calm = manner_.slow * square * (1.0 - keep[slow] * keep[slow]);
  pending_ = keep[quick] * keep[quick] * pending_ + quick_share(manner_) * square * (1.0 - keep[quick] * keep[quick]);
  const int passing = grid_.passing();
  const auto turn = grid_.over(gaps);
  for (Node& node : nodes_) {
    for (int part = 0; part < 2; ++part) {
      node.mean[part] *= keep[part];
      for (int c = 0; c < parts; ++c) node.covariance[part * parts + c] *= keep[part];
      for (int r = 0; r < parts; ++r) node.covariance[r * parts + part] *= keep[part];
    }
    node.covariance[slow * parts + slow] += calm;
    if (passing == 1) continue;
    SeriesGrid::Passing later{};
    for (int from = 0; from < passing; ++from)
      for (int to = 0; to < passing; ++to) later[to] += node.passing[from] * turn[from][to];
    node.passing = later;
  }
}

template <int Jumps>
void Series<Jumps>::jump(Cause cause, double amount) {
  if (Jumps == 0 || !manner_.hears) return;
  const int of = read + static_cast<int>(cause);
  for (Node& node : nodes_) {
    node.mean[quick] += amount * node.mean[of];
    for (int c = 0; c < parts; ++c) node.covariance[quick * parts + c] += amount * node.covariance[of * parts + c];
    for (int r = 0; r < parts; ++r) node.covariance[r * parts + quick] += amount * node.covariance[r * parts + of];
  }
}

template <int Jumps>
std::span<const Piece> Series<Jumps>::expect(Pieces& out) const {
  const double moving = pending_ + manner_.noise * within_ * within_;
  std::size_t n = 0;
  for (int u = 0; u < SeriesGrid::usual; ++u) {
    const Node& node = nodes_[u];
    double mean = 0.0;
    double variance = 0.0;
    for (int r = 0; r < read; ++r) {
      mean += node.mean[r];
      for (int c = 0; c < read; ++c) variance += node.covariance[r * parts + c];
    }
    if (variance < least_variance) variance = least_variance;
    for (int p = 0; p < grid_.passing(); ++p)
      out[n++] = {node.weight * node.passing[p], mean, std::sqrt(variance + grid_.factor(u, p) * moving)};
  }
  return std::span<const Piece>(out).first(n);
}

template <int Jumps>
double Series<Jumps>::learn(const Bounds& bounds) {
  const double moving = pending_ + manner_.noise * within_ * within_;
  const int passing = grid_.passing();
  std::array<double, SeriesGrid::usual> logs{};
  double most = -no_bound;
  for (int u = 0; u < SeriesGrid::usual; ++u) {
    Node& node = nodes_[u];
    std::array<double, parts> toward{};
    double mean = 0.0;
    double before = 0.0;
    for (int r = 0; r < parts; ++r)
      for (int c = 0; c < read; ++c) toward[r] += node.covariance[r * parts + c];
    for (int r = 0; r < read; ++r) {
      mean += node.mean[r];
      before += toward[r];
    }
    if (before < least_variance) before = least_variance;
    std::array<Within, SeriesGrid::most_passing> seen;
    std::array<double, SeriesGrid::most_passing> variance;
    double best = -no_bound;
    for (int p = 0; p < passing; ++p) {
      variance[p] = before + grid_.factor(u, p) * moving;
      if (bounds.low < bounds.high) {
        seen[p] = within({mean, variance[p]}, bounds.low, bounds.high);
      } else {
        const double apart = bounds.low - mean;
        seen[p] = {-0.5 * (log_2pi + log(variance[p]) + apart * apart / variance[p]), {bounds.low, 0.0}};
      }
      if (seen[p].log_probability > best) best = seen[p].log_probability;
    }
    double sum = 0.0;
    for (int p = 0; p < passing; ++p) sum += node.passing[p] *= exp(seen[p].log_probability - best);
    Sums sums;
    for (int p = 0; p < passing; ++p) {
      node.passing[p] /= sum;
      sums.add(node.passing[p], grid_.factor(u, p), (seen[p].then.mean - mean) / variance[p],
               (1.0 - seen[p].then.variance / variance[p]) / variance[p]);
    }
    collapse(node, toward, sums);
    logs[u] = best + log(sum);
    if (logs[u] > most) most = logs[u];
  }
  pending_ = 0.0;
  double total = 0.0;
  for (int u = 0; u < SeriesGrid::usual; ++u) total += nodes_[u].weight *= exp(logs[u] - most);
  for (Node& node : nodes_) node.weight /= total;
  return most + log(total);
}

// One Gaussian with the mean and covariance of what the passing volatilities make of it.
template <int Jumps>
void Series<Jumps>::collapse(Node& node, const std::array<double, parts>& toward, const Sums& sums) {
  const double aa = sums.bend[0] - sums.shift[0] * sums.shift[0];
  const double ab = pending_ * (sums.bend[1] - sums.shift[0] * sums.shift[1]);
  const double bb = pending_ * sums.f + pending_ * pending_ * (sums.bend[2] - sums.shift[1] * sums.shift[1]);
  for (int r = 0; r < parts; ++r) {
    node.mean[r] += toward[r] * sums.shift[0];
    for (int c = 0; c < parts; ++c) node.covariance[r * parts + c] += aa * toward[r] * toward[c];
    node.covariance[r * parts + quick] += ab * toward[r];
    node.covariance[quick * parts + r] += ab * toward[r];
  }
  node.mean[quick] += pending_ * sums.shift[1];
  node.covariance[quick * parts + quick] += bb;
}

template <int Jumps>
Normal Series<Jumps>::level() const {
  Normal out{0.0, 0.0};
  double squares = 0.0;
  for (const Node& node : nodes_) {
    const double mean = node.mean[slow] + node.mean[still];
    const double variance = node.covariance[slow * parts + slow] + 2.0 * node.covariance[slow * parts + still] +
                            node.covariance[still * parts + still];
    out.mean += node.weight * mean;
    squares += node.weight * (variance + mean * mean);
  }
  out.variance = squares - out.mean * out.mean;
  if (out.variance < least_variance) out.variance = least_variance;
  return out;
}

template <int Jumps>
Normal Series<Jumps>::log_swing() const {
  Normal out{0.0, 0.0};
  for (int u = 0; u < SeriesGrid::usual; ++u) {
    out.mean += nodes_[u].weight * grid_.usual_log(u);
    out.variance += nodes_[u].weight * grid_.usual_log(u) * grid_.usual_log(u);
  }
  out.variance -= out.mean * out.mean;
  // Passing volatility is part of the usual deviation, as its mean square.
  out.mean += log(within_) + (grid_.passing() == 1 ? 0.0 : manner_.passing_sd * manner_.passing_sd);
  return out;
}

template <int Jumps>
Normal Series<Jumps>::log_passing() const {
  Normal out{0.0, 0.0};
  for (const Node& node : nodes_)
    for (int p = 0; p < grid_.passing(); ++p) {
      const double weight = node.weight * node.passing[p];
      out.mean += weight * grid_.passing_log(p);
      out.variance += weight * grid_.passing_log(p) * grid_.passing_log(p);
    }
  out.variance -= out.mean * out.mean;
  return out;
}

template class Series<0>;
template class Series<cause_count>;

}  // namespace bothy::dyad
