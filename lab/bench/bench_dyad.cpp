// `bothy bench dyad`: what the engine costs. A check-in of two people with all volatilities, the same with one, the
// likelihood of a year, a year lived again, the nightly refit; beside aims, floors and what numpy and statsmodels take
// for the same likelihood, where Debian's packages of them are installed. Option: --runs N.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "dyad/course.h"
#include "dyad/data_testing.h"
#include "dyad/engine.h"
#include "dyad/linear_life.h"
#include "dyad/refit.h"
#include "relay/bench/table.h"

namespace bothy::bench {
namespace {

using namespace bothy::dyad;

constexpr std::uint64_t seed = 41;

double seconds_of(const auto& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// The middle of `runs` timings, in units of `unit` seconds, each of `times` pieces of work.
double middle_of(int runs, double times, double unit, const auto& work) {
  std::vector<double> all;
  for (int i = 0; i < runs; ++i) all.push_back(seconds_of(work) / times / unit);
  return median(std::move(all));
}

// A year of two people who answer three items a day each, and to whom things happen.
Story year_of_two() {
  LinearDays days;
  days.days = 365;
  days.answered = 1.0;
  Story out = linear_life({}, days, Dice(seed)).story;
  const std::size_t n = out.answers.size();
  for (std::size_t i = 0; i < n; ++i) {
    Answer closeness = out.answers[i];
    if (closeness.item != Item::responsiveness) continue;
    closeness.item = Item::closeness;
    out.answers.push_back(closeness);
  }
  return out;
}

Story of_one(Story story) {
  std::erase_if(story.answers, [](const Answer& one) { return one.person != 0; });
  std::erase_if(story.happenings, [](const Happening& one) { return one.person != 0; });
  return story;
}

std::vector<Moment> answered_in(const Story& story) {
  std::vector<Moment> out = *in_order({story.answers, {}});
  return out;
}

template <int People>
double check_in_us(const std::vector<Moment>& moments, int runs) {
  return middle_of(runs, static_cast<double>(moments.size()), 1e-6, [&] {
    Engine<People> engine{CouplePrior{}};
    for (const Moment& moment : moments) engine.live(moment);
  });
}

// One Gaussian of the same 24 parts, by the plainest filter: what a check-in costs without volatility, and the floor of
// one with it.
struct Plain {
  using L = Layout<2>;
  Vector<L::all> mean;
  Matrix<L::all, L::all> covariance = identity<L::all>();

  void advance(const Sources<L::moving>& step) {
    Matrix<L::moving, L::all> rows;
    Vector<L::moving> moved;
    for (int r = 0; r < L::moving; ++r)
      for (int k = 0; k < L::moving; ++k) {
        moved[r] += step.f(r, k) * mean[k];
        for (int c = 0; c < L::all; ++c) rows(r, c) += step.f(r, k) * covariance(k, c);
      }
    for (int r = 0; r < L::moving; ++r) {
      mean[r] = moved[r];
      for (int c = L::moving; c < L::all; ++c) covariance(r, c) = covariance(c, r) = rows(r, c);
    }
    for (int r = 0; r < L::moving; ++r)
      for (int c = 0; c <= r; ++c) {
        double sum = step.own(r, c) + step.other(r, c) + step.level(r, c) + step.shared(r, c);
        for (int k = 0; k < L::moving; ++k) sum += rows(r, k) * step.f(c, k);
        covariance(r, c) = covariance(c, r) = sum;
      }
  }

  double learn(const Vector<L::all>& row, double noise, double value) {
    const Vector<L::all> toward = covariance * row;
    const double variance = dot(row, toward) + noise;
    const double surprise = value - dot(row, mean);
    mean += (surprise / variance) * toward;
    for (int r = 0; r < L::all; ++r)
      for (int c = 0; c < L::all; ++c) covariance(r, c) -= toward[r] * (toward[c] / variance);
    return surprise * surprise / variance + dyad::log(variance);
  }
};

double plain_us(const std::vector<Moment>& moments, int runs) {
  const CouplePrior prior;
  const Paces<2> paces(prior);
  std::map<std::int64_t, Sources<8>> steps;  // as the engine keeps them
  double kept = 0.0;
  const double out = middle_of(runs, static_cast<double>(moments.size()), 1e-6, [&] {
    Plain plain;
    std::int64_t minute = moments.front().minute;
    for (const Moment& moment : moments) {
      const std::int64_t gap = moment.minute - minute;
      minute = moment.minute;
      auto step = steps.find(gap);
      if (step == steps.end()) step = steps.emplace(gap, paces.over(static_cast<double>(gap) / minutes_per_day)).first;
      if (gap > 0) plain.advance(step->second);
      for (const Answer& answer : moment.answers) {
        const ItemPrior& item = prior.items[static_cast<int>(answer.item)];
        const double value = (answer.points - middle_points) / points_per_unit - item.level;
        kept += plain.learn(Plain::L::row(answer.person, item), prior.spread.noise, value);
      }
    }
  });
  if (kept == 0.5) std::printf(" ");  // so that nothing is left out as unused
  return out;
}

double likelihood_ms(int runs) {
  const auto year = testing::couple_of_a_year();
  const auto model = testing::truth();
  double sum = 0.0;
  const double out = middle_of(runs, 50, 1e-3, [&] {
    for (int i = 0; i < 50; ++i) sum += log_likelihood<2, 4>(model, year);
  });
  if (sum > 0.0) std::printf(" ");  // so that nothing is left out as unused
  return out;
}

// One line of the child: a name, a log-likelihood, milliseconds. Without the package it says so.
void peers(double ours) {
  std::FILE* child = popen("PATH=/usr/bin:/bin:$PATH python3 " BOTHY_ROOT "/lab/bench/peer_kalman.py " BOTHY_ROOT
                           "/tests/data/couple365.csv",
                           "r");
  if (child == nullptr) return;
  char name[48];
  char value[32];
  double ms = 0.0;
  int lines = 0;
  for (; std::fscanf(child, "%47s %31s %lf", name, value, &ms) == 3; ++lines) {
    if (ms > 0.0)
      std::printf("  %-44s %10.3f ms, log-likelihood %s: %.0f times ours\n", name, ms, value, ms / ours);
    else
      std::printf("  %-44s not installed (Debian: python3-%s)\n", name, name);
  }
  pclose(child);
  if (lines == 0) std::printf("  numpy and statsmodels: python3 did not run\n");
}

// The same course in WebAssembly, with the whole way through the door. 0: no module, or no node.
double in_wasm_ms() {
  std::FILE* child =
      popen("node " BOTHY_ROOT "/tools/bench_us.mjs " BOTHY_ROOT "/build/wasm/bothy.wasm 2>/dev/null", "r");
  if (child == nullptr) return 0.0;
  double ms = 0.0;
  if (std::fscanf(child, "%lf", &ms) != 1) ms = 0.0;
  pclose(child);
  return ms;
}

int bench(int runs) {
  const Story two = year_of_two();
  const Story one = of_one(two);
  const auto moments = answered_in(two);
  print_conditions();
  std::printf("dyad: the middle of %d runs; a year of two people, three items a day each\n", runs);
  std::printf(
      "floor of a check-in: one Gaussian of the same 24 parts, the plainest filter, times 14 (7 volatilities, 2 "
      "people)\n");
  std::printf("floor of the likelihood: 0.036 ms, a bare program for these two states alone, timed on another day\n");
  print_head();
  const double plain = plain_us(moments, runs);
  print_row("check-in of two, all volatilities, us", check_in_us<2>(moments, runs), 14.0 * plain, {Better::lower, 150});
  print_row("check-in of two, one volatility, us", plain, 0, {Better::lower, 5});
  print_row("check-in of one, all volatilities, us", check_in_us<1>(answered_in(one), runs));
  const double likelihood = likelihood_ms(runs);
  print_row("likelihood of 365 days, ms", likelihood, 0.036, {Better::lower, 0.05});
  print_row("course of one person, a year, ms",
            middle_of(runs, 1, 1e-3, [&] { (void)course_of(one, {}, 365 * minutes_per_day); }), 0, {Better::lower, 60});
  if (const double wasm = in_wasm_ms(); wasm > 0.0)
    print_row("  in WebAssembly, asked at the door, ms", wasm, 0, {Better::lower, 150});
  else
    std::printf("  in WebAssembly: build it (./bothy wasm) and have node at hand\n");
  int evaluations = 0;
  const double refit = seconds_of([&] { evaluations = refit_of(one, {})->evaluations; });
  print_row("nightly refit of one person, a year, ms", 1e3 * refit);
  print_row("  likelihoods in it", evaluations);
  std::printf("the same likelihood of 365 days elsewhere, one call:\n");
  peers(likelihood);
  return 0;
}

}  // namespace
}  // namespace bothy::bench

int main(int argc, char** argv) {
  int runs = 9;
  if (argc == 3 && std::strcmp(argv[1], "--runs") == 0)
    runs = std::max(1, std::atoi(argv[2]));
  else if (argc > 1) {
    std::fprintf(stderr, "give --runs N, or nothing\n");
    return 2;
  }
  return bothy::bench::bench(runs);
}
