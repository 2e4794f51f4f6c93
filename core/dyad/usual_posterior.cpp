// See usual_posterior.h. The polynomial is exact to a thousandth of a deviation: a log-likelihood of volatility is
// nearly a + b h + c e^-2h, and seven nodes hold that.
#include "dyad/usual_posterior.h"

#include "dyad/real.h"

namespace bothy::dyad {
namespace {

constexpr int points = UsualPosterior::points;  // see there
constexpr double negligible = -45.0;  // a log-density this far below the highest adds nothing to sixteen digits

// Points from the first node to the last, the same for every prior, with Lagrange's polynomials and their neighbours.
struct Line {
  std::array<double, points> at{};
  std::array<Usual, points> through{};
  std::array<int, points> below{};      // the node at or before the point
  std::array<double, points> toward{};  // how far on the way to the next

  Line() {
    const double end = Volatility::usual_node(usual_nodes - 1);
    for (int i = 0; i < points; ++i) {
      at[i] = end * (2.0 * i / (points - 1) - 1.0);
      for (int u = 0; u < usual_nodes; ++u) {
        through[i][u] = 1.0;
        for (int v = 0; v < usual_nodes; ++v)
          if (v != u)
            through[i][u] *=
                (at[i] - Volatility::usual_node(v)) / (Volatility::usual_node(u) - Volatility::usual_node(v));
      }
      while (below[i] + 2 < usual_nodes && at[i] > Volatility::usual_node(below[i] + 1)) ++below[i];
      const double from = Volatility::usual_node(below[i]);
      toward[i] = (at[i] - from) / (Volatility::usual_node(below[i] + 1) - from);
    }
  }
};

const Line& line() {
  static const Line one;
  return one;
}

}  // namespace

UsualPosterior::UsualPosterior(const VolatilityPrior& prior, const Usual& evidence)
    : mean_(prior.usual_mean), sd_(prior.usual_sd) {
  double most = evidence[0];
  for (const double one : evidence) most = one > most ? one : most;
  double sum = 0.0;
  for (int u = 0; u < usual_nodes; ++u) sum += nodes_[u] = Volatility::usual_weight(u) * exp(evidence[u] - most);
  for (double& node : nodes_) node /= sum;

  double highest = -no_bound;
  for (int i = 0; i < points; ++i) {
    double log_density = -0.5 * line().at[i] * line().at[i];
    for (int u = 0; u < usual_nodes; ++u) log_density += line().through[i][u] * (evidence[u] - most);
    weight_[i] = log_density;
    highest = log_density > highest ? log_density : highest;
  }
  sum = 0.0;
  for (double& one : weight_) sum += one = one - highest > negligible ? exp(one - highest) : 0.0;
  standard_ = {0.0, 0.0};
  for (int i = 0; i < points; ++i) standard_.mean += line().at[i] * (weight_[i] /= sum);
  for (int i = 0; i < points; ++i)
    standard_.variance += weight_[i] * (line().at[i] - standard_.mean) * (line().at[i] - standard_.mean);
}

Normal UsualPosterior::moments() const { return {mean_ + sd_ * standard_.mean, sd_ * sd_ * standard_.variance}; }

// Up to the middle of a point half of its weight lies below; straight lines between.
double UsualPosterior::below(double h) const {
  if (!(sd_ > 0.0)) return h < mean_ ? 0.0 : 1.0;
  const double end = Volatility::usual_node(usual_nodes - 1);
  const double place = ((h - mean_) / sd_ + end) * (points - 1) / (2.0 * end);
  if (!(place > 0.0)) return 0.0;
  if (place >= points - 1) return 1.0;
  const int at = static_cast<int>(place);
  double sum = 0.5 * weight_[at];
  for (int i = 0; i < at; ++i) sum += weight_[i];
  return sum + (place - at) * 0.5 * (weight_[at] + weight_[at + 1]);
}

double UsualPosterior::quantile(double p) const {
  const double end = Volatility::usual_node(usual_nodes - 1);
  double sum = 0.5 * weight_[0];
  int at = 0;
  for (; at + 2 < points && sum + 0.5 * (weight_[at] + weight_[at + 1]) < p; ++at)
    sum += 0.5 * (weight_[at] + weight_[at + 1]);
  const double step = 0.5 * (weight_[at] + weight_[at + 1]);
  double part = step > 0.0 ? (p - sum) / step : 0.0;
  part = part < 0.0 ? 0.0 : part > 1.0 ? 1.0 : part;
  return mean_ + sd_ * end * (2.0 * (at + part) / (points - 1) - 1.0);
}

Usual UsualPosterior::weights() const {
  double known = 1.0 - standard_.variance;
  known = known < 0.0 ? 0.0 : known;
  Usual out{};
  for (int u = 0; u < usual_nodes; ++u) out[u] = (1.0 - known) * nodes_[u];
  for (int i = 0; i < points; ++i) {
    const int u = line().below[i];
    out[u] += known * weight_[i] * (1.0 - line().toward[i]);
    out[u + 1] += known * weight_[i] * line().toward[i];
  }
  return out;
}

}  // namespace bothy::dyad
