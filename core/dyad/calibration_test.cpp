// Simulation-based calibration, in short: made-up couples whose truth is drawn from the prior. In the engine's own
// terms the truth must lie anywhere with equal chances. The long version is `./bothy bench science`.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "dyad/engine.h"
#include "dyad/linear_life.h"

using namespace bothy;
using namespace bothy::dyad;

namespace {

constexpr int couples = 200;
constexpr int bins = 10;
constexpr int quantities = 5;
constexpr std::array<const char*, quantities> names = {"mu", "h0", "rupture", "repair", "security"};

// Where the truth of person 0 lies in what the engine says after all of the diary.
std::array<double, quantities> shares(const LinearLife& life) {
  using L = Layout<2>;
  Engine<2> engine{CouplePrior{}};
  const auto moments = *in_order(life.story);
  for (const Moment& moment : moments) engine.live(moment);
  engine.wait_until(static_cast<std::int64_t>(life.security.size()) * minutes_per_day);
  const auto& filter = engine.of(0);
  const auto share = [&](int part, double truth) {
    Vector<L::all> row;
    row[part] = 1.0;
    return below(filter.expect(row, 0.0), truth);
  };
  const auto& sensitivity = life.truth.sensitivity[0];
  return {share(L::mean(0), life.truth.mu[0]), filter.usual().below(life.truth.usual[0]),
          share(L::sensitivity(0, Cause::rupture), sensitivity[static_cast<int>(Cause::rupture)]),
          share(L::sensitivity(0, Cause::repair), sensitivity[static_cast<int>(Cause::repair)]),
          share(L::at(0, Part::security), life.security.back()[0])};
}

}  // namespace

TEST_CASE("calibration: the truth of made-up couples lies anywhere in what the engine says, with equal chances") {
  std::array<std::array<int, bins>, quantities> counts{};
  for (int i = 0; i < couples; ++i) {
    const auto at = shares(linear_life({}, {}, Dice(1'000 + i)));
    for (int q = 0; q < quantities; ++q) ++counts[q][std::min(bins - 1, static_cast<int>(at[q] * bins))];
  }
  for (int q = 0; q < quantities; ++q) {
    double chi_square = 0.0;
    for (const int count : counts[q]) {
      const double expected = static_cast<double>(couples) / bins;
      chi_square += (count - expected) * (count - expected) / expected;
    }
    MESSAGE(std::string(names[q]), ": chi-square ", chi_square, " on 9 degrees of freedom");
    CHECK(chi_square < 27.88);  // one in a thousand for a calibrated engine
  }
}
