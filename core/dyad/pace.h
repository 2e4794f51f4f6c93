// How the moving parts of one or two people go over a gap, in the pieces that the grid filter scales by volatility.
// Called by the engine, which keeps the steps it has used.
#pragma once
#include "dyad/drift.h"
#include "dyad/grid_filter.h"
#include "dyad/layout.h"

namespace bothy::dyad {

/// The step over one gap: F, and the noise from each source at volatility zero.
template <int D>
struct Sources {
  Matrix<D, D> f = identity<D>();
  Matrix<D, D> level;   // slow levels: no volatility
  Matrix<D, D> own;     // times e^2h of oneself
  Matrix<D, D> other;   // times e^2h of the other
  Matrix<D, D> shared;  // times e^h of both
};

template <int People>
class Paces {
 public:
  static constexpr int moving = Layout<People>::moving;  // of one person or of two
  using Square = Matrix<moving, moving>;

  explicit Paces(const CouplePrior& prior) {
    const double rates[part_count] = {ln2 / prior.pace.level, ln2 / prior.pace.responsiveness,
                                      ln2 / prior.pace.security, ln2 / prior.pace.rupture};
    for (int who = 0; who < People; ++who) {
      for (int part = 0; part < part_count; ++part)
        drift_(part_count * who + part, part_count * who + part) = -rates[part];
      const int security = Layout<People>::at(who, Part::security);
      const double rate = rates[static_cast<int>(Part::security)];
      drift_(security, Layout<People>::at(who, Part::responsiveness)) = rate * prior.follows;
      if (People == 2) drift_(security, Layout<People>::at(1 - who, Part::security)) = rate * prior.coupling;
    }
    // Diffusions that give each part its variance when it is left to itself.
    const double level = 2.0 * rates[0] * prior.spread.level;
    const double responsiveness = 2.0 * rates[1] * prior.spread.responsiveness;
    const double security = 2.0 * rates[2] * prior.spread.security;
    Square slow;
    Square person[2];
    Square both;
    for (int who = 0; who < People; ++who) {
      const int s = Layout<People>::at(who, Part::security);
      slow(Layout<People>::at(who, Part::level), Layout<People>::at(who, Part::level)) = level;
      person[who](Layout<People>::at(who, Part::responsiveness), Layout<People>::at(who, Part::responsiveness)) =
          responsiveness;
      person[who](s, s) = security;
      if (People == 2) both(s, Layout<People>::at(1 - who, Part::security)) = prior.shared_shocks * security;
    }
    lasting_.level = *stationary(drift_, slow);
    lasting_.own = *stationary(drift_, person[0]);
    lasting_.other = *stationary(drift_, person[1]);
    lasting_.shared = *stationary(drift_, both);
  }

  [[nodiscard]] Sources<moving> over(double days) const {
    Sources<moving> out;
    out.f = exponential(days * drift_);
    const Square back = transposed(out.f);
    const auto grown = [&](const Square& lasting) { return symmetric(lasting - out.f * lasting * back); };
    out.level = grown(lasting_.level);
    out.own = grown(lasting_.own);
    out.other = grown(lasting_.other);
    out.shared = grown(lasting_.shared);
    return out;
  }

  /// The noise of endless time: how the parts are spread before anything was said.
  [[nodiscard]] const Sources<moving>& lasting() const { return lasting_; }

 private:
  Square drift_;
  Sources<moving> lasting_;
};

}  // namespace bothy::dyad
